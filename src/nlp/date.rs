//! On which day an article appeared.

use super::parsed::Parsed;
use crate::annotate::analysis::Dated;

/// The day that the page or its dateline gives; never a guess.
pub fn published(parsed: &Parsed) -> Option<Dated> {
    let _ = parsed;
    None
}
