//! Focus, scrolling, pickers and the theme: what the page does to itself.

use crate::app::keys::Keys;
use crate::app::{Focus, Theme};
use gloo::storage::{LocalStorage, Storage};
use gloo::timers::callback::Timeout;
use gloo::utils::{document, document_element, window};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, HtmlInputElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
};

const THEME: &str = "demarche-theme";
const KEYS: &str = "demarche-keys";

/// Moves the focus once the page has been drawn.
pub fn focus(focus: Focus) {
    let active = document().active_element();
    Timeout::new(0, move || {
        let target = match focus {
            Focus::Dialog => {
                remember(active);
                find(focus.selector())
            }
            Focus::Back => remembered().or_else(|| find(focus.selector())),
            _ => find(focus.selector()),
        };
        let Some(element) = target else { return };
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            let _ = element.focus();
        }
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.select();
        }
    })
    .forget();
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

/// Brings every element that `selectors` name into view once the page has been drawn, without moving more than needed.
pub fn reveal(selectors: Vec<String>) {
    Timeout::new(0, move || {
        for selector in &selectors {
            if let Some(element) = find(selector)
                && is_outside(&element)
            {
                let options = ScrollIntoViewOptions::new();
                options.set_behavior(ScrollBehavior::Instant);
                options.set_block(ScrollLogicalPosition::Center);
                element.scroll_into_view_with_scroll_into_view_options(&options);
            }
        }
    })
    .forget();
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

/// Shows the page in `theme` and remembers it.
pub fn set_theme(theme: Theme) {
    let _ = document_element().set_attribute("data-theme", theme.name());
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
