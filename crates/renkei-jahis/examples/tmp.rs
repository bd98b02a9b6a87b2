//! tmp
fn main() {
    let p = std::env::args().nth(1).unwrap();
    let bytes = std::fs::read(p).unwrap();
    let m = renkei_hl7v2::Message::parse(&bytes, &mut ()).unwrap();
    let x = renkei_jahis::decode(&m, &mut ());
    println!("{}", serde_json::to_string_pretty(&x).unwrap());
    let e = renkei_jahis::encode(&x, &renkei_jahis::EncodeOptions::default().charset(renkei_core::Charset::Utf8)).unwrap();
    let y = renkei_jahis::decode(&e.message.as_message(), &mut ());
    eprintln!("{}", serde_json::to_string_pretty(&y).unwrap());
    println!("{}", String::from_utf8_lossy(e.message.as_bytes()).replace('\r', "\n"));
}
