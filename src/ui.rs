//! View-models as markup.
//!
//! A component turns its props into elements and events into messages; what things mean is decided in `app::views`.

/// The runtime: messages in, effects out, views down.
mod root;
pub use root::Root;

/// How components send messages.
mod dispatch;

/// The reading pane.
mod article;
/// The bar at the top.
mod bar;
/// The panes of the desk, which are tabs on small screens.
mod desk;
/// What lies over the page.
mod dialog;
/// The list of documents.
mod documents;
/// The export panel.
mod export;
/// The labels with their tests, beside the text.
mod guide;
/// Files that wait for a word.
mod incoming;
/// The chosen statement.
mod inspector;
/// Lines that join the pieces of the chosen statement.
mod joints;
/// Views that are long in the making.
mod kept;
/// A field for a name, with completion.
mod name_field;
/// What a newer engine has changed.
mod news;
/// Every command by a word.
mod palette;
/// One paragraph with its margin notes.
mod paragraph;
/// Everybody in the project.
mod people;
/// The project in pictures.
mod pictures;
/// Reach and order of reviewing.
mod queue;
/// The scheme, to be changed.
mod scheme;
/// What can be done with selected words.
mod selection_bar;
/// Small signs: keys, stance letters, states, certainty.
mod signs;
/// The labels of the scheme.
mod stances;
/// The list of statements.
mod statements;
/// The line at the bottom.
mod status;
/// All statements in a table.
mod table;
/// A field whose words count when it is left.
mod typed_field;
/// The page before the first document.
mod welcome;
