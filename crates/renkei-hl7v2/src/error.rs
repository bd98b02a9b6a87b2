/// Why bytes are not a message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input ended before a message header was found.
    #[error("no MSH segment in the {searched} bytes of the input")]
    MissingHeader {
        /// How many bytes were looked at.
        searched: usize,
    },
    /// The message is longer than the reader allows.
    #[error("a message of more than {limit} bytes; raise the limit to read it")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The message has more segments than the reader allows.
    #[error("a message of more than {limit} segments; raise the limit to read it")]
    TooManySegments {
        /// The limit in segments.
        limit: usize,
    },
}
