//! What each part of the page shows: plain values, made from the model.
//!
//! A decision about meaning stands here and is tested natively; `ui` only turns the values into markup.

/// Three steps of certainty.
pub mod certainty;

/// The bar at the top and the line at the bottom.
pub mod frame;

/// The list of documents.
pub mod documents;

/// The article with its marks.
pub mod article;

/// The statements of the open document.
pub mod statements;

/// The chosen statement.
pub mod inspector;

/// All statements in a table.
pub mod table;

/// Everybody in the project.
pub mod people;

/// The project in pictures.
pub mod pictures;

/// The scheme in the making.
pub mod scheme;

/// Views as the page's address.
pub mod address;

/// Commands, documents and people by a word.
pub mod palette;

/// The formats to download.
pub mod export;

/// Files that wait for a word.
pub mod incoming;

/// What lies over the page.
pub mod dialogs;
