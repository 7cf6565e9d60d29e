//! An earlier visit comes back: the open article first, the others behind the person's back.
//!
//! Documents and log are here from the beginning, so that every edit finds its place in the log; the state of an article
//! follows from analysis and log whenever its analysis comes. What looks at more than is here waits, and so does
//! everything that a person does after it.

use super::{command, disk, engine, moving, update};
use crate::annotate::session::documents_of;
use crate::annotate::{Analysis, Edit};
use crate::app::describe::count;
use crate::app::keys::Command;
use crate::app::model::Recall;
use crate::app::views::address;
use crate::app::{Effect, Model, Msg, Region, Ticket, View};
use crate::order;
use crate::text::DocumentId;
use std::rc::Rc;

/// So many documents at once, or documents of about so many bytes: a picture is drawn in between.
const DOCUMENTS: usize = 100;
const BYTES: usize = 300_000;

/// What a message needs to be here.
enum Need {
    Nothing,
    Document(DocumentId),
    Everything,
}

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

/// Messages that have nothing to do with the articles of the earlier visit.
fn is_apart(msg: &Msg) -> bool {
    let is_way_out = match msg {
        Msg::Asked(command) => is_way_out(*command),
        Msg::KeyPressed(press, ..) => press.key == "Escape",
        _ => false,
    };
    let is_of_others = matches!(
        msg,
        Msg::Restored(_)
            | Msg::RestoreFailed(_)
            | Msg::Recalled(..)
            | Msg::RecallFailed(..)
            | Msg::Saved(_)
            | Msg::SaveFailed(..)
            | Msg::StoreCleared(_)
            | Msg::Forgotten
            | Msg::OtherTab
            | Msg::TabFreed
            | Msg::GiveWay
            | Msg::Persistence(_)
            | Msg::UpdateReady
            | Msg::UpdateBlocked
            | Msg::EngineReady(_)
            | Msg::EngineUnavailable(_)
            | Msg::AnalysisArrived(..)
            | Msg::AnalysisFailed(..)
            | Msg::ProposalArrived(..)
            | Msg::ClerkReplied(_)
            | Msg::ClerkLost(..)
            | Msg::ClerkUnavailable(_)
            | Msg::GoOn
            | Msg::SystemTheme(_)
            | Msg::Dragged(_)
            | Msg::KeyPressed(_, Region::Capture, _)
    );
    is_way_out || is_of_others
}

fn is_way_out(command: Command) -> bool {
    use Command::{Cancel, Escape, Forget, Retry, RetrySave, TakeOver, Theme, Update};
    matches!(command, Cancel | Escape | Forget | Retry | RetrySave | TakeOver | Theme | Update)
}

fn need(model: &Model, msg: &Msg) -> Need {
    let here = || model.open.map_or(Need::Nothing, Need::Document);
    match msg {
        Msg::KeyPressed(press, _, selection) => {
            command::meant(model, press, *selection).map_or_else(here, |command| need_of(model, command))
        }
        Msg::Asked(command) => need_of(model, *command),
        Msg::Selected(_)
        | Msg::TextClicked(_)
        | Msg::StatementChosen(_)
        | Msg::FieldGiven(_)
        | Msg::RelayTyped(_)
        | Msg::RelayDropped(_)
        | Msg::RoleCleared(_)
        | Msg::DateGiven(_)
        | Msg::ParentGiven(_) => here(),
        Msg::PlaceChosen(document, _) => Need::Document(*document),
        Msg::AddressGiven(text) => need_of_address(text),
        Msg::DocumentChosen(_)
        | Msg::DocumentClosed(_)
        | Msg::QueryTyped(_)
        | Msg::NamesWanted
        | Msg::KeyWanted(_)
        | Msg::KeyReset(_)
        | Msg::TextPasted(_)
        | Msg::SampleWanted(_)
        | Msg::ReadingStarted(_)
        | Msg::FilesRead(_)
        | Msg::ReadingEnded
        | Msg::ColumnChosen(..)
        | Msg::IncomingSettled(_) => Need::Nothing,
        _ => Need::Everything,
    }
}

fn need_of(model: &Model, command: Command) -> Need {
    let log = model.session.log();
    match command {
        Command::Undo => need_of_edit(model, log.last().map(|entry| &entry.edit)),
        Command::Redo => need_of_edit(model, log.next().map(|entry| &entry.edit)),
        Command::Alike
        | Command::LastChanged
        | Command::ToggleScope
        | Command::ShowTable
        | Command::ShowPeople
        | Command::ShowPictures
        | Command::ShowScheme
        | Command::Export
        | Command::Renew(_)
        | Command::SaveProject
        | Command::OpenScheme
        | Command::OpenPeople
        | Command::Accept => Need::Everything,
        Command::ShowDesk
        | Command::Help
        | Command::Guide
        | Command::Palette
        | Command::OpenFiles
        | Command::OpenFolder
        | Command::Paste
        | Command::AskForget
        | Command::ToggleOrder
        | Command::CloseDocument => Need::Nothing,
        _ => model.open.map_or(Need::Nothing, Need::Document),
    }
}

/// The first document of it that is not here.
fn need_of_edit(model: &Model, edit: Option<&Edit>) -> Need {
    let awaits = |id: &DocumentId| model.session.article(*id).is_some_and(|article| article.is_on_disk);
    let awaiting = edit.and_then(|edit| documents_of(edit).into_iter().find(awaits));
    awaiting.map_or(Need::Nothing, Need::Document)
}

fn need_of_address(text: &str) -> Need {
    match address::read(text) {
        Some(address) if address.view == View::Desk => address.document.map_or(Need::Nothing, Need::Document),
        Some(_) => Need::Everything,
        None => Need::Nothing,
    }
}
