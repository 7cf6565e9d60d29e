//! Which tab has the project: one writes, the others read and can take over.
//!
//! The tab that holds a Web Lock writes. One that wants to asks the holder to give way; when that does not answer, the
//! lock is taken from it. Browsers give the lock back when its tab dies, however it dies.

use super::storage::Storage;
use crate::app::Msg;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, BroadcastChannel, MessageEvent};
use yew::Callback;

const LOCK: &str = "demarche-project";
const CHANNEL: &str = "demarche-tabs";
const GIVE_WAY: &str = "give way";
const FORGOTTEN: &str = "forgotten";

/// A holder that has not answered by then hangs.
const PATIENCE_MILLISECONDS: u32 = 5_000;

/// This tab among the others; clones are the same tab.
#[derive(Clone)]
pub struct Tabs(Rc<Tab>);

struct Tab {
    send: Callback<Msg>,
    /// Lets the lock go, while this tab holds it.
    release: RefCell<Option<Function>>,
    has_lock: Cell<bool>,
    /// Leaves the line of those who wait for the lock.
    line: RefCell<Option<AbortController>>,
    /// Runs out when the tab that was asked to give way does not.
    patience: RefCell<Option<Timeout>>,
    channel: Option<BroadcastChannel>,
    listener: RefCell<Option<EventListener>>,
}

impl Tabs {
    /// Asks for the lock, then loads the project: with [`Msg::OtherTab`] before it when another tab writes.
    pub fn new(storage: Storage, send: Callback<Msg>) -> Tabs {
        let tabs = Tabs(Rc::new(Tab {
            send,
            release: RefCell::default(),
            has_lock: Cell::default(),
            line: RefCell::default(),
            patience: RefCell::default(),
            channel: BroadcastChannel::new(CHANNEL).ok(),
            listener: RefCell::default(),
        }));
        tabs.listen();
        let started = tabs.clone();
        spawn_local(async move {
            if started.request("ifAvailable", &JsValue::TRUE).await == Outcome::Busy {
                started.0.send.emit(Msg::OtherTab);
                started.queue();
            }
            storage.load();
        });
        tabs
    }

    /// Lets another tab write; this one may again when that is closed.
    pub fn give_way(&self) {
        self.0.has_lock.set(false);
        if let Some(release) = self.0.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
        self.queue();
    }

    /// Tells the tabs that only read that there is nothing left to read.
    pub fn tell_forgotten(&self) {
        self.tell(FORGOTTEN);
    }

    fn tell(&self, word: &str) {
        if let Some(channel) = &self.0.channel {
            let _ = channel.post_message(&word.into());
        }
    }

    /// Asks the writing tab to give way; [`Msg::TabFreed`] comes when this one may write.
    pub fn take_over(&self) {
        self.tell(GIVE_WAY);
        let tabs = self.clone();
        let steal = move || {
            if !tabs.0.has_lock.get() {
                spawn_local(async move {
                    if let Some(line) = tabs.0.line.take() {
                        line.abort();
                    }
                    if tabs.request("steal", &JsValue::TRUE).await == Outcome::Held {
                        tabs.0.send.emit(Msg::TabFreed);
                    }
                });
            }
        };
        // The one that stood here was for an earlier request.
        self.0.patience.replace(Some(Timeout::new(PATIENCE_MILLISECONDS, steal)));
    }

    fn listen(&self) {
        let Some(channel) = &self.0.channel else { return };
        let tab = Rc::downgrade(&self.0);
        let listener = EventListener::new(channel, "message", move |event| {
            let said = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
            let Some(tab) = tab.upgrade() else { return };
            match said.as_deref() {
                Some(GIVE_WAY) if tab.has_lock.get() => tab.send.emit(Msg::GiveWay),
                Some(FORGOTTEN) => tab.send.emit(Msg::Forgotten),
                _ => {}
            }
        });
        self.0.listener.replace(Some(listener));
    }

    /// Waits in line for the lock, once.
    fn queue(&self) {
        let Ok(line) = AbortController::new() else { return };
        if let Some(former) = self.0.line.replace(Some(line.clone())) {
            former.abort();
        }
        let tabs = self.clone();
        spawn_local(async move {
            if tabs.request("signal", &line.signal()).await == Outcome::Held {
                tabs.0.send.emit(Msg::TabFreed);
            }
        });
    }

    /// Asks for the lock with an option. Resolves when it is held, or is known not to be.
    async fn request(&self, option: &str, value: &JsValue) -> Outcome {
        // Pages without https have no locks; the storage's revision then keeps two tabs from mixing.
        let Some((locks, request)) = lock_manager() else { return Outcome::Held };
        let options = Object::new();
        let _ = Reflect::set(&options, &option.into(), value);
        let held = Promise::new(&mut |resolve, _| {
            let is_held = Rc::new(Cell::new(false));
            let (tabs, granted, answer) = (self.clone(), is_held.clone(), resolve.clone());
            let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
                granted.set(!lock.is_null());
                let _ = answer.call1(&JsValue::NULL, &granted.get().into());
                if granted.get() { tabs.hold().into() } else { JsValue::UNDEFINED }
            });
            let arguments = js_sys::Array::of3(&LOCK.into(), &options, &callback);
            if let Ok(ended) = request.apply(&locks, &arguments) {
                self.watch(ended.unchecked_into(), is_held, resolve);
            }
        });
        match JsFuture::from(held).await {
            Ok(answer) if answer.is_truthy() => Outcome::Held,
            _ => Outcome::Busy,
        }
    }

    /// A promise that is kept when this tab gives way.
    fn hold(&self) -> Promise {
        self.0.has_lock.set(true);
        self.0.patience.take();
        Promise::new(&mut |resolve, _| {
            self.0.release.replace(Some(resolve));
        })
    }

    /// A request that ends by an error left the line, or its lock was taken away.
    fn watch(&self, ended: Promise, is_held: Rc<Cell<bool>>, answer: Function) {
        let tabs = self.clone();
        spawn_local(async move {
            if JsFuture::from(ended).await.is_ok() {
                return;
            }
            if !is_held.get() {
                let _ = answer.call1(&JsValue::NULL, &JsValue::FALSE);
                return;
            }
            tabs.0.has_lock.set(false);
            tabs.0.release.take();
            tabs.0.send.emit(Msg::OtherTab);
            tabs.queue();
        });
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Held,
    Busy,
}

/// The browser's lock manager with its `request`; web-sys has no stable name for it.
fn lock_manager() -> Option<(JsValue, Function)> {
    let locks = Reflect::get(&gloo::utils::window().navigator(), &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
