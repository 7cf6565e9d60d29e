//! What the list of people shows.

use super::statements::{self, StatementRow};
use crate::annotate::analysis::{Person, PersonSort};
use crate::annotate::registry::Entry;
use crate::annotate::{Annotated, Statement, StatementId};
use crate::app::{Model, names};
use crate::order;
use crate::text::DocumentId;
use crate::text::plain::plain;
use std::collections::BTreeMap;
use std::rc::Rc;

/// So many rows are drawn at once; "more" draws as many again.
const PAGE: usize = 100;

/// So many statements of one person are drawn.
const MOST_STATEMENTS: usize = 200;

/// The list, and who is looked at.
#[derive(Clone, PartialEq, Debug)]
pub struct PeopleView {
    /// The word looked for.
    pub query: Rc<str>,
    /// The rows drawn, who speaks most first.
    pub rows: Vec<Rc<PersonRow>>,
    /// People who fit the word.
    pub found: usize,
    /// People in all.
    pub total: usize,
    /// Who is looked at.
    pub chosen: Option<PersonView>,
}

/// Somebody who speaks, is addressed, is meant, passes words on, or is in the registry.
#[derive(Clone, PartialEq, Debug)]
pub struct PersonRow {
    /// What is known of them, from the registry or else from the articles.
    pub entry: Entry,
    /// Whether the registry has them.
    pub is_kept: bool,
    /// Statements by them.
    pub speaks: usize,
    /// Statements toward them.
    pub is_target: usize,
    /// Statements said to them.
    pub is_addressee: usize,
    /// Statements passed on by them.
    pub relays: usize,
    /// Their stances, most frequent first, as letter, word, hue and count.
    pub stances: Vec<(char, Rc<str>, Rc<str>, usize)>,
}

impl Default for PersonRow {
    fn default() -> PersonRow {
        PersonRow {
            entry: Entry::named(""),
            is_kept: false,
            speaks: 0,
            is_target: 0,
            is_addressee: 0,
            relays: 0,
            stances: vec![],
        }
    }
}

/// Somebody with their statements.
#[derive(Clone, PartialEq, Debug)]
pub struct PersonView {
    /// Their row.
    pub row: Rc<PersonRow>,
    /// Their statements, what they are in each, and whether it shall be somebody else's.
    pub statements: Vec<(StatementRow, Rc<str>, bool)>,
    /// Statements in all.
    pub total: usize,
    /// Statements that shall be somebody else's.
    pub ticked: usize,
}

/// The list of `model`.
pub fn view(model: &Model) -> PeopleView {
    let all = rows(model);
    let word = plain(model.people.query.trim());
    let fits = |row: &&Rc<PersonRow>| {
        let entry = &row.entry;
        let mut places = [&entry.name, &entry.role, &entry.affiliation, &entry.identifier]
            .into_iter()
            .chain(&entry.aliases);
        places.any(|place| plain(place).contains(&word))
    };
    let found: Vec<&Rc<PersonRow>> = all.iter().filter(fits).collect();
    let chosen = model.people.chosen.as_ref();
    let chosen = chosen.and_then(|name| all.iter().find(|row| row.entry.name == *name));
    PeopleView {
        query: model.people.query.clone(),
        rows: found.iter().take(PAGE * (model.people.more + 1)).map(|row| Rc::clone(row)).collect(),
        found: found.len(),
        total: all.len(),
        chosen: chosen.map(|row| person(model, row)),
    }
}

/// Everybody, who speaks most first.
pub fn rows(model: &Model) -> Vec<Rc<PersonRow>> {
    let mut rows: BTreeMap<Rc<str>, (PersonRow, BTreeMap<Rc<str>, usize>)> = BTreeMap::new();
    let found = in_articles(model);
    // A target that the engine suggests may be a plan or a claim: such are no people.
    let is_somebody = |entry: &Annotated, name: &Rc<str>| names::is_given(entry) || found.contains_key(name);
    for entry in model.articles().flat_map(|article| article.annotations.standing()) {
        let statement = &entry.statement;
        for name in statement.speakers() {
            let (row, stances) = rows.entry(name.into()).or_default();
            row.speaks += 1;
            *stances.entry(statement.stance.label.0.clone()).or_default() += 1;
        }
        if let Some(name) = statement.target_name.as_ref().filter(|name| is_somebody(entry, name)) {
            rows.entry(name.clone()).or_default().0.is_target += 1;
        }
        if let Some(name) = statement.addressee_name.as_ref().filter(|name| is_somebody(entry, name)) {
            rows.entry(name.clone()).or_default().0.is_addressee += 1;
        }
        for relay in &statement.relays {
            rows.entry(relay.name.clone()).or_default().0.relays += 1;
        }
    }
    for entry in model.session.registry().iter() {
        rows.entry(entry.name.clone()).or_default().0.is_kept = true;
    }
    let row = |(name, (row, stances)): (Rc<str>, (PersonRow, BTreeMap<Rc<str>, usize>))| {
        let kept = model.session.registry().get(&name).cloned();
        let entry = kept.unwrap_or_else(|| {
            found.get(&name).map_or_else(|| Entry::named(&name), |person| guess(&name, person))
        });
        Rc::new(PersonRow { entry, stances: by_count(model, stances), ..row })
    };
    let mut rows: Vec<Rc<PersonRow>> = rows.into_iter().map(row).collect();
    order::sort_by_key(&mut rows, |row| std::cmp::Reverse((row.speaks, row.is_target, row.relays)));
    rows
}

/// What is known of `name`: the registry's entry, or what the articles say.
pub fn entry(model: &Model, name: &Rc<str>) -> Entry {
    let kept = model.session.registry().get(name).cloned();
    kept.unwrap_or_else(|| {
        in_articles(model).get(name).map_or_else(|| Entry::named(name), |person| guess(name, person))
    })
}

/// Who is named in the articles: the one with a role before others of the same name.
fn in_articles(model: &Model) -> BTreeMap<Rc<str>, &Person> {
    let mut found: BTreeMap<Rc<str>, &Person> = BTreeMap::new();
    let mut forms: BTreeMap<Rc<str>, &Person> = BTreeMap::new();
    for article in model.articles() {
        let text = &article.document.text;
        for person in article.analysis.iter().flat_map(|analysis| &analysis.people) {
            let known = found.entry(person.name.clone()).or_insert(person);
            if known.role.is_none() && person.role.is_some() {
                *known = person;
            }
            // A state is also filed under what stands for it: Moscow, the Kremlin.
            if person.sort != PersonSort::Person {
                for form in person.mentions.iter().filter(|span| span.fits(text)).map(|span| span.of(text)) {
                    if !forms.contains_key(form) {
                        forms.insert(form.into(), person);
                    }
                }
            }
        }
    }
    for (form, person) in forms {
        found.entry(form).or_insert(person);
    }
    found
}

fn guess(name: &str, person: &Person) -> Entry {
    let words = |words: &Option<Rc<str>>| words.clone().unwrap_or_default();
    Entry {
        sort: person.sort,
        role: words(&person.role),
        affiliation: words(&person.affiliation),
        ..Entry::named(name)
    }
}

fn person(model: &Model, row: &Rc<PersonRow>) -> PersonView {
    let name = &row.entry.name;
    let mut statements = vec![];
    let mut total = 0;
    for article in model.articles() {
        for (idx, entry) in article.annotations.entries.iter().enumerate() {
            let Some(part) = part(&entry.statement, name) else { continue };
            total += 1;
            if statements.len() < MOST_STATEMENTS {
                let is_ticked = model.people.ticked.contains(&(article.document.id, entry.statement.id));
                statements.push((statements::row(model, article, idx, entry), part.into(), is_ticked));
            }
        }
    }
    PersonView { row: row.clone(), statements, total, ticked: model.people.ticked.len() }
}

/// What `name` is in a statement.
fn part(statement: &Statement, name: &Rc<str>) -> Option<&'static str> {
    let is = |field: &Option<Rc<str>>| field.as_ref() == Some(name);
    if statement.speakers().any(|speaker| *speaker == **name) {
        Some("speaker")
    } else if is(&statement.target_name) {
        Some("target")
    } else if is(&statement.addressee_name) {
        Some("addressee")
    } else {
        statement.relays.iter().any(|relay| relay.name == *name).then_some("relay")
    }
}

/// The statements in which `name` plays a part.
pub fn statements_of<'a>(
    model: &'a Model,
    name: &'a Rc<str>,
) -> impl Iterator<Item = (DocumentId, StatementId, &'a Annotated)> {
    model.articles().flat_map(move |article| {
        let entries =
            article.annotations.entries.iter().filter(|entry| part(&entry.statement, name).is_some());
        entries.map(|entry| (article.document.id, entry.statement.id, &**entry))
    })
}

fn by_count(model: &Model, counts: BTreeMap<Rc<str>, usize>) -> Vec<(char, Rc<str>, Rc<str>, usize)> {
    let labels = &model.session.scheme().labels;
    let mut stances: Vec<(char, Rc<str>, Rc<str>, usize)> = labels
        .iter()
        .filter_map(|label| {
            let count = *counts.get(&label.label.0)?;
            Some((label.key, label.shown.clone(), label.hue().clone(), count))
        })
        .collect();
    order::sort_by_key(&mut stances, |stance| std::cmp::Reverse(stance.3));
    stances
}
