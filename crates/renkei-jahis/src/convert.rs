use renkei_core::charset::{EncodeError, EncodeOptions as CharsetOptions};
use renkei_core::ledger::Remark;
use renkei_core::{Charset, Ledger, SegmentPath, Sink};
use renkei_hl7v2::structure::{Structure, Tree};
use renkei_hl7v2::{Delimiters, EditError, Edits, Message, MessageBuf};
use renkei_model::Exchange;
use renkei_model::value::Text;

use crate::codes;
use crate::mapping::Mapper;
use crate::mapping::decoder::Decoder;
use crate::mapping::editor::{Editor, WriteState};
use crate::mapping::state::Beside;
use crate::message::{self, MessageDef};
use crate::overflow::Overflow;
use crate::profile::{Kind, Profile};

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
    let mut exchange = Exchange::default();
    read::<()>(message, options, Beside::default(), sink, &mut exchange, &mut ());
    exchange
}

/// Reads a message into the model and accounts for every byte of it; spans are relative to the bytes of the message.
pub fn decode_traced(
    message: &Message<'_>,
    options: &DecodeOptions,
    sink: &mut dyn Sink,
) -> (Exchange, Ledger) {
    let mut exchange = Exchange::default();
    let beside = Beside { account: true, ..Beside::default() };
    let ledger = read::<()>(message, options, beside, sink, &mut exchange, &mut ());
    (exchange, ledger)
}

/// Reads a message that may be too long for a model of it: of each list only the first [`KEPT`](crate::overflow::KEPT)
/// elements stand in the model; the rest goes to `overflow`.
pub fn decode_overflowing(
    message: &Message<'_>,
    options: &DecodeOptions,
    overflow: &mut dyn Overflow,
    sink: &mut dyn Sink,
) -> Exchange {
    let mut exchange = Exchange::default();
    let beside = Beside { overflow: Some(overflow), ..Beside::default() };
    read::<()>(message, options, beside, sink, &mut exchange, &mut ());
    exchange
}

/// Accounts for every byte of a message: syntax, mapped, or kept unmapped.
pub fn trace(message: &Message<'_>, options: &DecodeOptions) -> Ledger {
    decode_traced(message, options, &mut ()).1
}

/// Reads a message into an exchange, of which nothing is known yet, and a site's own segments into what the site says they are: large values,
/// which are made where they stay.
fn read<E: Extension>(
    message: &Message<'_>,
    options: &DecodeOptions,
    beside: Beside<'_>,
    sink: &mut dyn Sink,
    exchange: &mut Exchange,
    value: &mut E::Value,
) -> Ledger {
    let def = message::find(message, options.kind.as_deref(), sink);
    let tree = def.structure().map_or_else(|| Tree::flat(message), |s| s.group(message, sink));
    let site = E::structure().map_or_else(|| Tree::flat(message), |s| s.group(message, &mut ()));
    message::begin(message, options.kind.as_deref(), exchange);
    let mut decoder = Decoder::new(message, tree.root(), beside, sink);
    (def.readers.decode)(&mut decoder, exchange);
    message::settle(message, &mut exchange.content);
    decoder.turn_to(site.root());
    decoder.scope("site", value, |m, value| E::map(m, value));
    let (unmapped, account) = decoder.finish();
    exchange.unmapped = unmapped;
    let length = u32::try_from(message.bytes().len()).unwrap_or(u32::MAX);
    account.map_or_else(Ledger::default, |account| account.balance(length))
}

/// What a site adds to the messages of the guidelines: segments of its own, with the same tables and the same traits.
///
/// The segments stand wherever the site puts them: unless [`structure`](Self::structure) says otherwise the mapping sees all
/// segments of the message side by side. It is run after the mapping of the message, and what it reads is no longer unmapped.
///
/// # Examples
///
/// ```
/// use renkei_hl7v2::{Message, segment};
/// use renkei_jahis::datatype::{NM, ST};
/// use renkei_jahis::mapping::Mapper;
/// use renkei_jahis::{DecodeOptions, Extension, decode_extended};
/// use renkei_model::value::{Decimal, Field, Text};
///
/// segment! {
///     /// ZX1 (検温), body temperature at reception.
///     ZX1 "Body Temperature" "検温" clause "院内規約 2.1";
///     1 PLACE        ST  20 R -  -    "Place of Measurement" "測定部位";
///     2 TEMPERATURE  NM   5 R -  -    "Temperature"          "体温";
/// }
///
/// #[derive(Default)]
/// struct Temperature {
///     place: Field<Text>,
///     degrees: Field<Decimal>,
/// }
///
/// struct Site;
/// impl Extension for Site {
///     type Value = Temperature;
///
///     fn map<M: Mapper>(m: &mut M, value: &mut Temperature) {
///         m.segment(&ZX1, |m| {
///             m.field(PLACE, "place", &mut value.place);
///             m.field(TEMPERATURE, "degrees", &mut value.degrees);
///         });
///     }
/// }
///
/// let bytes = "MSH|^~\\&|HIS||||||ADT^A04^ADT_A01|1|P|2.5||||||UNICODE UTF-8\rPID|||0000123\rZX1|腋窩|37.2\r";
/// let message = Message::parse(bytes.as_bytes(), &mut ())?;
/// let (exchange, site) = decode_extended::<Site>(&message, &DecodeOptions::default(), &mut ());
/// assert_eq!(site.place.as_str(), Some("腋窩"));
/// assert!(exchange.unmapped.is_empty());
/// # Ok::<(), renkei_hl7v2::Error>(())
/// ```
pub trait Extension {
    /// What the site's segments say.
    type Value: Default;

    /// The structure that puts the site's segments into groups; by default all segments of a message stand side by side.
    fn structure() -> Option<&'static Structure> {
        None
    }

    /// Says which field is what, for both directions.
    fn map<M: Mapper>(m: &mut M, value: &mut Self::Value);
}

/// Nothing is added.
impl Extension for () {
    type Value = ();

    fn map<M: Mapper>(_: &mut M, (): &mut ()) {}
}

/// Reads a message into the model, and a site's own segments into what the site says they are.
pub fn decode_extended<E: Extension>(
    message: &Message<'_>,
    options: &DecodeOptions,
    sink: &mut dyn Sink,
) -> (Exchange, E::Value) {
    let (mut exchange, mut value) = (Exchange::default(), E::Value::default());
    read::<E>(message, options, Beside::default(), sink, &mut exchange, &mut value);
    (exchange, value)
}

/// Accounts for every byte of a message that has a site's own segments; their places begin with `site`.
pub fn trace_extended<E: Extension>(message: &Message<'_>, options: &DecodeOptions) -> Ledger {
    let beside = Beside { account: true, ..Beside::default() };
    let (mut exchange, mut value) = (Exchange::default(), E::Value::default());
    read::<E>(message, options, beside, &mut (), &mut exchange, &mut value)
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
    /// The profile to write; `None` writes every field that the model has a value for. Fields and segments that the profile does
    /// not use are left out, each with a remark.
    pub profile: Option<&'static Profile>,
    /// The data kind (データ種別) whose part of the profile it is; `None` takes what the content tells.
    pub kind: Option<Text>,
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

    /// Sets the profile, and the data kind where the content may not tell it.
    #[must_use]
    pub fn profile(mut self, profile: &'static Profile, kind: Option<&str>) -> Self {
        self.profile = Some(profile);
        self.kind = kind.map(Text::new);
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
    // Writing borrows the model for change, because one function maps both ways, and leaves it as it was.
    let write = |exchange: &mut Exchange, rules: Option<&'static Kind>| -> Result<Encoded, Error> {
        let mut editor = Editor::fresh(def.structure(), charset, options.delimiters, options.encoding);
        editor.follow(rules);
        (def.readers.edit)(&mut editor, exchange);
        let (edits, state) = editor.finish();
        if let Some((path, source)) = state.error {
            return Err(Error::Unencodable { path, source });
        }
        let bytes = edits.into_bytes();
        let mut parse = renkei_hl7v2::ParseOptions::default();
        parse.charset = Some(charset);
        let message = MessageBuf::parse_with(bytes, parse, &mut ())?;
        Ok(Encoded { message, remarks: state.remarks })
    };
    let mut encoded = write(&mut exchange, None)?;
    if let Some(profile) = options.profile {
        // What it is can be told from the message alone.
        let told = || message::kind_of(&encoded.message.as_message(), &exchange, &mut ());
        let kind = options.kind.as_deref().or_else(told);
        if let Some(rules) = kind.and_then(|kind| profile.kind(kind)) {
            encoded = write(&mut exchange, Some(rules))?;
        }
    }
    remarks.append(&mut encoded.remarks);
    Ok(Encoded { remarks, ..encoded })
}

/// Writes the model as a fresh message, with the segments of a site at the end of the groups that the site's structure puts
/// them in.
///
/// The value is as it was afterwards; it is borrowed for change because one function maps both ways.
///
/// # Errors
///
/// As [`encode`].
pub fn encode_extended<E: Extension>(
    exchange: &Exchange,
    value: &mut E::Value,
    options: &EncodeOptions,
) -> Result<Encoded, Error> {
    let mut encoded = encode(exchange, options)?;
    encoded.remarks.extend(extend::<E>(&mut encoded.message, value, options.encoding)?);
    Ok(encoded)
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
    let mut editor = Editor::change(&view, tree.root(), def.structure(), encoding);
    (def.readers.edit)(&mut editor, &mut exchange);
    let edited = editor.finish();
    apply(message, edited)
}

/// Changes a message so that it reads as the model and a site's value say. New segments of the site stand at the end of the
/// groups that the site's structure puts them in.
///
/// # Errors
///
/// As [`update`].
pub fn update_extended<E: Extension>(
    message: &mut MessageBuf,
    exchange: &Exchange,
    value: &mut E::Value,
    options: &DecodeOptions,
    encoding: CharsetOptions,
    sink: &mut dyn Sink,
) -> Result<Vec<Remark>, Error> {
    let mut changed = message.clone();
    let mut remarks = update_with(&mut changed, exchange, options, encoding, sink)?;
    remarks.extend(extend::<E>(&mut changed, value, encoding)?);
    *message = changed;
    Ok(remarks)
}

/// Changes the segments of a site.
fn extend<E: Extension>(
    message: &mut MessageBuf,
    value: &mut E::Value,
    encoding: CharsetOptions,
) -> Result<Vec<Remark>, Error> {
    let view = message.as_message();
    let tree = E::structure().map_or_else(|| Tree::flat(&view), |s| s.group(&view, &mut ()));
    let mut editor = Editor::change(&view, tree.root(), E::structure(), encoding).append();
    E::map(&mut editor, value);
    let edited = editor.finish();
    apply(message, edited)
}

/// Applies what an editor wants changed, all of it or nothing.
fn apply(message: &mut MessageBuf, (edits, state): (Edits, WriteState)) -> Result<Vec<Remark>, Error> {
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
