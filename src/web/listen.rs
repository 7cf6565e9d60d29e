//! What is heard anywhere on the page: keys, drops, the selection.

use super::{address, files, page, selection, value};
use crate::app::keys::{KeyPress, Keys};
use crate::app::{Msg, Region};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, KeyboardEvent};
use yew::Callback;

/// A drag of the pointer changes the selection many times; the page hears of the last one.
const SETTLE_MILLISECONDS: u32 = 80;

/// The keys in force, as the shell was told last.
pub type Heard = Rc<RefCell<Rc<Keys>>>;

/// Listeners that live as long as this value.
pub struct Listeners(#[allow(dead_code, reason = "dropping a listener ends it")] Vec<EventListener>);

impl Listeners {
    /// Listens on document and window.
    pub fn new(send: &Callback<Msg>, keys: Heard) -> Listeners {
        Listeners(vec![
            on_key(send.clone(), keys),
            on_address(send.clone()),
            on_drag(send.clone(), "dragenter", true),
            on_drag(send.clone(), "dragover", true),
            on_drag(send.clone(), "dragleave", false),
            on_drop(send.clone()),
            on_typing(send.clone(), "input", true),
            on_typing(send.clone(), "focusout", false),
            // Words dragged out of the article and let go over it are no new document.
            active(&document(), "dragstart", |event| event.prevent_default()),
            on_selection(send.clone()),
            on_system_theme(send.clone()),
            on_leave(),
            on_update(send.clone(), "demarche-update-ready", Msg::UpdateReady),
            on_update(send.clone(), "demarche-update-blocked", Msg::UpdateBlocked),
        ])
    }
}

fn on_key(send: Callback<Msg>, keys: Heard) -> EventListener {
    active(&document(), "keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.is_composing() || event.default_prevented() {
            return;
        }
        // AltGr makes letters on many keyboards and reports itself as Ctrl with Alt.
        let is_alt_graph = event.get_modifier_state("AltGraph");
        let press = KeyPress {
            key: event.key(),
            ctrl: (event.ctrl_key() || event.meta_key()) && !is_alt_graph,
            alt: event.alt_key() && !is_alt_graph,
            shift: event.shift_key(),
        };
        let region = region_of(event);
        if keys.borrow().is_known(&press, region) {
            event.prevent_default();
            send.emit(Msg::KeyPressed(press, region, selection::selected()));
        }
    })
}

/// Where the press happened: keys must not fire while typing, and Enter on a button is the button's.
fn region_of(event: &KeyboardEvent) -> Region {
    if document().query_selector("[data-capture]").ok().flatten().is_some() {
        return Region::Capture;
    }
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return Region::Page;
    };
    let is = |selectors| element.closest(selectors).ok().flatten().is_some();
    if is("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]") {
        Region::Field
    } else if is("[role=dialog]") {
        Region::Dialog
    } else if is("button, a[href], summary, input") {
        Region::Control
    } else {
        Region::Page
    }
}

fn on_drag(send: Callback<Msg>, name: &'static str, is_over: bool) -> EventListener {
    active(&document(), name, move |event| {
        let Some(event) = event.dyn_ref::<DragEvent>() else { return };
        if is_text_for_field(event) {
            return;
        }
        event.prevent_default();
        // Leaving a child for its parent is no leaving; leaving the window has no related target.
        if name == "dragover" || (!is_over && event.related_target().is_some()) {
            return;
        }
        let types = event.data_transfer().map(|data| data.types());
        if types.is_some_and(|types| types.includes(&"Files".into(), 0)) {
            send.emit(Msg::Dragged(is_over));
        }
    })
}

fn on_drop(send: Callback<Msg>) -> EventListener {
    active(&document(), "drop", move |event| {
        let Some(event) = event.dyn_ref::<DragEvent>() else { return };
        send.emit(Msg::Dragged(false));
        if is_text_for_field(event) {
            return;
        }
        event.prevent_default();
        // Whatever is being typed counts before the page goes on to something else.
        value::leave();
        if let Some(data) = event.data_transfer() {
            files::read_drop(&data, send.clone());
        }
    })
}

/// Words are being typed into a field that keeps them until it is left, or it is left.
fn on_typing(send: Callback<Msg>, name: &'static str, is_typing: bool) -> EventListener {
    EventListener::new(&document(), name, move |event| {
        let field = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if field.is_some_and(|field| field.has_attribute(value::KEEPS)) {
            send.emit(Msg::Typed(is_typing));
        }
    })
}

/// Words dragged into a field are typed there; files are documents wherever they fall.
fn is_text_for_field(event: &DragEvent) -> bool {
    let field = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_field = field.is_some_and(|element| element.matches("input, textarea").unwrap_or(false));
    let types = event.data_transfer().map(|data| data.types());
    is_field && !types.is_some_and(|types| types.includes(&"Files".into(), 0))
}

/// The system turns dark or light while the page is open.
fn on_system_theme(send: Callback<Msg>) -> EventListener {
    let target: web_sys::EventTarget = match page::dark_query() {
        Some(query) => query.into(),
        None => window().into(),
    };
    EventListener::new(&target, "change", move |_| send.emit(Msg::SystemTheme(page::prefers_dark())))
}

fn on_selection(send: Callback<Msg>) -> EventListener {
    let settle: Rc<RefCell<Option<Timeout>>> = Rc::default();
    EventListener::new(&document(), "selectionchange", move |_| {
        let send = send.clone();
        let timeout =
            Timeout::new(SETTLE_MILLISECONDS, move || send.emit(Msg::Selected(selection::selected())));
        // Dropping the timeout that stood here cancels it.
        settle.replace(Some(timeout));
    })
}

/// The address was changed by hand, or by going back.
fn on_address(send: Callback<Msg>) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| {
        send.emit(Msg::AddressGiven(address::current().into()));
    })
}

/// What start.js says about another version of the page.
fn on_update(send: Callback<Msg>, name: &'static str, msg: Msg) -> EventListener {
    EventListener::new(&window(), name, move |_| send.emit(msg.clone()))
}

/// A drop outside the page must not make the browser leave it.
fn on_leave() -> EventListener {
    active(&window(), "dragover", |event| event.prevent_default())
}

fn active(
    target: &web_sys::EventTarget,
    name: &'static str,
    callback: impl FnMut(&Event) + 'static,
) -> EventListener {
    EventListener::new_with_options(target, name, EventListenerOptions::enable_prevent_default(), callback)
}
