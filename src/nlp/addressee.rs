//! To whom each statement is said.

use super::parsed::Parsed;
use crate::annotate::Statement;
use crate::annotate::analysis::Person;

/// Sets `addressee` and `addressee_name` of each statement.
pub fn assign(parsed: &Parsed, people: &[Person], statements: &mut [Statement]) {
    let _ = (parsed, people, statements);
}
