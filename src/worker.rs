//! The conversation between page and worker, and the worker's side of it.

use crate::annotate::{Analysis, Statement};
use crate::nlp;
use crate::text::{Document, DocumentId, Span};
use serde::{Deserialize, Serialize};

/// Counts up when a message changes its shape: a stale cached worker may meet a new page.
pub const PROTOCOL: u32 = 3;

pub use crate::app::Ticket;

/// From the page to the worker.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Request {
    /// Find the statements of a document.
    Analyze(Ticket, Document),
    /// Propose a statement over a selection.
    Propose(Ticket, Document, Analysis, Span),
}

/// From the worker to the page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Reply {
    /// First message, unasked: ready; says whom the page talks to.
    Hello {
        /// The worker's [`PROTOCOL`].
        protocol: u32,
        /// The worker's build.
        build: String,
        /// Name and version of the engine, as its analyses give it.
        engine: String,
    },
    /// What [`Request::Analyze`] asked for.
    Analyzed(Ticket, DocumentId, Analysis),
    /// What [`Request::Propose`] asked for.
    Proposed(Ticket, DocumentId, Statement),
}

/// Which build this is, by what it is made of: page and worker of one build say the same.
pub const BUILD: &str = env!("DEMARCHE_BUILD");

/// The worker's first message.
pub fn greeting() -> Reply {
    Reply::Hello { protocol: PROTOCOL, build: BUILD.to_owned(), engine: nlp::ENGINE.to_owned() }
}

impl Request {
    /// What the answer will bear.
    pub fn ticket(&self) -> Ticket {
        match self {
            Request::Analyze(ticket, ..) | Request::Propose(ticket, ..) => *ticket,
        }
    }

    /// How much text it is about.
    pub fn n_bytes(&self) -> usize {
        match self {
            Request::Analyze(_, document) | Request::Propose(_, document, ..) => document.text.len(),
        }
    }
}

/// The worker's answer to one request.
pub fn serve(request: Request) -> Reply {
    match request {
        Request::Analyze(ticket, document) => Reply::Analyzed(ticket, document.id, nlp::analyze(&document)),
        Request::Propose(ticket, document, analysis, content) => {
            Reply::Proposed(ticket, document.id, nlp::propose(&document, &analysis, content))
        }
    }
}
