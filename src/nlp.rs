//! From a document to what the machine says about it.
//!
//! Never sees the page, never fails and never panics on any text.

use crate::annotate::{Analysis, Statement, StatementId};
use crate::text::{Document, Span};

/// Words and marks.
pub mod token;

/// Name and version of the engine, as exports give it.
pub const ENGINE: &str = concat!("demarche-", env!("CARGO_PKG_VERSION"));

/// Everything the engine says about `document`.
pub fn analyze(document: &Document) -> Analysis {
    complete(document, vec![])
}

/// What a statement over the words at `content` would be: cue, speaker and stance are the engine's proposal.
///
/// `analysis` is what [`analyze`] said about the same document. The id is for the caller to set.
pub fn propose(document: &Document, analysis: &Analysis, content: Span) -> Statement {
    let _ = (document, analysis);
    Statement::bare(StatementId(0), vec![content])
}

/// The second half of the pipeline: speakers, relays, targets, conditions and stances for statements whose
/// content, cue and speaker mention are known, be it from the network, from a person or from gold.
pub fn complete(document: &Document, statements: Vec<Statement>) -> Analysis {
    let _ = document;
    Analysis { engine: ENGINE.into(), statements, ..Analysis::empty() }
}
