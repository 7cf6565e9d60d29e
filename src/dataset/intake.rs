//! What a dropped file brings: texts, or a data set that comes back.
//!
//! Texts are taken from plain text, Markdown, HTML, Word documents, PDF, tables and JSON lines with a text column, and
//! zips of these.
//! Data sets are recognised by what stands in them, not by their names alone.

use super::brat::{self, Refusal};
use super::{Imported, Record, project};
use crate::text::Document;
use crate::text::decode::{MARK, MAX_BYTES, decode, is_binary};

/// Why a file was not taken.
mod error;
pub use error::IntakeError;

/// Archives.
mod archive;

/// JSON of every kind.
mod json;
pub use json::Lines;

/// What is known and not read.
mod foreign;

/// Which files are not for people.
pub mod names;

/// The text of a web page.
mod html;

/// The text of a Word document.
mod docx;

/// The text of a PDF.
pub mod pdf;

/// Which column or key holds the texts.
mod column;

/// Tables.
mod table;

/// Most files that one archive may bring.
const MAX_FILES: usize = 20_000;

/// What a file brought.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Intake {
    /// The columns of a table, to choose the one with texts from.
    pub columns: Vec<String>,
    /// The column that the texts were taken from.
    pub column: Option<String>,
    /// One a document: bare for a text, with statements for a data set.
    pub records: Vec<Record>,
    /// What could not be represented; a sentence each, in which the file itself is not named.
    pub remarks: Vec<String>,
    /// Files inside an archive, or among several, that were not taken: name and reason.
    pub refused: Vec<(String, IntakeError)>,
}

impl Intake {
    /// A text by itself.
    fn text(record: Record) -> Intake {
        Intake { records: vec![record], ..Intake::default() }
    }

    /// Documents with what could not be kept of them.
    fn of(imported: Imported) -> Intake {
        Intake { records: imported.records, remarks: imported.remarks, ..Intake::default() }
    }

    /// Adds what one file of several brought, or why it brought nothing.
    fn add(&mut self, name: &str, taken: Result<Intake, IntakeError>) {
        match taken {
            Ok(taken) => {
                self.records.extend(taken.records);
                self.remarks.extend(taken.remarks.iter().map(|remark| format!("{name}: {remark}")));
                self.refused.extend(taken.refused);
            }
            Err(error) => self.refused.push((name.to_owned(), error)),
        }
    }
}

/// Names of files whose bytes hold more than their text, or that have to be taken apart.
const STRUCTURED: [&str; 13] = [
    ".jsonl", ".ndjson", ".json", ".jsonld", ".csv", ".tsv", ".html", ".htm", ".xhtml", ".zip", ".ann",
    ".docx", ".pdf",
];

/// The text of a file that is nothing but UTF-8 text, so that it needs no reading; nothing for every other file.
///
/// [`read`] brings the very same document.
pub fn plain(name: &str, bytes: &[u8]) -> Option<Document> {
    if bytes.len() > MAX_BYTES || STRUCTURED.iter().any(|ending| has_ending(name, ending)) {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches(MARK);
    let is_other = text.trim().is_empty()
        || bytes.contains(&0)
        || is_binary(bytes)
        || is_packed(bytes)
        || project::is_project(name, bytes)
        || html::is_page(text)
        || json::may_be_data_set(name, text)
        || foreign::of(name, text).is_some();
    (!is_other).then(|| Document::new(name, text))
}

/// Reads a file by its name and bytes; texts of a table are taken from `column`, or from the one that looks like it.
///
/// # Errors
/// When nothing in it can be taken.
pub fn read(name: &str, bytes: &[u8], column: Option<&str>) -> Result<Intake, IntakeError> {
    if is_archive(bytes) {
        return archive::read(name, bytes, column);
    }
    single(name, bytes, column)
}

fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

fn is_packed(bytes: &[u8]) -> bool {
    is_archive(bytes) || bytes.starts_with(b"%PDF")
}

/// Whether a file of this name holds annotations of the text in another file.
pub fn is_annotation(name: &str) -> bool {
    has_ending(name, ".ann")
}

/// Whether a file of this name may belong to annotations that came together with it.
pub fn goes_with_annotations(name: &str) -> bool {
    [".ann", ".txt", ".conf", "documents.tsv"].iter().any(|ending| has_ending(name, ending))
}

/// Reads files that came together: annotations find their texts among them, the others are read each by itself.
pub fn together(files: &[(String, Vec<u8>)], column: Option<&str>) -> Intake {
    let mut intake = Intake::default();
    let others = take_pairs(files, &mut intake);
    for (name, bytes) in others.into_iter().map(|idx| &files[idx]) {
        intake.add(name, read(name, bytes, column));
    }
    intake
}

/// Takes the annotated texts in; gives the places of the files that are none.
fn take_pairs(files: &[(String, Vec<u8>)], intake: &mut Intake) -> Vec<usize> {
    let brought = brat::import_files(files);
    let is_alone = brought.imported.records.is_empty() && brought.refused.is_empty();
    if is_alone && let Some((name, _)) = files.iter().find(|(name, _)| is_annotation(name)) {
        intake.refused.push((name.clone(), IntakeError::Apart));
    } else {
        intake.remarks.extend(brought.imported.remarks);
    }
    intake.records.extend(brought.imported.records);
    intake.refused.extend(brought.refused.into_iter().map(|(name, refusal)| match refusal {
        Refusal::Text(error) => (name, error.into()),
        Refusal::Annotations(error) => (name, IntakeError::Unfit(error)),
    }));
    brought.others
}

fn single(name: &str, bytes: &[u8], column: Option<&str>) -> Result<Intake, IntakeError> {
    // Some have a few bytes of a mail before their own.
    let start = &bytes[..bytes.len().min(1024)];
    if bytes.starts_with(b"%PDF") || has_ending(name, ".pdf") && start.windows(5).any(|it| it == b"%PDF-") {
        return Ok(Intake::of(pdf::imported(name, bytes)?));
    }
    if is_annotation(name) {
        return Err(IntakeError::Apart);
    }
    if project::is_project(name, bytes) {
        let mut stored = project::read(bytes)?;
        let remarks = std::mem::take(&mut stored.damage);
        return Ok(Intake { records: project::records(stored), remarks, ..Intake::default() });
    }
    let text = decode(bytes)?.text;
    if [".jsonl", ".ndjson", ".json", ".jsonld"].iter().any(|ending| has_ending(name, ending)) {
        return json::read(name, &text, column);
    }
    if has_ending(name, ".csv") || has_ending(name, ".tsv") {
        return table::read(name, &text, column);
    }
    let is_page = [".html", ".htm", ".xhtml"].iter().any(|ending| has_ending(name, ending));
    if is_page || html::is_page(&text) {
        let record = html::record(name, &text);
        return if record.document.text.is_empty() {
            Err(IntakeError::NoText)
        } else {
            Ok(Intake::text(record))
        };
    }
    if json::is_data_set(name, &text) {
        return json::read(name, &text, column);
    }
    match foreign::of(name, &text) {
        Some(error) => Err(error),
        None => Ok(Intake::text(Record::bare(Document::new(name, &text)))),
    }
}

fn has_ending(name: &str, ending: &str) -> bool {
    let at = name.len().saturating_sub(ending.len());
    name.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests;
