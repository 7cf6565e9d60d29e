//! A scheme while it is being changed: nothing of the project changes before it is used.

use super::Model;
use crate::annotate::scheme::{Scheme, SchemeLabel};
use crate::annotate::{Label, Polarity};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The scheme in the making.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    /// As it stands.
    pub scheme: Scheme,
    /// The scheme in force when it was begun.
    base: Rc<Scheme>,
    /// The label in the form.
    pub chosen: usize,
    /// Which label of the scheme in force each one was; nothing for a new one.
    origins: Vec<Option<Label>>,
    /// Where labels go that the draft does not have.
    pub homes: Vec<Home>,
}

/// A label that the draft does not have, and what becomes of its statements.
#[derive(Clone, PartialEq, Debug)]
pub struct Home {
    /// The label.
    pub label: Label,
    /// As it was shown.
    pub shown: Rc<str>,
    /// Statements that have it.
    pub count: usize,
    /// Its place in the draft: not yet said, by the statement's polarity, or a label.
    pub to: Option<Option<Label>>,
}

/// A change to the draft.
#[derive(Clone, PartialEq, Debug)]
pub enum DraftChange {
    /// Another name.
    Name(Rc<str>),
    /// A scheme that comes with the page, by its place.
    Builtin(usize),
    /// Another label in the form.
    Choose(usize),
    /// The label in the form gets another value.
    Set(LabelField, Rc<str>),
    /// It goes up or down.
    Move(isize),
    /// One more label.
    Add,
    /// The label in the form goes.
    Remove,
    /// What becomes of a label's statements; nothing for "by polarity".
    Home(Label, Option<Label>),
    /// The draft as a file.
    Save,
    /// The draft is given up.
    Discard,
    /// The draft is the project's scheme.
    Use,
}

/// A part of a label.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LabelField {
    /// Key in exports.
    Label,
    /// As shown.
    Shown,
    /// Key that sets it.
    Key,
    /// Coarse act.
    Act,
    /// Hue in the page.
    Colour,
    /// What it means.
    Definition,
    /// How to tell.
    Test,
    /// Examples, one a line.
    Example,
    /// The attitude it mostly carries.
    Polarity,
}

impl Draft {
    /// A draft of the scheme in force.
    pub fn of(model: &Model) -> Draft {
        Draft::from(model, (**model.session.scheme()).clone())
    }

    /// A draft that is `scheme`; labels of the same name are the same.
    pub fn from(model: &Model, scheme: Scheme) -> Draft {
        let current = model.session.scheme();
        let origin = |entry: &SchemeLabel| current.entry(&entry.label).map(|entry| entry.label.clone());
        let origins = scheme.labels.iter().map(origin).collect();
        let mut draft = Draft { scheme, base: current.clone(), chosen: 0, origins, homes: vec![] };
        draft.settle(model);
        draft
    }

    /// The same where another scheme has come into force meanwhile; one that nobody has touched is that one.
    pub fn renewed(&self, model: &Model) -> Option<Draft> {
        if *self.base == **model.session.scheme() {
            return None;
        }
        let is_untouched = self.scheme == *self.base;
        Some(if is_untouched { Draft::of(model) } else { Draft::from(model, self.scheme.clone()) })
    }

    /// Whether using it would change anything.
    pub fn is_changed(&self, model: &Model) -> bool {
        self.scheme != **model.session.scheme()
    }

    /// What keeps it from being used.
    pub fn problems(&self, model: &Model) -> Vec<String> {
        let mut problems = self.scheme.problems();
        let keys = model.keys.clone();
        for entry in &self.scheme.labels {
            let press = crate::app::keys::KeyPress {
                key: entry.key.to_string(),
                ctrl: false,
                alt: false,
                shift: entry.key.is_uppercase(),
            };
            let none = Scheme { labels: vec![], ..self.scheme.clone() };
            if keys.command(&press, false, &none).is_some() {
                problems.push(format!(
                    "The key {} of {} is a command's already.",
                    entry.key,
                    entry.label.as_str()
                ));
            }
        }
        let homeless = self.homes.iter().filter(|home| home.to.is_none() && home.count > 0);
        problems.extend(homeless.map(|home| {
            format!(
                "Say what becomes of {} in {}.",
                home.shown,
                super::describe::count(home.count, "statement")
            )
        }));
        problems
    }

    /// The scheme with the places of all labels that it does not have, those of former schemes too.
    pub fn finished(&self, model: &Model) -> Scheme {
        let home = |label: &Label| {
            self.homes.iter().find(|home| home.label == *label).and_then(|home| home.to.clone())
        };
        let is_own = |label: &Label| self.scheme.entry(label).is_some();
        let mut mapping: Vec<(Label, Option<Label>)> =
            self.homes.iter().filter_map(|home| Some((home.label.clone(), home.to.clone()?))).collect();
        let former = model.session.scheme().mapping.iter();
        let moved = former.filter_map(|(from, to)| match to {
            Some(to) if is_own(to) => Some((from.clone(), Some(to.clone()))),
            Some(to) => Some((from.clone(), home(to)?)),
            None => Some((from.clone(), None)),
        });
        for (from, to) in self.scheme.mapping.iter().cloned().chain(moved) {
            if !mapping.iter().any(|(known, _)| *known == from) {
                mapping.push((from, to));
            }
        }
        mapping.retain(|(from, to)| !is_own(from) && to.as_ref().is_none_or(is_own));
        Scheme { mapping, ..self.scheme.clone() }
    }

    /// Changes the draft.
    pub fn change(&mut self, model: &Model, change: DraftChange) {
        match change {
            DraftChange::Name(name) => self.rename(name),
            DraftChange::Choose(place) => self.chosen = place,
            DraftChange::Set(field, value) => self.set(field, &value),
            DraftChange::Move(step) => self.shift(step),
            DraftChange::Add => self.add(),
            DraftChange::Remove => self.remove(),
            DraftChange::Home(label, to) => self.house(&label, to),
            DraftChange::Builtin(_) | DraftChange::Save | DraftChange::Discard | DraftChange::Use => {}
        }
        self.chosen = self.chosen.min(self.scheme.labels.len().saturating_sub(1));
        self.settle(model);
    }

    fn rename(&mut self, name: Rc<str>) {
        let letters = name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
        self.scheme.id = letters.collect::<String>().to_lowercase().trim_matches('-').into();
        self.scheme.name = name;
    }

    fn set(&mut self, field: LabelField, value: &Rc<str>) {
        let Some(entry) = self.scheme.labels.get_mut(self.chosen) else { return };
        match field {
            LabelField::Label => entry.label = Label(value.trim().into()),
            LabelField::Shown => entry.shown = value.clone(),
            LabelField::Key => entry.key = value.trim().chars().next_back().unwrap_or('?'),
            LabelField::Act => entry.act = value.clone(),
            LabelField::Colour => entry.colour = value.clone(),
            LabelField::Definition => entry.definition = value.clone(),
            LabelField::Test => entry.test = value.clone(),
            LabelField::Example => entry.example = value.clone(),
            LabelField::Polarity => {
                entry.polarity = match &**value {
                    "favor" => Polarity::Favor,
                    "against" => Polarity::Against,
                    _ => Polarity::Neutral,
                }
            }
        }
    }

    fn shift(&mut self, step: isize) {
        let last = self.scheme.labels.len().saturating_sub(1);
        let to = self.chosen.saturating_add_signed(step).min(last);
        if self.chosen <= last {
            self.scheme.labels.swap(self.chosen, to);
            self.origins.swap(self.chosen, to);
            self.chosen = to;
        }
    }

    fn add(&mut self) {
        let labels = &self.scheme.labels;
        let is_free = |key: &char| labels.iter().all(|entry| entry.key != *key);
        // Letters that no command has.
        let key = "trdcawnpovsim".chars().find(is_free).unwrap_or('?');
        let mut number = labels.len() + 1;
        while labels.iter().any(|entry| entry.label.as_str() == format!("LABEL-{number}")) {
            number += 1;
        }
        let entry = SchemeLabel {
            label: Label::new(&format!("LABEL-{number}")),
            shown: "does".into(),
            key,
            act: "neutral".into(),
            colour: "".into(),
            definition: "".into(),
            test: "".into(),
            example: "".into(),
            polarity: Polarity::Neutral,
        };
        self.scheme.labels.push(entry);
        self.origins.push(None);
        self.chosen = self.scheme.labels.len() - 1;
    }

    fn remove(&mut self) {
        if self.chosen < self.scheme.labels.len() {
            self.scheme.labels.remove(self.chosen);
            self.origins.remove(self.chosen);
        }
    }

    fn house(&mut self, label: &Label, to: Option<Label>) {
        if let Some(home) = self.homes.iter_mut().find(|home| home.label == *label) {
            home.to = Some(to);
        }
    }

    /// Finds the labels that need a place; what was said about one stays said while it can.
    fn settle(&mut self, model: &Model) {
        let current = model.session.scheme().clone();
        let mut counts: BTreeMap<Label, usize> = BTreeMap::new();
        for (given, count) in model.session.given_labels() {
            if let Some(label) = self.lost(&current, &given) {
                *counts.entry(label).or_default() += count;
            }
        }
        for entry in current.labels.iter().filter(|entry| self.scheme.entry(&entry.label).is_none()) {
            counts.entry(entry.label.clone()).or_default();
        }
        let engine = Scheme::default_scheme();
        let said = std::mem::take(&mut self.homes);
        let home = |(label, count): (Label, usize)| {
            let before = said.iter().find(|home| home.label == label).and_then(|home| home.to.clone());
            let can_stay = |to: &Option<Label>| to.as_ref().is_none_or(|to| self.scheme.entry(to).is_some());
            let shown = current.entry(&label).map_or_else(|| label.0.clone(), |entry| entry.shown.clone());
            // One that nothing has can go without a word; should the engine give it later, the polarity tells.
            let by_polarity = || (count == 0 && engine.entry(&label).is_some()).then_some(None);
            let to = before.filter(can_stay).or_else(|| self.suggested(&label)).or_else(by_polarity);
            (count > 0 || to.is_some()).then_some(Home { label, shown, count, to })
        };
        self.homes = counts.into_iter().filter_map(home).collect();
    }

    /// The label that stands where `given` was given, if the draft has neither; a draft that has the given one
    /// brings it back.
    fn lost(&self, current: &Scheme, given: &Label) -> Option<Label> {
        let is_own = |label: &Label| self.scheme.entry(label).is_some();
        if is_own(given) {
            return None;
        }
        let read_as = current.mapping.iter().find(|(from, _)| from == given && current.entry(from).is_none());
        match read_as {
            Some((_, None)) => None,
            Some((_, Some(to))) => (!is_own(to)).then(|| to.clone()),
            None => Some(given.clone()),
        }
    }

    /// The label that this one became, or what the scheme itself says.
    fn suggested(&self, label: &Label) -> Option<Option<Label>> {
        let became = self.origins.iter().position(|origin| origin.as_ref() == Some(label));
        let became =
            became.and_then(|idx| self.scheme.labels.get(idx)).map(|entry| Some(entry.label.clone()));
        became
            .or_else(|| self.scheme.mapping.iter().find(|(from, _)| from == label).map(|(_, to)| to.clone()))
    }
}
