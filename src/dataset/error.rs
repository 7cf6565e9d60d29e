//! Why a file is not written or not read, a sentence each.

use super::{json_words, pack};
use crate::text::Span;

/// Why no file was written.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ExportError {
    /// No article.
    #[error("there is no article to export")]
    Nothing,
    /// A span would not be found again in its text.
    #[error("a span of {document} (bytes {}–{}) would be shifted; this is a fault of Demarche, please report it", span.start(), span.end())]
    Shifted {
        /// Whose span.
        document: String,
        /// Which span.
        span: Span,
    },
    /// The writer of the format refused.
    #[error("the file cannot be written: {0}")]
    Writer(String),
}

/// Why a file cannot be read as this format; each is a sentence's end that follows the file's name.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ImportError {
    /// Not UTF-8.
    #[error("is not UTF-8 text")]
    NotUtf8,
    /// Nothing in it.
    #[error("holds no document")]
    Nothing,
    /// Not in the format's form.
    #[error("cannot be read at {place}: {what}")]
    Form {
        /// "line 3", "task 7".
        place: String,
        /// What is wrong.
        what: String,
    },
    /// Offsets and words disagree.
    #[error("has a span at {place} that does not fit its text: {what}")]
    Misplaced {
        /// "line 3, statement 4".
        place: String,
        /// Which span.
        what: String,
    },
    /// Not a zip, or one whose list of files is broken.
    #[error("is no zip, or a damaged one")]
    BrokenZip,
    /// A file in a zip whose bytes are not those that were packed.
    #[error("is damaged in the archive")]
    DamagedInZip,
    /// A file in a zip under a password or packed in a way of its own.
    #[error("is packed under a password or in a way that Demarche does not read; unpack it first")]
    Locked,
    /// More than an archive may hold.
    #[error("is larger than {} MB unpacked; split it first", pack::MAX_UNPACKED >> 20)]
    TooMuch,
    /// The format is one-way.
    #[error("is {0}, which Demarche writes and does not read; bring the Demarche JSONL or the texts")]
    OneWay(&'static str),
}

impl ImportError {
    /// Something at `place` is no JSON of the expected shape.
    pub(super) fn json(place: &str, error: &serde_json::Error) -> ImportError {
        ImportError::Form { place: place.to_owned(), what: json_words::what(error) }
    }

    /// The span at `place` holds other words than the file says.
    pub(super) fn other_words(place: &str, found: &str, said: &str) -> ImportError {
        let (found, said) = differing(found, said);
        let what = format!("the words are “{found}”, not “{said}”");
        ImportError::Misplaced { place: place.to_owned(), what }
    }

    /// The sentence about one document of several.
    pub(super) fn left_out(&self) -> String {
        match self {
            ImportError::Form { place, what } => format!("{place}: {what}; the document is left out"),
            ImportError::Misplaced { place, what } => {
                format!("{place}: a span does not fit its text ({what}); the document is left out")
            }
            other => format!("a document {other}; it is left out"),
        }
    }
}

/// Two texts that are not alike, each cut to some words from shortly before where they begin to differ: a sentence has
/// no room for an article.
fn differing(one: &str, other: &str) -> (String, String) {
    const BEFORE: usize = 20;
    const LENGTH: usize = 60;
    let n_alike = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let first = n_alike.saturating_sub(BEFORE);
    let cut = |words: &str| {
        let mut rest = words.chars().skip(first);
        let shown = |character: char| if character.is_control() { ' ' } else { character };
        let part: String = rest.by_ref().take(LENGTH).map(shown).collect();
        let dots = |is_cut: bool| if is_cut { "…" } else { "" };
        format!("{}{part}{}", dots(first > 0), dots(rest.next().is_some()))
    };
    (cut(one), cut(other))
}

#[cfg(test)]
mod tests {
    use super::differing;

    #[test]
    fn a_sentence_shows_where_words_begin_to_differ() {
        let check = |one: &str, other: &str, expected: (&str, &str)| {
            assert_eq!(differing(one, other), (expected.0.to_owned(), expected.1.to_owned()));
        };
        check("It rains", "It snows", ("It rains", "It snows"));
        let (long, rest) = ("ä".repeat(500), "b".repeat(500));
        let (before, after) = ("ä".repeat(20), "b".repeat(40));
        check(&(long.clone() + &rest), &long, (&format!("…{before}{after}…"), &format!("…{before}")));
    }
}
