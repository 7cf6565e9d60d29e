//! What JSON brings: a list, lines, or objects over several lines; each object may be of another kind.

use super::column::{Documents, Keys};
use super::{Intake, IntakeError, foreign, has_ending};
use crate::dataset::remarks::{Gathered, Remarks, Unkept};
use crate::dataset::{Format, ImportError, Record, doccano, json_words, jsonl, label_studio};
use serde_json::{Map, Value};

/// What may stand before JSON begins.
const BLANKS: [char; 5] = ['\u{FEFF}', ' ', '\n', '\r', '\t'];

/// Reads a text in JSON; texts without labels are taken from under the `wanted` key, or the one that looks like it.
///
/// # Errors
/// When it is no JSON, or nothing in it can be taken.
pub fn read(name: &str, text: &str, wanted: Option<&str>) -> Result<Intake, IntakeError> {
    let text = text.trim_start_matches('\u{FEFF}');
    if is_collection(text) {
        let imported = Format::WebAnnotation.import(text.as_bytes())?;
        return Ok(Intake::of(imported.named_after(name)));
    }
    let mut taker = Taker::of(name, wanted);
    if text.trim_start().starts_with('[') {
        let list: Vec<Value> = serde_json::from_str(text).map_err(|error| broken(&error))?;
        for (idx, item) in list.into_iter().enumerate() {
            taker.value(item, &format!("item {}", idx + 1))?;
        }
    } else if is_object(text.trim_start().lines().next().unwrap_or("")) {
        taker.lines(text)?;
    } else {
        taker.stream(text)?;
    }
    taker.finish()
}

/// Whether a file whose name does not tell begins as JSON does; one that is called a text is one.
pub fn may_be_data_set(name: &str, text: &str) -> bool {
    let begins = text.trim_start_matches(BLANKS).starts_with(['{', '[']);
    begins && ![".txt", ".md"].iter().any(|ending| has_ending(name, ending))
}

/// Whether such a file holds a data set.
pub fn is_data_set(name: &str, text: &str) -> bool {
    if !may_be_data_set(name, text) {
        return false;
    }
    let is_known = |object: &Map<String, Value>| {
        object.get("statements").is_some_and(Value::is_array)
            || object.get("type").is_some_and(|sort| sort == "AnnotationCollection")
            || label_studio::is_task(object)
            || doccano::is_example(object)
    };
    match serde_json::Deserializer::from_str(text.trim_start_matches(BLANKS)).into_iter::<Value>().next() {
        Some(Ok(Value::Object(object))) => is_known(&object),
        Some(Ok(Value::Array(list))) => list.first().and_then(Value::as_object).is_some_and(is_known),
        _ => false,
    }
}

/// Whether it is one collection of annotations, whole or broken, rather than lines that speak of one.
fn is_collection(text: &str) -> bool {
    let mentions = text.contains("\"AnnotationCollection\"");
    let is_it = || serde_json::from_str::<Value>(text).is_ok_and(|it| it["type"] == "AnnotationCollection");
    mentions && (!is_object(text.lines().next().unwrap_or("")) || is_it())
}

/// Whether a line is an object by itself.
fn is_object(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('{')
        && line.ends_with('}')
        && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok()
}

fn form(error: &serde_json::Error) -> ImportError {
    ImportError::Form { place: format!("line {}", error.line()), what: json_words::what(error) }
}

fn broken(error: &serde_json::Error) -> IntakeError {
    form(error).into()
}

/// Whether something beside a text is labels of another task: spans, or a list of classes.
fn is_labels(key: &str, value: &Value) -> bool {
    let is_span =
        |item: &Value| item.get("start").is_some() || item.get("label").is_some() || item.is_array();
    let list = value.as_array().map_or(&[][..], Vec::as_slice);
    list.iter().any(is_span) || !list.is_empty() && ["label", "labels", "cats"].contains(&key)
}

/// Lines in JSON, one after another, for files of any length.
pub struct Lines<'f>(Taker<'f>);

impl<'f> Lines<'f> {
    /// The lines of the file of this name.
    pub fn of(name: &'f str, wanted: Option<&'f str>) -> Lines<'f> {
        Lines(Taker::of(name, wanted))
    }

    /// The documents in line number so and so.
    ///
    /// # Errors
    /// When the file is an export that is only written.
    pub fn line(&mut self, line: &[u8], number: usize) -> Result<Vec<Record>, IntakeError> {
        let place = format!("line {number}");
        match std::str::from_utf8(line) {
            Ok(line) if line.trim_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).is_empty() => {}
            Ok(line) if number == 1 => self.0.line(line.trim_start_matches('\u{FEFF}'), &place)?,
            Ok(line) => self.0.line(line, &place)?,
            Err(_) => {
                let what = "it is not UTF-8 text".to_owned();
                self.0.gathered.remarks.broken(ImportError::Form { place, what });
            }
        }
        Ok(self.0.gathered.drain(self.0.texts.file))
    }

    /// What of all lines could not be kept.
    pub fn remarks(self) -> Vec<String> {
        self.0.gathered.remarks.sentences()
    }
}

/// Takes one object after another.
struct Taker<'f> {
    gathered: Gathered,
    /// Texts without labels, and the keys that the first of them has.
    texts: Documents<'f>,
    keys: Option<Keys>,
    wanted: Option<&'f str>,
    /// Why the first object without a text brought none.
    textless: Option<IntakeError>,
}

impl<'f> Taker<'f> {
    fn of(name: &'f str, wanted: Option<&'f str>) -> Taker<'f> {
        Taker {
            gathered: Gathered::default(),
            texts: Documents::of(name),
            keys: None,
            wanted,
            textless: None,
        }
    }

    fn lines(&mut self, text: &str) -> Result<(), IntakeError> {
        for (place, line) in jsonl::lines(text.as_bytes())? {
            self.line(line, &place)?;
        }
        Ok(())
    }

    /// Objects one after another, wherever their lines end; where there is none, lines of which the first is broken.
    fn stream(&mut self, text: &str) -> Result<(), IntakeError> {
        let stream = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        for (idx, item) in stream.enumerate() {
            match item {
                Ok(item) => self.value(item, &format!("item {}", idx + 1))?,
                Err(_) if idx == 0 && text.lines().any(is_object) => return self.lines(text),
                Err(error) if idx == 0 => return Err(broken(&error)),
                Err(error) => {
                    self.gathered.remarks.broken(form(&error));
                    break;
                }
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &str, place: &str) -> Result<(), IntakeError> {
        // Our own lines are long, and need no second reading.
        if line.contains("\"statements\"") {
            let mut remarks = Remarks::default();
            if let Ok(record) = jsonl::document(line, place, &mut remarks) {
                self.gathered.remarks.add(remarks);
                self.gathered.named(Ok(record));
                return Ok(());
            }
        }
        match serde_json::from_str(line) {
            Ok(value) => self.value(value, place),
            Err(error) => {
                self.gathered.remarks.broken(ImportError::json(place, &error));
                Ok(())
            }
        }
    }

    /// Takes an object.
    ///
    /// # Errors
    /// When it is part of an export that is only written, or an annotation of a text elsewhere.
    fn value(&mut self, value: Value, place: &str) -> Result<(), IntakeError> {
        let object = match value {
            Value::Object(object) => object,
            Value::String(text) => {
                match self.texts.record("", place, &text) {
                    Some(record) => self.gathered.named(Ok(record)),
                    None => self.gathered.remarks.note(Unkept::Textless, place),
                }
                return Ok(());
            }
            _ => {
                self.gathered.remarks.note(Unkept::Textless, place);
                return Ok(());
            }
        };
        if let Some(export) = foreign::of_json(&object).filter(|_| self.wanted.is_none()) {
            return Err(ImportError::OneWay(export).into());
        }
        if object.get("type").is_some_and(|sort| sort == "Annotation") && object.contains_key("target") {
            return Err(IntakeError::Apart);
        }
        if let Some(key) = self.wrapped(&object) {
            return self.list(object, &key, place);
        }
        if object.get("statements").is_some_and(Value::is_array) {
            let line = Value::Object(object).to_string();
            self.gathered.read(true, |remarks| jsonl::document(&line, place, remarks));
        } else if label_studio::is_task(&object) {
            let place = place.replace("item", "task");
            label_studio::take(&Value::Object(object), &place, &mut self.gathered);
        } else if doccano::is_example(&object) {
            doccano::take(&object, place, &mut self.gathered);
        } else {
            self.text(&object, place);
        }
        Ok(())
    }

    /// The key of the list that an object is only the wrapping of, as services that are asked for articles answer.
    fn wrapped(&self, object: &Map<String, Value>) -> Option<String> {
        let is_list = |value: &Value| value.as_array().is_some_and(|list| list.iter().any(Value::is_object));
        let mut lists = object.iter().filter(|(_, value)| is_list(value)).map(|(key, _)| key);
        let only = lists.next().filter(|_| lists.next().is_none())?;
        let is_document = object.get("statements").is_some_and(Value::is_array)
            || label_studio::is_task(object)
            || doccano::is_example(object)
            || Keys::of(object, self.wanted).is_ok();
        (!is_document).then(|| only.clone())
    }

    /// Takes the objects of the list under `key`.
    fn list(&mut self, mut object: Map<String, Value>, key: &str, place: &str) -> Result<(), IntakeError> {
        let Some(Value::Array(items)) = object.remove(key) else { return Ok(()) };
        for (idx, item) in items.into_iter().enumerate() {
            let place = format!("{place}, {key} {}", idx + 1);
            match item {
                // A list in a list is no answer of a service.
                Value::Object(item) if self.wrapped(&item).is_none() => {
                    self.value(Value::Object(item), &place)?;
                }
                Value::String(text) => self.value(Value::String(text), &place)?,
                _ => self.gathered.remarks.note(Unkept::Textless, place),
            }
        }
        Ok(())
    }

    fn text(&mut self, object: &Map<String, Value>, place: &str) {
        if self.keys.is_none() {
            match Keys::of(object, self.wanted) {
                Ok(keys) => self.keys = Some(keys),
                Err(error) => {
                    self.gathered.remarks.note(Unkept::Textless, place);
                    self.textless.get_or_insert(error);
                    return;
                }
            }
        }
        let taken = self.keys.as_ref().and_then(|keys| self.texts.take(keys, object, place));
        match taken {
            Some(record) => self.gathered.named(Ok(record)),
            None => return self.gathered.remarks.note(Unkept::Textless, place),
        }
        for (key, _) in object.iter().filter(|(key, value)| is_labels(key, value)) {
            self.gathered.remarks.note(Unkept::UnreadLabels, format!("“{key}”, {place}"));
        }
    }

    fn finish(self) -> Result<Intake, IntakeError> {
        let name = self.texts.file;
        match (self.gathered.finish(), self.textless) {
            (Ok(imported), _) => {
                let (columns, column) = self.keys.map(|keys| (keys.all, keys.text)).unzip();
                let columns = columns.unwrap_or_default();
                Ok(Intake { columns, column, ..Intake::of(imported.named_after(name)) })
            }
            (Err(ImportError::Nothing), Some(error)) => Err(error),
            (Err(error), _) => Err(error.into()),
        }
    }
}
