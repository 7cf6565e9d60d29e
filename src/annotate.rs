//! Statements, what a person changes about them, and how both are shown over the text.

/// The vocabulary: statement, role, stance, kind, candidate.
pub mod statement;

/// What the machine said about one document.
pub mod analysis;

/// Stance labels with their tests: the default scheme and the ones beside it.
pub mod scheme;

pub use analysis::Analysis;
pub use statement::{
    Candidate, Kind, Label, MentionType, Polarity, Relay, Role, Stance, Statement, StatementId,
};
