//! Texts in a column of a table or under a key of JSON lines.

use super::{IntakeError, Record};
use crate::dataset::ImportError;
use crate::text::Document;
use serde_json::{Map, Value};

/// Names of a column that holds texts, the surest first.
const TEXT: [&str; 9] =
    ["text", "content", "body", "article", "full_text", "fulltext", "maintext", "document", "story"];

/// Names of a column that names the text, the surest first.
const NAME: [&str; 7] = ["id", "name", "file", "filename", "title", "headline", "url"];

/// The texts of a table with a header.
///
/// # Errors
/// When it is no table, or has no column of texts.
pub fn table(name: &str, text: &str, separator: u8) -> Result<Vec<Record>, IntakeError> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let broken = |error: csv::Error| {
        let place = error.position().map_or("the table".to_owned(), |at| format!("line {}", at.line()));
        IntakeError::from(ImportError::Form { place, what: error.to_string() })
    };
    let header: Vec<String> = reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
    let keys: Vec<&str> = header.iter().map(String::as_str).collect();
    let text_column = chosen(&keys, &TEXT).ok_or(IntakeError::NoTextColumn)?;
    let name_column = chosen(&keys, &NAME).filter(|column| *column != text_column);
    let mut records = vec![];
    for (row_idx, row) in reader.records().enumerate() {
        let row = row.map_err(broken)?;
        let title = name_column.and_then(|column| row.get(column)).unwrap_or("");
        push(&mut records, name, title, &format!("row {}", row_idx + 1), row.get(text_column).unwrap_or(""));
    }
    filled(records)
}

/// The texts of JSON lines.
///
/// # Errors
/// When a line is no object, or the first one has no text.
pub fn json_lines(name: &str, text: &str) -> Result<Vec<Record>, IntakeError> {
    let mut records = vec![];
    let mut keys = None;
    for (line_idx, line) in text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("line {}", line_idx + 1);
        let object: Map<String, Value> = serde_json::from_str(line)
            .map_err(|error| ImportError::Form { place: place.clone(), what: error.to_string() })?;
        if keys.is_none() {
            let texts: Vec<&str> =
                object.iter().filter(|(_, value)| value.is_string()).map(|(key, _)| key.as_str()).collect();
            let text_key = chosen(&texts, &TEXT).ok_or(IntakeError::NoTextColumn)?;
            let name_key = chosen(&texts, &NAME).map(|key| texts[key].to_owned());
            keys = Some((texts[text_key].to_owned(), name_key));
        }
        let (text_key, name_key) = keys.clone().unwrap_or_default();
        let value = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or("");
        push(&mut records, name, name_key.as_deref().map_or("", value), &place, value(&text_key));
    }
    filled(records)
}

/// The place of the surest name among `keys`.
fn chosen(keys: &[&str], names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| {
        keys.iter().position(|key| key.trim_matches(['\u{FEFF}', ' ']).eq_ignore_ascii_case(name))
    })
}

fn push(records: &mut Vec<Record>, file: &str, title: &str, place: &str, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    let name = if title.trim().is_empty() { format!("{file}, {place}") } else { title.to_owned() };
    records.push(Record::bare(Document::new(&name, text)));
}

fn filled(records: Vec<Record>) -> Result<Vec<Record>, IntakeError> {
    if records.is_empty() { Err(ImportError::Nothing.into()) } else { Ok(records) }
}
