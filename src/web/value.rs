//! What stands in the field that an event comes from.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent,
};

/// The text of an input, a text area or a select.
pub fn text(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return input.value();
    }
    if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        return area.value();
    }
    target.dyn_ref::<HtmlSelectElement>().map_or_else(String::new, HtmlSelectElement::value)
}

/// Whether a field for a day holds a whole one or none; half a one is taken out of it.
pub fn is_whole_day(event: &Event) -> bool {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return false;
    };
    let is_whole = !input.validity().bad_input();
    if !is_whole {
        input.set_value("");
    }
    is_whole
}

/// Whether a check box is ticked.
pub fn checked(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|input| input.checked())
}

/// The attribute of fields whose words count when they are left.
pub const KEEPS: &str = "data-keeps";

/// Whether the person is typing somewhere.
pub fn is_typing() -> bool {
    let active = gloo::utils::document().active_element();
    active.is_some_and(|element| element.matches("input, textarea, select").unwrap_or(false))
}

/// Takes the focus from the field that has it: keys are the page's again.
pub fn leave() {
    let active =
        gloo::utils::document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = active {
        let _ = element.blur();
    }
}

/// Tab goes round inside the dialog that `event` comes from.
pub fn keep_focus_inside(event: &KeyboardEvent) {
    // Yew listens at the root of the page, so the event's current target is not the dialog.
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let dialog = target.and_then(|target| target.closest("[role=dialog]").ok().flatten());
    let (Some(dialog), "Tab") = (dialog, event.key().as_str()) else { return };
    let Ok(stops) = dialog.query_selector_all("button:not([disabled]), input, select, textarea, a[href]")
    else {
        return;
    };
    let stop = |idx: u32| stops.get(idx).and_then(|node| node.dyn_into::<HtmlElement>().ok());
    let (Some(first), Some(last)) = (stop(0), stop(stops.length().saturating_sub(1))) else { return };
    let active = gloo::utils::document().active_element();
    let is_at = |element: &HtmlElement| active.as_ref() == Some(element.as_ref());
    let target = if event.shift_key() && is_at(&first) {
        last
    } else if !event.shift_key() && is_at(&last) {
        first
    } else {
        return;
    };
    event.prevent_default();
    let _ = target.focus();
}
