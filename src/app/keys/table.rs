//! Which key means what: the table that drives the key map, the help and the README.

use super::{Command, Step, Way};
use crate::annotate::{Polarity, Role};
use crate::app::Scope;

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

/// The table. Stance letters stand in the scheme, and digits are candidates; see [`super::Keys::rows`].
#[rustfmt::skip]
pub const TABLE: &[Shortcut] = &[
    row(&["Enter"], When::Statement, Command::Confirm, "Confirm and go on to the next open statement"),
    row(&["x"], When::Statement, Command::Reject, "Reject, or take back a rejection"),
    row(&["u"], When::Statement, Command::Reopen, "Take the decision back"),
    row(&["j", "ArrowDown"], When::Always, Command::Next, "Next statement"),
    row(&["k", "ArrowUp"], When::Always, Command::Previous, "Previous statement"),
    row(&["Backspace"], When::Always, Command::LastChanged, "Back to the statement that was changed last"),
    row(&["]"], When::Always, Command::NextDocument, "Next document"),
    row(&["["], When::Always, Command::PreviousDocument, "Previous document"),
    row(&["f"], When::Statement, Command::TypeSpeaker, "Type the speaker's name"),
    row(&["\""], When::Statement, Command::SameSpeaker, "The same speaker as the statement before"),
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
    (Command::Cancel, "Stop what is under way: the engine, or reading, writing, changing"),
    (Command::Widen(Way::Back), "Show more of this article: what stands before"),
    (Command::Widen(Way::Forth), "Show more of this article: what follows"),
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
