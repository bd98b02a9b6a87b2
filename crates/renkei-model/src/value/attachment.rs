use super::{Designator, Text};

record! {
    /// A file that travels inside (カプセル化データ): a PDF, an image, a waveform.
    pub struct Attachment {
        /// Where it comes from.
        pub source: Option<Box<Designator>>,
        /// The type of data: `application`, `image`.
        pub media_type: Option<Text>,
        /// The subtype: `pdf`, `MFER`.
        pub media_subtype: Option<Text>,
        /// How the data is written: `A`, `Hex`, `Base64`.
        pub encoding: Option<Text>,
        /// The data, as written.
        pub data: Option<Text>,
    }

    /// A file that lies elsewhere (参照ポインタ).
    pub struct Reference {
        /// Where it lies, in the sender's terms.
        pub pointer: Option<Text>,
        /// The application that knows the pointer.
        pub application: Option<Box<Designator>>,
        /// The type of data.
        pub media_type: Option<Text>,
        /// The subtype.
        pub media_subtype: Option<Text>,
    }
}
