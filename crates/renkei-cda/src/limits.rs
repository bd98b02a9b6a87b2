/// How much a document may ask for. What goes beyond a limit is refused with a typed error and its place.
///
/// The defaults pass every document that hospitals send, and many times more; a document that reaches one is hostile or broken.
///
/// | limit | default | what real documents need |
/// |---|---|---|
/// | [`size`](Self::size) | 256 MiB | referrals are 20 KB to 2 MB, with scans embedded 50 MB |
/// | [`elements`](Self::elements) | 4,194,304 | about 60 bytes an element: 100 MiB hold 1,800,000 |
/// | [`depth`](Self::depth) | 128 | below 40 |
/// | [`attributes`](Self::attributes) | 256 | below 20 |
/// | [`namespaces`](Self::namespaces) | 128 in scope, and as many names in all | below 10 |
/// | [`name`](Self::name) | 1 KiB | below 40 bytes |
/// | [`value`](Self::value) | 1 MiB | below 1 KB |
/// | [`text`](Self::text) | 64 MiB | an embedded PDF in base64 |
///
/// Beyond these, a document may have 65,000 different names and as many different declarations of namespaces; real ones have 300 and 3.
///
/// # Examples
///
/// ```
/// use renkei_cda::{Document, Error, Limits};
///
/// let strict = Limits { depth: 2, ..Limits::default() };
/// let refused = Document::parse(b"<a><b><c/></b></a>", &strict, &mut ());
/// assert!(matches!(refused, Err(Error::TooDeep { limit: 2, .. })));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The bytes of a document.
    pub size: usize,
    /// The elements of a document.
    pub elements: usize,
    /// How deep elements may be nested; the root is at depth 1.
    pub depth: usize,
    /// The attributes of one element, declarations of namespaces included.
    pub attributes: usize,
    /// The declarations of namespaces that may be in scope at one place, and the different namespaces of a document.
    pub namespaces: usize,
    /// The bytes of one name.
    pub name: usize,
    /// The bytes of one attribute's value.
    pub value: usize,
    /// The bytes of one run of text, comment, CDATA section or processing instruction.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            size: 256 << 20,
            elements: 4 << 20,
            depth: 128,
            attributes: 256,
            namespaces: 128,
            name: 1 << 10,
            value: 1 << 20,
            text: 64 << 20,
        }
    }
}
