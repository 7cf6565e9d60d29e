//! Which words of a text are a statement, what attributes them, and to which mention of a speaker.

/// What the network sees of a token.
pub mod features;

/// The network's view of documents as JSON lines, for training.
pub mod dump;

use super::parsed::Parsed;
use crate::annotate::{Statement, StatementId};
use crate::text::Span;

/// The statements of a text in the order of their first content byte: content, cue, speaker mention, kind,
/// confidence, and the statement around a nested one. Everything else of them is for later stages.
pub fn statements(parsed: &Parsed) -> Vec<Statement> {
    let _ = parsed;
    vec![]
}

/// A statement over words that a person chose: the cue and the speaker mention most likely to belong to them.
pub fn propose(parsed: &Parsed, known: &[Statement], content: Span) -> Statement {
    let _ = (parsed, known);
    Statement::bare(StatementId(0), vec![content])
}
