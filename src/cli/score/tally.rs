//! Counts by name.

use std::collections::BTreeMap;

/// Counts by name; those of several documents add up.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Counts(BTreeMap<String, u64>);

impl Counts {
    /// The count of this name, 0 when nothing was counted.
    pub fn get(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or(0)
    }

    /// Adds to a count.
    pub fn add(&mut self, name: &str, by: u64) {
        if by > 0 {
            *self.0.entry(name.to_owned()).or_default() += by;
        }
    }

    /// Adds another document's counts.
    pub fn add_all(&mut self, other: &Counts) {
        for (name, count) in &other.0 {
            self.add(name, *count);
        }
    }

    /// The names counted that start with `prefix`, without it, sorted.
    pub fn names_after<'c>(&'c self, prefix: &'c str) -> impl Iterator<Item = &'c str> {
        self.0.keys().filter_map(move |name| name.strip_prefix(prefix))
    }

    /// Counts one try, and one success when it is one.
    pub fn try_it(&mut self, name: &str, success: bool) {
        self.add(name, 1);
        self.add(&format!("{name}_ok"), u64::from(success));
    }
}
