//! What a person decides about the chosen statement, and where the review goes from there.

use super::change;
use crate::annotate::Verdict;
use crate::annotate::edit::Change;
use crate::app::update::moving;
use crate::app::{Effect, Model};

/// The statement stands; on to the next one.
pub fn confirm(model: &mut Model) -> Vec<Effect> {
    let Some(entry) = model.entry() else { return moving::advance(model) };
    let is_confirmed = entry.verdict == Verdict::Confirmed;
    let mut effects = if is_confirmed { vec![] } else { change(model, Change::Confirm) };
    effects.extend(moving::advance(model));
    effects
}

/// It is none, and on to the next one; one that is rejected already comes back.
pub fn reject(model: &mut Model) -> Vec<Effect> {
    let Some(entry) = model.entry() else { return vec![] };
    if entry.verdict == Verdict::Rejected {
        return change(model, Change::Reopen);
    }
    let mut effects = change(model, Change::Reject);
    effects.extend(moving::advance(model));
    effects
}

/// The decision about the statement is taken back, if there is one.
pub fn reopen(model: &mut Model) -> Vec<Effect> {
    if model.entry().is_some_and(|entry| entry.verdict == Verdict::Open) {
        model.say("Nothing has been decided about this statement.");
        return vec![];
    }
    change(model, Change::Reopen)
}
