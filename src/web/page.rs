//! Focus, scrolling, pickers and the theme: what the page does to itself.

use super::value;
use crate::app::keys::Keys;
use crate::app::{Focus, Theme};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::storage::{LocalStorage, Storage};
use gloo::utils::{document, document_element, window};
use js_sys::Array;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, ScrollBehavior, ScrollIntoViewOptions,
    ScrollLogicalPosition, ServiceWorkerRegistration,
};

const THEME: &str = "demarche-theme";
const KEYS: &str = "demarche-keys";

/// Moves the focus.
pub fn focus(focus: Focus) {
    let target = match focus {
        Focus::Dialog => {
            remember(document().active_element());
            // What is meant to have the focus may be unable to take it yet.
            find(focus.selector()).or_else(|| find("[role=dialog] :is(button, input):not([disabled])"))
        }
        Focus::Back => remembered().or_else(|| find(focus.selector())),
        _ => find(focus.selector()),
    };
    let Some(element) = target else { return };
    // Asking for the focus again costs a layout.
    let is_there = document().active_element().as_ref() == Some(&element);
    if let Some(element) = element.dyn_ref::<HtmlElement>().filter(|_| !is_there) {
        let _ = element.focus();
    }
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
}

thread_local! {
    /// What had the focus before a dialog took it.
    static BEFORE: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// Keeps what had the focus, unless that was the page or another dialog.
fn remember(active: Option<Element>) {
    let is_in_dialog = active.as_ref().is_some_and(|it| it.closest("[role=dialog]").ok().flatten().is_some());
    if !is_in_dialog {
        let is_page = active.as_ref().is_none_or(|it| it.matches("body, main").unwrap_or(true));
        BEFORE.set(active.filter(|_| !is_page));
    }
}

/// What had the focus before the dialog, if it is still there and would not take the keys.
fn remembered() -> Option<Element> {
    BEFORE.take().filter(|element| element.is_connected())
}

/// Brings every element that `selectors` name into view without moving more than needed.
pub fn reveal(selectors: &[String]) {
    for element in selectors.iter().filter_map(|selector| find(selector)).filter(is_outside) {
        let options = ScrollIntoViewOptions::new();
        options.set_behavior(ScrollBehavior::Instant);
        options.set_block(ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Opens the file picker or the folder picker.
pub fn pick(id: &str) {
    if let Some(input) =
        document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok())
    {
        input.click();
    }
}

/// The theme chosen at an earlier visit.
pub fn stored_theme() -> Theme {
    LocalStorage::get::<String>(THEME).map_or(Theme::System, |name| Theme::named(&name))
}

/// Shows the page in `theme`.
pub fn show_theme(theme: Theme) {
    let _ = document_element().set_attribute("data-theme", theme.name());
}

/// Shows the page in `theme` and remembers it.
pub fn set_theme(theme: Theme) {
    show_theme(theme);
    let _ = LocalStorage::set(THEME, theme.name());
}

/// The keys of an earlier visit.
pub fn stored_keys() -> Keys {
    LocalStorage::get::<String>(KEYS).map_or_else(|_| Keys::default(), |text| Keys::from_json(&text))
}

/// Remembers the keys.
pub fn store_keys(keys: &Keys) {
    let _ = LocalStorage::set(KEYS, keys.to_json());
}

/// Removes what the page keeps in the browser beside its database: settings, stored files, the service worker.
/// Other pages of the same server keep theirs.
pub async fn forget() {
    LocalStorage::delete(THEME);
    LocalStorage::delete(KEYS);
    // Pages without https have neither stored files nor a service worker.
    if !window().is_secure_context() {
        return;
    }
    let Some(scope) = scope() else { return };
    // First who would fill them again.
    let found = JsFuture::from(window().navigator().service_worker().get_registration()).await;
    let found = found.ok().and_then(|found| found.dyn_into::<ServiceWorkerRegistration>().ok());
    if let Some(own) = found.filter(|found| found.scope() == scope)
        && let Ok(promise) = own.unregister()
    {
        let _ = JsFuture::from(promise).await;
    }
    if let Ok(caches) = window().caches()
        && let Ok(names) = JsFuture::from(caches.keys()).await
    {
        let own = format!("demarche {scope} ");
        let names = Array::from(&names);
        for name in names.iter().filter_map(|name| name.as_string()).filter(|name| name.starts_with(&own)) {
            let _ = JsFuture::from(caches.delete(&name)).await;
        }
    }
}

/// The address of the folder that the page lies in.
fn scope() -> Option<String> {
    let base = document().base_uri().ok().flatten()?;
    web_sys::Url::new_with_base(".", &base).ok().map(|url| url.href())
}

/// Asks the browser to keep the page's data when the disk runs full; whether it will, where it says so.
pub async fn ask_to_persist() -> Option<bool> {
    if !window().is_secure_context() {
        return None;
    }
    let promise = window().navigator().storage().persist().ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}

/// The browser's own question before the page is left, while `has_unsaved` holds. What is being typed counts first, so that
/// who stays finds it saved.
pub fn ask_before_leaving(has_unsaved: Rc<Cell<bool>>) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "beforeunload", options, move |event| {
        if has_unsaved.get() {
            event.prevent_default();
        }
        value::leave();
    })
}

/// Tells start.js; it reloads the page into the version that is ready.
pub fn update() {
    if let Ok(event) = Event::new("demarche-update") {
        let _ = window().dispatch_event(&event);
    }
}

/// Whether the browser asks for a dark page.
pub fn prefers_dark() -> bool {
    dark_query().is_some_and(|query| query.matches())
}

/// The question whether the browser asks for a dark page, to be listened to.
pub fn dark_query() -> Option<web_sys::MediaQueryList> {
    window().match_media("(prefers-color-scheme: dark)").ok().flatten()
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// Whether any part of `element` lies outside the pane that scrolls it.
fn is_outside(element: &Element) -> bool {
    let Some(pane) = element.closest(".pane").ok().flatten() else { return true };
    let (inner, outer) = (element.get_bounding_client_rect(), pane.get_bounding_client_rect());
    inner.top() < outer.top() + 40.0 || inner.bottom() > outer.bottom() - 40.0
}
