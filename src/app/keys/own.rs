//! The keys in force: those of the table, a person's own instead of some.

use super::{Command, KeyPress, Shortcut, TABLE, When, candidate, is_live_with, shown, stance};
use crate::annotate::scheme::Scheme;
use crate::app::Region;
use std::collections::BTreeMap;

/// The table with a person's own keys in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Keys {
    /// The own key of a row, by the row's title.
    own: BTreeMap<String, String>,
}

/// Keys that the browser and the reader need for moving about.
const KEPT: [&str; 5] = ["Tab", "Shift+Tab", "Escape", " ", "F5"];

impl Keys {
    /// The keys of an earlier visit; what no row is called is left out.
    pub fn from_json(text: &str) -> Keys {
        let own: BTreeMap<String, String> = serde_json::from_str(text).unwrap_or_default();
        let is_row = |title: &String| TABLE.iter().any(|row| row.title == title);
        Keys { own: own.into_iter().filter(|(title, _)| is_row(title)).collect() }
    }

    /// For the next visit.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.own).unwrap_or_default()
    }

    /// Whether any key is not the table's.
    pub fn is_changed(&self) -> bool {
        !self.own.is_empty()
    }

    /// Whether the key of the row at `place` is not the table's.
    pub fn is_own(&self, place: usize) -> bool {
        TABLE.get(place).is_some_and(|row| self.own.contains_key(row.title))
    }

    /// Gives the row at `place` this key, instead of those it has.
    ///
    /// # Errors
    /// In a sentence, when the key is taken or must stay what it is.
    pub fn bind(&mut self, place: usize, press: &KeyPress, scheme: &Scheme) -> Result<(), String> {
        let Some(row) = TABLE.get(place) else { return Ok(()) };
        let name = press.name();
        if KEPT.contains(&name.as_str()) || row.command == Command::Escape {
            return Err(format!("{} stays what it is.", shown(&name)));
        }
        if let Some(taken) = self.holder(row, &name, scheme) {
            return Err(format!("{} is taken: {taken}.", shown(&name)));
        }
        self.own.remove(row.title);
        if row.keys != [name.as_str()] {
            self.own.insert(row.title.to_owned(), name);
        }
        Ok(())
    }

    /// Gives the row at `place` the table's keys again.
    ///
    /// # Errors
    /// In a sentence, when another row has one of them meanwhile.
    pub fn reset(&mut self, place: usize, scheme: &Scheme) -> Result<(), String> {
        let Some(row) = TABLE.get(place) else { return Ok(()) };
        let is_shadowed = |key: &str| row.when != When::Selection && self.holder(row, key, scheme).is_some();
        if let Some(key) = row.keys.iter().find(|key| is_shadowed(key)) {
            return Err(format!("{} is another command's now.", shown(key)));
        }
        self.own.remove(row.title);
        Ok(())
    }

    /// What this key means already where `row` has its meaning.
    fn holder(&self, row: &Shortcut, name: &str, scheme: &Scheme) -> Option<String> {
        let is_decision = is_live_with(row.when, When::Statement);
        if is_decision && candidate(name).is_some() {
            return Some("the candidate of this number".into());
        }
        let label = scheme.labels.iter().find(|label| label.key.to_string() == name);
        if let Some(label) = label.filter(|_| is_decision) {
            return Some(format!("the stance “{}”; its key is changed in the scheme", label.shown));
        }
        let others = TABLE.iter().filter(|other| other.title != row.title);
        let mut live = others.filter(|other| is_live_with(row.when, other.when));
        live.find(|other| self.of(other).contains(&name)).map(|other| other.title.to_owned())
    }

    /// The keys of a row.
    pub fn of<'a>(&'a self, row: &Shortcut) -> Vec<&'a str> {
        match self.own.get(row.title) {
            Some(key) => vec![key.as_str()],
            None => row.keys.to_vec(),
        }
    }

    /// The first key of a command, for its button.
    pub fn of_command(&self, command: Command) -> Option<&str> {
        let row = TABLE.iter().find(|row| row.command == command)?;
        self.of(row).first().copied()
    }

    /// Whether the page may take this press from the browser in this region.
    pub fn is_known(&self, press: &KeyPress, region: Region) -> bool {
        let name = press.name();
        let in_table = || {
            let is_plain = !press.ctrl && !press.alt && press.key.chars().count() == 1 && press.key != " ";
            is_plain || TABLE.iter().any(|row| self.of(row).contains(&name.as_str()))
        };
        let is_way_out = || name == "Escape" || name == "Ctrl+k";
        match region {
            Region::Page => in_table(),
            Region::Control => name != "Enter" && in_table(),
            Region::Dialog | Region::Field => is_way_out(),
            Region::Capture => !matches!(name.as_str(), "Tab" | "Shift+Tab"),
        }
    }

    /// The command of a press, with text of the article selected or not.
    pub fn command(&self, press: &KeyPress, has_selection: bool, scheme: &Scheme) -> Option<Command> {
        let name = press.name();
        let find = |when: When| self.find(&name, when);
        if has_selection {
            let decision = || find(When::Statement).or_else(|| candidate(&name));
            return find(When::Selection).or_else(decision).or_else(|| find(When::Always));
        }
        find(When::Statement)
            .or_else(|| candidate(&name))
            .or_else(|| stance(&name, scheme))
            .or_else(|| find(When::Always))
    }

    /// The command of a press that has its meaning at any time.
    pub fn general(&self, press: &KeyPress) -> Option<Command> {
        self.find(&press.name(), When::Always)
    }

    fn find(&self, name: &str, when: When) -> Option<Command> {
        let mut rows = TABLE.iter().filter(|row| row.when == when);
        rows.find(|row| self.of(row).contains(&name)).map(|row| row.command)
    }

    /// The table for people: keys, when, meaning, with candidates and stances.
    pub fn rows(&self, scheme: &Scheme) -> Vec<(String, When, String)> {
        let table = TABLE.iter().map(|row| (self.of(row).join(" or "), row.when, row.title.to_owned()));
        let digits = ("1–9".to_owned(), When::Statement, "Speaker: the candidate of this number".to_owned());
        let stances = scheme
            .labels
            .iter()
            .map(|entry| (entry.key.to_string(), When::Statement, format!("Stance: {}", entry.shown)));
        table.chain([digits]).chain(stances).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str) -> KeyPress {
        KeyPress { key: key.into(), ctrl: false, alt: false, shift: false }
    }

    fn place(command: Command) -> usize {
        TABLE.iter().position(|row| row.command == command).expect("every command of the test has a key")
    }

    /// Binds a key to a command and says what became of it.
    fn check(command: Command, key: &str, expected: Result<(), &str>) {
        let mut keys = Keys::default();
        let scheme = Scheme::default_scheme();
        let outcome = keys.bind(place(command), &press(key), &scheme);
        assert_eq!(outcome.as_ref().map_err(String::as_str).copied(), expected, "{key}");
        assert_eq!(keys.command(&press(key), false, &scheme) == Some(command), expected.is_ok(), "{key}");
    }

    #[test]
    fn a_free_key_is_given_and_a_taken_one_refused() {
        check(Command::Reject, "F9", Ok(()));
        check(Command::Reject, "u", Err("u is taken: Take the decision back."));
        check(
            Command::Reject,
            "t",
            Err("t is taken: the stance “threatens”; its key is changed in the scheme."),
        );
        check(Command::Reject, "3", Err("3 is taken: the candidate of this number."));
        check(Command::Reject, "Escape", Err("Esc stays what it is."));
    }

    #[test]
    fn own_keys_survive_a_visit_and_can_be_taken_back() {
        let scheme = Scheme::default_scheme();
        let (reject, reopen) = (place(Command::Reject), place(Command::Reopen));
        let mut keys = Keys::default();
        keys.bind(reject, &press("Delete"), &scheme).expect("Delete is free");
        keys.bind(reopen, &press("x"), &scheme).expect("x has become free");
        assert_eq!(Keys::from_json(&keys.to_json()), keys);
        assert_eq!(keys.of_command(Command::Reject), Some("Delete"));
        assert_eq!(keys.reset(reject, &scheme), Err("x is another command's now.".to_owned()));
        keys.reset(reopen, &scheme).expect("u is free");
        keys.reset(reject, &scheme).expect("x is free again");
        assert_eq!(keys, Keys::default());
        assert_eq!(Keys::from_json("{\"No such row\": \"x\"}"), Keys::default());
    }
}
