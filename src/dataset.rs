//! Annotated documents as files, one module a format.
//!
//! [`Format::export`] writes records, [`Format::import`] reads them back. Every offset that leaves goes through a
//! [`Ruler`], which finds the same bytes again or refuses: a shifted span is a fault report, never a file.

mod record;
pub use record::{Record, Row, told_apart};

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
pub use bundle::{bundle, excerpt, without_lines};

/// What a dropped file brings: texts, or a data set that comes back.
pub mod intake;

/// Why a file is not written or not read.
mod error;
pub use error::{ExportError, ImportError};

use crate::text::Document;
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
