//! Why a file was not taken, a sentence each.

use super::{MAX_FILES, pdf};
use crate::dataset::{ImportError, project};
use crate::text::decode::DecodeError;

/// Why a file was not taken; each is a sentence's end that follows the file's name.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum IntakeError {
    /// It is no text.
    #[error(transparent)]
    Text(#[from] DecodeError),
    /// It is a data set that cannot be read.
    #[error(transparent)]
    DataSet(#[from] ImportError),
    /// A zip in a zip.
    #[error("is an archive inside an archive; unpack it first")]
    Nested,
    /// Too many files in a zip.
    #[error("holds more than {MAX_FILES} files; split it first")]
    TooMany,
    /// A table or JSON lines without a column of texts; these are there.
    #[error("{}", without_texts(.0))]
    NoTextColumn(Vec<String>),
    /// A table or JSON lines without the column that was asked for; these are there.
    #[error("has no column “{0}”; choose among: {list}", list = .1.join(", "))]
    NoSuchColumn(String, Vec<String>),
    /// Annotations without their text.
    #[error("holds annotations without their text; bring both together, or in one zip")]
    Apart,
    /// Annotations that do not fit their text, or are none.
    #[error("{0}; its text comes without it")]
    Unfit(ImportError),
    /// A PDF that gives no text.
    #[error(transparent)]
    Pdf(#[from] pdf::PdfError),
    /// A project file.
    #[error(transparent)]
    Project(#[from] project::ProjectError),
    /// A web page of pictures and scripts.
    #[error("is a web page without text")]
    NoText,
    /// Only files that are not to be seen.
    #[error("holds nothing but hidden files ({0})")]
    Hidden(usize),
    /// A file of another kind: which one.
    #[error("is {0}, which Demarche does not read; save it as plain text, HTML or .docx")]
    Unread(&'static str),
}

impl IntakeError {
    /// No column of texts among these, or not the one that was wanted.
    pub fn no_column(wanted: Option<&str>, columns: Vec<String>) -> IntakeError {
        match wanted {
            Some(wanted) if !columns.is_empty() => IntakeError::NoSuchColumn(wanted.to_owned(), columns),
            _ => IntakeError::NoTextColumn(columns),
        }
    }
}

fn without_texts(columns: &[String]) -> String {
    match columns {
        [] => "holds no texts: neither statements of a known data set nor a column of texts".to_owned(),
        _ => format!("has no column with texts; name one “text”, or choose among: {}", columns.join(", ")),
    }
}
