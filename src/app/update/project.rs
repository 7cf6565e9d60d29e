//! The project as one file, out and in.

use super::{disk, engine, moving, show};
use crate::annotate::{Stored, StoredDocument};
use crate::app::{Dialog, Effect, File, FileRead, Model};
use crate::dataset::project;
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
    let file = file(model);
    model.say(format!("{} is in your downloads; drop it on this page to go on with it.", file.name));
    vec![Effect::Download(file)]
}

fn file(model: &Model) -> File {
    File {
        name: format!("project{}", project::ENDING),
        mime: project::MEDIA_TYPE.to_owned(),
        bytes: project::write(&stored(model)),
    }
}

/// What the page holds, as it is kept.
fn stored(model: &Model) -> Stored {
    let document = |article: &crate::annotate::Article| StoredDocument {
        document: article.document.clone(),
        analysis: article.first.clone(),
    };
    Stored {
        documents: model.session.articles().iter().map(document).collect(),
        steps: model.session.log().steps().collect(),
        ..Stored::default()
    }
}

fn is_empty(model: &Model) -> bool {
    model.session.articles().is_empty() && model.session.log().all().is_empty()
}

/// Opens a project file: at once on an empty page, else after asking.
pub fn open(model: &mut Model, read: &FileRead) -> Vec<Effect> {
    if disk::is_read_only(model) {
        return vec![];
    }
    let name = &read.name;
    let opened = match &read.bytes {
        Ok(bytes) => project::read(bytes).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    match opened {
        Err(error) => {
            model.problems.push(format!("{name} {error}.").into());
            vec![]
        }
        Ok(stored) if is_empty(model) => take(model, stored),
        Ok(stored) => show(model, Dialog::OpenProject(Rc::new(stored))),
    }
}

/// Puts `stored` in the place of the project that is here, which is downloaded before.
pub fn replace(model: &mut Model, stored: &Stored) -> Vec<Effect> {
    if disk::is_read_only(model) {
        return vec![];
    }
    let mut effects = vec![Effect::Download(file(model))];
    effects.extend(take(model, stored.clone()));
    effects
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
