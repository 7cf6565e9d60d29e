//! The stretches of a content within which condition and consequence are looked for, and what they hold.

use super::Found;
use crate::nlp::stance::words::Words;
use crate::text::Span;
use std::ops::Range;

/// The content cut at sentence ends and at the borders of its pieces.
pub fn segments(words: &Words, content: &[Span]) -> Vec<Range<usize>> {
    let mut segments = vec![];
    for piece in content {
        let tokens = words.within(*piece);
        let mut start = tokens.start;
        for at in tokens.clone() {
            if matches!(words.lower[at].as_str(), "." | "?" | "!" | ";") {
                segments.push(start..at);
                start = at + 1;
            }
        }
        segments.push(start..tokens.end);
    }
    segments.retain(|segment| segment.len() > 1);
    segments
}

/// Whether a word can carry the verb of a clause.
pub fn finite(words: &Words, at: usize) -> bool {
    modal(words, at) || matches!(words.stem[at].as_str(), "can" | "must" | "be" | "have" | "do")
}

/// Whether a word speaks of what may come.
pub fn modal(words: &Words, at: usize) -> bool {
    matches!(words.stem[at].as_str(), "will" | "shall" | "could" | "may" | "might" | "would")
}

/// Whether the stretch speaks of what may come.
pub fn promises(words: &Words, segment: Range<usize>) -> bool {
    segment.into_iter().any(|at| modal(words, at))
}

/// Whether the stretch holds something out: by a modal, as an infinitive, or as readiness.
pub fn holds_out(words: &Words, segment: Range<usize>) -> bool {
    let opening = segment.clone().find(|at| words.is_word(*at));
    opening.is_some_and(|at| words.lower[at] == "to")
        || segment.into_iter().any(|at| {
            modal(words, at)
                || matches!(words.lower[at].as_str(), "can" | "ready" | "prepared" | "willing" | "going")
        })
}

/// The stretch from its first word that opens a clause: after marks, "but", "and", "that", "then", "so".
pub fn start(words: &Words, segment: &Range<usize>) -> Option<usize> {
    segment.clone().find(|at| {
        words.is_word(*at) && !matches!(words.lower[*at].as_str(), "but" | "and" | "that" | "then" | "so")
    })
}

/// The stretch without marks and "then" at its head; an opening quotation mark stays.
pub fn skip_marks(words: &Words, range: Range<usize>) -> Range<usize> {
    let start =
        range.clone().find(|at| words.is_word(*at) && words.lower[*at] != "then").unwrap_or(range.end);
    let opened = start > range.start && matches!(words.at(start - 1), "“" | "\"" | "«" | "‘");
    if opened { start - 1..range.end } else { start..range.end }
}

/// The stretch without a comma, a dash or "and" at its end.
pub fn trim(words: &Words, range: Range<usize>) -> Range<usize> {
    let mut end = range.end;
    while end > range.start
        && matches!(words.lower[end - 1].as_str(), "," | "and" | "or" | "–" | "—" | "-" | ":" | "…")
    {
        end -= 1;
    }
    range.start..end
}

/// The finding over two stretches; none without a condition.
pub fn found(
    words: &Words,
    condition: Range<usize>,
    consequence: Range<usize>,
    loose: bool,
) -> Option<Found> {
    let condition = words.span(trim(words, condition))?;
    let consequence = words.span(trim(words, consequence)).into_iter().collect();
    Some(Found { condition: vec![condition], consequence, loose })
}
