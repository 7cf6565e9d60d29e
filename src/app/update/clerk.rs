//! What the clerk answers, and what becomes of its work when it breaks.

use super::{export, files, incoming};
use crate::app::{Effect, Model};
use crate::clerk::{Job, Reply};
use std::rc::Rc;

/// Takes an answer in.
pub fn replied(model: &mut Model, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Hello(_) => vec![],
        Reply::Read(job, taken) => incoming::taken(model, job, taken),
        Reply::Kept(job, part) => export::kept(model, job, &part),
        Reply::Part(job, part) => export::fetched(model, job, &part),
        Reply::Written(job, written) => export::written(model, job, written),
        Reply::Shown(job, text) => export::shown(model, job, text),
    }
}

/// The clerk broke on this job: a file costs itself alone, an export is given up.
pub fn lost(model: &mut Model, job: Job, reason: &str) -> Vec<Effect> {
    if model.clerk.reading.contains_key(&job) {
        return incoming::taken(
            model,
            job,
            Err(format!("could not be read; it broke the reader ({reason})")),
        );
    }
    if model.export.running.as_ref().is_some_and(|running| running.job == job) {
        return export::refused(model, &format!("writing broke off ({reason})"));
    }
    export::shown(model, job, Err(format!("there is no preview ({reason})")))
}

/// There is no clerk: what it was asked for is given up, the page reads and writes what it can by itself.
pub fn unavailable(model: &mut Model, reason: Rc<str>) -> Vec<Effect> {
    model.clerk.unavailable = Some(reason.clone());
    let jobs: Vec<Job> = model.clerk.reading.keys().copied().collect();
    let mut effects: Vec<Effect> = jobs.into_iter().flat_map(|job| lost(model, job, &reason)).collect();
    if model.export.running.is_some() {
        effects
            .extend(export::refused(model, &format!("the part that writes files did not start ({reason})")));
    }
    files::tell_problems(model);
    effects
}
