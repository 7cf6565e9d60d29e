//! How a file made in the page reaches the person's disk.

use crate::clerk::Job;
use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use js_sys::Array;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BlobPropertyBag, HtmlElement};

/// The browser reads the bytes after the click returns; the address must live as long.
const KEEP_MILLISECONDS: u32 = 60_000;

/// The parts of a file that is being made: the browser's, which puts large ones on disk, and no longer the page's memory.
#[derive(Default)]
pub struct Parts {
    job: Option<Job>,
    blobs: Array,
}

impl Parts {
    /// Keeps the next part; the parts of another file go.
    pub fn add(&mut self, job: Job, part: &[u8]) {
        if self.job.replace(job) != Some(job) {
            self.blobs = Array::new();
        }
        let blob: JsValue = web_sys::Blob::from(Blob::new(part)).into();
        self.blobs.push(&blob);
    }

    /// Offers the parts as one file called `name`.
    pub fn offer(&mut self, job: Job, name: &str, mime: &str) {
        let options = BlobPropertyBag::new();
        options.set_type(mime);
        let blobs = std::mem::take(&mut self.blobs);
        if self.job.take() == Some(job)
            && let Ok(blob) = web_sys::Blob::new_with_blob_sequence_and_options(&blobs, &options)
        {
            offer(name, Blob::from(blob));
        }
    }

    /// Drops the parts of this file.
    pub fn drop(&mut self, job: Job) {
        if self.job == Some(job) {
            *self = Parts::default();
        }
    }
}

/// Chromium drops what a page offers beyond ten files a second, and says nothing.
const BETWEEN_MILLISECONDS: f64 = 150.0;

thread_local! {
    /// When the next file may be offered, in milliseconds since 1970.
    static NEXT: Cell<f64> = const { Cell::new(0.0) };
}

/// Offers `bytes` as a file called `name`.
pub fn download(name: &str, mime: &str, bytes: &[u8]) {
    offer(name, Blob::new_with_options(bytes, Some(mime)));
}

/// At once, or after those that were asked for just before.
fn offer(name: &str, blob: Blob) {
    let now = js_sys::Date::now();
    // A clock that was set back makes nobody wait.
    let wait = (NEXT.get() - now).clamp(0.0, f64::from(KEEP_MILLISECONDS));
    NEXT.set(now + wait + BETWEEN_MILLISECONDS);
    if wait == 0.0 {
        return give(name, blob);
    }
    let name = name.to_owned();
    Timeout::new(wait as u32, move || give(&name, blob)).forget();
}

fn give(name: &str, blob: Blob) {
    let url = ObjectUrl::from(blob);
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
