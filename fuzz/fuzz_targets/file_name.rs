//! libFuzzer's door to `renkei_fuzz::file_name`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| renkei_fuzz::file_name(data));
