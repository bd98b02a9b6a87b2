//! Sends the messages of files over a socket, framed by the minimal lower layer protocol (MLLP), to a receiver that
//! decodes each as it comes and acknowledges it. Both ends run here; the program stops when the files are sent.
//!
//! ```text
//! cargo run -p renkei-examples --bin socket_stream -- fixtures/hl7v2/oml_11/oul_typical.hl7 fixtures/framing/batch.hl7
//! ```

use std::error::Error;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use renkei::hl7v2::io::{Framing, Reader, Writer};
use renkei::jahis::EncodeOptions;
use renkei::model::exchange::{Acknowledgement, Header, MessageType};
use renkei::model::value::{Field, Representation};
use renkei::{Content, Diagnostic, Exchange, Message, MessageBuf, Severity, decode, encode};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Neither end waits longer for the other.
const PATIENCE: Duration = Duration::from_secs(10);

fn main() -> Outcome<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let receiver = thread::spawn(move || receive(listener.accept()?.0));
    // Whichever end fails closes its socket, so that the other ends too.
    let sent = send(TcpStream::connect(address)?);
    let received = receiver.join().map_err(|_| "the receiver panicked")??;
    writeln!(io::stdout(), "{} sent, {received} received", sent?)?;
    Ok(())
}

/// Sends every message of the files on the command line, each after the one before was acknowledged.
fn send(socket: TcpStream) -> Outcome<usize> {
    socket.set_read_timeout(Some(PATIENCE))?;
    let mut answers = Reader::new(BufReader::new(socket.try_clone()?));
    let mut writer = Writer::new(socket, Framing::Mllp);
    let (mut sent, mut answer) = (0usize, Vec::new());
    for path in std::env::args_os().skip(1) {
        for frame in Reader::new(BufReader::new(File::open(path)?)).frames() {
            let (_, bytes) = frame?;
            let message = Message::parse(&bytes, &mut ())?;
            // The message alone: framing and batch lines of the file stay behind.
            writer.write_message(message.span().slice(&bytes))?;
            answers.read_frame(&mut answer)?.ok_or("the connection ended without an answer")?;
            let Content::Acknowledgement(content) =
                decode(&Message::parse(&answer, &mut ())?, &mut ()).content
            else {
                return Err("the answer is no acknowledgement".into());
            };
            let (code, text) =
                (content.code.as_str().unwrap_or("?"), content.text.as_str().unwrap_or_default());
            writeln!(io::stdout(), "  {code} {text}")?;
            sent = sent.saturating_add(1);
        }
    }
    writer.finish()?;
    Ok(sent)
}

/// Receives until the sender closes the connection. A frame is there as soon as its last byte is.
fn receive(socket: TcpStream) -> Outcome<usize> {
    socket.set_read_timeout(Some(PATIENCE))?;
    let mut writer = Writer::new(socket.try_clone()?, Framing::Mllp);
    let mut reader = Reader::new(BufReader::new(socket));
    let (mut received, mut frame) = (0usize, Vec::new());
    while reader.read_frame(&mut frame)?.is_some() {
        let mut problems: Vec<Diagnostic> = Vec::new();
        let exchange = decode(&Message::parse(&frame, &mut problems)?, &mut problems);
        let name = exchange.patient.name(Representation::Ideographic);
        let family = name.and_then(|name| name.family.as_deref()).unwrap_or("氏名なし");
        writeln!(io::stdout(), "{} {family}様: {} bytes", exchange.content.name(), frame.len())?;
        writer.write_message(acknowledgement(&exchange, &problems)?.as_bytes())?;
        received = received.saturating_add(1);
    }
    Ok(received)
}

/// Makes the answer to a message: its header turned round, and MSA.
fn acknowledgement(received: &Exchange, problems: &[Diagnostic]) -> Outcome<MessageBuf> {
    let sound = problems.iter().all(|problem| problem.severity < Severity::Error);
    let (code, text) =
        if sound { ("AA", "受信しました") } else { ("AE", "読めない箇所があります") };
    let from = &received.header;
    let event = from.message_type.value().and_then(|kind| kind.event.clone());
    let header = Header {
        sending_application: from.receiving_application.clone(),
        sending_facility: from.receiving_facility.clone(),
        receiving_application: from.sending_application.clone(),
        receiving_facility: from.sending_facility.clone(),
        // A receiver in earnest has a clock and a counter of its own for these two.
        sent_at: from.sent_at.clone(),
        control_id: from.control_id.clone(),
        message_type: Field::Value(MessageType {
            code: Some("ACK".into()),
            event,
            structure: Some("ACK".into()),
        }),
        processing: from.processing.clone(),
        charsets: from.charsets.clone(),
        charset_handling: from.charset_handling.clone(),
        ..Header::default()
    };
    let content = Content::Acknowledgement(Box::new(Acknowledgement {
        code: code.into(),
        control_id: from.control_id.clone(),
        text: text.into(),
        ..Acknowledgement::default()
    }));
    let exchange = Exchange { header, content, ..Exchange::default() };
    Ok(encode(&exchange, &EncodeOptions::default())?.message)
}
