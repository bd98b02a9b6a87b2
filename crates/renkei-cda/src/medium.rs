//! The folder of a medium: the files that documents refer to, found inside it and nowhere else.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use renkei_core::{Diagnostic, Location, Sink, Span};

use crate::attachment::{address_scheme, relative_path_from};
use crate::codes;
use crate::document::{Document, Element, Node, ParseOptions, detect, detect_mml, pseudo_attribute};
use crate::limits::Limits;

/// How much a medium may hold. What is more is not looked at, and that is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MediumLimits {
    /// The files of a medium.
    pub files: usize,
    /// How deep folders may be nested; files in the root are at depth 1.
    pub depth: usize,
    /// The bytes of a file that is read.
    pub size: u64,
    /// The references of a document.
    pub references: usize,
}

impl Default for MediumLimits {
    fn default() -> Self {
        Self { files: 200_000, depth: 32, size: 256 << 20, references: 10_000 }
    }
}

/// What a file is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileKind {
    /// A CDA document.
    Cda,
    /// A document in MML.
    Mml,
    /// A message or batch of HL7 v2.
    Hl7,
    /// A DICOM file; `DICOMDIR` is one.
    Dicom,
    /// A PDF.
    Pdf,
    /// A picture: JPEG, PNG, GIF, TIFF, BMP.
    Image,
    /// XML of another kind.
    Xml,
    /// Nothing: the file is empty.
    Empty,
    /// Anything else.
    Other,
}

impl FileKind {
    /// Tells the kind from the beginning of a file; a few kilobytes are enough.
    ///
    /// ```
    /// use renkei_cda::FileKind;
    ///
    /// assert_eq!(FileKind::of(b"%PDF-1.7"), FileKind::Pdf);
    /// assert_eq!(FileKind::of(b"MSH|^~\\&|LIS"), FileKind::Hl7);
    /// ```
    pub fn of(head: &[u8]) -> Self {
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        let unframed = text.strip_prefix(b"\x0b").unwrap_or(text);
        let begins = |words: &[&[u8]]| words.iter().any(|word| head.starts_with(word));
        if head.is_empty() {
            Self::Empty
        } else if head.get(128..132) == Some(b"DICM") {
            Self::Dicom
        } else if begins(&[b"%PDF-"]) {
            Self::Pdf
        } else if begins(&[b"\xFF\xD8\xFF", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*", b"BM"]) {
            Self::Image
        } else if [b"MSH".as_slice(), b"FHS", b"BHS"].iter().any(|word| {
            unframed.starts_with(word) && unframed.get(3).is_some_and(|b| b.is_ascii_punctuation())
        }) {
            Self::Hl7
        } else if detect(head) {
            Self::Cda
        } else if detect_mml(head) {
            Self::Mml
        } else if text.starts_with(b"<?xml") || begins(&[b"\xFF\xFE<\0", b"\xFE\xFF\0<"]) {
            Self::Xml
        } else {
            Self::Other
        }
    }

    /// Returns the word for it: `cda`, `mml`, `hl7`, `dicom`, `pdf`, `image`, `xml`, `empty`, `other`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cda => "cda",
            Self::Mml => "mml",
            Self::Hl7 => "hl7",
            Self::Dicom => "dicom",
            Self::Pdf => "pdf",
            Self::Image => "image",
            Self::Xml => "xml",
            Self::Empty => "empty",
            Self::Other => "other",
        }
    }

    /// Says whether it is a document, which may refer to other files.
    const fn is_document(self) -> bool {
        matches!(self, Self::Cda | Self::Mml)
    }

    /// Says whether a file of this kind can be what a media type says; of types that are not known, any can.
    fn suits(self, media_type: &str) -> bool {
        let media_type = media_type.trim().to_ascii_lowercase();
        match media_type.as_str() {
            "application/pdf" => self == Self::Pdf,
            "application/dicom" => self == Self::Dicom,
            "x-application/hl7-v2+er7" | "application/hl7-v2" | "text/hl7v2" => self == Self::Hl7,
            "text/xml" | "application/xml" | "application/x-hl7-cda-level-two+xml" => {
                matches!(self, Self::Cda | Self::Mml | Self::Xml)
            }
            other if other.starts_with("image/") => matches!(self, Self::Image | Self::Dicom),
            _ => true,
        }
    }
}

/// A file on a medium.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediumFile {
    /// The path below the root of the medium, as it is spelled there, with `/` between its parts.
    pub path: String,
    /// How many bytes it has.
    pub size: u64,
    /// What it is.
    pub kind: FileKind,
}

/// How a document refers to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReferenceForm {
    /// A processing instruction names a stylesheet (`xml-stylesheet`), which is never loaded.
    Stylesheet,
    /// An entry refers to an external document (`externalDocument`), by its place or by its identifier alone.
    ExternalDocument,
    /// The text has a link (`linkHtml`).
    Link,
    /// A file that could stand inside stands beside (`observationMedia`, the body, any other value).
    Media,
    /// MML refers to a file (`extRef`).
    ExtRef,
}

impl ReferenceForm {
    /// Returns the word for it: `stylesheet`, `external_document`, `link`, `media`, `ext_ref`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stylesheet => "stylesheet",
            Self::ExternalDocument => "external_document",
            Self::Link => "link",
            Self::Media => "media",
            Self::ExtRef => "ext_ref",
        }
    }
}

/// Where a reference leads.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// To a file of the medium; the number is its place in [`Medium::files`].
    File(usize),
    /// To a file that the medium does not have; the path below its root.
    Missing(String),
    /// To an examination of images, by its identifier, which no DICOMDIR of the medium knows.
    UnknownStudy,
    /// Out of the folder, to a network, or to what is no address; it is never followed.
    Outside,
    /// To somebody's mail or telephone: an address for people.
    Contact,
}

/// A reference of a document, and where it leads. `Debug` shows no address: it may name a patient.
#[derive(Clone, PartialEq, Eq)]
pub struct Reference {
    /// How it refers.
    pub form: ReferenceForm,
    /// The address as it is written, or the identifier of a study.
    pub written: String,
    /// The media type that the document gives.
    pub media_type: Option<String>,
    /// Where it leads.
    pub target: Target,
}

impl std::fmt::Debug for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let target = match &self.target {
            Target::File(number) => format!("File({number})"),
            Target::Missing(_) => "Missing".into(),
            other => format!("{other:?}"),
        };
        f.debug_struct("Reference").field("form", &self.form).field("target", &target).finish_non_exhaustive()
    }
}

/// The folder of a medium (可搬媒体): a CD, a download, a folder of an exchange, with documents and what they refer to.
///
/// Opening one lists its files once. Links of the file system are not followed, and a reference is resolved against this list alone:
/// nothing outside the folder can be reached, whatever a document says, and no address on a network is ever opened.
///
/// # Examples
///
/// ```
/// use renkei_cda::{Document, FileKind, Limits, Medium, MediumLimits, Target};
///
/// let folder = tempfile::tempdir()?;
/// std::fs::create_dir(folder.path().join("ATTACH"))?;
/// std::fs::write(folder.path().join("ATTACH/ECG0408.PDF"), b"%PDF-1.4 ...")?;
///
/// let xml = "<ClinicalDocument xmlns='urn:hl7-org:v3'><component><structuredBody><component><section><text>\
///     <linkHtml href='attach/ecg0408.pdf'>心電図</linkHtml><linkHtml href='../../etc/passwd'>x</linkHtml>\
///     </text></section></component></structuredBody></component></ClinicalDocument>";
/// let document = Document::parse(xml.as_bytes(), &Limits::default(), &mut ())?;
///
/// let mut found = Vec::new();
/// let medium = Medium::open(folder.path(), &MediumLimits::default(), &mut found)?;
/// let references = medium.resolve(&document, "REFERRAL.XML", &mut found);
/// let Target::File(number) = references[0].target else { panic!("no file") };
/// assert_eq!(medium.files()[number].kind, FileKind::Pdf);
/// assert_eq!(references[1].target, Target::Outside);
/// assert_eq!(found.iter().map(|d| d.code.name).collect::<Vec<_>>(), ["file-case", "reference-outside"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Medium {
    root: PathBuf,
    limits: MediumLimits,
    files: Vec<MediumFile>,
    /// Where each path stands in the list; and where each in one letter case does, unless there are two.
    exact: HashMap<String, usize>,
    folded: HashMap<String, Option<usize>>,
}

impl Medium {
    /// Lists the files of a folder. Links and what is neither file nor folder are left out; files beyond the limits are too. Both are
    /// reported.
    ///
    /// # Errors
    ///
    /// Where the folder, or a folder in it, can't be read.
    pub fn open(root: &Path, limits: &MediumLimits, sink: &mut dyn Sink) -> io::Result<Self> {
        let mut medium = Self {
            root: root.canonicalize()?,
            limits: *limits,
            files: Vec::new(),
            exact: HashMap::new(),
            folded: HashMap::new(),
        };
        let (mut links, mut beyond) = (0u32, 0u32);
        let mut open: Vec<(PathBuf, String, usize)> = vec![(medium.root.clone(), String::new(), 1)];
        while let Some((folder, place, depth)) = open.pop() {
            let mut entries = fs::read_dir(&folder)?.collect::<io::Result<Vec<_>>>()?;
            entries.sort_by_key(fs::DirEntry::file_name);
            for entry in entries {
                let name = entry.file_name();
                let kind = entry.file_type()?;
                // A name that is no Unicode can't be referred to.
                let Some(name) = name.to_str() else {
                    links = links.saturating_add(1);
                    continue;
                };
                let path = if place.is_empty() { name.to_owned() } else { format!("{place}/{name}") };
                if kind.is_symlink() || !(kind.is_file() || kind.is_dir()) {
                    links = links.saturating_add(1);
                } else if medium.files.len() >= limits.files || depth > limits.depth {
                    beyond = beyond.saturating_add(1);
                } else if kind.is_dir() {
                    open.push((entry.path(), path, depth.saturating_add(1)));
                } else {
                    let size = entry.metadata()?.len();
                    let kind = FileKind::of(&head(&entry.path(), 1 << 13)?);
                    medium.files.push(MediumFile { path, size, kind });
                }
            }
        }
        medium.files.sort_by(|a, b| a.path.cmp(&b.path));
        for (number, file) in medium.files.iter().enumerate() {
            medium.exact.insert(file.path.clone(), number);
            let folded = medium.folded.entry(folded(&file.path)).or_insert(Some(number));
            if *folded != Some(number) {
                *folded = None;
            }
        }
        if links > 0 {
            sink.report(
                Diagnostic::new(&codes::LINK_ON_MEDIUM, renkei_core::Location::UNKNOWN).with("count", links),
            );
        }
        if beyond > 0 {
            sink.report(
                Diagnostic::new(&codes::MEDIUM_LIMIT, renkei_core::Location::UNKNOWN).with("count", beyond),
            );
        }
        Ok(medium)
    }

    /// Returns the files, in the order of their paths.
    pub fn files(&self) -> &[MediumFile] {
        &self.files
    }

    /// Returns the documents among the files, in CDA and in MML.
    pub fn documents(&self) -> impl Iterator<Item = &MediumFile> {
        self.files.iter().filter(|file| file.kind.is_document())
    }

    /// Returns the place in [`Medium::files`] of the file with this path, as it is spelled there.
    pub fn position(&self, path: &str) -> Option<usize> {
        self.exact.get(path).copied()
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Where it can't be read, is longer than the limits allow, or has become a link since the folder was listed.
    pub fn read(&self, file: &MediumFile) -> io::Result<Vec<u8>> {
        let path = self.root.join(&file.path);
        let inside = path.canonicalize()? == path && fs::symlink_metadata(&path)?.is_file();
        if !inside || !self.exact.contains_key(&file.path) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file of the medium"));
        }
        let mut bytes = Vec::new();
        File::open(&path)?.take(self.limits.size.saturating_add(1)).read_to_end(&mut bytes)?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > self.limits.size {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a file beyond the limit of size"));
        }
        Ok(bytes)
    }

    /// Resolves every reference of a document to a file, in the order of the document. `place` is the path of the document below the
    /// root of the medium; references are relative to its folder, and may lead to any folder of the medium.
    ///
    /// Names are matched as they are spelled, then in any letter case (media by ISO 9660 have only capitals) and without a version
    /// number. A reference to images by their identifier alone is held against the DICOMDIR.
    pub fn resolve(&self, document: &Document<'_>, place: &str, sink: &mut dyn Sink) -> Vec<Reference> {
        let mut found = Vec::new();
        let mut directory: Option<Vec<u8>> = None;
        for Found { at, form, written } in references(document) {
            if found.len() >= self.limits.references {
                let report = Diagnostic::new(&codes::MEDIUM_LIMIT, at.location());
                sink.report(report.with("count", self.limits.references));
                break;
            }
            let media_type = at.element().and_then(|element| media_type(element, form));
            let target = match &written {
                Written::Address(address) => self.target(at, address, place, media_type.as_deref(), sink),
                Written::Study(uid) => {
                    let known = directory.get_or_insert_with(|| self.directory());
                    let number = self.lookup(DIRECTORY).map(|(number, _)| number);
                    match number.filter(|_| memchr::memmem::find(known, uid.as_bytes()).is_some()) {
                        Some(number) => Target::File(number),
                        None => {
                            sink.report(Diagnostic::new(&codes::STUDY_UNKNOWN, at.location()));
                            Target::UnknownStudy
                        }
                    }
                }
            };
            let (Written::Address(written) | Written::Study(written)) = written;
            found.push(Reference { form, written, media_type, target });
        }
        found
    }

    /// Says whether a document refers to anything beside it, so that its folder is worth a look.
    pub fn concerns(document: &Document<'_>) -> bool {
        references(document).next().is_some()
    }

    /// Returns the files to which no reference leads, beside documents themselves, what every medium has (`DICOMDIR`, `README.TXT`,
    /// `INDEX.HTM`), and the images that the DICOMDIR lists.
    pub fn unreferenced<'m>(&'m self, references: &[Reference]) -> Vec<&'m MediumFile> {
        let mut known = vec![false; self.files.len()];
        mark(&mut known, references);
        self.left(&known)
    }

    /// Reads every document of the medium, and returns the files to which none of them leads, as [`Medium::unreferenced`] does. A
    /// document that can't be read leads nowhere.
    pub fn strays(&self, limits: &Limits) -> Vec<&MediumFile> {
        let mut known = vec![false; self.files.len()];
        for file in self.documents() {
            let Ok(bytes) = self.read(file) else { continue };
            let mut options = ParseOptions::with_limits(*limits);
            options.skip_doctype = file.kind == FileKind::Mml;
            if let Ok(document) = Document::parse_with(&bytes, &options, &mut ()) {
                mark(&mut known, &self.resolve(&document, &file.path, &mut ()));
            }
        }
        self.left(&known)
    }

    fn left(&self, known: &[bool]) -> Vec<&MediumFile> {
        let directory = self.directory();
        let usual = |path: &str| matches!(folded(path).as_str(), "dicomdir" | "readme.txt" | "index.htm");
        // A record of the directory has the path as its parts in capitals, with `\` between them (0004,1500).
        let listed = |file: &MediumFile| {
            let id = file.path.to_uppercase().replace('/', "\\");
            file.kind == FileKind::Dicom && memchr::memmem::find(&directory, id.as_bytes()).is_some()
        };
        let all = self.files.iter().zip(known).filter(|(_, known)| !**known).map(|(file, _)| file);
        all.filter(|file| !file.kind.is_document() && !usual(&file.path) && !listed(file)).collect()
    }

    fn directory(&self) -> Vec<u8> {
        let file = self.lookup(DIRECTORY).and_then(|(number, _)| self.files.get(number));
        file.and_then(|file| self.read(file).ok()).unwrap_or_default()
    }

    /// Finds a path, and says whether it was spelled so.
    fn lookup(&self, path: &str) -> Option<(usize, bool)> {
        let exact = self.exact.get(path).map(|number| (*number, true));
        exact.or_else(|| self.folded.get(&folded(path)).copied().flatten().map(|number| (number, false)))
    }

    fn target(
        &self,
        at: At<'_>,
        address: &str,
        place: &str,
        media_type: Option<&str>,
        sink: &mut dyn Sink,
    ) -> Target {
        if matches!(address_scheme(address).as_deref(), Some("mailto" | "tel")) {
            return Target::Contact;
        }
        let mut report = |code| sink.report(Diagnostic::new(code, at.location()));
        let folder = place.rsplit_once('/').map_or("", |(folder, _)| folder);
        // What follows `#` is a place in the file.
        let file = address.split_once('#').map_or(address, |(file, _)| file);
        let Some(path) = relative_path_from(folder, file) else {
            report(&codes::REFERENCE_OUTSIDE);
            return Target::Outside;
        };
        let Some((number, spelled)) = self.lookup(&path) else {
            report(&codes::FILE_MISSING);
            return Target::Missing(path);
        };
        if !spelled {
            report(&codes::FILE_CASE);
        }
        if let (Some(file), Some(media_type)) = (self.files.get(number), media_type)
            && !file.kind.suits(media_type)
        {
            report(&codes::FILE_KIND);
        }
        Target::File(number)
    }
}

/// The file in which a medium lists its images.
const DIRECTORY: &str = "DICOMDIR";

/// What stands in a reference.
enum Written {
    Address(String),
    /// The identifier of an examination of images.
    Study(String),
}

/// Where a reference stands: in an element, or in an instruction outside the root.
#[derive(Clone, Copy)]
enum At<'d> {
    Element(Element<'d>),
    Instruction(Span),
}

impl<'d> At<'d> {
    fn location(self) -> Location {
        match self {
            Self::Element(element) => element.location(),
            Self::Instruction(span) => Location::at(span),
        }
    }

    const fn element(self) -> Option<Element<'d>> {
        match self {
            Self::Element(element) => Some(element),
            Self::Instruction(_) => None,
        }
    }
}

/// A reference as it stands in the document.
struct Found<'d> {
    at: At<'d>,
    form: ReferenceForm,
    written: Written,
}

/// Says whether an address is of something beside the document.
fn is_beside(address: &str) -> bool {
    !address.is_empty() && !address.starts_with('#')
}

/// Every reference of a document to something beside it: stylesheets, then all others in the order of the document.
fn references<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Found<'d>> {
    let stylesheets = document.outside().into_iter().filter_map(|node| {
        let Node::Instruction { raw, span } = node else { return None };
        let rest = raw.strip_prefix("xml-stylesheet").filter(|rest| rest.starts_with(char::is_whitespace))?;
        let address = rest.get(pseudo_attribute(rest, "href")?)?.trim();
        let written = Written::Address(address.to_owned());
        is_beside(address).then_some(Found {
            at: At::Instruction(span),
            form: ReferenceForm::Stylesheet,
            written,
        })
    });
    let elements = document.elements().filter_map(|element| {
        let attribute = |name: &str| {
            let found = element.attributes().find(|a| a.name() == name && !a.is_declaration())?;
            Some(found.value().trim().to_owned()).filter(|address| is_beside(address))
        };
        let (form, written) = match element.name() {
            "linkHtml" => (ReferenceForm::Link, Written::Address(attribute("href")?)),
            "extRef" => (ReferenceForm::ExtRef, Written::Address(attribute("href")?)),
            "reference" => {
                let around = element.parent()?;
                let external = around.parent().is_some_and(|e| e.is_hl7("externalDocument"));
                let form = if external { ReferenceForm::ExternalDocument } else { ReferenceForm::Media };
                (form, Written::Address(attribute("value")?))
            }
            "externalDocument" => {
                // Images that are named by their study alone.
                let text = element.child("text")?;
                if text.child("reference").is_some() || text.attribute("mediaType")? != "application/dicom" {
                    return None;
                }
                let id = element.child("id")?;
                let uid = id.attribute("extension").or_else(|| id.attribute("root"))?;
                (ReferenceForm::ExternalDocument, Written::Study(uid.into_owned()))
            }
            _ => return None,
        };
        Some(Found { at: At::Element(element), form, written })
    });
    stylesheets.chain(elements)
}

/// Notes the files to which references lead.
fn mark(known: &mut [bool], references: &[Reference]) {
    for reference in references {
        if let Target::File(number) = reference.target
            && let Some(known) = known.get_mut(number)
        {
            *known = true;
        }
    }
}

fn media_type(element: Element<'_>, form: ReferenceForm) -> Option<String> {
    let named = |element: Element<'_>, name: &str| {
        element.attributes().find(|a| a.name() == name).map(|a| a.value().into_owned())
    };
    match form {
        ReferenceForm::Link => None,
        ReferenceForm::ExtRef => named(element, "contentType"),
        _ if element.is_hl7("externalDocument") => named(element.child("text")?, "mediaType"),
        _ => named(element.parent()?, "mediaType"),
    }
}

/// A path in one letter case, without the version number of ISO 9660.
fn folded(path: &str) -> String {
    let path = path.strip_suffix(";1").unwrap_or(path);
    path.strip_suffix('.').unwrap_or(path).to_lowercase()
}

fn head(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        let dicom = [&[0u8; 128][..], b"DICM\x02\0"].concat();
        for (head, kind) in [
            (dicom.as_slice(), FileKind::Dicom),
            (b"\x0bMSH|^~\\&|", FileKind::Hl7),
            (b"MSHA", FileKind::Other),
            (b"\xEF\xBB\xBF<ClinicalDocument xmlns='urn:hl7-org:v3'/>", FileKind::Cda),
            (b"<?xml version='1.0'?><Mml/>", FileKind::Mml),
            (b"<?xml version='1.0'?><a/>", FileKind::Xml),
            (b"\x89PNG\r\n\x1a\n", FileKind::Image),
            (b"", FileKind::Empty),
            (b"README", FileKind::Other),
        ] {
            assert_eq!(FileKind::of(head), kind);
        }
    }

    #[test]
    fn a_media_type_is_held_against_the_bytes_only_where_it_is_known() {
        for (kind, media_type, suits) in [
            (FileKind::Pdf, "application/pdf", true),
            (FileKind::Pdf, "image/jpeg", false),
            (FileKind::Dicom, "image/jpeg", true),
            (FileKind::Other, "application/x-something", true),
            (FileKind::Cda, "text/xml", true),
        ] {
            assert_eq!(kind.suits(media_type), suits, "{media_type}");
        }
    }
}
