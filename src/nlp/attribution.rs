//! Which words of a text are a statement, what attributes them, and to which mention of a speaker.

use super::parsed::Parsed;
use crate::annotate::{Statement, StatementId};
use crate::text::Span;
use std::ops::Range;

/// How a content is delimited, and how much of it is quoted.
pub mod content;

/// What the network sees of a token.
pub mod features;

/// Functions that every machine computes alike.
pub mod math;

/// Integer products.
pub mod matrix;

/// Best tags and their probabilities.
pub mod crf;

/// The weights.
pub mod model;

/// Tokens → emissions: the recurrent network.
pub mod network;

/// Tokens → fragments of contents, cues and sources.
pub mod tag;

/// What a pair of fragments looks like to the linker.
pub mod link;

/// Fragments → statements.
pub mod assemble;

/// The network's view of documents as JSON lines, for training.
pub mod dump;

/// Cue and speaker mention by word lists, where the network has nothing to say.
mod rules;

/// The statements of a text in the order of their first content byte: content, cue, speaker mention, kind,
/// confidence, and the statement around a nested one. Everything else of them is for later stages.
pub fn statements(parsed: &Parsed) -> Vec<Statement> {
    let Some(model) = model::MODEL.as_ref() else { return vec![] };
    let flags = features::flags(parsed);
    let tagged = tag::tagged(model, parsed, &flags);
    assemble::statements(model, parsed, &flags, &tagged)
}

/// A statement over words that a person chose: the cue and the speaker mention most likely to belong to them.
pub fn propose(parsed: &Parsed, known: &[Statement], content: Span) -> Statement {
    let _ = known;
    let mut statement = delimited(parsed, content);
    let cue =
        statement.content.first().map(|span| parsed.tokens_in(*span)).filter(|tokens| !tokens.is_empty());
    let cue = cue.and_then(|tokens| rules::cue_near(parsed, tokens));
    statement.speaker = spans(parsed, cue.clone().and_then(|cue| rules::mention_near(parsed, cue)));
    statement.cue = spans(parsed, cue);
    statement
}

/// A statement of this content and nothing else, trimmed and of the right kind.
fn delimited(parsed: &Parsed, content: Span) -> Statement {
    let trimmed = content::trimmed(parsed.text, content);
    // A lone mark that a person chose is still what the person chose.
    let content = vec![if trimmed.is_empty() { content } else { trimmed }];
    let kind = content::kind(parsed.text, &content);
    Statement { kind, ..Statement::bare(StatementId(0), content) }
}

fn spans(parsed: &Parsed, tokens: Option<Range<usize>>) -> Vec<Span> {
    tokens.map(|tokens| parsed.span_of(tokens)).into_iter().collect()
}
