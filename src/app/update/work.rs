//! Work that takes long: edits of many changes, undo of them, data sets, searches.

use super::{command, done, drafting, engine, export, incoming, moving, perform, project, recall, update};
use crate::annotate::edit::Edit;
use crate::app::keys::Command;
use crate::app::search;
use crate::app::taking::Taking;
pub use crate::app::work::Epilogue;
use crate::app::work::{Leaving, Opening, Pace, Task, Work};
use crate::app::{Effect, Model, Msg, View, describe};

/// An edit of no more changes is done at once.
const AT_ONCE: usize = 2_000;

/// So many bytes are read or searched in the time that a change takes.
const BYTES_A_CHANGE: usize = 64;

/// Does `edit`: at once when it is short, else some changes at a time.
pub fn start(model: &mut Model, edit: Edit, epilogue: Epilogue) -> Vec<Effect> {
    if super::disk::is_read_only(model) {
        return vec![];
    }
    if is_short(model, &edit) {
        let effects = perform(model, edit);
        if !model.notice.is_problem {
            tell(model, epilogue);
        }
        return effects;
    }
    let title = describe::sentence(&describe::edit(model.session.scheme(), &edit));
    let staged = model.session.stage(&edit);
    begin(model, &title, Task::Edit(edit, title.as_str().into(), staged, epilogue))
}

/// Whether an edit, or its undo, can be done at once.
pub fn is_short(model: &Model, edit: &Edit) -> bool {
    model.session.work(edit) <= AT_ONCE
}

/// Takes the last edit back, some changes at a time.
pub fn undo(model: &mut Model) -> Vec<Effect> {
    let Some(staged) = model.session.stage_undo() else { return vec![] };
    begin(model, "Undoing", Task::Undo(staged))
}

/// Does the next edit of the log again, some changes at a time.
pub fn redo(model: &mut Model) -> Vec<Effect> {
    let Some(edit) = model.session.log().next().map(|entry| entry.edit.clone()) else { return vec![] };
    let staged = model.session.stage(&edit);
    begin(model, "Doing again", Task::Redo(edit, staged))
}

/// Takes in what the clerk has read: at once when it is short, else some lines at a time.
pub fn take(model: &mut Model, mut taking: Taking) -> Vec<Effect> {
    if taking.taken.lines.len() > AT_ONCE * BYTES_A_CHANGE {
        let title = format!("Taking in {}", taking.file.name);
        return begin(model, &title, Task::Taking(Box::new(taking)));
    }
    let read = taking.advance(usize::MAX);
    incoming::whole(model, taking, read.err())
}

/// Reads a project file: at once when it is short, else some lines at a time.
pub fn open(model: &mut Model, mut opening: Opening) -> Vec<Effect> {
    if opening.bytes.len() > AT_ONCE * BYTES_A_CHANGE {
        let title = format!("Opening {}", opening.name);
        return begin(model, &title, Task::Opening(Box::new(opening)));
    }
    opening.reading.advance(&opening.bytes, usize::MAX);
    project::read(model, opening)
}

/// Writes a project file: at once when it is short, else some lines at a time.
pub fn write(model: &mut Model, mut leaving: Leaving) -> Vec<Effect> {
    let begun = leaving.writing.advance(AT_ONCE * BYTES_A_CHANGE);
    let mut effects = Vec::from_iter(leaving.outgoing.add(&begun));
    let (n_written, n_lines) = leaving.writing.progress();
    effects.extend(match n_written == n_lines {
        true => project::written(model, leaving),
        false => begin(model, "Writing the project file", Task::Leaving(Box::new(leaving))),
    });
    effects
}

fn begin(model: &mut Model, title: &str, task: Task) -> Vec<Effect> {
    model.say(format!("{title} …"));
    model.pace = Pace::default();
    model.work = Some(Work { task, held: vec![] });
    wanted(model)
}

/// Whether `msg` waits until the work is done: whatever could change what the work is done on.
pub fn holds(msg: &Msg) -> bool {
    let is_way_out = match msg {
        Msg::Asked(command) => matches!(command, Command::Cancel | Command::Escape),
        Msg::KeyPressed(press, ..) => press.key == "Escape",
        _ => false,
    };
    let is_harmless = matches!(
        msg,
        Msg::GoOn
            | Msg::Saved(_)
            | Msg::SaveFailed(..)
            | Msg::Persistence(_)
            | Msg::EngineReady(_)
            | Msg::UpdateReady
            | Msg::UpdateBlocked
            | Msg::SystemTheme(_)
            | Msg::Dragged(_)
            | Msg::Typed(_)
    );
    !is_way_out && !is_harmless
}

/// Some more of what is under way.
pub fn go_on(model: &mut Model) -> Vec<Effect> {
    model.is_going_on = false;
    if let Some(took) = model.took.take() {
        model.pace.keep(took);
    }
    let mut effects = vec![];
    match model.work.take() {
        Some(work) => effects.extend(advance(model, work)),
        None => look(model),
    }
    effects.extend(mind(model));
    effects
}

fn advance(model: &mut Model, mut work: Work) -> Vec<Effect> {
    let n = model.pace.n;
    let mut effects = vec![];
    let step = match &mut work.task {
        Task::Edit(edit, _, staged, _) | Task::Redo(edit, staged) => {
            model.session.advance(staged, edit, n).map_err(|error| error.to_string())
        }
        Task::Undo(staged) => Ok(model.session.advance_undo(staged, n)),
        Task::Taking(taking) => taking.advance(n * BYTES_A_CHANGE),
        Task::Opening(it) => Ok(it.reading.advance(&it.bytes, n * BYTES_A_CHANGE)),
        Task::Leaving(leaving) => {
            let part = leaving.writing.advance(n * BYTES_A_CHANGE);
            effects.extend(leaving.outgoing.add(&part));
            Ok(part.is_empty())
        }
    };
    if step == Ok(false) {
        model.work = Some(work);
        return effects;
    }
    effects.extend(finish(model, work.task, step.err()));
    effects.extend(release(model, work.held));
    effects
}

/// The task is through, or cannot be done for this reason.
fn finish(model: &mut Model, task: Task, error: Option<String>) -> Vec<Effect> {
    match task {
        Task::Taking(taking) => incoming::whole(model, *taking, error),
        Task::Opening(opening) => project::read(model, *opening),
        Task::Leaving(leaving) => project::written(model, *leaving),
        // It fitted when it was done; parts that do not now are left out.
        Task::Redo(..) if error.is_some() => command::redo_at_once(model),
        Task::Redo(_, staged) => {
            model.session.commit_redo(staged).map_or(vec![], |edit| command::redone(model, &edit))
        }
        Task::Undo(staged) => {
            model.session.commit_undo(staged).map_or(vec![], |edit| command::undone(model, &edit))
        }
        Task::Edit(edit, title, staged, epilogue) => {
            if let Some(error) = error {
                model.complain(format!("{}.", describe::sentence(&error)));
                return vec![];
            }
            model.session.commit(staged, edit, model.now);
            let effects = done(model, &title);
            tell(model, epilogue);
            effects
        }
    }
}

fn tell(model: &mut Model, epilogue: Epilogue) {
    if !epilogue.remark.is_empty() {
        model.notice.text = format!("{} {}", model.notice.text, epilogue.remark).into();
    }
    if epilogue.person.is_some() {
        model.people.chosen = epilogue.person;
    }
    if epilogue.is_draft_used {
        drafting::renew(model);
    }
    if let Some(news) = epilogue.news {
        super::renew::tell(model, news);
    }
}

/// What waited happens now.
fn release(model: &mut Model, held: Vec<Msg>) -> Vec<Effect> {
    held.into_iter().flat_map(|msg| update(model, msg)).collect()
}

/// Stops what the status line shows: work, search, reading, writing, or the engine.
pub fn stop(model: &mut Model) -> Vec<Effect> {
    if let Some(Work { task, mut held }) = model.work.take() {
        let (_, n_done, n_all) = task.progress();
        let mut effects = match task {
            Task::Taking(taking) => {
                // The files after it are not wanted either.
                held.retain(|msg| !matches!(msg, Msg::FilesRead(_)));
                incoming::stop(model, Some(&taking.file.name))
            }
            Task::Opening(opening) => {
                model.say(format!("Stopped; {} was not opened.", opening.name));
                vec![]
            }
            Task::Leaving(leaving) => {
                model.say("Stopped; nothing was downloaded.");
                leaving.outgoing.leave().into_iter().collect()
            }
            Task::Edit(..) | Task::Undo(_) | Task::Redo(..) => {
                model.say(format!("Stopped after {n_done} of {n_all} changes; nothing has changed."));
                vec![]
            }
        };
        effects.extend(release(model, held));
        return effects;
    }
    if search::is_under_way(model) {
        model.search.stop("Stopped");
        return vec![];
    }
    if model.export.running.is_some() {
        return export::stop(model);
    }
    if model.reading > 0 || !model.clerk.reading.is_empty() {
        return incoming::stop(model, None);
    }
    if model.jobs.running.is_empty() && recall::stop(model) {
        return vec![];
    }
    engine::cancel(model)
}

/// Sees to it that the table's rows answer what is asked, and that what is under way goes on.
pub fn mind(model: &mut Model) -> Vec<Effect> {
    moving::unroll(model);
    if model.view == View::Table && model.work.is_none() && !model.search.is_of(model) {
        model.search = std::mem::take(&mut model.search).renewed(model);
        look(model);
    }
    let is_under_way = model.work.is_some() || search::is_under_way(model);
    if is_under_way { wanted(model) } else { vec![] }
}

fn look(model: &mut Model) {
    if !search::is_under_way(model) || !model.search.is_of(model) {
        return;
    }
    let mut search = std::mem::take(&mut model.search);
    search.advance(model, model.pace.n * BYTES_A_CHANGE);
    model.search = search;
}

/// Asks to go on once the page has been drawn, unless that is asked for already.
fn wanted(model: &mut Model) -> Vec<Effect> {
    if std::mem::replace(&mut model.is_going_on, true) { vec![] } else { vec![Effect::GoOn] }
}
