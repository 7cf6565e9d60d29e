//! Which column of a table, or key of JSON, holds texts, and how the documents are named.

use super::{IntakeError, Record};
use crate::text::Document;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Names of a column that holds texts, the surest first.
const TEXT: [&str; 9] =
    ["text", "content", "body", "article", "full_text", "fulltext", "maintext", "document", "story"];

/// Names of a column that names the text, the surest first.
pub const NAME: [&str; 7] = ["id", "name", "file", "filename", "title", "headline", "url"];

/// Documents of one file, which must have names of their own.
pub struct Documents<'f> {
    /// The file.
    pub file: &'f str,
    taken: BTreeSet<String>,
}

impl<'f> Documents<'f> {
    /// None yet of `file`.
    pub fn of(file: &'f str) -> Documents<'f> {
        Documents { file, taken: BTreeSet::new() }
    }

    /// The text of an object; nothing when there is none.
    pub fn take(&mut self, keys: &Keys, object: &Map<String, Value>, place: &str) -> Option<Record> {
        let name = keys.name.as_deref().and_then(|key| object.get(key)).map_or(String::new(), title);
        self.record(&name, place, object.get(&keys.text).and_then(Value::as_str).unwrap_or(""))
    }

    /// A text, named by its title, by file and number, or by file and place; no two alike. Nothing for blanks.
    pub fn record(&mut self, title: &str, place: &str, text: &str) -> Option<Record> {
        if text.trim().is_empty() {
            return None;
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
        let record = Record::bare(Document::new(&name, text));
        self.taken.insert(name);
        Some(record)
    }
}

/// The keys of JSON lines whose values are text.
pub struct Keys {
    /// All of them.
    pub all: Vec<String>,
    /// The one with the texts.
    pub text: String,
    name: Option<String>,
}

impl Keys {
    /// The keys of the first object.
    ///
    /// # Errors
    /// When none of them holds texts.
    pub fn of(object: &Map<String, Value>, wanted: Option<&str>) -> Result<Keys, IntakeError> {
        let texts: Vec<&str> =
            object.iter().filter(|(_, value)| value.is_string()).map(|(key, _)| key.as_str()).collect();
        let all: Vec<String> = texts.iter().map(|key| (*key).to_owned()).collect();
        let text = text_key(&texts, wanted).ok_or_else(|| IntakeError::no_column(wanted, all.clone()))?;
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

/// The place of the column of texts: the wanted one, or the one that looks like it.
pub fn text_key(keys: &[&str], wanted: Option<&str>) -> Option<usize> {
    match wanted {
        Some(wanted) => keys.iter().position(|key| *key == wanted),
        None => chosen(keys, &TEXT),
    }
}

/// The place of the surest name among `keys`.
pub fn chosen(keys: &[&str], names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| {
        keys.iter().position(|key| key.trim_matches(['\u{FEFF}', ' ']).eq_ignore_ascii_case(name))
    })
}
