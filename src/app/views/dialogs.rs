//! What lies over the page, ready to be drawn.

use super::{export, incoming, palette, statements};
use crate::annotate::Stored;
use crate::app::alike::Alike;
use crate::app::describe::count;
use crate::app::keys::{Command, TABLE, When};
use crate::app::{Dialog, Model, News, Rebinding, Scope, describe};
use std::rc::Rc;

/// So many places of a form are listed.
const MOST_PLACES: usize = 500;

/// A dialog with what it shows.
#[derive(Clone, PartialEq, Debug)]
pub enum DialogView {
    /// All keys, by when they have their meaning, and what became of the last change.
    Help(Vec<(&'static str, Vec<KeyRow>)>, KeysView),
    /// The typed word and what was found.
    Palette(Rc<str>, Vec<palette::Find>),
    /// The formats.
    Export(export::ExportView),
    /// Files that wait for a word.
    Incoming(incoming::IncomingView),
    /// A field for text.
    Paste,
    /// Places of a form.
    Alike(AlikeView),
    /// Whether everything shall go.
    Forget(usize),
    /// What a newer engine has changed.
    News(News),
    /// Whether a project file shall be opened: what it holds, what it lacks, and what stands here.
    OpenProject(ProjectView),
}

/// A project file in the place of a project.
#[derive(Clone, PartialEq, Debug)]
pub struct ProjectView {
    /// What the file holds: "3 documents".
    pub holds: Rc<str>,
    /// What is missing in it.
    pub damage: Rc<str>,
    /// What stands here.
    pub here: Rc<str>,
}

/// A key with its meaning.
#[derive(Clone, PartialEq, Debug)]
pub struct KeyRow {
    /// Any of these.
    pub keys: Vec<Rc<str>>,
    /// What it does.
    pub meaning: Rc<str>,
    /// Its place in the table, when the key can be changed.
    pub place: Option<usize>,
    /// Whether it waits for a key.
    pub is_asked: bool,
    /// Whether it has a key of its own.
    pub is_own: bool,
}

/// What stands beside the keys.
#[derive(Clone, PartialEq, Debug)]
pub struct KeysView {
    /// What became of the last change.
    pub remark: Rc<str>,
    /// Whether any key is not as it came.
    pub is_changed: bool,
}

/// Places that a correction can be applied to.
#[derive(Clone, PartialEq, Debug)]
pub struct AlikeView {
    /// The words in the text.
    pub form: Rc<str>,
    /// Their new name.
    pub name: Rc<str>,
    /// How far was looked.
    pub scope: Scope,
    /// Ticked places, shown or not.
    pub n_ticked: usize,
    /// Places in all.
    pub n_places: usize,
    /// The first ones, each with its document, row, former name and tick.
    pub places: Vec<AlikeRow>,
}

/// One place.
#[derive(Clone, PartialEq, Debug)]
pub struct AlikeRow {
    /// File name.
    pub document: Rc<str>,
    /// Former speaker.
    pub speaker: Rc<str>,
    /// The beginning of the content.
    pub excerpt: Rc<str>,
    /// Whether it will be changed.
    pub is_ticked: bool,
}

/// The dialog of `model`, if one is open.
pub fn view(model: &Model) -> Option<DialogView> {
    Some(match model.dialog.as_ref()? {
        Dialog::Help(asked) => {
            let keys = KeysView { remark: asked.remark.clone(), is_changed: model.keys.is_changed() };
            DialogView::Help(help(model, asked), keys)
        }
        Dialog::Palette => DialogView::Palette(model.query.clone(), palette::finds(model)),
        Dialog::Export => DialogView::Export(export::view(model)),
        Dialog::Incoming => DialogView::Incoming(incoming::view(model)),
        Dialog::Paste => DialogView::Paste,
        Dialog::Alike(alike) => DialogView::Alike(alike_view(model, alike)),
        Dialog::Forget => DialogView::Forget(model.articles().count()),
        Dialog::News => DialogView::News(News {
            title: describe::sentence(&model.news.title).into(),
            items: model.news.items.clone(),
        }),
        Dialog::OpenProject(stored) => DialogView::OpenProject(project(model, stored)),
    })
}

fn project(model: &Model, stored: &Stored) -> ProjectView {
    ProjectView {
        holds: count(stored.documents.len(), "document").into(),
        damage: stored.damage.join("; ").into(),
        here: count(model.articles().count(), "document").into(),
    }
}

fn help(model: &Model, asked: &Rebinding) -> Vec<(&'static str, Vec<KeyRow>)> {
    let rows = model.keys.rows(model.session.scheme());
    let row = |(place, (keys, when, meaning)): (usize, (String, When, String))| {
        let is_fixed = TABLE.get(place).is_none_or(|row| row.command == Command::Escape);
        let row = KeyRow {
            keys: keys.split(" or ").map(Rc::from).collect(),
            meaning: meaning.into(),
            place: (!is_fixed).then_some(place),
            is_asked: asked.place == Some(place),
            is_own: model.keys.is_own(place),
        };
        (when, row)
    };
    let rows: Vec<(When, KeyRow)> = rows.into_iter().enumerate().map(row).collect();
    let part = |title, when| {
        let rows = rows.iter().filter(|row| row.0 == when);
        (title, rows.map(|(_, row)| row.clone()).collect())
    };
    vec![
        part("The chosen statement", When::Statement),
        part("Selected words", When::Selection),
        part("Everywhere", When::Always),
    ]
}

fn alike_view(model: &Model, alike: &Alike) -> AlikeView {
    let row = |place: &crate::app::alike::AlikePlace| {
        let article = model.session.article(place.document)?;
        let idx = article.annotations.place(place.statement)?;
        let row = statements::row(model, article, idx, &article.annotations.entries[idx]);
        Some(AlikeRow {
            document: article.document.name.clone(),
            speaker: row.speaker,
            excerpt: row.excerpt,
            is_ticked: place.is_ticked,
        })
    };
    AlikeView {
        form: alike.form.clone(),
        name: alike.name.clone(),
        scope: alike.scope,
        n_ticked: alike.places.iter().filter(|place| place.is_ticked).count(),
        n_places: alike.places.len(),
        places: alike.places.iter().take(MOST_PLACES).filter_map(row).collect(),
    }
}
