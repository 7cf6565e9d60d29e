//! An earlier visit comes back: the open article first, the others behind the person's back.
//!
//! Documents and log are here from the beginning, so that every edit finds its place in the log; the state of an article
//! follows from analysis and log whenever its analysis comes. What looks at more than is here waits, and so does
//! everything that a person does after it.

use super::{disk, engine, moving, update};
use crate::annotate::Analysis;
use crate::app::describe::count;
use crate::app::model::Recall;
use crate::app::{Effect, Model, Msg, Ticket};
use crate::order;
use crate::text::DocumentId;
use std::rc::Rc;

/// What a message waits for.
mod need;
use need::{Need, is_apart, need};

/// So many documents at once, or documents of about so many bytes: a picture is drawn in between.
const DOCUMENTS: usize = 100;
const BYTES: usize = 300_000;

/// Begins with what was restored without its analyses, so much of which could not be read.
pub fn begin(model: &mut Model, damage: Vec<String>, n_misfits: usize) {
    let awaiting = model.session.articles().iter().filter(|article| article.is_on_disk);
    let left: std::collections::VecDeque<DocumentId> = awaiting.map(|article| article.document.id).collect();
    model.recall = Some(Recall {
        ticket: Ticket::default(),
        progress: (0, left.len()),
        left,
        wanted: None,
        held: vec![],
        // Each of them is a change of its own, whatever its place.
        misfits: order::set((0..n_misfits).map(|idx| usize::MAX - idx)),
        damage,
        failure: None,
    });
}

/// Asks for the next of them; ends when there are none.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ticket();
    let awaits = |id: &DocumentId| model.session.article(*id).is_some_and(|article| article.is_on_disk);
    let Some(recall) = &mut model.recall else { return vec![] };
    let mut next = vec![];
    if let Some(id) = recall.wanted.take().or(model.open).filter(awaits) {
        next.push(id);
    } else {
        let mut n_bytes = 0;
        while next.len() < DOCUMENTS && n_bytes < BYTES {
            let Some(id) = recall.left.pop_front() else { break };
            if awaits(&id) {
                n_bytes += model.session.article(id).map_or(0, |article| article.document.text.len());
                next.push(id);
            }
        }
    }
    if next.is_empty() {
        return finish(model);
    }
    recall.ticket = ticket;
    vec![Effect::Recall(ticket, next)]
}

/// Some are here; on to the next.
pub fn arrived(
    model: &mut Model,
    ticket: Ticket,
    found: Vec<(DocumentId, Option<Rc<Analysis>>)>,
) -> Vec<Effect> {
    // An answer to a question that nobody asks any more: the page has another project by now.
    let Some(recall) = model.recall.as_mut().filter(|recall| recall.ticket == ticket) else { return vec![] };
    recall.progress.0 += found.len();
    let is_open_one = found.iter().any(|(id, _)| model.open == Some(*id));
    recall.misfits.extend(model.session.bring_back(found));
    model.revision += 1;
    let mut effects = vec![];
    if is_open_one && model.chosen.is_none() {
        effects.extend(moving::choose_first(model));
    }
    effects.extend(release(model));
    effects.extend(ask(model));
    effects
}

/// The disk gives no more: nothing of it is taken for lost, and it can be asked again.
pub fn failed(model: &mut Model, ticket: Ticket, reason: &str) -> Vec<Effect> {
    let Some(recall) = model.recall.as_mut().filter(|recall| recall.ticket == ticket) else { return vec![] };
    let (n_back, total) = recall.progress;
    recall.failure = Some(reason.into());
    recall.held.clear();
    model.complain(format!(
        "{} could not be read back: {reason}. Nothing of them is lost on disk.",
        count(total - n_back, "document")
    ));
    vec![]
}

/// Asks again for what the disk did not give.
pub fn retry(model: &mut Model) -> Vec<Effect> {
    let awaiting = model.session.articles().iter().filter(|article| article.is_on_disk);
    let left = awaiting.map(|article| article.document.id).collect();
    let Some(recall) = model.recall.as_mut().filter(|recall| recall.failure.is_some()) else { return vec![] };
    recall.left = left;
    recall.failure = None;
    ask(model)
}

/// What waited happens now, as far as it can.
fn release(model: &mut Model) -> Vec<Effect> {
    let held = model.recall.as_mut().map(|recall| std::mem::take(&mut recall.held));
    held.into_iter().flatten().flat_map(|msg| update(model, msg)).collect()
}

/// All is here.
fn finish(model: &mut Model) -> Vec<Effect> {
    let Some(recall) = model.recall.take() else { return vec![] };
    if !recall.held.is_empty() {
        // Else the page would go on to say that something waits.
        model.say(disk::welcome(model));
    }
    disk::tell_damage(model, &recall.damage, recall.misfits.len());
    let mut effects = engine::analyze_missing(model);
    effects.extend(recall.held.into_iter().flat_map(|msg| update(model, msg)));
    effects
}

/// Nothing waits any longer.
pub fn stop(model: &mut Model) -> bool {
    let Some(recall) = &mut model.recall else { return false };
    let n_held = std::mem::take(&mut recall.held).len();
    let rest = "The rest of the articles is still being read back";
    model.say(match n_held {
        0 => format!("{rest}; meanwhile, go on with those that are here."),
        _ => format!("{rest}; what waited for it was dropped."),
    });
    true
}

/// Whether `msg` waits.
pub fn holds(model: &Model, msg: &Msg) -> bool {
    let Some(recall) = &model.recall else { return false };
    if is_apart(msg) {
        return false;
    }
    match need(model, msg) {
        Need::Nothing => !recall.held.is_empty(),
        Need::Document(id) => {
            !recall.held.is_empty() || model.session.article(id).is_some_and(|article| article.is_on_disk)
        }
        Need::Everything => true,
    }
}

/// Lets `msg` wait; the document that it needs comes next.
pub fn hold(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let need = need(model, &msg);
    let Some(recall) = &mut model.recall else { return vec![] };
    if recall.failure.is_some() {
        let text = "That has to wait: not every article could be read back; try that again first.";
        model.complain(text);
        return vec![];
    }
    match need {
        Need::Document(id) => recall.wanted = recall.wanted.or(Some(id)),
        Need::Everything if recall.held.is_empty() => {
            recall.held.push(msg);
            model.say("As soon as all articles are back …");
            return vec![];
        }
        _ => {}
    }
    recall.held.push(msg);
    vec![]
}
