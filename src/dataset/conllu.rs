//! CoNLL-U Plus: a token a line, a BIO column a role.
//!
//! Where spans of one role overlap the longer one stays, and a span over several lines starts anew on each.
//! See `docs/formats/conllu.md`.

use super::flat::{self, Part};
use super::pieces::{Piece, Pieces};
use super::{ExportError, Record, Ruler, Unit};
use crate::annotate::Role;
use crate::text::Span;
use std::fmt::Write;

/// The BIO columns and the labels that they hold.
const COLUMNS: [&str; 10] = [
    "DEMARCHE:CONTENT",
    "DEMARCHE:CUE",
    "DEMARCHE:SPEAKER",
    "DEMARCHE:TARGET",
    "DEMARCHE:CONDITION",
    "DEMARCHE:CONSEQUENCE",
    "DEMARCHE:ADDRESSEE",
    "DEMARCHE:RELAY",
    "DEMARCHE:STANCE",
    "DEMARCHE:BOILERPLATE",
];

/// One file; every line of an article that has a word is a sentence.
///
/// # Errors
/// When a span would be shifted.
pub fn export(records: &[Record]) -> Result<Vec<u8>, ExportError> {
    let mut out = format!("# global.columns = ID FORM {} MISC\n", COLUMNS.join(" "));
    for record in records {
        document(record, &mut out)?;
    }
    Ok(out.into_bytes())
}

fn document(record: &Record, out: &mut String) -> Result<(), ExportError> {
    let ruler = Ruler::new(&record.document, Unit::CodePoints);
    let labelled = labelled(record);
    let pieces = Pieces::new(&record.document, labelled.iter().map(|(_, span, _)| *span));
    let mut tags = vec![[const { None }; COLUMNS.len()]; pieces.0.len()];
    for (column, span, label) in &labelled {
        let (first, after) = pieces.of(&record.document, *span)?;
        // Longer spans come first, so what is there already stays.
        if tags[first..after].iter().all(|tags: &[Option<Tag>; COLUMNS.len()]| tags[*column].is_none()) {
            tags[first..after].iter_mut().enumerate().for_each(|(idx, tags)| {
                tags[*column] = Some(Tag { is_first: idx == 0, label });
            });
        }
    }
    let sentences = sentences(&record.document.text, &pieces.0);
    for (sentence_idx, range) in sentences.iter().enumerate() {
        if sentence_idx == 0 {
            for (key, value) in flat::article_facts(record) {
                let key = if key == "document" { "newdoc id".to_owned() } else { format!("demarche_{key}") };
                let _ = writeln!(out, "# {key} = {}", plain(&value));
            }
        }
        let (first, last) = (&pieces.0[range.start], &pieces.0[range.end - 1]);
        let words = first.span.cover(last.span).of(&record.document.text);
        let _ = writeln!(out, "# sent_id = {}-{}", record.document.id, sentence_idx + 1);
        let _ = writeln!(out, "# text = {}", plain(words));
        let mut number = 0;
        let mut open: [bool; COLUMNS.len()] = [false; COLUMNS.len()];
        for idx in range.clone() {
            let piece = pieces.0[idx];
            if is_blank(ruler.words(piece.span)) {
                continue;
            }
            number += 1;
            let _ = write!(out, "{number}\t{}", plain(ruler.words(piece.span)));
            for (column, tag) in tags[idx].iter().enumerate() {
                let begins = tag.as_ref().is_some_and(|tag| tag.is_first || !open[column]);
                open[column] = tag.is_some();
                match tag {
                    Some(tag) => {
                        let _ = write!(out, "\t{}-{}", if begins { 'B' } else { 'I' }, tag.label);
                    }
                    None => out.push_str("\tO"),
                }
            }
            let [start, end] = ruler.measure(piece.span)?;
            let space = if piece.space_after { "" } else { "SpaceAfter=No|" };
            let _ = writeln!(out, "\t{space}TokenRange={start}:{end}");
        }
        out.push('\n');
    }
    Ok(())
}

/// A span's mark on one token.
#[derive(Clone)]
struct Tag<'r> {
    is_first: bool,
    label: &'r str,
}

/// Column, span and label of everything that is shown, longer spans first.
fn labelled(record: &Record) -> Vec<(usize, Span, &str)> {
    let column =
        |name: &str| COLUMNS.iter().position(|column| *column == name).expect("the column is listed");
    let of_part = |part: Part| column(&format!("DEMARCHE:{}", part.label().to_uppercase()));
    let mut all: Vec<(usize, Span, &str)> =
        record.boilerplate.iter().map(|span| (of_part(Part::Boilerplate), *span, "Boilerplate")).collect();
    for row in record.standing() {
        all.extend(
            flat::nodes(&row.statement).into_iter().map(|(part, span)| (of_part(part), span, part.label())),
        );
        let stance = row.statement.stance.label.as_str();
        all.extend(
            row.statement.spans(Role::Content).iter().map(|span| (column("DEMARCHE:STANCE"), *span, stance)),
        );
    }
    all.sort_by_key(|(column, span, _)| (*column, std::cmp::Reverse(span.len()), span.start()));
    all
}

/// Ranges of pieces between line ends, without those that hold no word.
fn sentences(text: &str, pieces: &[Piece]) -> Vec<std::ops::Range<usize>> {
    let mut sentences = vec![];
    let mut from = 0;
    for (idx, piece) in pieces.iter().enumerate() {
        if piece.span.of(text).contains(['\n', '\r']) {
            sentences.push(from..idx);
            from = idx + 1;
        }
    }
    sentences.push(from..pieces.len());
    let trimmed = |range: std::ops::Range<usize>| {
        let has_word = |idx: &usize| !is_blank(pieces[*idx].span.of(text));
        let first = range.clone().find(has_word)?;
        let last = range.rev().find(has_word)?;
        Some(first..last + 1)
    };
    sentences.into_iter().filter_map(trimmed).collect()
}

fn is_blank(words: &str) -> bool {
    words.chars().all(|character| character.is_whitespace() || character.is_control())
}

/// The words with control characters and line separators as U+FFFD, and every blank as a plain one.
fn plain(words: &str) -> String {
    let one = |character: char| match character {
        _ if character.is_whitespace() && !character.is_control() => ' ',
        _ if character.is_control() => '\u{FFFD}',
        _ => character,
    };
    words.chars().map(one).collect()
}
