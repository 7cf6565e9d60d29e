//! Who is named in an article: persons, organisations, states, each with every mention.

use super::parsed::Parsed;
use crate::annotate::analysis::Person;

/// Everybody named, most mentioned first.
pub fn people(parsed: &Parsed) -> Vec<Person> {
    let _ = parsed;
    vec![]
}
