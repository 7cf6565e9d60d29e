//! Where the pieces of the chosen statement stand on the screen, as one line that joins them.

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

/// The line runs down the margin this far left of the text, in CSS pixels.
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
                settle.replace(Some(Timeout::new(SETTLE_MILLISECONDS, move || send.emit(path()))));
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
            _first: Timeout::new(0, move || send.emit(path())),
        }
    }
}

/// Down the margin from the first line to the last, with an arm to each piece.
fn path() -> String {
    let Some(origin) = origin() else { return String::new() };
    let lines = lines(&origin);
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return String::new() };
    let mut path = format!("M{MARGIN} {:.1}V{:.1}", first.0, last.0);
    for (y, pieces) in &lines {
        let mut from = MARGIN;
        for (left, right) in pieces {
            if *left > from {
                path.push_str(&format!("M{from:.1} {y:.1}H{left:.1}"));
            }
            from = from.max(*right);
        }
    }
    path
}

fn origin() -> Option<DomRect> {
    let text = document().query_selector(".article__text").ok()??;
    Some(text.get_bounding_client_rect())
}

/// The lines on which pieces stand: where each is ruled, and where its pieces begin and end, left to right.
fn lines(origin: &DomRect) -> Vec<(f64, Vec<(f64, f64)>)> {
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
            let bottom = (rect.bottom() - origin.top()).round();
            rects.push((bottom, rect.left() - origin.left(), rect.right() - origin.left()));
        }
    }
    rects.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut lines: Vec<(f64, Vec<(f64, f64)>)> = vec![];
    for (bottom, left, right) in rects {
        match lines.last_mut() {
            // Pieces of one line may differ by a few pixels in height.
            Some((y, pieces)) if bottom - *y < 8.0 => pieces.push((left, right)),
            _ => lines.push((bottom, vec![(left, right)])),
        }
    }
    for (_, pieces) in &mut lines {
        pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    lines
}
