//! Every key with its command: one table drives the key map, the help and the README.

/// The table with a person's own keys in it.
mod own;
pub use own::Keys;

use super::Scope;
use crate::annotate::scheme::Scheme;
use crate::annotate::{Polarity, Role};

/// Something a person can ask for, by key, button or palette.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// The statement stands; on to the next open one.
    Confirm,
    /// It is no statement; asked again, it is one after all.
    Reject,
    /// The decision is taken back.
    Reopen,
    /// The next statement in the text.
    Next,
    /// The one before.
    Previous,
    /// The next document.
    NextDocument,
    /// The one before.
    PreviousDocument,
    /// The speaker is the candidate of this place, counted from 0.
    Candidate(usize),
    /// The speaker gets a typed name.
    TypeSpeaker,
    /// The speaker is nobody named.
    NoSpeaker,
    /// The speaker's new name goes to the other places of the same words.
    Alike,
    /// The stance is the label of this place in the scheme.
    Stance(usize),
    /// The stance is the machine's second choice.
    RunnerUp,
    /// The attitude to the target.
    Polarity(Polarity),
    /// One step weaker.
    Weaker,
    /// One step stronger.
    Stronger,
    /// The act is negated, or not.
    Negated,
    /// The act is veiled, or not.
    Veiled,
    /// The target gets a typed name.
    TypeTarget,
    /// The addressee gets a typed name.
    TypeAddressee,
    /// A relay is typed.
    TypeRelay,
    /// A note is written.
    Note,
    /// The selected words are a statement that was missed.
    Add,
    /// The selected words play this role.
    Mark(Role),
    /// The selected words join those that play this role already.
    Extend(Role),
    /// The selected words name a relay.
    MarkRelay,
    /// The selected words are no part of the article, or are after all.
    Boilerplate,
    /// The day of publication is given by hand.
    TypeDate,
    /// The word cursor moves: by a word or a sentence, forth or back.
    Move(Step, Way),
    /// The selection's end moves by a word.
    MoveEnd(Way),
    /// The selection's start moves by a word.
    MoveStart(Way),
    /// The words of the chosen statement are selected, to be changed.
    SelectContent,
    /// The last change is taken back.
    Undo,
    /// And done again.
    Redo,
    /// Review by text or least certain first.
    ToggleOrder,
    /// Review one article or all.
    ToggleScope,
    /// The desk.
    ShowDesk,
    /// The table.
    ShowTable,
    /// The people.
    ShowPeople,
    /// The pictures.
    ShowPictures,
    /// The scheme, to be changed.
    ShowScheme,
    /// All keys.
    Help,
    /// The labels with their tests.
    Guide,
    /// Every command.
    Palette,
    /// Download.
    Export,
    /// Open files.
    OpenFiles,
    /// Open a folder.
    OpenFolder,
    /// Open a scheme's file.
    OpenScheme,
    /// Open a list of people.
    OpenPeople,
    /// Paste text.
    Paste,
    /// Light or dark.
    Theme,
    /// Stop the engine.
    Cancel,
    /// Analyse what has no analysis.
    Retry,
    /// Analyse again what an older engine has read.
    Renew(Scope),
    /// What the newer engine has changed.
    ShowNews,
    /// Try again to save.
    RetrySave,
    /// Work in this tab, not in the one that writes.
    TakeOver,
    /// Reload into the version that is ready.
    Update,
    /// Download everything, to go on with elsewhere.
    SaveProject,
    /// Close the open document.
    CloseDocument,
    /// Ask whether everything shall go.
    AskForget,
    /// Everything goes.
    Forget,
    /// The dialog's yes.
    Accept,
    /// Dialog, selection, or field: away with it.
    Escape,
}

/// How far the word cursor goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// One word.
    Word,
    /// To the next beginning of a sentence.
    Sentence,
}

/// Where it goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// With the text.
    Forth,
    /// Against it.
    Back,
}

/// When a key has its meaning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// At any time outside of fields.
    Always,
    /// When a statement is chosen and no text selected.
    Statement,
    /// When text of the article is selected.
    Selection,
}

/// One row of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shortcut {
    /// Any of these keys.
    pub keys: &'static [&'static str],
    /// When.
    pub when: When,
    /// What for.
    pub command: Command,
    /// In words.
    pub title: &'static str,
}

const fn row(keys: &'static [&'static str], when: When, command: Command, title: &'static str) -> Shortcut {
    Shortcut { keys, when, command, title }
}

/// The table. Stance letters stand in the scheme, and digits are candidates; see [`Keys::rows`].
#[rustfmt::skip]
pub const TABLE: &[Shortcut] = &[
    row(&["Enter"], When::Statement, Command::Confirm, "Confirm and go on to the next open statement"),
    row(&["x"], When::Statement, Command::Reject, "Reject, or take back a rejection"),
    row(&["u"], When::Statement, Command::Reopen, "Take the decision back"),
    row(&["j", "ArrowDown"], When::Always, Command::Next, "Next statement"),
    row(&["k", "ArrowUp"], When::Always, Command::Previous, "Previous statement"),
    row(&["]"], When::Always, Command::NextDocument, "Next document"),
    row(&["["], When::Always, Command::PreviousDocument, "Previous document"),
    row(&["f"], When::Statement, Command::TypeSpeaker, "Type the speaker's name"),
    row(&["0"], When::Statement, Command::NoSpeaker, "No named speaker"),
    row(&["Shift+A"], When::Always, Command::Alike, "Apply the speaker to all places of the same words"),
    row(&["l"], When::Statement, Command::RunnerUp, "Stance: the machine's second choice"),
    row(&["+", "="], When::Statement, Command::Polarity(Polarity::Favor), "Polarity: favor"),
    row(&["-"], When::Statement, Command::Polarity(Polarity::Against), "Polarity: against"),
    row(&["~", "`"], When::Statement, Command::Polarity(Polarity::Neutral), "Polarity: neutral"),
    row(&[","], When::Statement, Command::Weaker, "Intensity: weaker"),
    row(&["."], When::Statement, Command::Stronger, "Intensity: stronger"),
    row(&["!"], When::Statement, Command::Negated, "Negated, or not"),
    row(&["h"], When::Statement, Command::Veiled, "Veiled, or not"),
    row(&["g"], When::Statement, Command::TypeTarget, "Type the target's name"),
    row(&["b"], When::Statement, Command::TypeAddressee, "Type the addressee's name"),
    row(&["y"], When::Statement, Command::TypeRelay, "Type a relay"),
    row(&["e"], When::Statement, Command::Note, "Write a note"),
    row(&["m"], When::Selection, Command::Add, "Add the selected words as a missed statement"),
    row(&["q"], When::Selection, Command::Mark(Role::Content), "Selected words are the content"),
    row(&["c"], When::Selection, Command::Mark(Role::Cue), "Selected words are the cue"),
    row(&["s"], When::Selection, Command::Mark(Role::Speaker), "Selected words are the speaker"),
    row(&["t"], When::Selection, Command::Mark(Role::Target), "Selected words are the target"),
    row(&["i"], When::Selection, Command::Mark(Role::Condition), "Selected words are the condition"),
    row(&["k"], When::Selection, Command::Mark(Role::Consequence), "Selected words are the consequence"),
    row(&["a"], When::Selection, Command::Mark(Role::Addressee), "Selected words are the addressee"),
    row(&["y"], When::Selection, Command::MarkRelay, "Selected words name a relay"),
    row(&["Shift+Q"], When::Selection, Command::Extend(Role::Content), "Selected words join the content"),
    row(&["Shift+C"], When::Selection, Command::Extend(Role::Cue), "Selected words join the cue"),
    row(&["Shift+B"], When::Selection, Command::Boilerplate, "Selected words are boilerplate, or are not"),
    row(&["ArrowRight"], When::Always, Command::Move(Step::Word, Way::Forth), "Select the next word"),
    row(&["ArrowLeft"], When::Always, Command::Move(Step::Word, Way::Back), "Select the word before"),
    row(&["Ctrl+ArrowRight"], When::Always, Command::Move(Step::Sentence, Way::Forth), "Select the first word of the next sentence"),
    row(&["Ctrl+ArrowLeft"], When::Always, Command::Move(Step::Sentence, Way::Back), "Select the first word of the sentence, or of the one before"),
    row(&["Shift+ArrowRight"], When::Selection, Command::MoveEnd(Way::Forth), "One word more at the end"),
    row(&["Shift+ArrowLeft"], When::Selection, Command::MoveEnd(Way::Back), "One word less at the end"),
    row(&["Ctrl+Shift+ArrowLeft"], When::Selection, Command::MoveStart(Way::Back), "One word more at the start"),
    row(&["Ctrl+Shift+ArrowRight"], When::Selection, Command::MoveStart(Way::Forth), "One word less at the start"),
    row(&["q"], When::Statement, Command::SelectContent, "Select the content, to change its edges"),
    row(&["Ctrl+z"], When::Always, Command::Undo, "Undo"),
    row(&["Ctrl+Shift+Z", "Ctrl+y"], When::Always, Command::Redo, "Redo"),
    row(&["z"], When::Always, Command::ToggleOrder, "Review in the order of the text, or least certain first"),
    row(&["Shift+Z"], When::Always, Command::ToggleScope, "Review this article, or all articles"),
    row(&["Shift+D"], When::Always, Command::ShowDesk, "Show the desk"),
    row(&["Shift+T"], When::Always, Command::ShowTable, "Show the table of all statements"),
    row(&["Shift+P"], When::Always, Command::ShowPeople, "Show the people"),
    row(&["Shift+I"], When::Always, Command::ShowPictures, "Show the pictures: who, when, to whom, how far"),
    row(&["Shift+S"], When::Always, Command::ShowScheme, "Show the scheme, to change its labels"),
    row(&["/", "Ctrl+k"], When::Always, Command::Palette, "Find a command, a document or a person"),
    row(&["Shift+G"], When::Always, Command::Guide, "Show the stance labels with their tests beside the text, or hide them"),
    row(&["?"], When::Always, Command::Help, "Show all keys, to look them up or to change them"),
    row(&["Shift+E"], When::Always, Command::Export, "Export a data set"),
    row(&["Shift+O"], When::Always, Command::OpenFiles, "Open files"),
    row(&["Shift+F"], When::Always, Command::OpenFolder, "Open a folder"),
    row(&["Shift+V"], When::Always, Command::Paste, "Paste text"),
    row(&["Shift+L"], When::Always, Command::Theme, "Light or dark"),
    row(&["Escape"], When::Always, Command::Escape, "Leave the field, dialog or selection"),
];

/// Commands without a key, for the palette.
#[rustfmt::skip]
pub const KEYLESS: &[(Command, &str)] = &[
    (Command::Cancel, "Stop the engine"),
    (Command::Retry, "Analyse documents that have no analysis"),
    (Command::TypeDate, "Set the date of this article"),
    (Command::OpenScheme, "Load a scheme from a file"),
    (Command::OpenPeople, "Load people from a CSV file"),
    (Command::Renew(Scope::Article), "Analyse this article again with the new engine"),
    (Command::Renew(Scope::Corpus), "Analyse all articles again with the new engine"),
    (Command::ShowNews, "Show what the new engine has changed"),
    (Command::SaveProject, "Download the project file"),
    (Command::CloseDocument, "Close this document"),
    (Command::AskForget, "Delete everything from this browser"),
];

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
            (true, true) => self.key.to_uppercase(),
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
        Some(rest) => format!("Ctrl {}", rest.to_uppercase().replace("SHIFT+", "⇧ ")),
        None => name,
    };
    name.replace("Shift+", "⇧ ").replace("Enter", "⏎").replace("Escape", "Esc")
}

#[cfg(test)]
mod tests {
    use super::*;
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
