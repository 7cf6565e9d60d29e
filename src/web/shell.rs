//! What becomes of each effect.

use super::clerk_client::ClerkClient;
use super::listen::Heard;
use super::storage::Storage;
use super::tabs::Tabs;
use super::worker_client::WorkerClient;
use super::{address, download, files, page, picture, selection};
use crate::app::keys::Keys;
use crate::app::{Effect, Msg, Theme};
use crate::worker::Request;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// More workers than this cost more memory than they save time.
const MOST_WORKERS: usize = 4;

/// Everything the page keeps open towards the browser.
pub struct Shell {
    storage: Storage,
    workers: WorkerClient,
    clerk: ClerkClient,
    keys: Heard,
    address: address::Shown,
    tabs: Tabs,
    send: Callback<Msg>,
    has_unsaved: Rc<Cell<bool>>,
    parts: download::Parts,
    /// What needs the page as it will be drawn next.
    once_drawn: Vec<Box<dyn FnOnce()>>,
    _leaving: EventListener,
}

impl Shell {
    /// Opens storage and workers; what they have to say comes through `send`.
    pub fn new(send: Callback<Msg>) -> Shell {
        let cores = window().navigator().hardware_concurrency() as usize;
        let workers = WorkerClient::new(cores.saturating_sub(1).clamp(1, MOST_WORKERS), send.clone());
        let clerk = ClerkClient::new(send.clone());
        let storage = Storage::new(send.clone());
        let tabs = Tabs::new(storage.clone(), send.clone());
        page::show_theme(Shell::theme());
        let has_unsaved = Rc::new(Cell::new(false));
        let _leaving = page::ask_before_leaving(has_unsaved.clone());
        let keys = Rc::new(RefCell::new(Rc::new(page::stored_keys())));
        let address = address::Shown::default();
        Shell {
            storage,
            workers,
            clerk,
            keys,
            address,
            tabs,
            send,
            has_unsaved,
            parts: download::Parts::default(),
            once_drawn: vec![],
            _leaving,
        }
    }

    /// The keys of an earlier visit.
    pub fn keys(&self) -> Rc<Keys> {
        self.keys.borrow().clone()
    }

    /// The keys in force, for who hears them.
    pub fn heard(&self) -> Heard {
        self.keys.clone()
    }

    /// The address at which the page was opened, without `#`.
    pub fn address() -> String {
        address::current()
    }

    /// Shows what is looked at in the address.
    pub fn show_address(&self, text: String) {
        self.address.show(text);
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

    /// Lets the browser ask before the page is left, while something is not on disk.
    pub fn mind_unsaved(&self, has_unsaved: bool) {
        self.has_unsaved.set(has_unsaved);
    }

    /// Lets files wait on the disk, while the page holds so many bytes of those before them.
    pub fn mind_held(&self, n_bytes: usize) {
        files::mind_held(n_bytes);
    }

    /// Does what waited for the page to be drawn.
    pub fn drawn(&mut self) {
        self.once_drawn.drain(..).for_each(|wish| wish());
    }

    /// Does one effect; focus, selection and scrolling wait until the page has been drawn.
    pub fn run(&mut self, effect: Effect) {
        match effect {
            Effect::GoOn => {
                let send = self.send.clone();
                self.once_drawn.push(Box::new(move || {
                    Timeout::new(0, move || send.emit(Msg::GoOn)).forget();
                }));
            }
            Effect::Analyze(ticket, document) => self.workers.ask(Request::Analyze(ticket, document)),
            Effect::Propose(ticket, document, analysis, content) => {
                self.workers.ask_first(Request::Propose(ticket, document, (*analysis).clone(), content));
            }
            Effect::RestartEngine => self.workers.restart(),
            Effect::Save(number, writes) => self.storage.save(number, writes),
            Effect::Clerk(request) => self.clerk.ask(request),
            Effect::RestartClerk => self.clerk.restart(),
            Effect::Samples(names) => files::read_samples(names, self.send.clone()),
            Effect::StopReading => files::stop_reading(),
            Effect::Load => self.storage.load(),
            Effect::Recall(ticket, documents) => self.storage.recall(ticket, documents),
            Effect::AskToPersist => self.ask_to_persist(),
            Effect::TakeOver => self.tabs.take_over(),
            Effect::GiveWay => self.tabs.give_way(),
            Effect::TellForgotten => self.tabs.tell_forgotten(),
            Effect::Update => page::update(),
            Effect::Download(file) => download::download(&file.name, &file.mime, &file.bytes),
            Effect::Gather(job, part) => self.parts.add(job, &part),
            Effect::Offer(job, name, mime) => self.parts.offer(job, &name, &mime),
            Effect::Scatter(job) => self.parts.drop(job),
            Effect::Pick(pick) => page::pick(pick.id()),
            Effect::Focus(focus) => self.once_drawn.push(Box::new(move || page::focus(focus))),
            Effect::Reveal(selectors) => self.once_drawn.push(Box::new(move || page::reveal(&selectors))),
            Effect::Select(span) => self.once_drawn.push(Box::new(move || selection::select(span))),
            Effect::Deselect => selection::clear(),
            Effect::SetTheme(theme) => page::set_theme(theme),
            Effect::UseKeys(keys) => {
                page::store_keys(&keys);
                self.keys.replace(keys);
            }
            Effect::Picture(selector, drawing, name) => picture::download(selector, drawing, name),
        }
    }

    fn ask_to_persist(&self) {
        let send = self.send.clone();
        spawn_local(async move {
            if let Some(is_kept) = page::ask_to_persist().await {
                send.emit(Msg::Persistence(is_kept));
            }
        });
    }
}
