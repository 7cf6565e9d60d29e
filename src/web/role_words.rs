//! Where the words for roles stand over the text: in the pane, also at its edges.

use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Element, HtmlElement};

/// How far a word is moved along its line, as the sheet calls it.
const SHIFT: &str = "--shift";

/// Moves each word that would stick out of the pane into it, and puts the others where they begin.
pub fn keep_in_sight() {
    let Some(pane) = document().query_selector(".article.pane").ok().flatten() else { return };
    let Ok(pieces) = document().query_selector_all(".article__text .piece[data-label]") else { return };
    let left = pane.get_bounding_client_rect().left();
    let pane = (left, left + f64::from(pane.client_width()));
    for idx in 0..pieces.length() {
        let piece = pieces.get(idx).and_then(|piece| piece.dyn_into::<HtmlElement>().ok());
        let Some(piece) = piece else { continue };
        let shift = word(&piece).map_or(0.0, |word| shift(word, pane)).round();
        let style = piece.style();
        let _ = match shift == 0.0 {
            true => style.remove_property(SHIFT).map(drop),
            false => style.set_property(SHIFT, &format!("{shift}px")),
        };
    }
}

/// Where the word over a piece stands when it is not moved: it is no element, so it is measured by its style.
fn word(piece: &Element) -> Option<(f64, f64)> {
    let style = window().get_computed_style_with_pseudo_elt(piece, "::before").ok().flatten()?;
    let property = |style: &CssStyleDeclaration, name| style.get_property_value(name).unwrap_or_default();
    let width = js_sys::parse_float(&property(&style, "width"));
    let first = piece.get_client_rects().get(0)?;
    match property(&style, "direction") == "rtl" {
        true => Some((first.right() - width, first.right())),
        false => Some((first.left(), first.left() + width)),
    }
}

/// How far a stretch has to go to lie within another one; its beginning counts where it is too long.
fn shift((left, right): (f64, f64), (first, last): (f64, f64)) -> f64 {
    if left < first { first - left } else { (last - right).min(0.0).max(first - left) }
}
