//! How a file made in the page reaches the person's disk.

use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The browser reads the bytes after the click returns; the address must live as long.
const KEEP_MILLISECONDS: u32 = 60_000;

/// Offers `bytes` as a file called `name`.
pub fn download(name: &str, mime: &str, bytes: &[u8]) {
    let url = ObjectUrl::from(Blob::new_with_options(bytes, Some(mime)));
    let Ok(link) = document().create_element("a") else { return };
    let _ = link.set_attribute("href", &url);
    let _ = link.set_attribute("download", name);
    let _ = gloo::utils::body().append_child(&link);
    if let Some(link) = link.dyn_ref::<HtmlElement>() {
        link.click();
    }
    link.remove();
    Timeout::new(KEEP_MILLISECONDS, move || drop(url)).forget();
}
