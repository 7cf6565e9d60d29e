//! Whom a project knows: each person, organisation or state under one name, with its other forms.

use super::analysis::PersonSort;
use super::{Annotated, Annotations, Statement};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Somebody as a person keeps them for the whole project.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Canonical name; statements are filed under it.
    pub name: Rc<str>,
    /// Person, organisation or state.
    pub sort: PersonSort,
    /// Other forms of the name.
    pub aliases: Vec<Rc<str>>,
    /// "Deputy Foreign Minister"
    pub role: Rc<str>,
    /// "Russia"
    pub affiliation: Rc<str>,
    /// A free identifier elsewhere, such as a Wikidata id.
    pub identifier: Rc<str>,
    /// Hue in the page, one of [`super::scheme::HUES`]; none when empty.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub colour: Rc<str>,
}

impl Entry {
    /// Somebody of whom nothing but the name is known.
    pub fn named(name: &str) -> Entry {
        Entry {
            name: name.into(),
            sort: PersonSort::Person,
            aliases: vec![],
            role: "".into(),
            affiliation: "".into(),
            identifier: "".into(),
            colour: "".into(),
        }
    }

    /// Adds forms of the name that are not there yet.
    pub fn add_aliases<'a>(&mut self, forms: impl IntoIterator<Item = &'a Rc<str>>) {
        for form in forms {
            if *form != self.name && !form.trim().is_empty() && !self.aliases.contains(form) {
                self.aliases.push(form.clone());
            }
        }
    }
}

/// All entries by canonical name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Registry {
    entries: BTreeMap<Rc<str>, Entry>,
    /// Who has each other form.
    holders: BTreeMap<Rc<str>, BTreeSet<Rc<str>>>,
}

impl Registry {
    /// The entry with this canonical name.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.get(name)
    }

    /// The entry that has `form` as its name, or alone has it as another form.
    pub fn find(&self, form: &str) -> Option<&Entry> {
        self.get(form).or_else(|| {
            let holders = self.holders.get(form)?;
            // A form that two people share says nothing of who is meant.
            holders.first().filter(|_| holders.len() == 1).and_then(|name| self.get(name))
        })
    }

    /// Under which name `form` is filed, when that is another one. A form without a capital, "she" or "the spokesman",
    /// is somebody else in every article.
    pub fn filed(&self, form: &str) -> Option<&Rc<str>> {
        let is_name = || form.chars().any(|letter| letter.is_alphabetic() && !letter.is_lowercase());
        self.find(form).map(|entry| &entry.name).filter(|name| ***name != *form && is_name())
    }

    /// Entries by name.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Whether every form is filed under the same name in both.
    pub fn files_like(&self, other: &Registry) -> bool {
        let has_same_names = || {
            let is_form = |name: &&Rc<str>| self.holders.contains_key(*name);
            self.entries.keys().filter(is_form).eq(other.entries.keys().filter(is_form))
        };
        self.holders == other.holders && has_same_names()
    }

    /// Reads every name of `annotations` that is another form of somebody as that somebody's.
    pub fn refile(&self, annotations: &mut Rc<Annotations>) {
        if self.holders.is_empty() {
            return;
        }
        let is_other = |entry: &Annotated| {
            let statement = &entry.statement;
            let names = [&statement.speaker_name, &statement.target_name, &statement.addressee_name];
            let relays = statement.relays.iter().map(|relay| &relay.name);
            names.into_iter().flatten().chain(relays).any(|name| self.filed(name).is_some())
        };
        Annotations::change_entries(annotations, is_other, |entry| self.restate(&mut entry.statement));
    }

    fn restate(&self, statement: &mut Statement) {
        let file = |name: &mut Rc<str>| {
            if let Some(filed) = self.filed(name) {
                *name = filed.clone();
            }
        };
        let names = [&mut statement.speaker_name, &mut statement.target_name, &mut statement.addressee_name];
        names.into_iter().flatten().for_each(file);
        statement.relays.iter_mut().for_each(|relay| file(&mut relay.name));
    }

    /// Adds `entry`, or replaces the one of its name.
    pub(super) fn put(&mut self, entry: Entry) {
        self.remove(&entry.name);
        for alias in &entry.aliases {
            self.holders.entry(alias.clone()).or_default().insert(entry.name.clone());
        }
        self.entries.insert(entry.name.clone(), entry);
    }

    /// Removes the entry of this name, if there is one.
    pub(super) fn remove(&mut self, name: &str) {
        let Some(entry) = self.entries.remove(name) else { return };
        for alias in &entry.aliases {
            if let Some(holders) = self.holders.get_mut(alias) {
                holders.remove(name);
                if holders.is_empty() {
                    self.holders.remove(alias);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(entries: &[(&str, &[&str])], form: &str, expected: Option<&str>) {
        let mut registry = Registry::default();
        for (name, aliases) in entries {
            let aliases = aliases.iter().map(|alias| Rc::from(*alias)).collect();
            registry.put(Entry { aliases, ..Entry::named(name) });
        }
        assert_eq!(registry.find(form).map(|entry| &*entry.name), expected, "{form}");
    }

    #[test]
    fn a_form_is_its_holders_unless_two_have_it() {
        let people: [(&str, &[&str]); 3] =
            [("Ada Obi", &["Obi", "the envoy"]), ("Ben Obi", &["Obi", "Ada Obi"]), ("Ada Obi", &["Obi"])];
        check(&people[..1], "the envoy", Some("Ada Obi"));
        check(&people[..2], "Obi", None);
        check(&people[..2], "Ada Obi", Some("Ada Obi"));
        check(&people, "the envoy", None);
        check(&[("Ada Obi", &["Obi"]), ("Ada Obi", &[])], "Obi", None);
    }
}
