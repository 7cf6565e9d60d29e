//! What becomes of each effect.

use super::storage::Storage;
use super::tabs::Tabs;
use super::worker_client::WorkerClient;
use super::{download, page, selection};
use crate::app::{Effect, Msg, Theme};
use crate::worker::Request;
use gloo::utils::window;
use yew::Callback;

/// More workers than this cost more memory than they save time.
const MOST_WORKERS: usize = 4;

/// Everything the page keeps open towards the browser.
pub struct Shell {
    storage: Storage,
    workers: WorkerClient,
    _tabs: Tabs,
}

impl Shell {
    /// Opens storage and workers; what they have to say comes through `send`.
    pub fn new(send: Callback<Msg>) -> Shell {
        let cores = window().navigator().hardware_concurrency() as usize;
        let workers = WorkerClient::new(cores.saturating_sub(1).clamp(1, MOST_WORKERS), send.clone());
        let storage = Storage::new(send.clone());
        storage.load();
        page::set_theme(Shell::theme());
        Shell { storage, workers, _tabs: Tabs::new(send) }
    }

    /// The theme of an earlier visit.
    pub fn theme() -> Theme {
        page::stored_theme()
    }

    /// Whether the system asks for a dark page.
    pub fn system_is_dark() -> bool {
        page::prefers_dark()
    }

    /// Milliseconds since 1970.
    pub fn now() -> f64 {
        js_sys::Date::now()
    }

    /// Does one effect.
    pub fn run(&self, effect: Effect) {
        match effect {
            Effect::Analyze(ticket, document) => self.workers.ask(Request::Analyze(ticket, document)),
            Effect::Propose(ticket, document, analysis, content) => {
                self.workers.ask_first(Request::Propose(ticket, document, (*analysis).clone(), content));
            }
            Effect::RestartEngine => self.workers.restart(),
            Effect::Save(number, writes) => self.storage.save(number, writes),
            Effect::Download(file) => download::download(&file.name, file.mime, &file.bytes),
            Effect::Pick(pick) => page::pick(pick.id()),
            Effect::Focus(focus) => page::focus(focus),
            Effect::Reveal(selectors) => page::reveal(selectors),
            Effect::Select(span) => selection::select(span),
            Effect::Deselect => selection::clear(),
            Effect::SetTheme(theme) => page::set_theme(theme),
        }
    }
}
