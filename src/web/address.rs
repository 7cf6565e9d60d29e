//! The part of the page's address after `#`: read when the page opens, written as views change.

use crate::app::View;
use crate::app::views::address;
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Browsers refuse more than a few changes of the address a second.
const SETTLE_MILLISECONDS: u32 = 250;

/// What the address says, without `#`.
pub fn current() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}

/// The view that an address leads to; the page's own opens at the article.
fn view(text: &str) -> View {
    address::read(text).map_or(View::Desk, |address| address.view)
}

/// The address that was shown last, and the next one on its way.
#[derive(Default)]
pub struct Shown {
    last: Rc<RefCell<String>>,
    settle: RefCell<Option<Timeout>>,
}

impl Shown {
    /// Shows `text`. Going to another view is a step in the browser's history, so that going back leads to the view before.
    pub fn show(&self, text: String) {
        if *self.last.borrow() == text {
            return;
        }
        self.last.replace(text.clone());
        let timeout = Timeout::new(SETTLE_MILLISECONDS, move || {
            if let Ok(history) = window().history() {
                // An address without view is the page's own.
                let address = if text.is_empty() { "#".to_owned() } else { format!("#{text}") };
                let is_step = !text.is_empty() && view(&current()) != view(&text);
                let _ = match is_step {
                    true => history.push_state_with_url(&JsValue::NULL, "", Some(&address)),
                    false => history.replace_state_with_url(&JsValue::NULL, "", Some(&address)),
                };
            }
        });
        // Dropping the timeout that stood here cancels it.
        self.settle.replace(Some(timeout));
    }
}
