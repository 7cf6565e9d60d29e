//! Text as dropped: decoding, documents, spans and their units.

mod span;
pub use span::Span;

mod document;
pub use document::{Document, DocumentId};

/// Byte, code point and UTF-16 offsets into one text.
pub mod offsets;

/// Bytes of a file as text.
pub mod decode;

/// Letters without accents, for sorting.
pub mod plain;
