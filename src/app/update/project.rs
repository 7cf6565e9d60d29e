//! The project as one file, out and in.

use super::{disk, engine, files, moving, show, work};
use crate::annotate::{Article, Stored, StoredDocument};
use crate::app::outgoing::Outgoing;
use crate::app::work::{Leaving, Opening};
use crate::app::{Dialog, Effect, FileRead, Model};
use crate::clerk::Job;
use crate::dataset::project::{self, Reading, Writing};
use std::rc::Rc;

/// Whether this file is meant as a project.
pub fn is_one(file: &FileRead) -> bool {
    project::is_project(&file.name, file.bytes.as_deref().unwrap_or_default())
}

/// Offers everything as one file.
pub fn download(model: &mut Model) -> Vec<Effect> {
    if is_empty(model) {
        model.say("There is nothing to download yet.");
        return vec![];
    }
    write(model, None)
}

/// Writes everything into one file, of which `next` takes the place afterwards.
fn write(model: &mut Model, next: Option<Rc<Stored>>) -> Vec<Effect> {
    let document = |article: &Article| StoredDocument {
        document: article.document.clone(),
        analysis: article.first.clone(),
    };
    let documents = model.session.articles().iter().map(document).collect();
    let writing = Writing::new(documents, model.session.log().clone());
    let outgoing = Outgoing::new(Job(model.ticket().0));
    work::write(model, Leaving { writing, outgoing, next })
}

/// The file is written: the person gets it, and what was to follow follows.
pub fn written(model: &mut Model, leaving: Leaving) -> Vec<Effect> {
    let name = format!("project{}", project::ENDING);
    model.say(format!("{name} is in your downloads; drop it on this page to go on with it."));
    let mut effects = leaving.outgoing.offer(name, project::MEDIA_TYPE.to_owned());
    if let Some(next) = leaving.next {
        effects.extend(take(model, Rc::unwrap_or_clone(next)));
    }
    effects
}

fn is_empty(model: &Model) -> bool {
    model.session.articles().is_empty() && model.session.log().all().is_empty()
}

/// Opens a project file: at once on an empty page, else after asking.
pub fn open(model: &mut Model, read: FileRead) -> Vec<Effect> {
    if disk::is_read_only(model) {
        return vec![];
    }
    let FileRead { name, bytes } = read;
    let begun = bytes.map_err(|error| error.to_string()).and_then(|bytes| {
        let reading = Reading::new(&bytes).map_err(|error| error.to_string())?;
        Ok((bytes, reading))
    });
    match begun {
        Ok((bytes, reading)) => work::open(model, Opening { name, bytes, reading }),
        Err(error) => refuse(model, &name, &error),
    }
}

fn refuse(model: &mut Model, name: &str, error: &str) -> Vec<Effect> {
    model.problems.push(format!("{name} {error}.").into());
    files::tell_problems(model);
    vec![]
}

/// The file has been read.
pub fn read(model: &mut Model, opening: Opening) -> Vec<Effect> {
    let Opening { name, bytes, reading } = opening;
    drop(bytes);
    match reading.stored() {
        Err(error) => refuse(model, &name, &error.to_string()),
        Ok(stored) if is_empty(model) => take(model, stored),
        Ok(stored) => {
            model.say(format!("{name} waits for your word."));
            show(model, Dialog::OpenProject(Rc::new(stored)))
        }
    }
}

/// Puts `stored` in the place of the project that is here, which is downloaded before.
pub fn replace(model: &mut Model, stored: Rc<Stored>) -> Vec<Effect> {
    if disk::is_read_only(model) {
        return vec![];
    }
    write(model, Some(stored))
}

fn take(model: &mut Model, mut stored: Stored) -> Vec<Effect> {
    let mut effects = disk::clear(model);
    model.is_restored = true;
    let damage = std::mem::take(&mut stored.damage);
    let n_misfits = disk::rebuild(model, stored);
    let writes = disk::whole(model);
    model.say(format!("{} opened.", disk::contents(model)));
    disk::tell_damage(model, &damage, n_misfits);
    effects.extend(disk::save(model, writes));
    let first = model.articles().next().map(|article| article.document.id);
    effects.extend(first.map_or(vec![], |id| moving::open(model, id)));
    effects.extend(engine::analyze_missing(model));
    effects
}
