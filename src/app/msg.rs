//! What can happen to the page.

use super::export::Setting;
use super::keys::{Command, KeyPress};
use super::model::Scope;
use super::{DraftChange, Drawing, FileRead, Filter, Shape, Ticket};
use crate::annotate::edit::Field;
use crate::annotate::{Analysis, Statement, StatementId, Stored, Verdict};
use crate::clerk::{Job, Reply};
use crate::text::{DocumentId, Span};
use std::rc::Rc;

/// Something that happened: to the page, in the worker, in storage, or by a person's hand.
#[derive(Clone, PartialEq, Debug)]
pub enum Msg {
    /// Storage gave what an earlier visit left.
    Restored(Box<Stored>),
    /// Storage could not be read.
    RestoreFailed(Rc<str>),
    /// Storage gave the analyses that this request asked for, as far as it has them.
    Recalled(Ticket, Vec<(DocumentId, Option<Rc<Analysis>>)>),
    /// Storage could not give them.
    RecallFailed(Ticket, Rc<str>),
    /// Everything up to this number is on disk.
    Saved(u64),
    /// This save did not reach the disk.
    SaveFailed(u64, Rc<str>),
    /// Nor did this one, for the browser has deleted all that was there.
    StoreCleared(u64),
    /// Another tab has deleted everything.
    Forgotten,

    /// Another tab writes; this one reads.
    OtherTab,
    /// This tab may write; what it shows may be older than what is stored.
    TabFreed,
    /// Another tab asks to write.
    GiveWay,
    /// Whether the browser keeps the page's data when the disk runs full.
    Persistence(bool),
    /// Another version of the page is ready.
    UpdateReady,
    /// It cannot take its place while other tabs show this one.
    UpdateBlocked,

    /// So many files are about to be read.
    ReadingStarted(usize),
    /// Some of them have been.
    FilesRead(Vec<FileRead>),
    /// All of them have been.
    ReadingEnded,
    /// Text came by the clipboard or by a drag.
    TextPasted(Rc<str>),
    /// Sample article number so-and-so is wanted; all of them when none is given.
    SampleWanted(Option<usize>),
    /// Files hang over the page, or no longer do.
    Dragged(bool),
    /// Words stand in a field that count when it is left, or no longer do.
    Typed(bool),

    /// The worker can take requests; its engine bears this name and version.
    EngineReady(Rc<str>),
    /// There will be no worker.
    EngineUnavailable(Rc<str>),
    /// The page has been drawn; what is under way can go on.
    GoOn,

    /// The engine's statements of a document.
    AnalysisArrived(Ticket, DocumentId, Rc<Analysis>),
    /// The engine's proposal over a selection.
    ProposalArrived(Ticket, DocumentId, Box<Statement>),
    /// The engine broke on this request.
    AnalysisFailed(Ticket, Rc<str>),

    /// A key of the table was pressed, with this stretch of the article selected.
    KeyPressed(KeyPress, Region, Option<Span>),
    /// A button, the palette or a menu asks for a command.
    Asked(Command),
    /// The selection came to rest.
    Selected(Option<Span>),
    /// The text was clicked at this byte.
    TextClicked(usize),
    /// A document was chosen.
    DocumentChosen(DocumentId),
    /// A statement of the open document was chosen.
    StatementChosen(StatementId),
    /// A statement anywhere was chosen.
    PlaceChosen(DocumentId, StatementId),
    /// A document was closed.
    DocumentClosed(DocumentId),
    /// A field of the chosen statement got a value.
    FieldGiven(Field),
    /// A relay of the chosen statement was typed.
    RelayTyped(Rc<str>),
    /// A relay of the chosen statement, by its place, is none.
    RelayDropped(usize),
    /// A role of the chosen statement has no words.
    RoleCleared(crate::annotate::Role),

    /// The word in the palette or the search field changed.
    QueryTyped(Rc<str>),
    /// Another filter for the table.
    FilterChanged(Filter),
    /// Another order or grouping of the table, or more of its rows.
    ShapeChanged(Shape),
    /// The table of what fits this is wanted.
    TableWanted(Filter),
    /// The page's address was changed by hand or by going back.
    AddressGiven(Rc<str>),
    /// The system turned dark or light.
    SystemTheme(bool),
    /// A row of the table of keys waits for a key.
    KeyWanted(usize),
    /// A row of the table of keys, or every one, gets its first keys again.
    KeyReset(Option<usize>),
    /// The scheme in the making is changed.
    Drafted(DraftChange),
    /// A file other than a text was picked.
    FileTaken(Taken, FileRead),
    /// A picture is wanted as a file: its numbers, or what is seen.
    PictureWanted(usize, Drawing),
    /// A day was given by hand; none when empty.
    DateGiven(Rc<str>),
    /// The chosen statement is part of another one, or of none.
    ParentGiven(Option<StatementId>),
    /// A place in the list of alike statements was ticked or unticked.
    AlikeTicked(usize, bool),
    /// Alike statements are looked for elsewhere.
    AlikeScope(Scope),
    /// A row of the table was ticked or unticked; with it, perhaps, all from the last one that was.
    RowTicked(DocumentId, StatementId, bool, bool),
    /// Every row that fits the filter was ticked or unticked.
    AllTicked(bool),
    /// A field of every ticked statement got a value.
    BulkField(Field),
    /// A decision about every ticked statement.
    BulkVerdict(Verdict),
    /// A word in the list of people.
    PeopleQuery(Rc<str>),
    /// A name is about to be typed.
    NamesWanted,
    /// More of the list of people.
    MorePeople,
    /// Somebody in the list is looked at, or nobody.
    PersonChosen(Option<Rc<str>>),
    /// What is known of somebody changes.
    PersonField(Rc<str>, PersonField, Rc<str>),
    /// A statement of the one looked at is somebody else's, or is not.
    SplitTicked(DocumentId, StatementId, bool),
    /// The ticked statements are this one's.
    PersonSplit(Rc<str>),
    /// The list of people is wanted as a file.
    PeopleWanted,
    /// Somebody gets another name everywhere; merging when the new name is somebody already.
    PersonRenamed(Rc<str>, Rc<str>),
    /// The export panel is set otherwise.
    ExportSet(Setting),
    /// What the export panel says is wanted as a file.
    ExportWanted,

    /// The clerk answers.
    ClerkReplied(Box<Reply>),
    /// The clerk broke on this job.
    ClerkLost(Job, Rc<str>),
    /// There will be no clerk.
    ClerkUnavailable(Rc<str>),
    /// Another column of the waiting file at this place holds the texts.
    ColumnChosen(usize, Rc<str>),
    /// What the waiting files bring is taken in, or left.
    IncomingSettled(bool),
}

/// Where on the page a key was pressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Region {
    /// In no control.
    Page,
    /// On a button or a link.
    Control,
    /// In a dialog.
    Dialog,
    /// In a field that takes text.
    Field,
    /// Where a key is waited for, to be given to a command.
    Capture,
}

/// What a picked file is taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// A scheme of labels.
    Scheme,
    /// A list of people.
    People,
}

/// What is known of somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PersonField {
    /// Person, organisation or state.
    Sort,
    /// "Deputy Foreign Minister"
    Role,
    /// "Russia"
    Affiliation,
    /// Other forms of the name, one a line.
    Aliases,
    /// An identifier elsewhere.
    Identifier,
    /// A hue of the page.
    Colour,
}
