use renkei_core::charset::{EncodeError, EncodeOptions as CharsetOptions};
use renkei_core::ledger::Remark;
use renkei_core::{Charset, Ledger, SegmentPath, Sink};
use renkei_hl7v2::structure::Tree;
use renkei_hl7v2::{Delimiters, EditError, Message, MessageBuf};
use renkei_model::Exchange;
use renkei_model::value::Text;

use crate::codes;
use crate::mapping::decoder::Decoder;
use crate::mapping::editor::Editor;
use crate::message::{self, MessageDef};

/// How to read a message into the model.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct DecodeOptions {
    /// The data kind (データ種別) that the message is known to have, from its place in a storage: `OMP-01`. It tells apart
    /// what the message type does not: RDE^O11 is a prescription or an injection.
    pub kind: Option<Text>,
}

impl DecodeOptions {
    /// Options for a message of a known data kind.
    pub fn of_kind(kind: &str) -> Self {
        Self { kind: Some(kind.into()) }
    }
}

/// Reads a message into the model. What is not understood is reported and kept; nothing makes it fail.
pub fn decode(message: &Message<'_>, sink: &mut dyn Sink) -> Exchange {
    decode_with(message, &DecodeOptions::default(), sink)
}

/// Reads a message into the model with options.
pub fn decode_with(message: &Message<'_>, options: &DecodeOptions, sink: &mut dyn Sink) -> Exchange {
    read(message, options, false, sink).0
}

/// Reads a message into the model and accounts for every byte of it; spans are relative to the bytes of the message.
pub fn decode_traced(
    message: &Message<'_>,
    options: &DecodeOptions,
    sink: &mut dyn Sink,
) -> (Exchange, Ledger) {
    read(message, options, true, sink)
}

/// Accounts for every byte of a message: syntax, mapped, or kept unmapped.
pub fn trace(message: &Message<'_>, options: &DecodeOptions) -> Ledger {
    read(message, options, true, &mut ()).1
}

fn read(
    message: &Message<'_>,
    options: &DecodeOptions,
    traced: bool,
    sink: &mut dyn Sink,
) -> (Exchange, Ledger) {
    let def = message::find(message, options.kind.as_deref(), sink);
    let tree = def.structure().map_or_else(|| Tree::flat(message), |s| s.group(message, sink));
    let mut exchange = message::begin(message, options.kind.as_deref());
    let mut decoder = Decoder::new(message, tree.root(), traced, sink);
    (def.decode)(&mut decoder, &mut exchange);
    message::settle(message, &mut exchange.content);
    let (unmapped, entries) = decoder.finish();
    exchange.unmapped = unmapped;
    let length = u32::try_from(message.bytes().len()).unwrap_or(u32::MAX);
    (exchange, Ledger::balance(length, entries))
}

/// How to write the model as a message.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct EncodeOptions {
    /// The character set to write; `None` takes what the header declares, and ISO-2022-JP where it declares nothing.
    pub charset: Option<Charset>,
    /// What becomes of characters that the character set lacks; by default they are refused.
    pub encoding: CharsetOptions,
    /// The delimiters; `|^~\&` unless set.
    pub delimiters: Delimiters,
}

impl EncodeOptions {
    /// Sets the character set.
    #[must_use]
    pub const fn charset(mut self, charset: Charset) -> Self {
        self.charset = Some(charset);
        self
    }

    /// Sets what becomes of characters that the character set lacks.
    #[must_use]
    pub const fn encoding(mut self, encoding: CharsetOptions) -> Self {
        self.encoding = encoding;
        self
    }
}

/// A message that was written, and what was written otherwise than the model says.
#[derive(Clone, Debug)]
pub struct Encoded {
    /// The message.
    pub message: MessageBuf,
    /// Substitutions, defaults and the like.
    pub remarks: Vec<Remark>,
}

/// Why the model can't be written as a message.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No message type carries this content.
    #[error("content of type {content} can't be written as an HL7 v2.5 message yet")]
    NoMessage {
        /// The type of the content, as in JSON.
        content: &'static str,
    },
    /// A text has a character that the character set lacks.
    #[error("{path} can't be written")]
    Unencodable {
        /// The field.
        path: SegmentPath,
        /// Which character, and why.
        source: EncodeError,
    },
    /// The message could not be changed.
    #[error("the message can't be changed")]
    Edit(#[from] EditError),
    /// What was written can't be read as a message.
    #[error("what was written is not a message")]
    NotAMessage(#[from] renkei_hl7v2::Error),
}

/// Writes the model as a fresh message.
///
/// Unmapped values belong to the message they came from and are not written; see [`update`].
///
/// # Errors
///
/// [`Error`]: the content has no message, or a character can't be written.
pub fn encode(exchange: &Exchange, options: &EncodeOptions) -> Result<Encoded, Error> {
    let def = message::for_writing(exchange).ok_or(Error::NoMessage { content: exchange.content.name() })?;
    let mut exchange = exchange.clone();
    let mut remarks = message::complete(def, &mut exchange, options.charset);
    let charset = options.charset.unwrap_or_else(|| message::declared_charset(&exchange));
    let mut editor = Editor::fresh(charset, options.delimiters, options.encoding);
    (def.edit)(&mut editor, &mut exchange);
    let (edits, state) = editor.finish();
    if let Some((path, source)) = state.error {
        return Err(Error::Unencodable { path, source });
    }
    remarks.extend(state.remarks);
    let bytes: Vec<u8> = edits.into_iter().flat_map(|(_, line)| line).collect();
    let mut parse = renkei_hl7v2::ParseOptions::default();
    parse.charset = Some(charset);
    let message = MessageBuf::parse_with(bytes, parse, &mut ())?;
    Ok(Encoded { message, remarks })
}

/// Changes a message so that it reads as the model says; what reads so already keeps its bytes.
///
/// # Errors
///
/// [`Error`]; the message is then as it was.
pub fn update(
    message: &mut MessageBuf,
    exchange: &Exchange,
    sink: &mut dyn Sink,
) -> Result<Vec<Remark>, Error> {
    update_with(message, exchange, &DecodeOptions::default(), CharsetOptions::default(), sink)
}

/// Changes a message of a known kind so that it reads as the model says.
///
/// # Errors
///
/// As [`update`].
pub fn update_with(
    message: &mut MessageBuf,
    exchange: &Exchange,
    options: &DecodeOptions,
    encoding: CharsetOptions,
    sink: &mut dyn Sink,
) -> Result<Vec<Remark>, Error> {
    let view = message.as_message();
    let def: &MessageDef = message::find(&view, options.kind.as_deref(), sink);
    let tree = def.structure().map_or_else(|| Tree::flat(&view), |s| s.group(&view, &mut ()));
    let mut exchange = exchange.clone();
    let mut editor = Editor::change(&view, tree.root(), encoding);
    (def.edit)(&mut editor, &mut exchange);
    let (edits, state) = editor.finish();
    if let Some((path, source)) = state.error {
        return Err(Error::Unencodable { path, source });
    }
    if state.shifted.is_some() {
        return Err(Error::Edit(EditError::Shifted));
    }
    if !edits.is_empty() {
        message.apply(edits)?;
    }
    Ok(state.remarks)
}

/// The remark that a value of the target was not given by the source.
pub(crate) fn named_default(path: SegmentPath) -> Remark {
    Remark { path: None, code: &codes::NAMED_DEFAULT, target: path.to_string().into() }
}
