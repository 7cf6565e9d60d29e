//! Which words of a text are a statement, what attributes them, and to which mention of a speaker.

use super::parsed::Parsed;
use crate::annotate::{Statement, StatementId};
use crate::text::Span;
use std::ops::Range;

/// How a content is delimited, and how much of it is quoted.
pub mod content;

/// What the network sees of a token.
pub mod features;

/// What a pair of fragments looks like to the linker.
pub mod link;

/// The network's view of documents as JSON lines, for training.
pub mod dump;

/// Cue and speaker mention by word lists, where the network has nothing to say.
mod rules;

/// The statements of a text in the order of their first content byte: content, cue, speaker mention, kind,
/// confidence, and the statement around a nested one. Everything else of them is for later stages.
pub fn statements(parsed: &Parsed) -> Vec<Statement> {
    let quoted = parsed.quotes.iter().filter(|quote| quote.depth == 0 && !quote.is_single);
    let mut statements: Vec<Statement> = vec![];
    for quote in quoted.filter(|quote| !quote.inner.is_empty()) {
        let tokens = parsed.tokens_in(quote.span);
        let Some(cue) = rules::cue_near(parsed, tokens) else { continue };
        let mut statement = delimited(parsed, quote.inner);
        if statement.content.iter().all(|span| span.is_empty()) {
            continue;
        }
        statement.id = StatementId(statements.len() as u32);
        statement.speaker = spans(parsed, rules::mention_near(parsed, cue.clone()));
        statement.cue = spans(parsed, Some(cue));
        statement.confidence = 0.5;
        statements.push(statement);
    }
    statements
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
