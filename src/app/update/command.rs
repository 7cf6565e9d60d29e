//! What each command does.

use super::{
    bulk, cursor, disk, drafting, engine, export, files, incoming, marking, moving, project, renew, show,
    work,
};
use crate::annotate::edit::Edit;
use crate::annotate::log::Step;
use crate::app::keys::{Command, KeyPress};
use crate::app::{
    Dialog, Effect, Focus, Model, Notice, Order, Pick, Rebinding, Scope, Theme, View, Write, describe,
};
use crate::text::Span;

/// A key of the table, with this stretch of the article selected.
pub fn pressed(model: &mut Model, press: &KeyPress, selection: Option<Span>) -> Vec<Effect> {
    // The key may come before the message that the selection has come to rest.
    let command = meant(model, press, selection);
    model.selection = marking::snapped(model, selection);
    command.map_or(vec![], |command| run(model, command))
}

/// The command of this key, with this stretch of the article selected.
pub fn meant(model: &Model, press: &KeyPress, selection: Option<Span>) -> Option<Command> {
    match (&model.dialog, model.view) {
        (None, View::Desk) => {
            let has_selection = marking::snapped(model, selection).is_some();
            model.keys.command(press, has_selection, model.session.scheme())
        }
        // Nobody shall change a statement that they do not see.
        (None, _) => model.keys.general(press),
        (Some(_), _) => model.keys.general(press).filter(|command| *command == Command::Escape),
    }
}

/// Does `command`.
pub fn run(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::Confirm => marking::confirm(model),
        Command::Reject => marking::reject(model),
        Command::Reopen => marking::reopen(model),
        Command::Next => moving::step(model, 1),
        Command::Previous => moving::step(model, -1),
        Command::LastChanged => moving::last_changed(model),
        Command::NextDocument => moving::step_document(model, 1),
        Command::PreviousDocument => moving::step_document(model, -1),
        Command::Candidate(place) => marking::candidate(model, place),
        Command::TypeSpeaker => focus(Focus::Speaker),
        Command::SameSpeaker => marking::same_speaker(model),
        Command::NoSpeaker => marking::field(model, crate::annotate::edit::Field::SpeakerName(None)),
        Command::Alike => bulk::ask(model),
        Command::Stance(place) => marking::stance(model, place),
        Command::RunnerUp => marking::runner_up(model),
        Command::Polarity(polarity) => marking::polarity(model, polarity),
        Command::Weaker => marking::intensity(model, -1),
        Command::Stronger => marking::intensity(model, 1),
        Command::Negated | Command::Veiled => marking::toggle(model, command),
        Command::TypeTarget => focus(Focus::Target),
        Command::TypeAddressee => focus(Focus::Addressee),
        Command::TypeRelay => focus(Focus::Relay),
        Command::Note => focus(Focus::Note),
        Command::Add => marking::add(model),
        Command::Mark(role) => marking::mark(model, role, false),
        Command::Extend(role) => marking::mark(model, role, true),
        Command::MarkRelay => marking::mark_relay(model),
        Command::Boilerplate => marking::boilerplate(model),
        Command::TypeDate => focus(Focus::Date),
        Command::Move(step, way) => cursor::go(model, step, way),
        Command::MoveEnd(way) => cursor::move_end(model, way),
        Command::MoveStart(way) => cursor::move_start(model, way),
        Command::SelectContent => cursor::select_content(model),
        Command::Undo => undo(model),
        Command::Redo => redo(model),
        Command::ToggleOrder => toggle_order(model),
        Command::ToggleScope => toggle_scope(model),
        Command::ShowDesk => view(model, View::Desk),
        Command::ShowTable => view(model, View::Table),
        Command::ShowPeople => view(model, View::People),
        Command::ShowPictures => view(model, View::Pictures),
        Command::ShowScheme => drafting::show(model),
        Command::Help => show(model, Dialog::Help(Rebinding::default())),
        Command::Guide => guide(model),
        Command::Palette => {
            super::names_wanted(model);
            show(model, Dialog::Palette)
        }
        Command::Export => export::open(model),
        Command::OpenFiles => vec![Effect::Pick(Pick::Files)],
        Command::OpenFolder => vec![Effect::Pick(Pick::Folder)],
        Command::OpenScheme => vec![Effect::Pick(Pick::Scheme)],
        Command::OpenPeople => vec![Effect::Pick(Pick::People)],
        Command::Paste => show(model, Dialog::Paste),
        Command::Theme => toggle_theme(model),
        Command::Cancel => work::stop(model),
        Command::Widen(way) => moving::widen(model, way),
        Command::Retry => engine::retry(model),
        Command::Renew(scope) => renew::ask(model, scope),
        Command::ShowNews => renew::show_news(model),
        Command::RetrySave => disk::retry(model),
        Command::TakeOver => disk::take_over(model),
        Command::Update => disk::reload(model),
        Command::SaveProject => project::download(model),
        Command::CloseDocument => model.open.map_or(vec![], |id| files::close(model, id)),
        Command::AskForget => show(model, Dialog::Forget),
        Command::Forget => files::forget(model),
        Command::Accept => accept(model),
        Command::Escape => escape(model),
    }
}

fn focus(focus: Focus) -> Vec<Effect> {
    vec![Effect::Focus(focus)]
}

fn undo(model: &mut Model) -> Vec<Effect> {
    if disk::is_read_only(model) {
        return vec![];
    }
    let is_short = match model.session.log().last() {
        Some(entry) => work::is_short(model, &entry.edit),
        None => {
            model.say("There is nothing to undo.");
            return vec![];
        }
    };
    if !is_short {
        return work::undo(model);
    }
    model.session.undo().map_or(vec![], |edit| undone(model, &edit))
}

/// Says what was undone, and goes there.
pub fn undone(model: &mut Model, edit: &Edit) -> Vec<Effect> {
    let said = format!("Undone: {}.", describe::edit(model.session.scheme(), edit));
    model.notice =
        Notice { text: said.into(), offer: Some(("Redo".into(), Command::Redo)), ..Notice::default() };
    moved(model, edit, Step::Undo)
}

fn redo(model: &mut Model) -> Vec<Effect> {
    if disk::is_read_only(model) {
        return vec![];
    }
    match model.session.log().next() {
        Some(entry) if !work::is_short(model, &entry.edit) => work::redo(model),
        Some(_) => redo_at_once(model),
        None => {
            model.say("There is nothing to redo.");
            vec![]
        }
    }
}

/// Does the next edit of the log again, however long it is.
pub fn redo_at_once(model: &mut Model) -> Vec<Effect> {
    model.session.redo().map_or(vec![], |edit| redone(model, &edit))
}

/// Says what was done again, and goes there.
pub fn redone(model: &mut Model, edit: &Edit) -> Vec<Effect> {
    let said = format!("Done again: {}.", describe::edit(model.session.scheme(), edit));
    model.notice = Notice { text: said.into(), can_undo: true, ..Notice::default() };
    moved(model, edit, Step::Redo)
}

/// Saves the move of the cursor and looks at the place where something changed.
fn moved(model: &mut Model, edit: &Edit, step: Step) -> Vec<Effect> {
    model.revision += 1;
    drafting::follow(model);
    let mut effects = disk::save(model, vec![Write::Step(step)]);
    if let Some((document, statement)) = describe::place(edit)
        && !model.session.is_closed(document)
        && model.view == View::Desk
    {
        effects.extend(moving::go(model, document, statement));
    }
    effects.extend(files::leave_closed(model));
    if let Some(document) = describe::put_away(edit) {
        effects.extend(moving::open(model, document));
        effects.extend(engine::analyze_missing(model));
    }
    // An added statement is gone after its undo.
    if model.entry().is_none() {
        model.chosen = None;
        effects.extend(moving::choose_first(model));
    }
    effects
}

pub fn view(model: &mut Model, view: View) -> Vec<Effect> {
    model.view = view;
    model.dialog = None;
    let chosen = model.chosen.filter(|_| view == View::Desk).map(moving::reveal);
    [Effect::Focus(Focus::View)].into_iter().chain(chosen).collect()
}

/// The labels with their tests come beside the text, or go.
fn guide(model: &mut Model) -> Vec<Effect> {
    model.is_guided = !model.is_guided;
    vec![]
}

fn toggle_order(model: &mut Model) -> Vec<Effect> {
    model.queue.order = match model.queue.order {
        Order::Text => Order::LeastCertain,
        Order::LeastCertain => Order::Text,
    };
    model.say(match model.queue.order {
        Order::Text => "Reviewing in the order of the text.",
        Order::LeastCertain => "Reviewing the least certain first.",
    });
    vec![]
}

fn toggle_scope(model: &mut Model) -> Vec<Effect> {
    model.queue.scope = match model.queue.scope {
        Scope::Article => Scope::Corpus,
        Scope::Corpus => Scope::Article,
    };
    model.say(match model.queue.scope {
        Scope::Article => "Reviewing this article.",
        Scope::Corpus => "Reviewing all articles.",
    });
    // Who is through with this article means the next one.
    let is_through = model.entry().is_none_or(|entry| entry.is_reviewed());
    if is_through && model.view == View::Desk { moving::advance(model) } else { vec![] }
}

fn toggle_theme(model: &mut Model) -> Vec<Effect> {
    let is_dark = model.theme.is_dark(model.system_is_dark);
    model.theme = if is_dark { Theme::Light } else { Theme::Dark };
    vec![Effect::SetTheme(model.theme)]
}

fn accept(model: &mut Model) -> Vec<Effect> {
    match model.dialog.take() {
        Some(Dialog::Alike(alike)) => bulk::apply(model, &alike),
        Some(Dialog::Forget) => files::forget(model),
        Some(Dialog::OpenProject(stored)) => project::replace(model, stored),
        _ => vec![],
    }
}

fn escape(model: &mut Model) -> Vec<Effect> {
    if model.work.is_some() {
        return work::stop(model);
    }
    let dialog = model.dialog.take();
    let had_dialog = dialog.is_some();
    let mut effects = vec![Effect::Focus(if had_dialog { Focus::Back } else { Focus::Article })];
    match dialog {
        Some(Dialog::Incoming) => effects.extend(incoming::settle(model, false)),
        Some(Dialog::OpenProject(_)) => model.say("The file was not opened."),
        _ => {}
    }
    if !had_dialog && model.selection.take().is_some() {
        effects.push(Effect::Deselect);
    }
    effects
}
