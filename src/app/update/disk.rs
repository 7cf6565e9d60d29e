//! What goes to the disk and comes from it, and which tab may write.

use super::{engine, moving, recall, update};
use crate::annotate::{Session, Stored};
use crate::app::describe::count;
use crate::app::keys::Command;
use crate::app::views::address;
use crate::app::{Effect, Model, Msg, Write};
use std::rc::Rc;

/// The journal gets a snapshot after so many lines, or half as many as the log is long: few lines to read at a start, and
/// all snapshots together cost no more than a few times the journal.
const SNAPSHOT_LINES: usize = 256;

/// Asks for `writes` to be put on disk together.
pub fn save(model: &mut Model, mut writes: Vec<Write>) -> Vec<Effect> {
    // A tab that only reads changes nothing that a person did; what the engine says is found again.
    if writes.is_empty() || model.save.is_taken {
        return vec![];
    }
    writes.extend(snapshot(model, &writes));
    let mut effects = vec![];
    if !std::mem::replace(&mut model.save.has_asked, true) {
        effects.push(Effect::AskToPersist);
    }
    model.save.asked += 1;
    let number = model.save.asked;
    model.save.waiting.push_back((number, writes.clone()));
    // After a refusal everything goes out together, so that the journal never has a gap.
    effects.extend(if model.save.failure.is_some() {
        retry(model)
    } else {
        vec![Effect::Save(number, writes)]
    });
    effects
}

/// The snapshot that goes with `writes`, when one is due.
fn snapshot(model: &mut Model, writes: &[Write]) -> Option<Write> {
    for write in writes {
        match write {
            Write::Step(_) => model.save.since_snapshot += 1,
            Write::Snapshot(_) | Write::Clear | Write::Forget => model.save.since_snapshot = 0,
            _ => {}
        }
    }
    let log = model.session.log();
    if model.save.since_snapshot < SNAPSHOT_LINES.max(log.all().len() / 2) {
        return None;
    }
    model.save.since_snapshot = 0;
    Some(Write::Snapshot(log.steps().collect()))
}

/// Asks again for everything that has not reached the disk.
pub fn retry(model: &mut Model) -> Vec<Effect> {
    // What is on its way must not be written twice.
    if is_read_only(model) || model.save.failure.is_none() {
        return vec![];
    }
    let Some(number) = model.save.waiting.back().map(|(number, _)| *number) else { return vec![] };
    let mut writes: Vec<Write> = model.save.waiting.drain(..).flat_map(|(_, writes)| writes).collect();
    if std::mem::take(&mut model.save.is_cleared) {
        writes = whole(model);
        model.save.since_snapshot = 0;
    }
    model.save.waiting.push_back((number, writes.clone()));
    model.save.failure = None;
    vec![Effect::Save(number, writes)]
}

/// The whole project, to take the place of what is on disk.
pub fn whole(model: &Model) -> Vec<Write> {
    let mut writes = vec![Write::Clear];
    for article in model.session.articles() {
        writes.push(Write::Document(article.document.clone()));
        writes.extend(article.first.clone().map(|analysis| Write::Analysis(article.document.id, analysis)));
    }
    writes.push(Write::Snapshot(model.session.log().steps().collect()));
    writes
}

pub fn saved(model: &mut Model, number: u64) -> Vec<Effect> {
    let is_forgotten = is_forgetting(model, number);
    model.save.waiting.retain(|(waiting, _)| *waiting > number);
    model.save.failure = None;
    let mut effects = leave(model);
    if is_forgotten {
        model.say("Everything has been deleted from this browser.");
        effects.push(Effect::TellForgotten);
    }
    effects
}

/// Whether deleting everything is among the saves up to this one.
fn is_forgetting(model: &Model, number: u64) -> bool {
    let mut asked = model.save.waiting.iter().filter(|(waiting, _)| *waiting <= number);
    asked.any(|(_, writes)| writes.iter().any(|write| matches!(write, Write::Forget)))
}

pub fn save_failed(model: &mut Model, number: u64, reason: Rc<str>) -> Vec<Effect> {
    if model.save.waiting.iter().any(|(waiting, _)| *waiting == number) {
        if is_forgetting(model, number) {
            model.complain(format!("Not everything could be deleted: {reason}."));
        } else {
            complain_with_file(model, format!("Not saved: {reason}. Your work is still on this page."));
        }
        model.save.failure = Some(reason);
    }
    leave(model)
}

/// The browser has deleted what was on disk, while this page has it all: the next attempt writes everything.
pub fn cleared(model: &mut Model, number: u64) -> Vec<Effect> {
    model.save.is_cleared = true;
    save_failed(model, number, "the browser has deleted what was stored here".into())
}

/// Another tab has deleted everything: this one, which only read it, shows it no longer.
pub fn forgotten(model: &mut Model) -> Vec<Effect> {
    let is_taken = model.save.is_taken;
    if !is_taken {
        return vec![];
    }
    let effects = clear(model);
    model.is_restored = true;
    model.save.is_taken = is_taken;
    model.say("Everything has been deleted from this browser, in another tab.");
    effects
}

/// Says what went wrong with the project file at hand.
fn complain_with_file(model: &mut Model, text: String) {
    model.complain(text);
    model.notice.offer = Some(("Download the project file".into(), Command::SaveProject));
}

/// Another tab writes: this one reads.
pub fn taken(model: &mut Model) -> Vec<Effect> {
    model.save.is_taken = true;
    model.save.is_leaving = false;
    if model.save.waiting.is_empty() {
        is_read_only(model);
    } else {
        model.save.failure = Some("another tab took over before this was saved".into());
        complain_with_file(model, "Another tab took over before everything here was saved.".to_owned());
    }
    vec![]
}

/// Whether this tab only reads; says so.
pub fn is_read_only(model: &mut Model) -> bool {
    if model.save.is_taken {
        model.complain("This tab only reads, for Demarche is open in another one.");
    }
    model.save.is_taken
}

/// Another tab asks to write: it may once everything here is on disk, or cannot be.
pub fn give_way(model: &mut Model) -> Vec<Effect> {
    model.save.is_taken = true;
    model.save.is_leaving = true;
    leave(model)
}

fn leave(model: &mut Model) -> Vec<Effect> {
    let is_busy = !model.save.waiting.is_empty() && model.save.failure.is_none();
    if !model.save.is_leaving || is_busy {
        return vec![];
    }
    taken(model);
    vec![Effect::GiveWay]
}

pub fn take_over(model: &mut Model) -> Vec<Effect> {
    if !model.save.is_taken {
        return vec![];
    }
    model.say("Waiting for the other tab to give way …");
    vec![Effect::TakeOver]
}

/// This tab may write; what it shows may be older than the disk, so it reads again.
pub fn freed(model: &mut Model) -> Vec<Effect> {
    if !model.save.waiting.is_empty() {
        complain_with_file(model, "What was not saved here is still on this page alone.".to_owned());
        return vec![];
    }
    let mut effects = clear(model);
    effects.push(Effect::Load);
    effects
}

pub fn update_blocked(model: &mut Model) -> Vec<Effect> {
    model.complain("Close the other tabs of Demarche first; then the new version can load.");
    vec![]
}

/// Reloads into the version that is ready, unless something would be lost by it.
pub fn reload(model: &mut Model) -> Vec<Effect> {
    if !model.save.waiting.is_empty() {
        complain_with_file(model, "Not everything is saved yet; the new version can wait.".to_owned());
        return vec![];
    }
    model.say("Loading the new version …");
    vec![Effect::Update]
}

/// Empties the page, as before a visit is restored; the disk is not touched.
pub fn clear(model: &mut Model) -> Vec<Effect> {
    let kept = Model {
        theme: model.theme,
        system_is_dark: model.system_is_dark,
        has_update: model.has_update,
        keys: model.keys.clone(),
        now: model.now,
        revision: model.revision + 1,
        ..Model::default()
    };
    let old = std::mem::replace(model, kept);
    // Numbers and tickets are never used again: late answers must not find a new meaning.
    model.jobs.given = old.jobs.given;
    model.jobs.unavailable = old.jobs.unavailable;
    model.jobs.engine = old.jobs.engine;
    model.clerk.unavailable = old.clerk.unavailable;
    model.save.asked = old.save.asked;
    model.save.has_asked = old.save.has_asked;
    model.save.is_persistent = old.save.is_persistent;
    vec![Effect::RestartEngine]
}

pub fn restore_failed(model: &mut Model, reason: &str) -> Vec<Effect> {
    model.is_restored = true;
    complain_with_file(model, format!("Nothing can be saved here: {reason}."));
    model.save.failure = Some(reason.into());
    early(model)
}

/// Brings an earlier visit back.
pub fn restored(model: &mut Model, mut stored: Stored) -> Vec<Effect> {
    model.is_restored = true;
    model.save.since_snapshot = stored.since_snapshot;
    let damage = std::mem::take(&mut stored.damage);
    let has_more = stored.has_more;
    let n_misfits = rebuild(model, stored);
    if model.articles().next().is_some() {
        model.say(welcome(model));
    }
    if model.save.is_taken {
        is_read_only(model);
    }
    if has_more {
        recall::begin(model, damage, n_misfits);
    } else {
        tell_damage(model, &damage, n_misfits);
    }
    let address = std::mem::take(&mut model.address);
    let mut effects = open_first(model, &address);
    effects.extend(update(model, Msg::AddressGiven(address)));
    effects.extend(recall::ask(model));
    effects.extend(engine::analyze_missing(model));
    effects.extend(early(model));
    effects
}

/// Opens the document that the address names, else the first.
fn open_first(model: &mut Model, address: &str) -> Vec<Effect> {
    let named = address::read(address).and_then(|address| address.document);
    let mut effects = named.map_or(vec![], |id| moving::open(model, id));
    let first = model.articles().next().map(|article| article.document.id);
    if let Some(id) = first.filter(|_| model.open.is_none()) {
        effects.extend(moving::open(model, id));
    }
    effects
}

/// What was stored takes the place of what is here; gives how many edits did not fit.
pub fn rebuild(model: &mut Model, stored: Stored) -> usize {
    model.revision += 1;
    let (session, n_misfits) = Session::of(stored);
    model.session = session;
    n_misfits
}

/// What is back.
pub fn welcome(model: &Model) -> String {
    format!("Welcome back: {} are as you left them.", contents(model))
}

/// "3 documents and 12 changes".
pub fn contents(model: &Model) -> String {
    let n_changes = model.session.log().in_force().len();
    format!("{} and {}", count(model.articles().count(), "document"), count(n_changes, "change"))
}

/// Says what could not be read back.
pub fn tell_damage(model: &mut Model, damage: &[String], n_misfits: usize) {
    let misfits = (n_misfits > 0).then(|| format!("{} fit no longer", count(n_misfits, "change")));
    let damage: Vec<&str> = damage.iter().chain(&misfits).map(String::as_str).collect();
    if !damage.is_empty() {
        complain_with_file(model, format!("Not everything could be read back: {}.", damage.join("; ")));
    }
}

/// What happened before the earlier visit was back happens now.
fn early(model: &mut Model) -> Vec<Effect> {
    std::mem::take(&mut model.early).into_iter().flat_map(|msg| update(model, msg)).collect()
}
