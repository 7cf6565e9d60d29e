//! Where the pieces of the chosen statement stand on the screen, as one line that joins them.

use super::role_words;
use crate::order;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element};
use yew::Callback;

/// Scrolling lets the browser lay out paragraphs that were out of sight; the line follows when it rests.
const SETTLE_MILLISECONDS: u32 = 120;

/// The line runs down the margin this far before the text, in CSS pixels.
const MARGIN: f64 = -10.0;

/// Measures when asked, and again whenever the page is laid out anew, as long as this value lives.
pub struct Watch {
    _listeners: Vec<EventListener>,
    _first: Timeout,
}

impl Watch {
    /// Sends the commands of the line's path; empty when there is nothing to join.
    pub fn new(send: Callback<String>) -> Watch {
        let settle: Rc<RefCell<Option<Timeout>>> = Rc::default();
        let again = {
            let send = send.clone();
            move || {
                let send = send.clone();
                settle.replace(Some(Timeout::new(SETTLE_MILLISECONDS, move || measure(&send))));
            }
        };
        let pane = document().query_selector(".article.pane").ok().flatten();
        let scrolled = pane.map(|pane| {
            let again = again.clone();
            EventListener::new(&pane, "scroll", move |_| again())
        });
        let resized = EventListener::new(&window(), "resize", move |_| again());
        Watch {
            _listeners: scrolled.into_iter().chain([resized]).collect(),
            _first: Timeout::new(0, move || measure(&send)),
        }
    }
}

fn measure(send: &Callback<String>) {
    role_words::keep_in_sight();
    send.emit(path());
}

/// Down the margin from the first line to the last, with an arm to each piece; on one line from piece to piece.
fn path() -> String {
    let Some(page) = Page::seen() else { return String::new() };
    let lines = lines(&page);
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return String::new() };
    let is_one_line = lines.len() == 1;
    let mut path = String::new();
    if !is_one_line {
        path.push_str(&format!("M{:.1} {:.1}V{:.1}", page.x(MARGIN), first.0, last.0));
    }
    for (y, pieces) in &lines {
        let mut from = if is_one_line { f64::INFINITY } else { MARGIN };
        for (start, end) in pieces {
            if *start > from {
                path.push_str(&format!("M{:.1} {y:.1}H{:.1}", page.x(from), page.x(*start)));
            }
            from = if from.is_finite() { from.max(*end) } else { *end };
        }
    }
    path
}

/// Where the text of the chosen statement stands: places along a line are counted from where its reading begins.
struct Page {
    origin: DomRect,
    /// Where the paragraph begins, counted from the left of the article, and how wide it is.
    text: (f64, f64),
    is_rtl: bool,
}

impl Page {
    fn seen() -> Option<Page> {
        let find = |selector| document().query_selector(selector).ok().flatten();
        let origin = find(".article__text")?.get_bounding_client_rect();
        let paragraph = find(".article__text .paragraph__text:has(.is-chosen)")?;
        let style = window().get_computed_style(&paragraph).ok().flatten();
        let direction = style.and_then(|style| style.get_property_value("direction").ok());
        let rect = paragraph.get_bounding_client_rect();
        let text = (rect.left() - origin.left(), rect.width());
        Some(Page { origin, text, is_rtl: direction.as_deref() == Some("rtl") })
    }

    /// The place along the line, counted from the left of the article.
    fn x(&self, place: f64) -> f64 {
        if self.is_rtl { self.text.0 + self.text.1 - place } else { place }
    }

    /// The stretch of a rectangle along the line.
    fn stretch(&self, rect: &DomRect) -> (f64, f64) {
        let (left, right) = (rect.left() - self.origin.left(), rect.right() - self.origin.left());
        if self.is_rtl { (self.x(right), self.x(left)) } else { (left, right) }
    }
}

/// The lines on which pieces stand: where each is ruled, and where its pieces begin and end, in the order of reading.
fn lines(page: &Page) -> Vec<(f64, Vec<(f64, f64)>)> {
    let selector =
        ".article__text .chosen--content, .article__text .chosen--cue, .article__text .chosen--speaker";
    let Ok(pieces) = document().query_selector_all(selector) else { return vec![] };
    let mut rects: Vec<(f64, f64, f64)> = vec![];
    for idx in 0..pieces.length() {
        let Some(piece) = pieces.get(idx).and_then(|piece| piece.dyn_into::<Element>().ok()) else {
            continue;
        };
        let found = piece.get_client_rects();
        for at in 0..found.length() {
            let Some(rect) = found.get(at) else { continue };
            let bottom = (rect.bottom() - page.origin.top()).round();
            let (start, end) = page.stretch(&rect);
            rects.push((bottom, start, end));
        }
    }
    order::sort_by(&mut rects, |a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut lines: Vec<(f64, Vec<(f64, f64)>)> = vec![];
    for (bottom, start, end) in rects {
        match lines.last_mut() {
            // Pieces of one line may differ by a few pixels in height.
            Some((y, pieces)) if bottom - *y < 8.0 => pieces.push((start, end)),
            _ => lines.push((bottom, vec![(start, end)])),
        }
    }
    for (_, pieces) in &mut lines {
        order::sort_by(pieces, |a, b| a.0.total_cmp(&b.0));
    }
    lines
}
