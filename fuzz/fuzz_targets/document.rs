//! libFuzzer's door to `renkei_fuzz::document`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| renkei_fuzz::document(data));
