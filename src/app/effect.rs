//! What the page asks of the browser.

use super::keys::Keys;
use super::{Theme, Ticket};
use crate::annotate::Analysis;
use crate::annotate::log::Step;
use crate::clerk::{Job, Request};
use crate::text::{Document, DocumentId, Span};
use std::rc::Rc;

/// A request to the browser; the answer, where there is one, comes as a message.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Say [`super::Msg::GoOn`] once the page has been drawn.
    GoOn,
    /// Find the statements of a document.
    Analyze(Ticket, Document),
    /// Propose a statement over a selection, before everything that waits.
    Propose(Ticket, Document, Rc<Analysis>, Span),
    /// End all that runs, drop all that waits, start anew.
    RestartEngine,
    /// Put these on disk together, then say the number.
    Save(u64, Vec<Write>),
    /// Have the clerk read or write a file.
    Clerk(Request),
    /// Drop what the clerk does and what waits for it.
    RestartClerk,
    /// Fetch the samples of these names.
    Samples(Vec<&'static str>),
    /// Hand no more over of the files that were dropped or picked.
    StopReading,
    /// Read what is on disk.
    Load,
    /// Read the analyses of these documents, which are on disk.
    Recall(Ticket, Vec<DocumentId>),
    /// Ask the browser to keep the page's data when the disk runs full.
    AskToPersist,
    /// Ask the tab that writes to give way.
    TakeOver,
    /// Let another tab write.
    GiveWay,
    /// Tell the other tabs that everything has been deleted.
    TellForgotten,
    /// Reload the page into the version that is ready.
    Update,
    /// Offer a file.
    Download(File),
    /// Keep the next part of a file that is being made; another one that was not offered goes.
    Gather(Job, Vec<u8>),
    /// Offer the file whose parts were kept, under this name and media type.
    Offer(Job, String, String),
    /// Drop the parts of this file.
    Scatter(Job),
    /// Open a picker.
    Pick(Pick),
    /// Move the focus.
    Focus(Focus),
    /// Bring what these CSS selectors name into view.
    Reveal(Vec<String>),
    /// Select a stretch of the article.
    Select(Span),
    /// Select nothing.
    Deselect,
    /// Show the page in this theme.
    SetTheme(Theme),
    /// Hear these keys from now on, at the next visit too.
    UseKeys(Rc<Keys>),
    /// Offer the picture that this CSS selector names as a file, without its ending.
    Picture(&'static str, Drawing, String),
}

/// As what a picture is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Drawing {
    /// Its numbers.
    Csv,
    /// Lines.
    Svg,
    /// Dots.
    Png,
}

/// Something to be put on disk.
#[derive(Clone, PartialEq, Debug)]
pub enum Write {
    /// A new document.
    Document(Document),
    /// The analysis of a document.
    Analysis(DocumentId, Rc<Analysis>),
    /// One more line of the journal.
    Step(Step),
    /// The whole journal so far, in its shortest form; takes the place of the lines before it.
    Snapshot(Rc<[Step]>),
    /// The project goes: another one takes its place.
    Clear,
    /// Everything goes that the page keeps in this browser.
    Forget,
}

/// A file made in the page.
#[derive(Clone, PartialEq, Debug)]
pub struct File {
    /// File name.
    pub name: String,
    /// Media type.
    pub mime: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// A picker of the browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pick {
    /// For files.
    Files,
    /// For a folder.
    Folder,
    /// For a scheme.
    Scheme,
    /// For a list of people.
    People,
}

impl Pick {
    /// The `id` of its input element.
    pub fn id(self) -> &'static str {
        match self {
            Pick::Files => "pick-files",
            Pick::Folder => "pick-folder",
            Pick::Scheme => "pick-scheme",
            Pick::People => "pick-people",
        }
    }
}

/// Something that can have the focus.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Focus {
    /// The article.
    Article,
    /// The field for the speaker's name.
    Speaker,
    /// The field for the target's name.
    Target,
    /// The field for the addressee's name.
    Addressee,
    /// The field for a relay's name.
    Relay,
    /// The note.
    Note,
    /// The first field or button of the dialog.
    Dialog,
    /// The search field of the table.
    Search,
    /// What had it before the dialog.
    Back,
    /// What fills the page.
    View,
    /// The day of publication.
    Date,
    /// The name of somebody in the list of people.
    Person,
}

impl Focus {
    /// The element that gets it.
    pub fn selector(self) -> &'static str {
        match self {
            Focus::Article | Focus::View | Focus::Back => "main",
            Focus::Date => "#article-date",
            Focus::Person => "#person-name",
            Focus::Speaker => "#speaker-name",
            Focus::Target => "#target-name",
            Focus::Addressee => "#addressee-name",
            Focus::Relay => "#relay-name",
            Focus::Note => "#note",
            Focus::Dialog => "[role=dialog] [data-focus]:not([disabled])",
            Focus::Search => "#table-search",
        }
    }
}
