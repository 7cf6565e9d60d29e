//! What the scheme's editor shows.

use crate::annotate::Label;
use crate::annotate::scheme::{ACTS, HUES, Scheme, SchemeLabel};
use crate::app::{Home, Model};
use std::collections::HashMap;
use std::rc::Rc;

/// The editor.
#[derive(Clone, PartialEq, Debug)]
pub struct SchemeView {
    /// Name of the scheme.
    pub name: Rc<str>,
    /// Its labels in order.
    pub labels: Vec<SchemeLabel>,
    /// Statements that have each, in the same order.
    pub counts: Vec<usize>,
    /// The one in the form.
    pub chosen: usize,
    /// Labels that need a place, for statements have them.
    pub homes: Vec<Home>,
    /// What keeps it from being used.
    pub problems: Vec<String>,
    /// Whether using it would change anything.
    pub is_changed: bool,
    /// Names of the schemes that come along.
    pub builtin: Vec<Rc<str>>,
    /// Coarse acts to choose from.
    pub acts: [&'static str; 5],
    /// Colours to choose from.
    pub hues: [&'static str; 10],
}

/// The editor of `model`; nothing when there is no draft.
pub fn view(model: &Model) -> Option<SchemeView> {
    let draft = model.draft.as_ref()?;
    let mut counts: HashMap<&Label, usize> = HashMap::new();
    for entry in model.articles().flat_map(|article| article.annotations.entries.iter()) {
        *counts.entry(&entry.statement.stance.label).or_default() += 1;
    }
    let count = |label: &Label| counts.get(label).copied().unwrap_or(0);
    Some(SchemeView {
        name: draft.scheme.name.clone(),
        counts: draft.scheme.labels.iter().map(|entry| count(&entry.label)).collect(),
        labels: draft.scheme.labels.clone(),
        chosen: draft.chosen,
        homes: draft.homes.iter().filter(|home| home.count > 0).cloned().collect(),
        problems: draft.problems(model),
        is_changed: draft.is_changed(model),
        builtin: Scheme::builtin().into_iter().map(|scheme| scheme.name).collect(),
        acts: ACTS,
        hues: HUES,
    })
}
