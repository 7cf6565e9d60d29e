//! What lies over the page, ready to be drawn.

use super::{export, palette, statements};
use crate::annotate::scheme::SchemeLabel;
use crate::app::alike::Alike;
use crate::app::keys::{self, When};
use crate::app::{Dialog, Model, Scope};
use std::rc::Rc;

/// A dialog with what it shows.
#[derive(Clone, PartialEq, Debug)]
pub enum DialogView {
    /// All keys, by when they have their meaning.
    Help(Vec<(&'static str, Vec<(String, String)>)>),
    /// The typed word and what was found.
    Palette(Rc<str>, Vec<palette::Find>),
    /// The formats.
    Export(Vec<export::FormatView>),
    /// A field for text.
    Paste,
    /// Places of a form.
    Alike(AlikeView),
    /// The labels with their tests.
    Guide(Vec<SchemeLabel>),
    /// Whether everything shall go.
    Forget(usize),
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
    /// Each with its document, row, former name and tick.
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
        Dialog::Help => DialogView::Help(help(model)),
        Dialog::Palette => DialogView::Palette(model.query.clone(), palette::finds(model)),
        Dialog::Export => DialogView::Export(export::formats(model)),
        Dialog::Paste => DialogView::Paste,
        Dialog::Alike(alike) => DialogView::Alike(alike_view(model, alike)),
        Dialog::Guide => DialogView::Guide(model.session.scheme().labels.clone()),
        Dialog::Forget => DialogView::Forget(model.articles().count()),
    })
}

fn help(model: &Model) -> Vec<(&'static str, Vec<(String, String)>)> {
    let rows = keys::rows(model.session.scheme());
    let part = |title, when| {
        let rows = rows.iter().filter(|row| row.1 == when);
        (title, rows.map(|(key, _, meaning)| (key.clone(), meaning.clone())).collect())
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
        let row = statements::of(model, article).find(|row| row.id == place.statement)?;
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
        places: alike.places.iter().filter_map(row).collect(),
    }
}
