//! Statements, what a person changes about them, and how both are shown over the text.

/// The vocabulary: statement, role, stance, kind, candidate.
pub mod statement;

/// What the machine said about one document.
pub mod analysis;

/// Stance labels with their tests: the default scheme and the ones beside it.
pub mod scheme;

/// Everybody a project knows, under one name each.
pub mod registry;

/// A statement as it stands, kept once.
pub mod held;

/// What the machine said and what a person made of it.
pub mod annotations;

/// A change that a person makes.
pub mod edit;

/// All changes in order, with the cursor that undo and redo move.
pub mod log;

/// A project: documents, analyses and one log; everything else is derived from it.
pub mod session;

/// A project as storage and project files keep it.
pub mod stored;

/// Words of many statements, kept once.
mod shared;

/// A newer analysis under older decisions.
pub mod rerun;

/// Text cut at every edge of a mark.
pub mod segments;

pub use analysis::Analysis;
pub use annotations::{Annotated, Annotations, Status, Verdict};
pub use edit::{Change, Edit, EditError};
pub use held::Held;
pub use session::{Article, Session};
pub use statement::{
    Candidate, Kind, Label, MentionType, Polarity, Relay, Role, Stance, Statement, StatementId, TOGETHER,
};
pub use stored::{Stored, StoredDocument};
