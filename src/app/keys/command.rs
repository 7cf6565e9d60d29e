//! What a person can ask for, by key, button or palette.

use crate::annotate::{Polarity, Role};
use crate::app::Scope;

/// Something to be done.
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
    /// The statement that was changed last, and from there the one before it.
    LastChanged,
    /// The next document.
    NextDocument,
    /// The one before.
    PreviousDocument,
    /// The speaker is the candidate of this place, counted from 0.
    Candidate(usize),
    /// The speaker gets a typed name.
    TypeSpeaker,
    /// The speaker is that of the statement before.
    SameSpeaker,
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
    /// Stop what is under way.
    Cancel,
    /// Show more of a very long article on this side of what is shown.
    Widen(Way),
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
