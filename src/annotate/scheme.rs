//! Which stance labels there are and how to tell them apart.

use super::{Label, Polarity};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A set of stance labels, in the order in which their tests are asked.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Scheme {
    /// Key of the scheme, as exports give it.
    pub id: Rc<str>,
    /// Name shown to people.
    pub name: Rc<str>,
    /// Labels in the order of their tests.
    pub labels: Vec<SchemeLabel>,
}

/// One label of a scheme.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SchemeLabel {
    /// Key in exports.
    pub label: Label,
    /// Shown as, so that "speaker … target" reads as a sentence.
    pub shown: Rc<str>,
    /// Key that sets it.
    pub key: char,
    /// Hue family in the page: the coarse act.
    pub act: Rc<str>,
    /// What it means.
    pub definition: Rc<str>,
    /// How to tell.
    pub test: Rc<str>,
    /// An example of it.
    pub example: Rc<str>,
    /// The attitude it mostly carries.
    pub polarity: Polarity,
}

impl Scheme {
    /// The default scheme, read from `data/scheme.json`.
    pub fn default_scheme() -> Scheme {
        serde_json::from_str(include_str!("../../data/scheme.json")).expect("data/scheme.json is well formed")
    }

    /// The entry of `label`.
    pub fn entry(&self, label: &Label) -> Option<&SchemeLabel> {
        self.labels.iter().find(|entry| entry.label == *label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_default_scheme_has_eleven_labels_with_keys_of_their_own() {
        let scheme = Scheme::default_scheme();
        let keys: BTreeSet<char> = scheme.labels.iter().map(|entry| entry.key).collect();
        assert_eq!((scheme.labels.len(), keys.len()), (11, 11));
    }
}
