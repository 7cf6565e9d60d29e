//! The spans of one mark in an `.ann` file: they must hold the words beside them.

use crate::dataset::{ImportError, Ruler};
use crate::text::Span;

/// The spans of a mark, and whether they had to be cut to its words.
///
/// # Errors
/// When they do not fit the text.
pub fn mark(ruler: &Ruler, details: &str, tail: &str, place: &str) -> Result<(Vec<Span>, bool), ImportError> {
    let misplaced = |what| ImportError::Misplaced { place: place.to_owned(), what };
    if details.is_empty() {
        return Err(ImportError::Form { place: place.to_owned(), what: "it gives no offsets".to_owned() });
    }
    let mut spans = spans(ruler, details).ok_or_else(|| misplaced(format!("{details} lies outside")))?;
    let words: Vec<&str> = spans.iter().map(|span| ruler.words(*span)).collect();
    let joined = words.join(" ");
    let (found, said) = (blanks_as_one(&joined), blanks_as_one(tail));
    if !tail.is_empty() && found.trim() != said.trim() {
        return Err(ImportError::other_words(place, found.trim(), said.trim()));
    }
    let (is_early, is_late) =
        (found.starts_with(' ') && !said.starts_with(' '), found.ends_with(' ') && !said.ends_with(' '));
    if tail.is_empty() || said.trim().is_empty() || !is_early && !is_late {
        return Ok((spans, false));
    }
    if let Some(first) = spans.first_mut().filter(|_| is_early) {
        let words = ruler.words(*first);
        *first = Span::new(first.end() - words.trim_start_matches(is_blank).len(), first.end());
    }
    if let Some(last) = spans.last_mut().filter(|_| is_late) {
        let words = ruler.words(*last);
        *last = Span::new(last.start(), last.start() + words.trim_end_matches(is_blank).len());
    }
    Ok((spans, true))
}

/// `12 40;50 60`
fn spans(ruler: &Ruler, details: &str) -> Option<Vec<Span>> {
    let pair = |fragment: &str| {
        let (start, end) = fragment.split_once(' ')?;
        ruler.span([start.parse().ok()?, end.parse().ok()?])
    };
    details.split(';').map(pair).collect()
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

/// The words with every run of blanks and control characters as one blank: the file has no other.
fn blanks_as_one(words: &str) -> String {
    let mut out = String::new();
    for character in words.chars() {
        match is_blank(character) {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(character),
        }
    }
    out
}
