//! Who the speaker of each statement is: canonical name, kind of mention, ranked candidates.

use super::parsed::Parsed;
use crate::annotate::Statement;
use crate::annotate::analysis::Person;

/// Sets `speaker_name`, `mention_type` and `candidates` of each statement.
pub fn assign(parsed: &Parsed, people: &[Person], statements: &mut [Statement]) {
    let _ = (parsed, people, statements);
}
