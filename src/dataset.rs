//! Annotated documents as files, one module a format.
//!
//! [`Format::export`] writes records, [`Format::import`] reads them back. Every offset that leaves goes through a
//! [`Ruler`], which finds the same bytes again or refuses: a shifted span is a fault report, never a file.

mod record;
pub use record::{Record, Row};

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

/// Several files as one zip archive.
mod pack;

mod loss;
pub use loss::Loss;

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

/// Prodigy JSONL.
pub mod prodigy;

/// spaCy DocBin and JSONL.
pub mod spacy;

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A file format.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Demarche JSONL.
    Jsonl,
    /// Comma-separated, one row a statement.
    Csv,
    /// Tab-separated, one row a statement.
    Tsv,
    /// Comma-separated, one row a mention.
    Mentions,
    /// brat standoff in a zip.
    Brat,
    /// Label Studio tasks and configuration in a zip.
    LabelStudio,
    /// doccano JSONL with relations.
    Doccano,
    /// W3C Web Annotation, JSON-LD.
    WebAnnotation,
    /// spaCy DocBin and JSONL in a zip.
    Spacy,
    /// Prodigy JSONL.
    Prodigy,
}

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
    #[error("is not in the expected form at {place}: {what}")]
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
    /// The format is one-way.
    #[error("is in a format that can only be written")]
    OneWay,
}

impl Format {
    /// Every format, in the order in which the page lists them.
    pub const ALL: [Format; 10] = [
        Format::Jsonl,
        Format::Csv,
        Format::Tsv,
        Format::Mentions,
        Format::Brat,
        Format::LabelStudio,
        Format::Doccano,
        Format::WebAnnotation,
        Format::Spacy,
        Format::Prodigy,
    ];

    /// The word for it on the command line.
    pub fn key(self) -> &'static str {
        self.facts().0
    }

    /// The name shown to people.
    pub fn name(self) -> &'static str {
        self.facts().1
    }

    /// What it is good for, in one line.
    pub fn purpose(self) -> &'static str {
        self.facts().2
    }

    /// The file it is written to.
    pub fn file_name(self) -> &'static str {
        self.facts().3
    }

    /// Key, name, purpose, file name, media type.
    fn facts(self) -> (&'static str, &'static str, &'static str, &'static str, &'static str) {
        match self {
            Format::Jsonl => (
                "jsonl",
                "Demarche JSONL",
                "everything, one document a line; comes back as it was",
                "statements.jsonl",
                "application/x-ndjson",
            ),
            Format::Csv => {
                ("csv", "CSV", "one row a statement, for spreadsheets", "statements.csv", "text/csv")
            }
            Format::Tsv => (
                "tsv",
                "TSV",
                "one row a statement, separated by tabs",
                "statements.tsv",
                "text/tab-separated-values",
            ),
            Format::Mentions => {
                ("mentions", "Mentions table", "one row a span, with its offsets", "mentions.csv", "text/csv")
            }
            Format::Brat => (
                "brat",
                "brat standoff",
                "a zip of texts and annotations for the brat annotation tool",
                "brat.zip",
                "application/zip",
            ),
            Format::LabelStudio => (
                "label-studio",
                "Label Studio",
                "a zip of tasks and labelling configuration for Label Studio",
                "label-studio.zip",
                "application/zip",
            ),
            Format::Doccano => (
                "doccano",
                "doccano JSONL",
                "spans and relations for doccano",
                "doccano.jsonl",
                "application/x-ndjson",
            ),
            Format::WebAnnotation => (
                "web-annotation",
                "W3C Web Annotation",
                "linked data with quotes and positions",
                "annotations.jsonld",
                "application/ld+json",
            ),
            Format::Spacy => (
                "spacy",
                "spaCy",
                "a zip with a DocBin of span groups, and the same as JSONL",
                "spacy.zip",
                "application/zip",
            ),
            Format::Prodigy => (
                "prodigy",
                "Prodigy JSONL",
                "tokens, spans and relations for Prodigy",
                "prodigy.jsonl",
                "application/x-ndjson",
            ),
        }
    }

    /// The format of this key.
    pub fn of_key(key: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.key() == key)
    }

    /// Writes `records` as one file; the same records give the same bytes.
    ///
    /// # Errors
    /// When there is nothing to write, or a span would be shifted.
    pub fn export(self, records: &[Record], options: Options) -> Result<File, ExportError> {
        if records.is_empty() {
            return Err(ExportError::Nothing);
        }
        let bytes = match self {
            Format::Jsonl => jsonl::export(records)?,
            Format::Csv => table::statements(records, options, b',')?,
            Format::Tsv => table::statements(records, options, b'\t')?,
            Format::Mentions => table::mentions(records, options)?,
            Format::Brat => brat::export(records)?,
            Format::LabelStudio => label_studio::export(records)?,
            Format::Doccano => doccano::export(records)?,
            Format::WebAnnotation => web_annotation::export(records, options.unit)?,
            Format::Spacy => spacy::export(records)?,
            Format::Prodigy => prodigy::export(records)?,
        };
        let (_, _, _, name, media_type) = self.facts();
        Ok(File { name: name.to_owned(), media_type, bytes })
    }

    /// Whether [`Format::import`] can read it.
    pub fn comes_back(self) -> bool {
        !matches!(self, Format::Csv | Format::Tsv | Format::Mentions | Format::Spacy | Format::Prodigy)
    }

    /// Reads a file of this format.
    ///
    /// # Errors
    /// When it is not in the format, or its spans do not fit its texts.
    pub fn import(self, bytes: &[u8]) -> Result<Imported, ImportError> {
        match self {
            Format::Jsonl => jsonl::import(bytes),
            Format::Brat => brat::import(bytes),
            Format::LabelStudio => label_studio::import(bytes),
            Format::Doccano => doccano::import(bytes),
            Format::WebAnnotation => web_annotation::import(bytes),
            Format::Csv | Format::Tsv | Format::Mentions | Format::Spacy | Format::Prodigy => {
                Err(ImportError::OneWay)
            }
        }
    }
}
