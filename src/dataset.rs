//! Annotated documents as files, one module a format.
//!
//! [`Format::export`] writes records, [`Format::import`] reads them back. Every offset that leaves goes through a
//! [`Ruler`], which finds the same bytes again or refuses: a shifted span is a fault report, never a file.

mod record;
pub use record::{Record, Row};

mod history;

mod ruler;
pub use ruler::{Ruler, Unit};

/// Demarche JSONL: one document a line, everything kept.
pub mod jsonl;

/// A record as labelled spans and plain facts.
mod flat;

/// A record as numbered spans and links.
mod graph;

/// A text cut at tokens and at the edges of spans.
mod pieces;

/// Text inside XML.
mod xml;

/// Several files as one zip archive.
mod pack;

/// The project file: everything, to go on with elsewhere or later.
pub mod project;

mod format;
pub use format::Format;

mod loss;
pub use loss::Loss;

/// What an import may leave behind or change.
mod unkept;

/// What an import left behind or changed.
mod remarks;

/// What must hold of every record.
mod sound;

/// What is wrong with JSON, in plain words.
mod json_words;

/// CSV and TSV: one row a statement, and one row a mention.
pub mod table;

/// brat standoff.
pub mod brat;

/// Label Studio tasks.
pub mod label_studio;

/// doccano JSONL.
pub mod doccano;

/// W3C Web Annotation.
pub mod web_annotation;

/// Discourse networks.
pub mod network;

/// TEI with standoff annotations.
pub mod tei;

/// UIMA CAS JSON and XMI.
pub mod uima;

/// CoNLL-U Plus.
pub mod conllu;

/// Prodigy JSONL.
pub mod prodigy;

/// spaCy DocBin and JSONL.
pub mod spacy;

/// Rows as a Parquet file.
mod parquet;

/// Hugging Face data set folder.
pub mod hugging_face;

/// Several formats as one file.
mod bundle;
pub use bundle::{bundle, excerpt};

/// What a dropped file brings: texts, or a data set that comes back.
pub mod intake;

use crate::text::{Document, Span};
use serde::{Deserialize, Serialize};

/// Settings of an export.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Options {
    /// What offsets count, where the format leaves it open.
    pub unit: Unit,
    /// Whether a cell that a spreadsheet would run as a formula gets an apostrophe before it.
    pub neutralise: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { unit: Unit::CodePoints, neutralise: true }
    }
}

/// A file to be saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Name with its ending.
    pub name: String,
    /// As browsers name it.
    pub media_type: &'static str,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// What an import brought.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Imported {
    /// One a document.
    pub records: Vec<Record>,
    /// One sentence each: what could not be represented, and how many.
    pub remarks: Vec<String>,
    /// Places of the records whose documents the file gives no name, so that they are named by their place in it.
    pub unnamed: Vec<usize>,
}

impl Imported {
    /// The same with the file's name before the place in it, where documents have no name of their own.
    pub fn named_after(mut self, file: &str) -> Imported {
        for idx in std::mem::take(&mut self.unnamed) {
            let document = &mut self.records[idx].document;
            *document = Document::new(&format!("{file}, {}", document.name), &document.text);
        }
        self
    }
}

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
    #[error("is a damaged zip, or none; get it once more")]
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
    fn json(place: &str, error: &serde_json::Error) -> ImportError {
        ImportError::Form { place: place.to_owned(), what: json_words::what(error) }
    }

    /// The sentence about one document of several.
    fn left_out(&self) -> String {
        match self {
            ImportError::Form { place, what } => format!("{place}: {what}; the document is left out"),
            ImportError::Misplaced { place, what } => {
                format!("{place}: a span does not fit its text ({what}); the document is left out")
            }
            other => format!("a document {other}; it is left out"),
        }
    }
}
