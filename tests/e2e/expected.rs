//! What the exports must hold, computed by the same engine outside of the browser.

use demarche::annotate::scheme::Scheme;
use demarche::dataset::{Format, Options, Record};
use demarche::nlp;
use demarche::text::{Document, decode::decode};
use std::path::PathBuf;

/// The bytes of an export of untouched `paths`, in the order in which the page lists them.
pub fn file(format: Format, paths: &[PathBuf], order: &[String]) -> Vec<u8> {
    let mut records: Vec<Record> = paths.iter().map(record).collect();
    let place = |record: &Record| order.iter().position(|name| **name == *record.document.name);
    records.sort_by_key(place);
    format.export(&records, Options::default()).expect("the samples can be written").bytes
}

/// The label of a stance's key.
pub fn label(key: &str) -> String {
    let scheme = Scheme::default_scheme();
    let found = scheme.labels.iter().find(|entry| entry.key.to_string() == key);
    found.expect("the key stands in the scheme").label.0.to_string()
}

fn record(path: &PathBuf) -> Record {
    let bytes = std::fs::read(path).expect("the article is there");
    let text = decode(&bytes).expect("the article is text").text;
    let name = path.file_name().expect("a file has a name").to_string_lossy();
    let document = Document::new(&name, &text);
    Record::suggested(&document, &nlp::analyze(&document))
}

/// The key and the word of a stance that is not the shown one.
pub fn another_stance(shown: &str) -> (&'static str, &'static str) {
    if shown.contains("threatens") { ("d", "demands") } else { ("t", "threatens") }
}

/// Two files are the same; the failure shows where they part.
pub fn assert_same(found: &[u8], expected: &[u8]) {
    let (found, expected) = (String::from_utf8_lossy(found), String::from_utf8_lossy(expected));
    let is_same = |(_, (found, expected)): &(usize, (char, char))| found == expected;
    let same = found.chars().zip(expected.chars()).enumerate().take_while(is_same).count();
    let around = |text: &str| text.chars().skip(same.saturating_sub(60)).take(120).collect::<String>();
    assert!(found == expected, "the page has\n{}\nthe batch program\n{}", around(&found), around(&expected));
}
