//! Who only passes the words on.

use super::parsed::Parsed;
use super::people::Cast;
use crate::annotate::Statement;

/// Takes outlets that were taken for speakers of what they pass on out of `speaker`.
pub fn detach(parsed: &Parsed, cast: &Cast, statements: &mut [Statement]) {
    let _ = (parsed, cast, statements);
}

/// Sets `relays` and `parent` of each statement.
pub fn assign(parsed: &Parsed, cast: &Cast, statements: &mut [Statement]) {
    let _ = (parsed, cast, statements);
}
