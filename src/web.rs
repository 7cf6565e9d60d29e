//! The browser: files, storage, keys, downloads, the worker's client.
//!
//! The only place that awaits; what happened comes back as a message.

/// Effects done.
mod shell;
pub use shell::Shell;

/// Files dropped, picked or in folders, as bytes.
mod files;
pub use files::{on_file, on_files};

/// Where the selection stands in the text.
pub mod selection;
pub use selection::clicked as clicked_byte;

/// Key presses and drops anywhere on the page.
mod listen;
pub use listen::Listeners;

/// The project in IndexedDB.
pub mod storage;

/// IndexedDB as futures.
mod database;

/// Other tabs of the page.
mod tabs;

/// What travels between page and worker.
pub mod message;

/// How long a worker may be silent.
mod patience;

/// The worker seen from the page.
mod worker_client;

/// The clerk seen from the page.
mod clerk_client;

/// A file handed to the person.
mod download;

/// Focus, scrolling and theme.
mod page;

/// Where the page is, as its address says.
mod address;

/// A picture of the page as a file.
mod picture;

/// Where the pieces of the chosen statement stand on the screen.
pub mod joints;

/// Where the words for their roles do.
mod role_words;

/// Field values of events.
pub mod value;
