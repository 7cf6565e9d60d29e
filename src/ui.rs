//! View-models as markup.
//!
//! A component turns its props into elements and events into messages; what things mean is decided in `app::views`.

/// The runtime: messages in, effects out, views down.
mod root;
pub use root::Root;

/// How components send messages.
mod dispatch;

/// The bar at the top.
mod bar;
/// The line at the bottom.
mod status;
/// The list of documents.
mod documents;
/// The page before the first document.
mod welcome;
/// The reading pane.
mod article;
/// One paragraph with its margin notes.
mod paragraph;
/// What can be done with selected words.
mod selection_bar;
/// The list of statements.
mod statements;
/// The chosen statement.
mod inspector;
/// The labels of the scheme.
mod stances;
/// A field for a name, with completion.
mod name_field;
/// Small signs: keys, stance letters, states, certainty.
mod signs;
/// All statements in a table.
mod table;
/// Everybody in the project.
mod people;
/// What lies over the page.
mod dialog;
/// Every command by a word.
mod palette;
