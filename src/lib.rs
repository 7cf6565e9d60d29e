//! Demarche turns news into labelled data: who said what, through whom, to whom, and with which stance.
//!
//! The modules stand in reading order; arrows point up this list only (`tests/architecture.rs` checks it).
//! Everything down to [`app`] is free of the browser, of I/O, of clocks and of chance.

/// Sorting, sets and maps in little code.
pub mod order;

/// Text as dropped: decoding, documents, spans and their units.
pub mod text;

/// Statements, what a person changes about them, and how both are shown over the text.
pub mod annotate;

/// From a document to what the machine says about it.
pub mod nlp;

/// Annotated documents as files, one module a format.
pub mod dataset;

/// The conversation between page and clerk, the worker that reads and writes files, and the clerk's side of it.
pub mod clerk;

/// The page without its browser: model, messages, effects and view-models.
pub mod app;

/// The conversation between page and worker, and the worker's side of it.
pub mod worker;

/// The browser: files, storage, keys, downloads, the worker's client.
#[cfg(feature = "web")]
pub mod web;

/// View-models as markup.
#[cfg(feature = "web")]
pub mod ui;

/// The batch program, one module a subcommand.
#[cfg(feature = "cli")]
pub mod cli;
