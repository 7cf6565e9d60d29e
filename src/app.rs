//! The page without its browser: model, messages, effects and view-models.

/// Every key with its command: drives the key map, the help and the README.
pub mod keys;

/// What happened.
mod msg;
pub use msg::{Msg, PersonField, Region, Taken};

/// What the page knows.
mod model;
pub use model::{
    Dialog, Jobs, Model, News, NewsItem, NewsSort, Notice, Order, People, Queue, Rebinding, Save, Scope,
    Theme, Ticket, View,
};

/// What the browser shall do.
mod effect;
pub use effect::{Drawing, Effect, File, Focus, Pick, Write};

/// What came in: files, pasted text, samples.
mod intake;
pub use intake::{FileRead, MAX_FILE_BYTES, ReadError, SAMPLES, Sample};

/// Files that are being read or wait for a word.
pub mod incoming;

/// What the export panel is set to.
pub mod export;

/// A file on its way out.
mod outgoing;

/// What a message does.
mod update;
pub use update::update;

/// The order in which statements are reviewed.
pub mod queue;

/// Statements that share a form with a corrected one.
mod alike;

/// Who may be meant by a name.
mod names;
pub use names::{is_completed, known, matching};

/// A scheme while it is being changed.
mod draft;
pub use draft::{Draft, DraftChange, Home, LabelField};

/// Which rows the table shows, in which order.
mod table;
pub use table::{Column, Filter, Shape, Standing};

/// Which statements fit the table's filter.
pub mod search;

/// What takes long.
mod work;

/// A data set on its way in.
mod taking;

/// How much of a very long article is on the page.
mod stretch;
pub use stretch::Stretch;

/// The list of people as a file.
mod people_file;

/// Selections as whole words.
mod words;

/// Edits in words.
mod describe;
pub use describe::count;

/// What each part of the page shows.
pub mod views;
