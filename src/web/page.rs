//! Focus, scrolling, pickers and the theme: what the page does to itself.

use crate::app::{Focus, Theme};
use gloo::storage::{LocalStorage, Storage};
use gloo::timers::callback::Timeout;
use gloo::utils::{document, document_element, window};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, HtmlInputElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
};

const THEME: &str = "demarche-theme";

/// Moves the focus once the page has been drawn.
pub fn focus(focus: Focus) {
    Timeout::new(0, move || {
        let Some(element) = find(focus.selector()) else { return };
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            let _ = element.focus();
        }
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.select();
        }
    })
    .forget();
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

/// Whether the browser asks for a dark page.
pub fn prefers_dark() -> bool {
    window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches())
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
