//! Whole texts with inline marks: what the engine finds, to be read and argued about.
//!
//! A golden file is a text with its statements marked as the engine finds them: `[1q:…]` content, `[1c:…]` cue,
//! `[1s:…]` speaker mention of statement 1. The marks are taken out, the engine runs on what is left, and its own
//! marks must give the same file again. A text in which the engine errs is kept as it is, with a line that starts
//! with `#` and says what would be right.

use demarche::nlp;
use demarche::text::{Document, Span};
use std::fs;
use std::path::PathBuf;

#[test]
fn golden_texts() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("golden texts are there")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let file = fs::read_to_string(&path).expect("golden texts are UTF-8");
        let marked: String =
            file.lines().filter(|line| !line.starts_with('#')).map(|line| line.to_owned() + "\n").collect();
        assert_eq!(found(&without_marks(&marked)), marked, "{}", path.display());
    }
}

/// The text without `[1q:` and its closing bracket.
fn without_marks(marked: &str) -> String {
    let mut text = String::new();
    let mut rest = marked;
    while let Some(at) = rest.find(['[', ']']) {
        text += &rest[..at];
        let length = if rest[at..].starts_with(']') {
            1
        } else {
            rest[at..].find(':').expect("a mark has a colon") + 1
        };
        rest = &rest[at + length..];
    }
    text + rest
}

/// The text with the marks of what the engine finds in it.
fn found(text: &str) -> String {
    let document = Document::new("golden", text);
    let mut marks: Vec<(Span, String)> = vec![];
    for (number, statement) in nlp::analyze(&document).statements.iter().enumerate() {
        for (letter, spans) in [("s", &statement.speaker), ("c", &statement.cue), ("q", &statement.content)] {
            marks.extend(spans.iter().map(|span| (*span, format!("[{}{letter}:", number + 1))));
        }
    }
    // At one place what ends comes before what begins, and the longer begins first.
    marks.sort_by_key(|(span, _)| (span.start(), usize::MAX - span.end()));
    let mut marked = String::new();
    for (at, character) in text.char_indices().chain([(text.len(), '\n')]) {
        marked.extend(marks.iter().filter(|(span, _)| span.end() == at).map(|_| "]"));
        marked.extend(marks.iter().filter(|(span, _)| span.start() == at).map(|(_, mark)| mark.as_str()));
        if at < text.len() {
            marked.push(character);
        }
    }
    marked
}
