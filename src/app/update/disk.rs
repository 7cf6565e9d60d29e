//! What goes to the disk and comes from it.

use super::{engine, update};
use crate::app::{Effect, Model, Stored, Write};
use std::rc::Rc;

/// Asks for `writes` to be put on disk together.
pub fn save(model: &mut Model, writes: Vec<Write>) -> Vec<Effect> {
    if writes.is_empty() {
        return vec![];
    }
    model.save.asked += 1;
    let number = model.save.asked;
    model.save.waiting.push_back((number, writes.clone()));
    // After a refusal everything goes out together, so that the journal never has a gap.
    if model.save.is_taken {
        return vec![];
    }
    if model.save.failure.is_some() { retry(model) } else { vec![Effect::Save(number, writes)] }
}

/// Another tab has the disk; two would mix their journals.
pub fn taken(model: &mut Model) -> Vec<Effect> {
    model.save.is_taken = true;
    model.save.failure = Some("Demarche is open in another tab".into());
    model.complain(
        "Demarche is open in another tab, which saves; close that one and reload this one to work here.",
    );
    vec![]
}

/// Asks again for everything that has not reached the disk.
pub fn retry(model: &mut Model) -> Vec<Effect> {
    if model.save.is_taken {
        return taken(model);
    }
    let Some(number) = model.save.waiting.back().map(|(number, _)| *number) else { return vec![] };
    let writes: Vec<Write> = model.save.waiting.drain(..).flat_map(|(_, writes)| writes).collect();
    model.save.waiting.push_back((number, writes.clone()));
    model.save.failure = None;
    vec![Effect::Save(number, writes)]
}

pub fn saved(model: &mut Model, number: u64) -> Vec<Effect> {
    model.save.waiting.retain(|(waiting, _)| *waiting > number);
    if !model.save.is_taken {
        model.save.failure = None;
    }
    vec![]
}

pub fn save_failed(model: &mut Model, number: u64, reason: Rc<str>) -> Vec<Effect> {
    if model.save.waiting.iter().any(|(waiting, _)| *waiting == number) {
        model.complain(format!(
            "Not saved: {reason}. Your work is still on this page; export it before you leave."
        ));
        model.save.failure = Some(reason);
    }
    vec![]
}

pub fn restore_failed(model: &mut Model, reason: &str) -> Vec<Effect> {
    model.is_restored = true;
    model.complain(format!(
        "This browser's storage cannot be read ({reason}); work will not survive a reload."
    ));
    early(model)
}

/// Brings an earlier visit back: documents and analyses first, then the journal over them.
pub fn restored(model: &mut Model, stored: Stored) -> Vec<Effect> {
    model.is_restored = true;
    for document in stored.documents {
        let id = document.document.id;
        model.session.add(document.document);
        if let Some(analysis) = document.analysis {
            model.session.set_analysis(id, analysis);
        }
    }
    let n_steps = stored.steps.len();
    let refused = stored.steps.into_iter().filter_map(|step| model.session.replay(step).err()).count();
    model.revision += 1;
    let n_documents = model.articles().count();
    if n_documents == 0 && refused == 0 {
        return early(model);
    }
    model.say(format!("Welcome back: {n_documents} documents and {n_steps} changes are as you left them."));
    if refused > 0 {
        model.complain(format!("{refused} of {n_steps} saved changes could not be read back."));
    }
    let first = model.articles().next().map(|article| article.document.id);
    let mut effects = first.map_or(vec![], |id| super::moving::open(model, id));
    let address = std::mem::take(&mut model.address);
    effects.extend(super::visiting::visit(model, &address));
    effects.extend(engine::analyze_missing(model));
    effects.extend(early(model));
    effects
}

/// What happened before the earlier visit was back happens now.
fn early(model: &mut Model) -> Vec<Effect> {
    std::mem::take(&mut model.early).into_iter().flat_map(|msg| update(model, msg)).collect()
}
