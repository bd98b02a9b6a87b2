//! Reading: from bytes, files, folders and storages to [`Record`]s.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use renkei_cda::Document;
use renkei_core::charset::EncodeError;
use renkei_core::ledger::{Remark, Totals};
use renkei_core::{Charset, Code, Diagnostic, Language, Ledger, Limit, Location, SegmentPath, Sink};
use renkei_hl7v2::io::{Frame, ReadError, Reader, ReaderBuilder};
use renkei_hl7v2::message::Scratch;
use renkei_hl7v2::{Message, ParseOptions};
use renkei_jahis::DecodeOptions;
use renkei_jahis::overflow::Overflow;
use renkei_model::Exchange;

use crate::account::uniform;
use crate::codes;
use crate::detect::{self, Format};
use crate::document;
use crate::input::{Found, Input, Inputs};
use crate::medium::Within;
use crate::record::{Record, Source};
use crate::tables::Tables;

/// How to read.
///
/// # Examples
///
/// ```
/// use renkei::{Charset, ReadOptions};
///
/// let options = ReadOptions::default().charset(Charset::ShiftJis).kind("OMP-01").ledger(true);
/// assert_eq!(options.charset, Some(Charset::ShiftJis));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The format; `None` finds it out.
    pub format: Option<Format>,
    /// The character set; `None` finds it out for each message.
    pub charset: Option<Charset>,
    /// The data kind (データ種別) of every message; `None` takes it from the file's name, then from the message.
    pub kind: Option<Arc<str>>,
    /// The most bytes that a message or document may have.
    pub max_message: usize,
    /// The most segments that a message may have.
    pub max_segments: usize,
    /// The most diagnostics kept of a message; the number of the others is said in one more.
    pub max_diagnostics: usize,
    /// Whether records come with their ledger.
    pub ledger: bool,
    /// The code tables of the site, for what they add to each exchange.
    pub tables: Option<Arc<Tables>>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            format: None,
            charset: None,
            kind: None,
            max_message: ParseOptions::MAX_LENGTH,
            max_segments: ParseOptions::MAX_SEGMENTS,
            max_diagnostics: 1000,
            ledger: false,
            tables: None,
        }
    }
}

impl ReadOptions {
    /// Sets the format.
    #[must_use]
    pub const fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// Sets the code tables of the site.
    #[must_use]
    pub fn tables(mut self, tables: Arc<Tables>) -> Self {
        self.tables = Some(tables);
        self
    }

    /// Sets the character set.
    #[must_use]
    pub const fn charset(mut self, charset: Charset) -> Self {
        self.charset = Some(charset);
        self
    }

    /// Sets the data kind.
    #[must_use]
    pub fn kind(mut self, kind: &str) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// Sets whether records come with their ledger.
    #[must_use]
    pub const fn ledger(mut self, wanted: bool) -> Self {
        self.ledger = wanted;
        self
    }

    /// Returns the options of the syntax layer.
    pub fn parse_options(&self) -> ParseOptions {
        let mut options = ParseOptions::default();
        options.charset = self.charset;
        options.max_segments = self.max_segments;
        options.max_length = self.max_message;
        options
    }
}

/// Why something could not be read or converted. Says nothing of the content.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file or stream failed.
    #[error("can't be read: {0}")]
    Io(#[from] io::Error),
    /// The format is known, but not read by this version.
    #[error("the format {format} is recognised but not supported yet")]
    Unsupported {
        /// The format.
        format: Format,
    },
    /// The document can't be read.
    #[error("the document can't be read: {0}")]
    Document(#[source] renkei_cda::Error),
    /// A message was to be written as a document.
    #[error("a message is no document; a draft is put together from all messages of a patient")]
    NotADocument,
    /// Of a document in MML only the referral can be written.
    #[error("the MML document has no referral, and nothing else of it is written")]
    NoReferral,
    /// The document can't be written.
    #[error("the document can't be written: {0}")]
    DocumentUnwritable(#[source] renkei_cda::EncodeError),
    /// The document can't be written in another character set.
    #[error("the document can't be written so: {0}")]
    DocumentRecode(#[from] renkei_cda::RecodeError),
    /// There is no message, and no document of the folder refers to the file.
    #[error("holds no message, and no document of its folder refers to it")]
    Unreferenced,
    /// There is no message.
    #[error("holds no message: no line begins with MSH in {length} bytes")]
    NoMessage {
        /// How many bytes were looked at.
        length: u64,
    },
    /// A message is longer than the limit.
    #[error("the message is longer than {limit} bytes; raise the limit to read it")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// A message has more segments than the limit.
    #[error("the message has more than {limit} segments; raise the limit to read it")]
    TooManySegments {
        /// The limit in segments.
        limit: usize,
    },
    /// A text has a character that the target's character set lacks.
    #[error("{path} can't be written: {source}")]
    Unencodable {
        /// Where.
        path: SegmentPath,
        /// Which character.
        source: EncodeError,
    },
    /// Bytes can't be read in the message's character set, and so not be written in another.
    #[error("{path} has {count} bytes that can't be read in the message's character set")]
    Undecodable {
        /// Where.
        path: SegmentPath,
        /// How many bytes.
        count: usize,
    },
    /// The message could not be changed.
    #[error("the message can't be changed: {0}")]
    Edit(#[from] renkei_hl7v2::EditError),
    /// No message of this version carries the content.
    #[error("content of type {content} can't be written as a message")]
    Unwritable {
        /// The type of the content, as in JSON.
        content: &'static str,
    },
}

impl Error {
    /// Returns the message in a language; that in English is the one of `Display`.
    pub fn message(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        match self {
            Self::Io(error) => format!("読み込めません: {error}"),
            Self::Unsupported { format } => format!("形式 {format} は認識しましたが、この版では未対応です"),
            Self::Unreferenced => {
                "メッセージがなく、フォルダー内のどの文書からも参照されていません".to_owned()
            }
            Self::NoMessage { length } => {
                format!("メッセージがありません: {length}バイトの中にMSHで始まる行が見つかりません")
            }
            Self::TooLarge { limit } => format!("メッセージが上限の{limit}バイトを超えています"),
            Self::TooManySegments { limit } => format!("セグメント数が上限の{limit}を超えています"),
            Self::Unencodable { path, source } => {
                format!("{path} の{}文字目を{}で書き出せません", source.number(), source.charset())
            }
            Self::Undecodable { path, count } => {
                format!("{path} に文字集合として読めないバイトが{count}個あります")
            }
            Self::Edit(error) => format!("メッセージを変更できません: {error}"),
            Self::Document(error) => format!("文書を読み込めません: {}", error.message(language)),
            Self::NotADocument => {
                "メッセージは文書ではありません。下書きは患者の全メッセージから作成します".to_owned()
            }
            Self::NoReferral => {
                "MML文書に紹介状モジュールがありません。紹介状以外は出力できません".to_owned()
            }
            Self::DocumentRecode(error) => {
                format!("文書をそのまま変換できません: {}", error.message(language))
            }
            Self::DocumentUnwritable(error) => format!("文書を出力できません: {}", error.message(language)),
            Self::Unwritable { content } => format!("内容（{content}）をメッセージとして出力できません"),
        }
    }
}

impl From<renkei_cda::Error> for Error {
    fn from(error: renkei_cda::Error) -> Self {
        match error {
            renkei_cda::Error::TooLarge { limit } => Self::TooLarge { limit },
            error => Self::Document(error),
        }
    }
}

impl From<renkei_cda::EncodeError> for Error {
    fn from(error: renkei_cda::EncodeError) -> Self {
        match error {
            renkei_cda::EncodeError::NoDocument { .. } => Self::NotADocument,
            error => Self::DocumentUnwritable(error),
        }
    }
}

impl From<renkei_hl7v2::Error> for Error {
    fn from(error: renkei_hl7v2::Error) -> Self {
        match error {
            renkei_hl7v2::Error::TooLarge { limit } => Self::TooLarge { limit },
            renkei_hl7v2::Error::TooManySegments { limit } => Self::TooManySegments { limit },
            renkei_hl7v2::Error::MissingHeader { searched } => Self::NoMessage { length: wide(searched) },
            _ => Self::NoMessage { length: 0 },
        }
    }
}

impl From<renkei_jahis::Error> for Error {
    fn from(error: renkei_jahis::Error) -> Self {
        match error {
            renkei_jahis::Error::NoMessage { content } => Self::Unwritable { content },
            renkei_jahis::Error::Unencodable { path, source } => Self::Unencodable { path, source },
            renkei_jahis::Error::Edit(error) => Self::Edit(error),
            renkei_jahis::Error::NotAMessage(error) => error.into(),
            _ => Self::Unwritable { content: "" },
        }
    }
}

/// Something that could not be read, and where it is.
#[derive(thiserror::Error)]
#[non_exhaustive]
#[error("{shown} at byte {offset}: {error}")]
pub struct Failure {
    /// The path as people may see it: relative to the input that was given, what names a patient masked.
    pub shown: Arc<str>,
    /// Where it begins in the file, in bytes counted from zero.
    pub offset: u64,
    /// Why.
    pub error: Error,
    path: Arc<str>,
}

impl Failure {
    pub(crate) fn new(input: &Input, offset: u64, error: Error) -> Self {
        let error = match error {
            Error::NoMessage { .. } if input.belongs() == Some(false) => Error::Unreferenced,
            error => error,
        };
        Self { shown: Arc::clone(input.shown()), offset, error, path: Arc::clone(&input.path) }
    }

    /// A file or folder that was not reached, so that no more than this is known of it.
    pub(crate) fn unreachable(shown: Arc<str>, error: io::Error) -> Self {
        Self { path: Arc::clone(&shown), shown, offset: 0, error: error.into() }
    }

    /// Returns the path as it is, ids included, as far as it is known.
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// Shows the masked path.
impl std::fmt::Debug for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Failure({self})")
    }
}

/// Reads the exchanges of a stream.
pub fn records<R: BufRead>(reader: R, options: &ReadOptions) -> Records<R> {
    Records::new(reader, Input::stdin(), options)
}

/// Reads the exchanges of a stream whose name and place are known.
pub fn records_of<R: BufRead>(reader: R, input: Input, options: &ReadOptions) -> Records<R> {
    Records::new(reader, input, options)
}

/// A message or a document, as its syntax shows it.
#[derive(Clone, Copy, Debug)]
pub enum Syntax<'a> {
    /// A message, and the frame in which it stands.
    Message(Frame, &'a Message<'a>),
    /// A document, which is all of the stream.
    Document(&'a Document<'a>),
}

/// Reads the messages or the document of a stream without mapping them, and passes each on; what can't be read goes to
/// `failed`. Returns how many there were.
///
/// # Errors
///
/// Those that `each` returns; it is not called again.
///
/// # Examples
///
/// ```
/// use renkei::ReadOptions;
/// use renkei::input::Input;
/// use renkei::read::{Syntax, for_each};
///
/// let stream = b"MSH|^~\\&|A\rPID|1\rMSH|^~\\&|B\r";
/// let mut found = Vec::new();
/// let count = for_each(&stream[..], &Input::stdin(), &ReadOptions::default(), &mut |seen| {
///     if let Syntax::Message(frame, message) = seen {
///         found.push((frame.offset, message.segment_count()));
///     }
///     Ok(())
/// }, &mut |_| ())?;
/// assert_eq!((count, found), (2, vec![(0, 2), (17, 1)]));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn for_each<R: BufRead>(
    reader: R,
    input: &Input,
    options: &ReadOptions,
    each: &mut dyn FnMut(Syntax<'_>) -> io::Result<()>,
    failed: &mut dyn FnMut(Failure),
) -> io::Result<u64> {
    let mut pieces = Pieces::new(reader, options);
    let parse = options.parse_options();
    let mut buffer = Vec::new();
    let mut scratch = Scratch::default();
    let (mut count, mut any) = (0u64, false);
    loop {
        match pieces.next(&mut buffer) {
            Ok(Some(Piece::Rest { .. })) => {}
            Ok(Some(Piece::TooLarge { offset, limit })) => {
                any = true;
                failed(Failure::new(input, offset, Error::TooLarge { limit }));
            }
            Ok(Some(Piece::Frame(frame))) => {
                any = true;
                match Message::parse_into(&buffer, &parse, &mut scratch, &mut ()) {
                    Ok(message) => {
                        count = count.saturating_add(1);
                        each(Syntax::Message(frame, &message))?;
                    }
                    Err(renkei_hl7v2::Error::MissingHeader { .. }) if frame.index > 0 => {}
                    Err(error) => failed(Failure::new(input, frame.offset, error.into())),
                }
            }
            Ok(Some(Piece::Document(_))) => {
                any = true;
                match document::parse(&buffer, options, &mut ()) {
                    Ok(document) => {
                        count = count.saturating_add(1);
                        each(Syntax::Document(&document))?;
                    }
                    Err(error) => failed(Failure::new(input, 0, error)),
                }
            }
            Ok(None) => {
                if !any {
                    failed(Failure::new(input, 0, Error::NoMessage { length: pieces.consumed() }));
                }
                return Ok(count);
            }
            Err(error) => {
                failed(Failure::new(input, pieces.expected, error));
                return Ok(count);
            }
        }
    }
}

/// Reads the exchanges of a file. The data kind is taken from its name, where it is one of a storage.
///
/// # Errors
///
/// Those of opening the file.
///
/// # Examples
///
/// ```no_run
/// use renkei::ReadOptions;
///
/// for record in renkei::open("0000123_20240401_OMP-01_000000240401010_20240401080000004_01_1", &ReadOptions::default())? {
///     println!("{}", record?.exchange.content.name());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn open(path: impl AsRef<Path>, options: &ReadOptions) -> io::Result<Records<BufReader<File>>> {
    let path = path.as_ref();
    let file = BufReader::new(File::open(path)?);
    let found = Inputs::new([path.to_owned()]).next();
    let input = match found {
        Some(Found::Input(input)) => input,
        _ => Input::plain(path.to_owned(), &path.to_string_lossy(), None),
    };
    Ok(Records::new(file, input, options))
}

/// Reads the exchanges of all files below a folder: a storage, a part of one, or any other.
///
/// Files of a storage that are no messages by their names are passed over, and so are files of other kinds to which a document refers;
/// what can't be read is an error among the records, and reading goes on.
///
/// # Examples
///
/// ```no_run
/// use renkei::{ReadOptions, tree};
///
/// let (mut read, mut failed) = (0, 0);
/// for record in tree("/data/ssmix2", &ReadOptions::default()) {
///     match record {
///         Ok(_) => read += 1,
///         Err(_) => failed += 1,
///     }
/// }
/// println!("{read} exchanges, {failed} failures");
/// ```
pub fn tree(path: impl Into<PathBuf>, options: &ReadOptions) -> Tree {
    Tree { inputs: Inputs::new([path.into()]), options: options.clone(), current: None }
}

/// An iterator over the exchanges of all files below a folder, made by [`tree`].
#[derive(Debug)]
pub struct Tree {
    inputs: Inputs,
    options: ReadOptions,
    current: Option<Records<BufReader<File>>>,
}

impl Iterator for Tree {
    type Item = Result<Record, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(records) = &mut self.current {
                if let Some(record) = records.next() {
                    return Some(record);
                }
                self.current = None;
            }
            match self.inputs.next()? {
                Found::Stray(_) => {}
                Found::Unreadable(shown, error) => return Some(Err(Failure::unreachable(shown, error))),
                Found::Input(input) => match input.file.as_ref().map(File::open) {
                    Some(Ok(file)) => {
                        let mut file = BufReader::new(file);
                        if !file.fill_buf().is_ok_and(|head| input.is_linked(head)) {
                            self.current = Some(Records::new(file, input, &self.options));
                        }
                    }
                    Some(Err(error)) => return Some(Err(Failure::new(&input, 0, error.into()))),
                    None => {}
                },
            }
        }
    }
}

/// An iterator over the exchanges of one stream.
#[derive(Debug)]
pub struct Records<R> {
    pieces: Pieces<R>,
    input: Input,
    options: ReadOptions,
    scratch: Scratch,
    buffer: Vec<u8>,
    totals: Totals,
    read: u64,
    failed: bool,
    done: bool,
}

impl<R: BufRead> Records<R> {
    fn new(reader: R, input: Input, options: &ReadOptions) -> Self {
        Self {
            pieces: Pieces::new(reader, options),
            input,
            options: options.clone(),
            scratch: Scratch::default(),
            buffer: Vec::new(),
            totals: Totals::default(),
            read: 0,
            failed: false,
            done: false,
        }
    }

    /// Returns how the bytes read so far add up, those between and after messages among them; with ledgers only, and once
    /// the end is reached the sum is the length of the stream.
    pub const fn totals(&self) -> Totals {
        self.totals
    }

    fn fail(&mut self, offset: u64, error: Error) -> Option<Result<Record, Failure>> {
        self.failed = true;
        Some(Err(Failure::new(&self.input, offset, error)))
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.pieces.next(&mut self.buffer) {
                Err(error) => {
                    self.done = true;
                    return self.fail(self.pieces.expected, error);
                }
                Ok(None) => {
                    self.done = true;
                    if self.read == 0 && !self.failed {
                        let length = self.pieces.consumed();
                        return self.fail(0, Error::NoMessage { length });
                    }
                }
                Ok(Some(Piece::Rest { length, reason, .. })) => {
                    self.totals.add(&uniform(length, reason).totals());
                }
                Ok(Some(Piece::TooLarge { offset, limit })) => {
                    return self.fail(offset, Error::TooLarge { limit });
                }
                Ok(Some(piece @ (Piece::Frame(frame) | Piece::Document(frame)))) => {
                    let place = Place::new(&self.input, frame, &self.options);
                    let read = match piece {
                        Piece::Document(_) => document::read(&self.buffer, place, &self.options, None),
                        _ => read_record(&self.buffer, place, &self.options, &mut self.scratch, None),
                    };
                    match read {
                        Ok(record) => {
                            self.read = self.read.saturating_add(1);
                            if let Some(ledger) = &record.ledger {
                                self.totals.add(&ledger.totals());
                            }
                            return Some(Ok(record));
                        }
                        Err(error) => {
                            let rest = uniform(wide(self.buffer.len()), Some(&codes::NOT_A_MESSAGE));
                            self.totals.add(&rest.totals());
                            // Bytes after the last message are not a message of their own.
                            if frame.index == 0 || !matches!(error, Error::NoMessage { .. }) {
                                return self.fail(frame.offset, error);
                            }
                        }
                    }
                }
            }
        }
        None
    }
}

/// Where a frame stands, and of what kind it is known to be.
pub(crate) struct Place {
    pub(crate) path: Arc<str>,
    pub(crate) kind: Option<Arc<str>>,
    pub(crate) frame: Frame,
    pub(crate) name: Option<Arc<renkei_ssmix2::EntryName>>,
    /// What was odd about the path; said with the first message of the file.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The folder inside which references are followed.
    pub(crate) within: Option<Within>,
}

impl Place {
    pub(crate) fn new(input: &Input, frame: Frame, options: &ReadOptions) -> Self {
        let kind = options.kind.as_ref().or(input.kind.as_ref()).map(Arc::clone);
        let diagnostics = if frame.index == 0 { input.diagnostics.clone() } else { Vec::new() };
        let (name, within) = (input.name.clone(), input.within.clone());
        Self { path: Arc::clone(&input.path), kind, frame, name, diagnostics, within }
    }

    pub(crate) fn source(self, message: &Message<'_>) -> Source {
        Source {
            path: self.path,
            index: self.frame.index,
            offset: self.frame.offset,
            kind: self.kind,
            charset: message.charset().into(),
            length: wide(message.bytes().len()),
            is_document: false,
        }
    }
}

/// Reads one frame into a record; where no account is kept the rests of long lists go to `overflow`.
pub(crate) fn read_record(
    bytes: &[u8],
    mut place: Place,
    options: &ReadOptions,
    scratch: &mut Scratch,
    overflow: Option<&mut dyn Overflow>,
) -> Result<Record, Error> {
    let mut sink = Limit::new(std::mem::take(&mut place.diagnostics), options.max_diagnostics);
    let message = Message::parse_into(bytes, &options.parse_options(), scratch, &mut sink)?;
    let decode = place.kind.as_deref().map_or_else(DecodeOptions::default, DecodeOptions::of_kind);
    let (mut exchange, mut ledger) = if options.ledger {
        let (exchange, ledger) = renkei_jahis::decode_traced(&message, &decode, &mut sink);
        (exchange, Some(ledger))
    } else if let Some(overflow) = overflow {
        (renkei_jahis::decode_overflowing(&message, &decode, overflow, &mut sink), None)
    } else {
        (renkei_jahis::decode_with(&message, &decode, &mut sink), None)
    };
    if let Some(name) = &place.name {
        crate::consistency::check(name, &message, &mut sink);
    }
    apply_tables(options, &mut exchange, &mut ledger, &mut sink);
    let mut source = place.source(&message);
    if source.kind.is_none() {
        source.kind = renkei_jahis::message::kind_of(&message, &exchange, &mut sink).map(Into::into);
    }
    Ok(Record { source, links: Vec::new(), exchange, diagnostics: finish(sink), ledger })
}

/// Adds what the code tables of the site say.
pub(crate) fn apply_tables(
    options: &ReadOptions,
    exchange: &mut Exchange,
    ledger: &mut Option<Ledger>,
    sink: &mut dyn Sink,
) {
    let Some(tables) = &options.tables else { return };
    let filled = tables.fill(exchange);
    if !filled.is_empty() {
        let count = wide(filled.len());
        sink.report(Diagnostic::new(&codes::CODED_BY_TABLE, Location::UNKNOWN).with("count", count));
    }
    if let Some(ledger) = ledger {
        for filled in filled {
            ledger.remark(Remark { path: None, code: &codes::CODED_BY_TABLE, target: filled.place });
        }
    }
}

/// Returns what was reported, and how much more there was.
pub(crate) fn finish(sink: Limit<Vec<Diagnostic>>) -> Vec<Diagnostic> {
    let suppressed = sink.suppressed();
    let mut diagnostics = sink.into_inner();
    if suppressed > 0 {
        let more = Diagnostic::new(&codes::DIAGNOSTICS_SUPPRESSED, Location::UNKNOWN);
        diagnostics.report(more.with("count", suppressed));
    }
    diagnostics
}

pub(crate) fn wide(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// A part of a stream: together they are the stream.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Piece {
    /// A frame, whose bytes are in the buffer.
    Frame(Frame),
    /// A document, which is the whole stream and is in the buffer.
    Document(Frame),
    /// A frame beyond the limit begins here; its bytes follow as a rest.
    TooLarge { offset: u64, limit: usize },
    /// Bytes that are no frame, and why they are left out, if that is a loss.
    Rest { offset: u64, length: u64, reason: Option<&'static Code> },
}

/// Cuts a stream into pieces, after finding out whether it is one of messages.
#[derive(Debug)]
pub(crate) struct Pieces<R> {
    reader: Reader<Counted<R>>,
    format: Option<Format>,
    begun: bool,
    pub(crate) expected: u64,
    pending: Option<Frame>,
    done: bool,
    max_message: usize,
    /// Whether the document is longer than that.
    oversized: bool,
}

impl<R: BufRead> Pieces<R> {
    pub(crate) fn new(inner: R, options: &ReadOptions) -> Self {
        let reader = ReaderBuilder::default().max_message(options.max_message);
        Self {
            reader: reader.build_from_reader(Counted { inner, consumed: 0 }),
            format: options.format,
            begun: false,
            expected: 0,
            pending: None,
            done: false,
            max_message: options.max_message,
            oversized: false,
        }
    }

    /// Takes the whole stream as one document.
    fn document(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Piece>, Error> {
        buffer.clear();
        let limit = self.max_message;
        // Bytes are added as they come: to read into spare room would first fill the room, which for a long document is a lot.
        while buffer.len() <= limit {
            let room = limit.saturating_add(1).saturating_sub(buffer.len());
            let read = match self.reader.get_mut().fill_buf() {
                Ok(bytes) => bytes.get(..room).unwrap_or(bytes),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            };
            if read.is_empty() {
                break;
            }
            buffer.extend_from_slice(read);
            let read = read.len();
            self.reader.get_mut().consume(read);
        }
        if buffer.len() > limit {
            self.oversized = true;
            return Ok(Some(Piece::TooLarge { offset: 0, limit }));
        }
        self.done = true;
        self.expected = wide(buffer.len());
        Ok(Some(Piece::Document(Frame { offset: 0, index: 0 })))
    }

    pub(crate) const fn consumed(&self) -> u64 {
        self.reader.get_ref().consumed
    }

    /// Returns the bytes after the last frame that the tail consists of.
    pub(crate) fn tail(&self) -> &[u8] {
        self.reader.tail()
    }

    /// Returns the next piece; a frame is in the buffer, which is left alone after a rest that came before it.
    pub(crate) fn next(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Piece>, Error> {
        if let Some(frame) = self.pending.take() {
            self.expected = frame.offset.saturating_add(wide(buffer.len()));
            return Ok(Some(Piece::Frame(frame)));
        }
        if self.done {
            return Ok(None);
        }
        if !self.begun {
            self.begun = true;
            let format = match self.format {
                // A storage holds messages, and documents in its content folders.
                None | Some(Format::SsMix2) => detect::bytes(self.reader.get_mut().fill_buf()?),
                given => given,
            };
            if let Some(format) = format.filter(|f| !f.is_supported()) {
                return Err(Error::Unsupported { format });
            }
            if matches!(format, Some(Format::Cda | Format::Mml)) {
                return self.document(buffer);
            }
        }
        if self.oversized {
            self.done = true;
            io::copy(self.reader.get_mut(), &mut io::sink())?;
            return Ok(Some(self.skipped(self.consumed())));
        }
        match self.reader.read_frame(buffer) {
            Ok(Some(frame)) => {
                if frame.offset > self.expected {
                    self.pending = Some(frame);
                    return Ok(Some(self.skipped(frame.offset)));
                }
                self.expected = frame.offset.saturating_add(wide(buffer.len()));
                Ok(Some(Piece::Frame(frame)))
            }
            Ok(None) => {
                let end = self.consumed();
                let tail = wide(self.reader.tail().len());
                let start = end.saturating_sub(tail);
                if start > self.expected {
                    return Ok(Some(self.skipped(start)));
                }
                self.done = true;
                let rest = Piece::Rest { offset: start, length: tail, reason: None };
                Ok(Some(rest).filter(|_| tail > 0))
            }
            Err(ReadError::TooLarge { offset, limit }) => {
                self.expected = offset;
                Ok(Some(Piece::TooLarge { offset, limit }))
            }
            Err(ReadError::Io(error)) => Err(error.into()),
            Err(error) => Err(io::Error::other(error).into()),
        }
    }

    fn skipped(&mut self, to: u64) -> Piece {
        let offset = std::mem::replace(&mut self.expected, to);
        Piece::Rest { offset, length: to.saturating_sub(offset), reason: Some(&codes::MESSAGE_TOO_LARGE) }
    }
}

/// Counts what is read.
#[derive(Debug)]
struct Counted<R> {
    inner: R,
    consumed: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.consumed = self.consumed.saturating_add(wide(read));
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.consumed = self.consumed.saturating_add(wide(amount));
        self.inner.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &[u8] = b"MSH|^~\\&|HIS\rPID|||0000123\r";

    /// Reads a stream: the offsets of its records, how many failures there were, and the account.
    #[track_caller]
    fn check(stream: &[u8], offsets: &[u64], failures: usize, limit: usize) {
        let mut options = ReadOptions::default().ledger(true);
        options.max_message = limit;
        let mut read = records(stream, &options);
        let all: Vec<_> = read.by_ref().collect();
        let found: Vec<u64> = all.iter().flatten().map(|r| r.source.offset).collect();
        assert_eq!(found, offsets);
        assert_eq!(all.iter().filter(|r| r.is_err()).count(), failures);
        assert_eq!(read.totals().sum(), wide(stream.len()), "every byte is accounted for");
    }

    #[test]
    fn every_byte_of_a_stream_is_accounted_for() {
        check(ONE, &[0], 0, 1000);
        check(&[ONE, ONE].concat(), &[0, 27], 0, 1000);
        check(&[b"\x0b", ONE, b"\x1c\r\x0b", ONE, b"\x1c\r\r\n"].concat(), &[0, 30], 0, 1000);
        check(&[ONE, b"\r\n  \r"].concat(), &[0], 0, 1000);
        check(&[b"\x0b", ONE, b"\x1c\rnoise"].concat(), &[0], 0, 1000);
        check(b"", &[], 1, 1000);
        check(b"\r\r", &[], 1, 1000);
        check(b"neither", &[], 1, 1000);
    }

    #[test]
    fn a_message_beyond_the_limit_does_not_stop_the_next() {
        let long = [b"MSH|^~\\&|HIS\rNTE|||", [b'x'; 90].as_slice(), b"\r"].concat();
        check(&[ONE, &long, ONE].concat(), &[0, 137], 1, 60);
        check(&[ONE, &long].concat(), &[0], 1, 60);
    }

    #[test]
    fn a_document_is_a_record_and_all_of_its_stream() {
        let document = &b"<?xml version=\"1.0\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>\n"[..];
        check(document, &[0], 0, 1000);
        check(document, &[], 1, 60);
        let utf_16: Vec<u8> =
            std::str::from_utf8(document).unwrap().encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&[b"\xff\xfe", utf_16.as_slice()].concat(), &[0], 0, 1000);
        check(b"<!DOCTYPE a><ClinicalDocument/>", &[], 1, 1000);
        check(b"<!DOCTYPE Mml SYSTEM 'mml.dtd'><Mml/>", &[0], 0, 1000);
        check(b"<!DOCTYPE Mml [<!ENTITY a 'b'>]><Mml/>", &[], 1, 1000);
        let failure = records(&b"<!DOCTYPE a><ClinicalDocument/>"[..], &ReadOptions::default()).next();
        assert_eq!(
            failure.unwrap().unwrap_err().error.message(Language::Japanese),
            "文書を読み込めません: 1行1文字目に文書型宣言（DOCTYPE）があります。安全のため読み込みません"
        );
    }

    #[test]
    fn what_is_recognised_and_not_read_is_said() {
        let found = records(&b"{\"resourceType\":\"Bundle\"}"[..], &ReadOptions::default()).next();
        let failure = found.unwrap().unwrap_err();
        assert!(matches!(failure.error, Error::Unsupported { format: Format::Fhir }));
        assert_eq!(
            failure.error.message(Language::Japanese),
            "形式 fhir は認識しましたが、この版では未対応です"
        );
    }

    #[test]
    fn diagnostics_are_bounded() {
        let options = ReadOptions { max_diagnostics: 0, ..ReadOptions::default() };
        let stream = b"MSH|^~\\&|HIS\nPID|1\n";
        let record = records(&stream[..], &options).next().unwrap().unwrap();
        assert_eq!(record.diagnostics.len(), 1);
        assert_eq!(record.diagnostics[0].code, &codes::DIAGNOSTICS_SUPPRESSED);
    }
}
