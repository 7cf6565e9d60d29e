//! What the list of people shows.

use crate::app::Model;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Somebody who speaks, is addressed, or is meant.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PersonRow {
    /// Canonical name.
    pub name: Rc<str>,
    /// Role and affiliation where an article gives them.
    pub about: Rc<str>,
    /// Statements by them.
    pub speaks: usize,
    /// Statements toward them.
    pub is_target: usize,
    /// Statements passed on by them.
    pub relays: usize,
    /// Their stances, most frequent first, as letter, word, act and count.
    pub stances: Vec<(char, Rc<str>, Rc<str>, usize)>,
}

/// Everybody, who speaks most first.
pub fn rows(model: &Model) -> Vec<Rc<PersonRow>> {
    let mut rows: BTreeMap<Rc<str>, (PersonRow, BTreeMap<Rc<str>, usize>)> = BTreeMap::new();
    for article in model.articles() {
        for entry in article.annotations.standing() {
            let statement = &entry.statement;
            if let Some(name) = &statement.speaker_name {
                let (row, stances) = rows.entry(name.clone()).or_default();
                row.speaks += 1;
                *stances.entry(statement.stance.label.0.clone()).or_default() += 1;
            }
            if let Some(name) = &statement.target_name {
                rows.entry(name.clone()).or_default().0.is_target += 1;
            }
            for relay in &statement.relays {
                rows.entry(relay.name.clone()).or_default().0.relays += 1;
            }
        }
        for person in article.analysis.iter().flat_map(|analysis| &analysis.people) {
            if let Some((row, _)) = rows.get_mut(&person.name)
                && row.about.is_empty()
            {
                let parts = [person.role.as_deref(), person.affiliation.as_deref()];
                row.about = parts.into_iter().flatten().collect::<Vec<_>>().join(", ").into();
            }
        }
    }
    let mut rows: Vec<Rc<PersonRow>> = rows
        .into_iter()
        .map(|(name, (row, stances))| Rc::new(PersonRow { name, stances: by_count(model, stances), ..row }))
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.speaks, row.is_target, row.relays)));
    rows
}

fn by_count(model: &Model, counts: BTreeMap<Rc<str>, usize>) -> Vec<(char, Rc<str>, Rc<str>, usize)> {
    let labels = &model.session.scheme().labels;
    let mut stances: Vec<(char, Rc<str>, Rc<str>, usize)> = labels
        .iter()
        .filter_map(|label| {
            let count = *counts.get(&label.label.0)?;
            Some((label.key, label.shown.clone(), label.act.clone(), count))
        })
        .collect();
    stances.sort_by_key(|stance| std::cmp::Reverse(stance.3));
    stances
}
