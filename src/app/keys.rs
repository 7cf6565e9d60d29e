//! Every key with its command: one table drives the key map, the help and the README.

/// What a person can ask for.
mod command;
pub use command::{Command, Step, Way};

/// Which key means what.
mod table;
pub use table::{KEYLESS, Shortcut, TABLE, When};

/// The table with a person's own keys in it.
mod own;
pub use own::Keys;

use crate::annotate::scheme::Scheme;

/// A key as it was pressed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyPress {
    /// The browser's name for it.
    pub key: String,
    /// With Ctrl or the command key.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift.
    pub shift: bool,
}

impl KeyPress {
    /// The name of the press in the table: "j", "Shift+A", "Ctrl+Shift+Z", "?".
    pub fn name(&self) -> String {
        let mut letters = self.key.chars();
        let is_letter = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_alphabetic());
        let is_long = self.key.chars().count() > 1;
        let shift = self.shift && (is_letter || is_long);
        // Caps lock is no shift.
        let key = match (is_letter, shift) {
            // The browser gives other letters with Shift as capitals.
            (true, true) => self.key.to_ascii_uppercase(),
            (true, false) => self.key.to_lowercase(),
            _ => self.key.clone(),
        };
        let part = |is_held, name| if is_held { name } else { "" };
        format!("{}{}{}{key}", part(self.ctrl, "Ctrl+"), part(self.alt, "Alt+"), part(shift, "Shift+"))
    }
}

/// Whether two keys can be pressed for in the same situation.
fn is_live_with(a: When, b: When) -> bool {
    a == b || a == When::Always || b == When::Always
}

fn candidate(name: &str) -> Option<Command> {
    let digit: usize = name.parse().ok()?;
    (1..=9).contains(&digit).then(|| Command::Candidate(digit - 1))
}

fn stance(name: &str, scheme: &Scheme) -> Option<Command> {
    scheme.labels.iter().position(|entry| entry.key.to_string() == name).map(Command::Stance)
}

/// The table as the README shows it.
pub fn markdown(scheme: &Scheme) -> String {
    let rows = Keys::default().rows(scheme);
    let part = |title: &str, when: When| {
        let rows = rows.iter().filter(|row| row.1 == when).map(|(keys, _, meaning)| {
            let keys: Vec<String> = keys.split(" or ").map(|name| format!("`{}`", code(name))).collect();
            format!("| {} | {meaning} |\n", keys.join(" "))
        });
        format!("| {title} | |\n|---|---|\n{}\n", rows.collect::<String>())
    };
    [
        part("**The chosen statement**", When::Statement),
        part("**Selected words**", When::Selection),
        part("**Everywhere**", When::Always),
    ]
    .concat()
}

/// The name of a key inside a code span of a Markdown table.
fn code(name: &str) -> String {
    if name == "`" { "backtick".into() } else { shown(name).replace('|', "\\|") }
}

/// The name of a key as people know it: "Ctrl Z", "⇧ →".
pub fn shown(name: &str) -> String {
    let arrows = [("ArrowLeft", "←"), ("ArrowRight", "→"), ("ArrowUp", "↑"), ("ArrowDown", "↓")];
    let name = arrows.into_iter().fold(name.to_owned(), |name, (long, short)| name.replace(long, short));
    let name = match name.strip_prefix("Ctrl+") {
        Some(rest) => format!("Ctrl {}", rest.to_ascii_uppercase().replace("SHIFT+", "⇧ ")),
        None => name,
    };
    name.replace("Shift+", "⇧ ").replace("Enter", "⏎").replace("Escape", "Esc")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Role;
    use crate::app::Region;
    use std::collections::BTreeSet;

    fn press(key: &str, ctrl: bool, shift: bool) -> KeyPress {
        KeyPress { key: key.into(), ctrl, alt: false, shift }
    }

    fn check(press: &KeyPress, has_selection: bool, expected: Option<Command>) {
        let keys = Keys::default();
        assert_eq!(
            keys.command(press, has_selection, &Scheme::default_scheme()),
            expected,
            "{}",
            press.name()
        );
    }

    #[test]
    fn a_letter_means_a_stance_or_a_role() {
        check(&press("c", false, false), false, Some(Command::Stance(3)));
        check(&press("c", false, false), true, Some(Command::Mark(Role::Cue)));
        check(&press("C", false, false), false, Some(Command::Stance(3)));
        check(&press("4", false, false), false, Some(Command::Candidate(3)));
        check(&press("Z", true, true), false, Some(Command::Redo));
        check(&press("?", false, true), false, Some(Command::Help));
        check(&press("ArrowDown", false, false), true, Some(Command::Next));
        check(&press("i", false, false), false, None);
    }

    #[test]
    fn no_key_has_two_meanings_at_once() {
        for has_selection in [false, true] {
            let mut seen = BTreeSet::new();
            for (keys, when, title) in Keys::default().rows(&Scheme::default_scheme()) {
                let is_live = when == When::Always || (when == When::Selection) == has_selection;
                for key in keys.split(" or ").filter(|_| is_live) {
                    // With text selected, k is the consequence and the arrow still goes back.
                    let is_known_double = has_selection && key == "k";
                    assert!(seen.insert(key.to_owned()) || is_known_double, "{key}: {title}");
                }
            }
        }
    }

    #[test]
    fn keys_rest_while_typing() {
        assert!(!Keys::default().is_known(&press("x", false, false), Region::Field));
        assert!(!Keys::default().is_known(&press("z", true, false), Region::Field));
        assert!(Keys::default().is_known(&press("Escape", false, false), Region::Field));
        assert!(!Keys::default().is_known(&press("Enter", false, false), Region::Control));
        assert!(!Keys::default().is_known(&press("Tab", false, false), Region::Page));
    }
}
