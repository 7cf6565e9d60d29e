//! Which act each statement performs.

use super::parsed::Parsed;
use crate::annotate::Statement;
use crate::annotate::analysis::Person;

/// Sets `stance` of each statement.
pub fn assign(parsed: &Parsed, people: &[Person], statements: &mut [Statement]) {
    let _ = (parsed, people, statements);
}
