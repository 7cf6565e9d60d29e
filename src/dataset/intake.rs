//! What a dropped file brings: texts, or a data set that comes back.
//!
//! Texts are taken from plain text, Markdown, HTML, Word documents, tables and JSON lines with a text column, and zips
//! of these.
//! Data sets are recognised by what stands in them, not by their names alone.

use super::{Format, ImportError, Record, pack};
use crate::text::Document;
use crate::text::decode::{DecodeError, MAX_BYTES, decode, is_binary};

/// The text of a web page.
mod html;

/// The text of a Word document.
mod docx;

/// Texts in a column.
mod column;

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
    /// A table or JSON lines without a column of texts; these are there.
    #[error("{}", without_texts(.0))]
    NoTextColumn(Vec<String>),
    /// Annotations without their text.
    #[error("holds annotations without their text; put both into one zip")]
    Apart,
    /// An office document.
    #[error("is not a format that Demarche reads; save it as plain text or HTML")]
    Unread,
}

fn without_texts(columns: &[String]) -> String {
    match columns {
        [] => "holds no texts: neither statements of a known data set nor a column of texts".to_owned(),
        _ => format!("has no column with texts; name one “text”, or choose among: {}", columns.join(", ")),
    }
}

/// Names of files whose bytes hold more than their text, or that have to be taken apart.
const STRUCTURED: [&str; 19] = [
    ".jsonl", ".ndjson", ".json", ".jsonld", ".csv", ".tsv", ".html", ".htm", ".xhtml", ".zip", ".ann",
    ".docx", ".pdf", ".odt", ".xlsx", ".pptx", ".epub", ".doc", ".rtf",
];

/// The text of a file that is nothing but UTF-8 text, so that it needs no reading; nothing for every other file.
///
/// [`read`] brings the very same document.
pub fn plain(name: &str, bytes: &[u8]) -> Option<Document> {
    if bytes.len() > MAX_BYTES || STRUCTURED.iter().any(|ending| has_ending(name, ending)) {
        return None;
    }
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)).ok()?;
    let is_other = text.trim().is_empty() || is_binary(bytes) || is_packed(bytes) || html::is_page(text);
    (!is_other).then(|| Document::new(name, text))
}

/// Reads a file by its name and bytes; texts of a table are taken from `column`, or from the one that looks like it.
///
/// # Errors
/// When nothing in it can be taken.
pub fn read(name: &str, bytes: &[u8], column: Option<&str>) -> Result<Intake, IntakeError> {
    if is_archive(bytes) {
        return archive(name, bytes, column);
    }
    single(name, bytes, column)
}

fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

fn is_packed(bytes: &[u8]) -> bool {
    is_archive(bytes) || bytes.starts_with(b"%PDF")
}

fn archive(name: &str, bytes: &[u8], column: Option<&str>) -> Result<Intake, IntakeError> {
    let mut left = pack::MAX_UNPACKED;
    if pack::holds(bytes, docx::PART)? {
        return word(name, bytes, &mut left);
    }
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
    if let Some(bytes) = own_bundle(&files) {
        return data_set(Format::Jsonl, bytes);
    }
    let mut intake = Intake::default();
    for (inner, bytes) in files.iter().filter(|(name, _)| !is_litter(name)) {
        let taken = match is_archive(bytes) {
            true if has_ending(inner, ".docx") => word(inner, bytes, &mut left),
            true => Err(IntakeError::Nested),
            false => single(inner, bytes, column),
        };
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

/// A Word document is an archive itself; what it unpacks to is taken from `left`, however many lie in one archive.
fn word(name: &str, bytes: &[u8], left: &mut u64) -> Result<Intake, IntakeError> {
    let part = decode(&pack::unpack_one(bytes, docx::PART, left)?)?.text;
    let text = docx::text(&part);
    if text.trim().is_empty() {
        return Err(DecodeError::Blank.into());
    }
    Ok(texts(vec![Record::bare(Document::new(name, &text))]))
}

/// The data set in an archive of several exports of Demarche: the others say the same with less.
fn own_bundle(files: &[(String, Vec<u8>)]) -> Option<&[u8]> {
    let is_export = |name: &str| Format::ALL.iter().any(|format| format.file_name() == name);
    let own = files.iter().find(|(name, _)| name == Format::Jsonl.file_name())?;
    files.iter().all(|(name, _)| is_export(name)).then_some(&own.1)
}

/// What archivers of other systems leave behind.
fn is_litter(name: &str) -> bool {
    name.starts_with("__MACOSX/") || name.rsplit('/').next().is_some_and(|last| last.starts_with('.'))
}

fn single(name: &str, bytes: &[u8], column: Option<&str>) -> Result<Intake, IntakeError> {
    if bytes.starts_with(b"%PDF") {
        return Err(IntakeError::Unread);
    }
    if has_ending(name, ".ann") {
        return Err(IntakeError::Apart);
    }
    let text = decode(bytes)?.text;
    if [".jsonl", ".ndjson", ".json", ".jsonld"].iter().any(|ending| has_ending(name, ending)) {
        return json(name, &text, column);
    }
    if has_ending(name, ".csv") {
        return column::table(name, &text, b',', column);
    }
    if has_ending(name, ".tsv") {
        return column::table(name, &text, b'\t', column);
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

fn json(name: &str, text: &str, column: Option<&str>) -> Result<Intake, IntakeError> {
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
    column::json_lines(name, text, column)
}

fn texts(records: Vec<Record>) -> Intake {
    Intake { records, ..Intake::default() }
}

fn data_set(format: Format, bytes: &[u8]) -> Result<Intake, IntakeError> {
    let imported = format.import(bytes)?;
    Ok(Intake { records: imported.records, remarks: imported.remarks, ..Intake::default() })
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
        let intake = read(name, bytes, None).expect("it is taken");
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
    fn annotations_find_their_text_in_another_folder() {
        let annotations = "T1\tSource 21 24\tAna\nT2\tCue 16 20\tsaid\nT3\tContent 6 14\tit rains\n\
             T4\tAttribution 16 20\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n";
        let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        let text = file("text/a.txt", "Poll: it rains, said Ana.\n");
        let by = |annotator: &str| file(&format!("attributions/a_{annotator}.ann"), annotations);
        let names = |files: &[(String, Vec<u8>)]| {
            let packed = pack::pack(files).expect("it is packed");
            let taken = read("polnear.zip", &packed, None).expect("it is taken");
            for record in &taken.records {
                let statement = &record.rows[0].statement;
                let words = |spans: &[crate::text::Span]| {
                    spans.iter().map(|span| span.of(&record.document.text).to_owned()).collect::<Vec<_>>()
                };
                let found =
                    [&statement.content, &statement.cue, &statement.speaker].map(|spans| words(spans));
                assert_eq!(found, [["it rains"], ["said"], ["Ana"]]);
            }
            let names: Vec<String> =
                taken.records.iter().map(|record| record.document.name.to_string()).collect();
            (names, taken.remarks)
        };
        assert_eq!(names(&[text.clone(), by("4b22")]), (vec!["text/a.txt".to_owned()], vec![]));
        let two = vec!["attributions/a_4b22.ann".to_owned(), "attributions/a_ef2d.ann".to_owned()];
        assert_eq!(names(&[text.clone(), by("4b22"), by("ef2d")]), (two, vec![]));
        let (_, remarks) = names(&[text, by("4b22"), file("b.txt", "It snows."), file("c.ann", "")]);
        assert_eq!(
            remarks,
            [
                "1 annotation files without a text are left out, as c.ann",
                "1 texts without annotations are left out, as b.txt"
            ]
        );
        assert_eq!(read("a.ann", annotations.as_bytes(), None), Err(IntakeError::Apart));
    }

    #[test]
    fn word_documents_come_alone_and_in_an_archive() {
        let part = "<w:p><w:r><w:t>It rains.</w:t></w:r></w:p>".as_bytes().to_vec();
        let word = pack::pack(&[(docx::PART.to_owned(), part)]).expect("it is packed");
        check("a.docx", &word, &[("a.docx", "It rains.")]);
        let both = [("a.docx".to_owned(), word), ("b.txt".to_owned(), b"It snows.".to_vec())];
        let packed = pack::pack(&both).expect("it is packed");
        check("all.zip", &packed, &[("a.docx", "It rains."), ("b.txt", "It snows.")]);
    }

    #[test]
    fn another_column_can_be_chosen() {
        let taken = read("a.csv", b"id,text,lead\nx,It rains.,Rain\n", Some("lead")).expect("it is taken");
        assert_eq!(&*taken.records[0].document.text, "Rain");
        assert_eq!((taken.columns.len(), taken.column.as_deref()), (3, Some("lead")));
        let taken = read("a.jsonl", b"{\"words\": \"It rains.\"}", Some("words")).expect("it is taken");
        assert_eq!(&*taken.records[0].document.text, "It rains.");
    }

    #[test]
    fn plain_text_is_the_same_with_and_without_reading() {
        for (bytes, is_plain) in [
            (&b"It rains.\r\n"[..], true),
            (b"\xEF\xBB\xBFIt rains.", true),
            (b"Caf\xe9 said the minister of the caf\xe9s.", false),
            (b"<!doctype html><p>It rains.</p>", false),
            (b"", false),
            (b"a\0b\0", false),
        ] {
            let plain = plain("a.txt", bytes);
            assert_eq!(plain.is_some(), is_plain, "{bytes:?}");
            if let Some(document) = plain {
                assert_eq!(
                    read("a.txt", bytes, None).map(|taken| taken.records),
                    Ok(vec![Record::bare(document)])
                );
            }
        }
        assert_eq!(super::plain("a.csv", b"text\nIt rains."), None);
    }

    #[test]
    fn a_zip_brings_its_files_and_says_what_it_refused() {
        let inner = pack::pack(&[("a.txt".to_owned(), b"x".to_vec())]).expect("it packs");
        let files =
            [("d/a.txt", b"It rains.".to_vec()), ("b.zip", inner), ("c.png", b"\x89PNG\0\0\0\0".to_vec())];
        let zip = pack::pack(&files.map(|(name, bytes)| (name.to_owned(), bytes))).expect("it packs");
        let intake = read("all.zip", &zip, None).expect("it is taken");
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
            let intake = read(&file.name, &file.bytes, None).expect("it is taken");
            assert_eq!(intake.records, std::slice::from_ref(&record), "{}", format.key());
        }
    }

    #[test]
    fn what_cannot_be_read_says_so() {
        assert_eq!(read("a.pdf", b"%PDF-1.7", None), Err(IntakeError::Unread));
        let columns = ["a", "b"].map(String::from).to_vec();
        assert_eq!(read("a.csv", b"a,b\n1,2\n", None), Err(IntakeError::NoTextColumn(columns)));
        assert_eq!(read("a.txt", b"", None), Err(DecodeError::Empty.into()));
        assert!(read("a.json", b"{", None).is_err());
    }
}
