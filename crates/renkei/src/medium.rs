//! The folder that an input lies in, as far as the documents in it refer to its files.

use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use renkei_cda::{Document, FileKind, Limits, Medium, MediumLimits, ReferenceForm, Target};
use renkei_core::{Diagnostic, Sink};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// What a document refers to beside it, and where that leads.
///
/// In JSON: `{"form":…,"written":…,"media_type":…,"target":…,"path":…,"kind":…,"size":…}`. `form` and `written` say how the document refers,
/// `media_type` what it says of the file, `target` where it leads: `file`, `missing`, `unknown_study`, `outside` or `contact`. `path` is there
/// for a file and for a missing one, `kind` and `size` for a file. `Debug` shows no address: it may name a patient.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link {
    /// How the document refers.
    pub form: ReferenceForm,
    /// The address as it is written, or the identifier of an examination of images.
    pub written: String,
    /// The media type that the document gives.
    pub media_type: Option<String>,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Where a link leads.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkTarget {
    /// To a file of the folder.
    File {
        /// The path relative to the input that was given, as [`Source::path`](crate::Source::path) has it.
        path: String,
        /// What it is, by its first bytes.
        kind: FileKind,
        /// How many bytes it has.
        size: u64,
    },
    /// To a file that the folder does not have.
    Missing {
        /// Its path, relative to the input that was given.
        path: String,
    },
    /// To an examination of images, by its identifier, which no DICOMDIR of the folder knows.
    UnknownStudy,
    /// Out of the folder, to a network, or to what is no address; it is never followed.
    Outside,
    /// To somebody's mail or telephone.
    Contact,
}

impl LinkTarget {
    /// Returns the word for it: `file`, `missing`, `unknown_study`, `outside`, `contact`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::File { .. } => "file",
            Self::Missing { .. } => "missing",
            Self::UnknownStudy => "unknown_study",
            Self::Outside => "outside",
            Self::Contact => "contact",
        }
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Link({}, {})", self.form.name(), self.target.name())
    }
}

impl fmt::Debug for LinkTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (path, found) = match &self.target {
            LinkTarget::File { path, kind, size } => (Some(path), Some((kind.name(), size))),
            LinkTarget::Missing { path } => (Some(path), None),
            _ => (None, None),
        };
        let mut out = serializer.serialize_struct("Link", 7)?;
        out.serialize_field("form", self.form.name())?;
        out.serialize_field("written", &self.written)?;
        match &self.media_type {
            Some(media_type) => out.serialize_field("media_type", media_type)?,
            None => out.skip_field("media_type")?,
        }
        out.serialize_field("target", self.target.name())?;
        match path {
            Some(path) => out.serialize_field("path", path)?,
            None => out.skip_field("path")?,
        }
        match found {
            Some((kind, size)) => {
                out.serialize_field("kind", kind)?;
                out.serialize_field("size", size)?;
            }
            None => {
                out.skip_field("kind")?;
                out.skip_field("size")?;
            }
        }
        out.end()
    }
}

/// A folder whose documents may refer to its files: one that was given, or a content folder (コンテンツフォルダ) of one.
/// Nothing of it is looked at before something has to be known.
pub(crate) struct Folder {
    root: PathBuf,
    listed: OnceLock<Option<Listed>>,
    /// The files that no document refers to; nothing where there is no document.
    strays: OnceLock<Option<HashSet<Box<str>>>>,
}

struct Listed {
    medium: Medium,
    /// That the folder has more than was looked at, so that a file may be called missing that is there.
    beyond: Option<Diagnostic>,
}

impl Folder {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root, listed: OnceLock::new(), strays: OnceLock::new() }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Lists the files, once. Where that fails whoever walks through the folder says so.
    fn listed(&self) -> Option<&Listed> {
        let list = || {
            let mut found: Vec<Diagnostic> = Vec::new();
            let medium = Medium::open(&self.root, &MediumLimits::default(), &mut found).ok()?;
            // Each link is told by the walk.
            let beyond = found.into_iter().find(|d| d.code == &renkei_cda::codes::MEDIUM_LIMIT);
            Some(Listed { medium, beyond })
        };
        self.listed.get_or_init(list).as_ref()
    }

    fn strays(&self) -> Option<&HashSet<Box<str>>> {
        let read = || {
            let Listed { medium, .. } = self.listed()?;
            medium.documents().next()?;
            let strays = medium.strays(&Limits::default());
            Some(strays.into_iter().map(|file| file.path.as_str().into()).collect())
        };
        self.strays.get_or_init(read).as_ref()
    }
}

/// Shows no path: the name of a content folder names a patient.
impl fmt::Debug for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Folder").finish_non_exhaustive()
    }
}

/// The place of an input in such a folder.
#[derive(Clone)]
pub(crate) struct Within {
    folder: Arc<Folder>,
    /// Where the part of the input's path begins that is below the folder.
    from: usize,
}

impl Within {
    pub(crate) const fn new(folder: Arc<Folder>, from: usize) -> Self {
        Self { folder, from }
    }

    /// Returns what a document refers to, where it refers to anything and its folder can be listed; what is wrong with that is reported, in
    /// places of the text.
    pub(crate) fn links(
        &self,
        document: &Document<'_>,
        path: &str,
        sink: &mut dyn Sink,
    ) -> Option<Vec<Link>> {
        if !Medium::concerns(document) {
            return None;
        }
        let Listed { medium, beyond } = self.folder.listed()?;
        let (above, place) = path.split_at_checked(self.from)?;
        let references = medium.resolve(document, place, sink);
        if let Some(beyond) = beyond {
            sink.report(beyond.clone());
        }
        let links = references.into_iter().map(|reference| Link {
            target: match reference.target {
                Target::File(number) => {
                    let file = medium.files().get(number);
                    file.map_or(LinkTarget::Outside, |file| LinkTarget::File {
                        path: format!("{above}{}", file.path),
                        kind: file.kind,
                        size: file.size,
                    })
                }
                Target::Missing(path) => LinkTarget::Missing { path: format!("{above}{path}") },
                Target::UnknownStudy => LinkTarget::UnknownStudy,
                Target::Contact => LinkTarget::Contact,
                _ => LinkTarget::Outside,
            },
            form: reference.form,
            written: reference.written,
            media_type: reference.media_type,
        });
        Some(links.collect())
    }

    /// Says whether a file belongs to the documents of the folder: one refers to it, or it is part of every medium. Nothing where there is no
    /// document.
    pub(crate) fn is_linked(&self, path: &str) -> Option<bool> {
        let strays = self.folder.strays()?;
        let path = path.get(self.from..)?;
        let known = self.folder.listed().is_some_and(|listed| listed.medium.position(path).is_some());
        Some(known && !strays.contains(path))
    }
}
