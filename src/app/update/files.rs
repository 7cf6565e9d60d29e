//! What comes in and goes out as files.

use super::{disk, drafting, engine, incoming, moving, people, perform, project, renew};
use crate::annotate::Article;
use crate::annotate::edit::Edit;
use crate::app::describe::count;
use crate::app::intake::{self, FileRead, SAMPLES};
use crate::app::{Effect, Model, Theme, Write, people_file};
use crate::dataset::intake::{goes_with_annotations, is_annotation, plain};
use crate::text::{Document, DocumentId};
use std::rc::Rc;

pub fn started(model: &mut Model, n_files: usize) -> Vec<Effect> {
    if model.reading == 0 && model.clerk.reading.is_empty() {
        model.clerk.n_asked = 0;
    }
    if model.reading == 0 {
        model.n_taken = 0;
    }
    model.reading += n_files;
    model.problems.clear();
    model.clerk.waiting.clear();
    if n_files == 0 {
        model.complain("There are no files in what was dropped.");
    } else {
        model.say(format!("Reading {} …", count(n_files, "file")));
    }
    vec![]
}

pub fn read(model: &mut Model, files: Vec<FileRead>) -> Vec<Effect> {
    model.reading = model.reading.saturating_sub(files.len());
    let (mut documents, mut effects) = (vec![], vec![]);
    let n_annotations = files.iter().filter(|file| is_annotation(&file.name)).count();
    // Annotations find their texts among the files that came with them.
    let is_one_of_them =
        |file: &FileRead| n_annotations > 0 && goes_with_annotations(&file.name) && file.bytes.is_ok();
    let (together, files): (Vec<FileRead>, Vec<FileRead>) = files.into_iter().partition(is_one_of_them);
    if together.len() > 1 {
        effects.extend(incoming::read_together(model, together));
    } else {
        effects.extend(together.into_iter().flat_map(|file| incoming::read(model, file, None)));
    }
    for file in files {
        if project::is_one(&file) {
            effects.extend(project::open(model, file));
            continue;
        }
        let bytes = file.bytes.as_deref().unwrap_or_default();
        if people_file::is_one(bytes) {
            effects.extend(people::load(model, &file));
            continue;
        }
        if drafting::is_one(bytes) {
            effects.extend(drafting::load(model, &file));
            continue;
        }
        match &file.bytes {
            Ok(bytes) => match plain(&file.name, bytes) {
                Some(document) => documents.push(document),
                None => effects.extend(incoming::read(model, file, None)),
            },
            Err(error) => model.problems.push(format!("{} {error}.", file.name).into()),
        }
    }
    if !documents.is_empty() {
        effects.extend(take(model, documents));
    }
    effects
}

pub fn ended(model: &mut Model) -> Vec<Effect> {
    model.reading = 0;
    incoming::ended(model)
}

/// Says what could not be taken, if anything.
pub fn tell_problems(model: &mut Model) {
    let n_problems = model.problems.len();
    if n_problems == 0 {
        return;
    }
    let more = match n_problems {
        1 => String::new(),
        _ => format!(" ({} more files could not be taken)", n_problems - 1),
    };
    model.complain(format!("{}{more}", model.problems[0]));
}

pub fn pasted(model: &mut Model, text: &str) -> Vec<Effect> {
    model.problems.clear();
    model.n_taken = 0;
    model.dialog = None;
    if text.len() > intake::MAX_FILE_BYTES {
        model.complain(format!("The pasted text {}.", intake::ReadError::TooLarge));
        return vec![];
    }
    match intake::pasted(text) {
        Some(document) => take(model, vec![document]),
        None => {
            model.complain("The pasted text holds nothing but blanks.");
            vec![]
        }
    }
}

pub fn samples(model: &mut Model, place: Option<usize>) -> Vec<Effect> {
    let wanted = SAMPLES.iter().enumerate().filter(|(idx, _)| place.is_none_or(|place| place == *idx));
    let names: Vec<&str> = wanted.map(|(_, sample)| sample.name).collect();
    let mut effects = started(model, names.len());
    effects.push(Effect::Samples(names));
    effects
}

/// Takes documents in, has them analysed, and opens the first one if none is open.
pub fn take(model: &mut Model, documents: Vec<Document>) -> Vec<Effect> {
    if disk::is_read_only(model) {
        return vec![];
    }
    let (mut writes, mut away) = (vec![], vec![]);
    let mut first = None;
    let n_documents = documents.len();
    for document in documents {
        let id = document.id;
        first = first.or(Some(id));
        if model.session.is_closed(id) {
            away.push(Edit::Open(id));
        } else if model.session.add(document.clone()) {
            writes.push(Write::Document(document));
        }
    }
    let n_taken = writes.len() + away.len();
    model.revision += 1;
    let mut effects = disk::save(model, writes);
    if !away.is_empty() {
        let title = format!("{} open again", count(away.len(), "document"));
        effects.extend(perform(model, Edit::Group(title.into(), away)));
    }
    if n_documents > 0 && n_taken == 0 {
        model.say("This is here already; nothing was changed.");
    } else if n_documents > 0 {
        // Files that come together are read some at a time.
        model.n_taken += n_taken;
        model.say(format!("{} taken in.", count(model.n_taken, "document")));
    }
    if let Some(id) = first.filter(|_| model.open.is_none() || n_documents == 1) {
        effects.extend(moving::open(model, id));
    }
    effects.extend(engine::analyze_missing(model));
    effects
}

pub fn close(model: &mut Model, id: DocumentId) -> Vec<Effect> {
    if disk::is_read_only(model) {
        return vec![];
    }
    let Some(article) = model.session.article(id) else { return vec![] };
    let title = format!("{} is closed", article.document.name);
    let mut effects = perform(model, Edit::Group(title.into(), vec![Edit::Close(id)]));
    model.jobs.running.retain(|_, document| *document != id);
    effects.extend(renew::settle(model));
    effects.extend(leave_closed(model));
    effects
}

/// Goes on to the next document when the one in the middle has been closed.
pub fn leave_closed(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.open.filter(|id| model.session.is_closed(*id)) else { return vec![] };
    let articles = model.session.articles();
    let at = articles.iter().position(|article| article.document.id == id).unwrap_or(0);
    let (before, after) = articles.split_at(at);
    let is_open = |article: &&Article| !model.session.is_closed(article.document.id);
    let next = after.iter().find(is_open).or(before.iter().rfind(is_open)).map(|article| article.document.id);
    model.open = None;
    model.chosen = None;
    next.map_or(vec![], |id| moving::open(model, id))
}

/// Everything goes: documents, analyses, edits, here and on disk.
pub fn forget(model: &mut Model) -> Vec<Effect> {
    if disk::is_read_only(model) {
        return vec![];
    }
    let mut effects = disk::clear(model);
    model.theme = Theme::System;
    model.keys = Rc::default();
    model.is_restored = true;
    model.say("Deleting everything from this browser …");
    effects.push(Effect::SetTheme(model.theme));
    effects.push(Effect::UseKeys(model.keys.clone()));
    effects.extend(disk::save(model, vec![Write::Forget]));
    effects
}
