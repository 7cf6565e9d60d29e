//! What a message does: the one place where the model changes.

/// Own keys.
mod binding;
/// Many statements at once.
mod bulk;
/// Answers of the clerk.
mod clerk;
/// Commands of keys, buttons and the palette.
mod command;
/// The word cursor.
mod cursor;
/// The disk.
mod disk;
/// The scheme in the making.
mod drafting;
/// Analyses and proposals.
mod engine;
/// The export panel.
mod export;
/// Files, samples and pasted text.
mod files;
/// Files that had to be read.
mod incoming;
/// Spans and fields of the chosen statement.
mod marking;
/// Which document and statement is looked at.
mod moving;
/// Everybody the project knows.
mod people;
/// The project as one file.
mod project;
/// Analyses on their way from the disk.
mod recall;
/// A newer engine.
mod renew;
/// The page's address.
mod visiting;
/// What takes long.
mod work;

use super::keys::Command;
use super::{Dialog, Effect, Model, Msg, Notice, Region, Taken, Write, describe, names};
use crate::annotate::edit::{Change, Edit, Field};
use crate::annotate::log::Step;
use crate::annotate::{StatementId, Verdict};
use std::rc::Rc;

/// Takes `msg` into `model` and says what the browser shall do.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    if !model.is_restored && !is_of_start(&msg) {
        model.early.push(msg);
        return vec![];
    }
    if let Some(work) = &mut model.work
        && work::holds(&msg)
    {
        work.held.push(msg);
        return vec![];
    }
    if recall::holds(model, &msg) {
        return recall::hold(model, msg);
    }
    let Some(msg) = held_back(model, msg) else { return vec![] };
    let mut effects = dispatch(model, msg);
    effects.extend(work::mind(model));
    effects
}

fn dispatch(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Restored(stored) => disk::restored(model, *stored),
        Msg::RestoreFailed(reason) => disk::restore_failed(model, &reason),
        Msg::Recalled(ticket, found) => recall::arrived(model, ticket, found),
        Msg::RecallFailed(ticket, reason) => recall::failed(model, ticket, &reason),
        Msg::Saved(number) => disk::saved(model, number),
        Msg::SaveFailed(number, reason) => disk::save_failed(model, number, reason),
        Msg::StoreCleared(number) => disk::cleared(model, number),
        Msg::Forgotten => disk::forgotten(model),

        Msg::OtherTab => disk::taken(model),
        Msg::TabFreed => disk::freed(model),
        Msg::GiveWay => disk::give_way(model),
        Msg::Persistence(is_kept) => set(&mut model.save.is_persistent, Some(is_kept)),
        Msg::UpdateReady => set(&mut model.has_update, true),
        Msg::UpdateBlocked => disk::update_blocked(model),

        Msg::ReadingStarted(n_files) => files::started(model, n_files),
        Msg::FilesRead(read) => files::read(model, read),
        Msg::ReadingEnded => files::ended(model),
        Msg::TextPasted(text) => files::pasted(model, &text),
        Msg::SampleWanted(place) => files::samples(model, place),
        Msg::Dragged(is_over) => set(&mut model.is_dragged_over, is_over),
        Msg::Typed(is_typing) => set(&mut model.save.is_typing, is_typing),

        Msg::GoOn => work::go_on(model),

        Msg::EngineReady(engine) => engine::ready(model, engine),
        Msg::EngineUnavailable(reason) => engine::unavailable(model, reason),
        Msg::AnalysisArrived(ticket, document, analysis) => {
            engine::arrived(model, ticket, document, analysis)
        }
        Msg::ProposalArrived(ticket, document, statement) => {
            engine::proposed(model, ticket, document, *statement)
        }
        Msg::AnalysisFailed(ticket, _) => engine::failed(model, ticket),

        Msg::KeyPressed(press, Region::Capture, _) => binding::pressed(model, &press),
        Msg::KeyPressed(press, _, selection) => command::pressed(model, &press, selection),
        Msg::Asked(command) => command::run(model, command),
        Msg::Selected(span) => moving::selected(model, span),
        Msg::TextClicked(byte) => moving::clicked(model, byte),
        Msg::DocumentChosen(document) => moving::open(model, document),
        Msg::StatementChosen(statement) => moving::choose(model, statement),
        Msg::PlaceChosen(document, statement) => moving::go(model, document, statement),
        Msg::DocumentClosed(document) => files::close(model, document),
        Msg::FieldGiven(field) => marking::field(model, field),
        Msg::RelayTyped(name) => marking::relay(model, &name, vec![]),
        Msg::RelayDropped(place) => marking::drop_relay(model, place),
        Msg::RoleCleared(role) => marking::clear(model, role),

        Msg::QueryTyped(query) => set(&mut model.query, query),
        Msg::NamesWanted => names_wanted(model),
        Msg::FilterChanged(filter) => visiting::filter(model, filter),
        Msg::ShapeChanged(shape) => set(&mut model.shape, shape),
        Msg::TableWanted(filter) => visiting::table(model, filter),
        Msg::AddressGiven(address) => visiting::visit(model, &address),
        Msg::SystemTheme(is_dark) => set(&mut model.system_is_dark, is_dark),
        Msg::KeyWanted(place) => binding::wanted(model, place),
        Msg::KeyReset(place) => binding::reset(model, place),
        Msg::Drafted(change) => drafting::change(model, change),
        Msg::FileTaken(Taken::Scheme, file) => drafting::load(model, &file),
        Msg::FileTaken(Taken::People, file) => people::load(model, &file),
        Msg::PictureWanted(place, drawing) => visiting::picture(model, place, drawing),
        Msg::DateGiven(day) => marking::date(model, &day),
        Msg::ParentGiven(parent) => marking::field(model, Field::Parent(parent)),
        Msg::AlikeTicked(place, is_ticked) => bulk::tick(model, place, is_ticked),
        Msg::AlikeScope(scope) => bulk::within(model, scope),
        Msg::RowTicked(document, statement, is_ticked, is_range) => {
            bulk::tick_row(model, (document, statement), is_ticked, is_range)
        }
        Msg::AllTicked(is_ticked) => bulk::tick_all(model, is_ticked),
        Msg::BulkField(field) => bulk::change(model, |id| Change::Set(id, field.clone())),
        Msg::BulkVerdict(verdict) => bulk::change(model, |id| verdict_of(id, verdict)),
        Msg::PeopleQuery(query) => people::query(model, query),
        Msg::MorePeople => people::more(model),
        Msg::PersonChosen(name) => people::choose(model, name),
        Msg::PersonField(name, field, value) => people::field(model, &name, field, &value),
        Msg::SplitTicked(document, statement, is_ticked) => {
            people::tick(model, (document, statement), is_ticked)
        }
        Msg::PersonSplit(to) => people::split(model, &to),
        Msg::PeopleWanted => people::save(model),
        Msg::PersonRenamed(from, to) => people::rename(model, &from, &to),
        Msg::ExportSet(setting) => export::set(model, setting),
        Msg::ExportWanted => export::start(model),

        Msg::ClerkReplied(reply) => clerk::replied(model, *reply),
        Msg::ClerkLost(job, reason) => clerk::lost(model, job, &reason),
        Msg::ClerkUnavailable(reason) => clerk::unavailable(model, reason),
        Msg::ColumnChosen(place, column) => incoming::choose_column(model, place, column),
        Msg::IncomingSettled(is_wanted) => incoming::settle(model, is_wanted),
    }
}

/// Messages that do not wait until the earlier visit is back: they bring it, or touch nothing that it holds.
fn is_of_start(msg: &Msg) -> bool {
    matches!(
        msg,
        Msg::Restored(_)
            | Msg::RestoreFailed(_)
            | Msg::OtherTab
            | Msg::TabFreed
            | Msg::GiveWay
            | Msg::UpdateReady
            | Msg::UpdateBlocked
            | Msg::Dragged(_)
            | Msg::Typed(_)
            | Msg::EngineReady(_)
            | Msg::EngineUnavailable(_)
    )
}

/// While a missed statement is being proposed, what a person does is meant for it and waits.
fn held_back(model: &mut Model, msg: Msg) -> Option<Msg> {
    let is_by_hand = matches!(
        msg,
        Msg::KeyPressed(..)
            | Msg::Asked(_)
            | Msg::FieldGiven(_)
            | Msg::RelayTyped(_)
            | Msg::StatementChosen(_)
    );
    let is_way_out = match &msg {
        Msg::KeyPressed(press, ..) => matches!(press.key.as_str(), "Escape" | "?"),
        Msg::Asked(command) => matches!(command, Command::Escape | Command::Help | Command::Cancel),
        _ => false,
    };
    let is_by_hand = is_by_hand && !is_way_out;
    match &mut model.jobs.proposal {
        Some(proposal) if is_by_hand => {
            proposal.held.push(msg);
            None
        }
        _ => Some(msg),
    }
}

/// Gathers the names of the project: only then, for a large one has many.
fn names_wanted(model: &mut Model) -> Vec<Effect> {
    model.known = Rc::new(names::known(model));
    vec![]
}

fn verdict_of(id: StatementId, verdict: Verdict) -> Change {
    match verdict {
        Verdict::Open => Change::Reopen(id),
        Verdict::Confirmed => Change::Confirm(id),
        Verdict::Rejected => Change::Reject(id),
    }
}

fn set<T>(place: &mut T, value: T) -> Vec<Effect> {
    *place = value;
    vec![]
}

/// Does `edit`, says so, and saves it.
fn perform(model: &mut Model, edit: Edit) -> Vec<Effect> {
    if disk::is_read_only(model) {
        return vec![];
    }
    let title = describe::sentence(&describe::edit(model.session.scheme(), &edit));
    if let Err(error) = model.session.perform(edit, model.now) {
        model.complain(format!("{}.", describe::sentence(&error.to_string())));
        return vec![];
    }
    done(model, &title)
}

/// Says that the last edit is done, and saves it.
fn done(model: &mut Model, title: &str) -> Vec<Effect> {
    model.revision += 1;
    model.notice = Notice { text: format!("{title}.").into(), can_undo: true, ..Notice::default() };
    let step = model.session.log().last().cloned().map(Step::Do);
    disk::save(model, step.into_iter().map(Write::Step).collect())
}

/// Puts a dialog over the page.
fn show(model: &mut Model, dialog: Dialog) -> Vec<Effect> {
    model.dialog = Some(dialog);
    model.query = "".into();
    vec![Effect::Focus(super::Focus::Dialog)]
}
