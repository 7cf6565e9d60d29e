//! What a document is: a name and a text that never changes.

use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Identity of a document: a hash of name and text (64-bit FNV-1a), the same on every machine.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct DocumentId(u64);

impl std::fmt::Display for DocumentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl From<DocumentId> for String {
    fn from(id: DocumentId) -> String {
        id.to_string()
    }
}

// As text at the border: a 64-bit number does not survive JavaScript.
impl TryFrom<String> for DocumentId {
    type Error = std::num::ParseIntError;
    fn try_from(text: String) -> Result<DocumentId, Self::Error> {
        u64::from_str_radix(&text, 16).map(DocumentId)
    }
}

/// One article as its file held it: the text is immutable, so no offset ever moves.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Document {
    /// Identity by content.
    pub id: DocumentId,
    /// File name, with the folder when it came in one.
    pub name: Rc<str>,
    /// The text, no newline translated and nothing trimmed.
    pub text: Rc<str>,
}

impl Document {
    /// A document of this name and text.
    pub fn new(name: &str, text: &str) -> Document {
        let id = DocumentId(fnv1a(&[name.as_bytes(), &[0], text.as_bytes()]));
        Document { id, name: name.into(), text: text.into() }
    }
}

fn fnv1a(parts: &[&[u8]]) -> u64 {
    parts
        .iter()
        .copied()
        .flatten()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_hangs_on_name_and_text() {
        let id = Document::new("a.txt", "text").id;
        assert_eq!(id, Document::new("a.txt", "text").id);
        assert_ne!(id, Document::new("b.txt", "text").id);
        assert_ne!(id, Document::new("a.txt", "texts").id);
        assert_eq!(DocumentId::try_from(id.to_string()), Ok(id));
    }
}
