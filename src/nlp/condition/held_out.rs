//! What a threat or a warning holds out when it names no condition.

use super::segment::{modal, segments, start};
use crate::annotate::Statement;
use crate::nlp::stance::words::Words;
use crate::text::Span;

/// Longest content that is held out as a whole though no modal shows it, in tokens.
const LONGEST: usize = 24;

/// The sentence of the content that names what may come: the one with a modal, else the last of a short content.
pub fn held_out(words: &Words, statement: &Statement) -> Vec<Span> {
    let segments = segments(words, &statement.content);
    let with_modal = segments
        .iter()
        .find(|segment| (*segment).clone().any(|at| modal(words, at) || words.stem[at] == "can"));
    let short = segments.last().filter(|segment| segment.len() <= LONGEST);
    let chosen = with_modal.or(short).cloned();
    let trimmed = chosen.and_then(|segment| Some(start(words, &segment)?..segment.end));
    trimmed.and_then(|segment| words.span(segment)).into_iter().collect()
}
