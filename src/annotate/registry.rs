//! Whom a project knows: each person, organisation or state under one name, with its other forms.

use super::analysis::PersonSort;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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
}

impl Registry {
    /// The entry with this canonical name.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.get(name)
    }

    /// The entry that has `form` as its name or alias.
    pub fn find(&self, form: &str) -> Option<&Entry> {
        self.get(form).or_else(|| {
            self.entries.values().find(|entry| entry.aliases.iter().any(|alias| &**alias == form))
        })
    }

    /// Entries by name.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Adds `entry`, or replaces the one of its name.
    pub(super) fn put(&mut self, entry: Entry) {
        self.entries.insert(entry.name.clone(), entry);
    }

    /// Removes the entry of this name, if there is one.
    pub(super) fn remove(&mut self, name: &str) {
        self.entries.remove(name);
    }
}
