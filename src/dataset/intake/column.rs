//! Texts in a column of a table or under a key of JSON lines.

use super::{Intake, IntakeError, Record};
use crate::dataset::ImportError;
use crate::text::Document;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Names of a column that holds texts, the surest first.
const TEXT: [&str; 9] =
    ["text", "content", "body", "article", "full_text", "fulltext", "maintext", "document", "story"];

/// Names of a column that names the text, the surest first.
const NAME: [&str; 7] = ["id", "name", "file", "filename", "title", "headline", "url"];

/// Documents from one table or from one file of lines.
struct Documents<'f> {
    file: &'f str,
    records: Vec<Record>,
    taken: BTreeSet<String>,
}

impl<'f> Documents<'f> {
    fn of(file: &'f str) -> Documents<'f> {
        Documents { file, records: vec![], taken: BTreeSet::new() }
    }

    /// Takes a text, named by its title, by file and number, or by file and place; no two alike.
    fn push(&mut self, title: &str, place: &str, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let title = title.trim();
        let is_number = title.chars().all(|character| character.is_ascii_digit());
        let name = match title {
            "" => format!("{}, {place}", self.file),
            // A number says nothing beside those of other files.
            _ if is_number => format!("{}, {title}", self.file),
            _ => title.to_owned(),
        };
        let name = if self.taken.contains(&name) { format!("{name}, {place}") } else { name };
        self.records.push(Record::bare(Document::new(&name, text)));
        self.taken.insert(name);
    }
}

/// The texts of a table with a header, from the `wanted` column or the one that looks like it.
///
/// # Errors
/// When it is no table, or has no column of texts.
pub fn table(name: &str, text: &str, separator: u8, wanted: Option<&str>) -> Result<Intake, IntakeError> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let broken = |error: csv::Error| {
        let place = error.position().map_or("the table".to_owned(), |at| format!("line {}", at.line()));
        IntakeError::from(ImportError::Form { place, what: error.to_string() })
    };
    let header: Vec<String> = reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
    if header.starts_with(&["document", "statement"].map(String::from)) {
        // Our own tables of statements hold no articles.
        return Err(ImportError::OneWay.into());
    }
    let keys: Vec<&str> = header.iter().map(String::as_str).collect();
    let text_column = text_key(&keys, wanted).ok_or_else(|| IntakeError::NoTextColumn(header.clone()))?;
    let name_column = chosen(&keys, &NAME).filter(|column| *column != text_column);
    let mut documents = Documents::of(name);
    for (row_idx, row) in reader.records().enumerate() {
        let row = row.map_err(broken)?;
        let title = name_column.and_then(|column| row.get(column)).unwrap_or("");
        documents.push(title, &format!("row {}", row_idx + 1), row.get(text_column).unwrap_or(""));
    }
    filled(documents.records, header.clone(), &header[text_column])
}

/// The texts of JSON lines, under the `wanted` key or the one that looks like it.
///
/// # Errors
/// When a line is no object, or the first one has no text.
pub fn json_lines(name: &str, text: &str, wanted: Option<&str>) -> Result<Intake, IntakeError> {
    let mut documents = Documents::of(name);
    let mut keys: Option<Keys> = None;
    for (line_idx, line) in text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("line {}", line_idx + 1);
        let object: Map<String, Value> =
            serde_json::from_str(line).map_err(|error| ImportError::json_line(&place, &error))?;
        let known = match &keys {
            Some(known) => known,
            None => keys.insert(Keys::of(&object, wanted)?),
        };
        let title = known.name.as_deref().and_then(|key| object.get(key)).map_or(String::new(), title);
        let text = object.get(&known.text).and_then(Value::as_str).unwrap_or("");
        documents.push(&title, &place, text);
    }
    let Keys { all, text, .. } = keys.ok_or(ImportError::Nothing)?;
    filled(documents.records, all, &text)
}

/// The keys of JSON lines whose values are text.
struct Keys {
    all: Vec<String>,
    text: String,
    name: Option<String>,
}

impl Keys {
    fn of(object: &Map<String, Value>, wanted: Option<&str>) -> Result<Keys, IntakeError> {
        let texts: Vec<&str> =
            object.iter().filter(|(_, value)| value.is_string()).map(|(key, _)| key.as_str()).collect();
        let all: Vec<String> = texts.iter().map(|key| (*key).to_owned()).collect();
        let text = text_key(&texts, wanted).ok_or_else(|| IntakeError::NoTextColumn(all.clone()))?;
        let text = texts[text].to_owned();
        let names: Vec<&str> = object
            .iter()
            .filter(|(key, value)| **key != text && !title(value).is_empty())
            .map(|(key, _)| key.as_str())
            .collect();
        let name = chosen(&names, &NAME).map(|name| names[name].to_owned());
        Ok(Keys { text, name, all })
    }
}

/// A name, or a number as one.
fn title(value: &Value) -> String {
    match value {
        Value::String(title) => title.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn text_key(keys: &[&str], wanted: Option<&str>) -> Option<usize> {
    match wanted {
        Some(wanted) => keys.iter().position(|key| *key == wanted),
        None => chosen(keys, &TEXT),
    }
}

/// The place of the surest name among `keys`.
fn chosen(keys: &[&str], names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| {
        keys.iter().position(|key| key.trim_matches(['\u{FEFF}', ' ']).eq_ignore_ascii_case(name))
    })
}

fn filled(records: Vec<Record>, columns: Vec<String>, column: &str) -> Result<Intake, IntakeError> {
    if records.is_empty() {
        return Err(ImportError::Nothing.into());
    }
    Ok(Intake { records, columns, column: Some(column.to_owned()), ..Intake::default() })
}
