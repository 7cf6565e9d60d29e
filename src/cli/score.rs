//! How well predicted statements match gold: the figures of `../shared/eval/score.py`, to the digit.
//!
//! Unit of comparison is the word, so quotation marks, blanks and punctuation never matter, nor a "that" at the head
//! of a content. The docstring of `score.py` defines every figure; what looks odd here mirrors it.

/// Gold and predicted documents as their files hold them.
pub mod gold;

/// The words of a text as Python's `\w+` finds them.
pub mod words;

/// Which predicted statement stands for which gold one.
pub mod pairing;

/// Counts by name.
pub mod tally;

/// Direct, mixed or indirect.
mod kind;

/// Counts of one document.
pub mod count;

/// Counts as figures.
pub mod report;

pub use count::{Error, score_document};
pub use gold::{GoldDocument, GoldStatement, PredictedDocument, PredictedStatement};
pub use report::{Figure, report};
pub use tally::Counts;
