//! What a dropped file brings: texts, or a data set that comes back.
//!
//! Texts are taken from plain text, Markdown, HTML, tables and JSON lines with a text column, and zips of these.
//! Data sets are recognised by what stands in them, not by their names alone.

use super::{Format, ImportError, Record, pack};
use crate::text::Document;
use crate::text::decode::{DecodeError, decode};

/// The text of a web page.
mod html;

/// Texts in a column.
mod column;

/// Most files that one archive may bring.
const MAX_FILES: usize = 20_000;

/// What a file brought.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Intake {
    /// One a document: bare for a text, with statements for a data set.
    pub records: Vec<Record>,
    /// What could not be represented; a sentence each.
    pub remarks: Vec<String>,
    /// Files inside an archive that were not taken: name and reason.
    pub refused: Vec<(String, IntakeError)>,
}

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
    /// A table or JSON lines without a column of texts.
    #[error("has no column with texts; name one “text”")]
    NoTextColumn,
    /// An office document.
    #[error("is not a format that Demarche reads; save it as plain text or HTML")]
    Unread,
}

/// Reads a file by its name and bytes.
///
/// # Errors
/// When nothing in it can be taken.
pub fn read(name: &str, bytes: &[u8]) -> Result<Intake, IntakeError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return archive(name, bytes);
    }
    single(name, bytes)
}

fn archive(name: &str, bytes: &[u8]) -> Result<Intake, IntakeError> {
    if [".docx", ".odt", ".xlsx", ".pptx", ".epub"].iter().any(|ending| has_ending(name, ending)) {
        return Err(IntakeError::Unread);
    }
    let files = pack::unpack(bytes)?;
    if files.len() > MAX_FILES {
        return Err(IntakeError::TooMany);
    }
    let holds = |ending: &str| files.iter().any(|(name, _)| name.ends_with(ending));
    if holds(".ann") {
        return data_set(Format::Brat, bytes);
    }
    if holds("tasks.json") && holds("config.xml") {
        return data_set(Format::LabelStudio, bytes);
    }
    let mut intake = Intake::default();
    for (inner, bytes) in files.iter().filter(|(name, _)| !is_litter(name)) {
        let taken =
            if bytes.starts_with(b"PK\x03\x04") { Err(IntakeError::Nested) } else { single(inner, bytes) };
        match taken {
            Ok(taken) => {
                intake.records.extend(taken.records);
                intake.remarks.extend(taken.remarks);
            }
            Err(error) => intake.refused.push((inner.clone(), error)),
        }
    }
    if intake.records.is_empty() && intake.refused.is_empty() {
        return Err(ImportError::Nothing.into());
    }
    Ok(intake)
}

/// What archivers of other systems leave behind.
fn is_litter(name: &str) -> bool {
    name.starts_with("__MACOSX/") || name.rsplit('/').next().is_some_and(|last| last.starts_with('.'))
}

fn single(name: &str, bytes: &[u8]) -> Result<Intake, IntakeError> {
    if bytes.starts_with(b"%PDF") {
        return Err(IntakeError::Unread);
    }
    let text = decode(bytes)?.text;
    if [".jsonl", ".ndjson", ".json", ".jsonld"].iter().any(|ending| has_ending(name, ending)) {
        return json(name, &text);
    }
    if has_ending(name, ".csv") {
        return column::table(name, &text, b',').map(texts);
    }
    if has_ending(name, ".tsv") {
        return column::table(name, &text, b'\t').map(texts);
    }
    if has_ending(name, ".html")
        || has_ending(name, ".htm")
        || has_ending(name, ".xhtml")
        || html::is_page(&text)
    {
        return Ok(texts(vec![html::record(name, &text)]));
    }
    Ok(texts(vec![Record::bare(Document::new(name, &text))]))
}

fn json(name: &str, text: &str) -> Result<Intake, IntakeError> {
    let head = text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
    if head.starts_with('[') {
        return data_set(Format::LabelStudio, text.as_bytes());
    }
    if head.contains("\"AnnotationCollection\"") {
        return data_set(Format::WebAnnotation, text.as_bytes());
    }
    let first = head.lines().next().unwrap_or("");
    let Ok(first) = serde_json::from_str::<serde_json::Value>(first) else {
        return Err(ImportError::Form { place: "line 1".to_owned(), what: "it is no JSON".to_owned() }.into());
    };
    if first.get("statements").is_some_and(serde_json::Value::is_array) {
        return data_set(Format::Jsonl, text.as_bytes());
    }
    if first.get("entities").is_some_and(serde_json::Value::is_array) {
        return data_set(Format::Doccano, text.as_bytes());
    }
    column::json_lines(name, text).map(texts)
}

fn texts(records: Vec<Record>) -> Intake {
    Intake { records, ..Intake::default() }
}

fn data_set(format: Format, bytes: &[u8]) -> Result<Intake, IntakeError> {
    let imported = format.import(bytes)?;
    Ok(Intake { records: imported.records, remarks: imported.remarks, refused: vec![] })
}

fn has_ending(name: &str, ending: &str) -> bool {
    let at = name.len().saturating_sub(ending.len());
    name.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Options;

    fn check(name: &str, bytes: &[u8], expected: &[(&str, &str)]) {
        let intake = read(name, bytes).expect("it is taken");
        let found: Vec<(&str, &str)> =
            intake.records.iter().map(|record| (&*record.document.name, &*record.document.text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn texts_of_every_kind() {
        check("a.txt", b"It rains.\r\n", &[("a.txt", "It rains.\r\n")]);
        check("a.csv", b"id,text\nx,\"It, rains.\"\ny,\n", &[("x", "It, rains.")]);
        check("a.tsv", b"title\tbody\nx\tIt rains.\n", &[("x", "It rains.")]);
        check(
            "a.jsonl",
            b"{\"text\": \"It rains.\"}\n\n{\"text\": \"It snows.\"}",
            &[("a.jsonl, line 1", "It rains."), ("a.jsonl, line 3", "It snows.")],
        );
    }

    #[test]
    fn a_zip_brings_its_files_and_says_what_it_refused() {
        let inner = pack::pack(&[("a.txt".to_owned(), b"x".to_vec())]).expect("it packs");
        let files =
            [("d/a.txt", b"It rains.".to_vec()), ("b.zip", inner), ("c.png", b"\x89PNG\0\0\0\0".to_vec())];
        let zip = pack::pack(&files.map(|(name, bytes)| (name.to_owned(), bytes))).expect("it packs");
        let intake = read("all.zip", &zip).expect("it is taken");
        assert_eq!(intake.records.len(), 1);
        let refused = [("b.zip", IntakeError::Nested), ("c.png", DecodeError::Binary.into())];
        assert_eq!(intake.refused, refused.map(|(name, error)| (name.to_owned(), error)));
    }

    #[test]
    fn data_sets_are_recognised() {
        let record = Record::bare(Document::new("a.txt", "It rains."));
        for format in Format::ALL.into_iter().filter(|format| format.comes_back()) {
            let file =
                format.export(std::slice::from_ref(&record), Options::default()).expect("it is written");
            let intake = read(&file.name, &file.bytes).expect("it is taken");
            assert_eq!(intake.records, std::slice::from_ref(&record), "{}", format.key());
        }
    }

    #[test]
    fn what_cannot_be_read_says_so() {
        assert_eq!(read("a.pdf", b"%PDF-1.7"), Err(IntakeError::Unread));
        assert_eq!(read("a.csv", b"a,b\n1,2\n"), Err(IntakeError::NoTextColumn));
        assert_eq!(read("a.txt", b""), Err(DecodeError::Empty.into()));
        assert!(read("a.json", b"{").is_err());
    }
}
