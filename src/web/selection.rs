//! Where the browser's selection stands in the article's text, in bytes.
//!
//! Every piece of article text is one text node in an element with `data-start`, its first byte. What
//! labels and badges show is generated content and no part of any text node.

use crate::text::Span;
use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Selection};

/// The selected stretch, when both of its ends lie in the article and it is not empty.
pub fn selected() -> Option<Span> {
    let selection = current()?;
    if selection.is_collapsed() {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let start = byte_at(&range.start_container().ok()?, range.start_offset().ok()?)?;
    let end = byte_at(&range.end_container().ok()?, range.end_offset().ok()?)?;
    (start < end).then(|| Span::new(start, end))
}

/// Takes the browser's selection away.
pub fn clear() {
    if let Some(selection) = current() {
        let _ = selection.remove_all_ranges();
    }
}

/// Selects this stretch of the article, if it is on the page.
pub fn select(span: Span) {
    let (Some(selection), Some(start), Some(end)) = (current(), node_at(span.start()), node_at(span.end()))
    else {
        return;
    };
    let _ = selection.set_base_and_extent(&start.0, start.1, &end.0, end.1);
}

/// The byte that was clicked.
pub fn clicked() -> Option<usize> {
    let selection = current()?;
    if !selection.is_collapsed() {
        return None;
    }
    byte_at(&selection.anchor_node()?, selection.anchor_offset())
}

fn current() -> Option<Selection> {
    window().get_selection().ok().flatten()
}

/// The byte of position `offset` in `node`: UTF-16 units in a text node, children in an element.
fn byte_at(node: &Node, offset: u32) -> Option<usize> {
    if node.node_type() == Node::TEXT_NODE {
        let start = start_of(&node.parent_element()?)?;
        let text = node.text_content()?;
        return Some(start + bytes_before(&text, offset as usize));
    }
    // A triple click ends before the first child of the next paragraph, or after the last child of this one.
    let element: &Element = node.dyn_ref()?;
    let children = element.child_nodes();
    if let Some(child) = children.get(offset) {
        return first_piece(&child);
    }
    last_piece_end(element)
}

fn first_piece(node: &Node) -> Option<usize> {
    let element = match node.dyn_ref::<Element>() {
        Some(element) => element.clone(),
        None => node.parent_element()?,
    };
    start_of(&element).or_else(|| start_of(&element.query_selector("[data-start]").ok()??))
}

fn last_piece_end(element: &Element) -> Option<usize> {
    if let Some(start) = start_of(element) {
        return Some(start + element.text_content()?.len());
    }
    let pieces = element.query_selector_all("[data-start]").ok()?;
    let last: Element = pieces.get(pieces.length().checked_sub(1)?)?.dyn_into().ok()?;
    Some(start_of(&last)? + last.text_content()?.len())
}

fn start_of(element: &Element) -> Option<usize> {
    element.get_attribute("data-start")?.parse().ok()
}

/// Bytes of the first `units` UTF-16 units of `text`.
fn bytes_before(text: &str, units: usize) -> usize {
    let mut left = units;
    for (byte, character) in text.char_indices() {
        let width = character.len_utf16();
        if left < width {
            return byte;
        }
        left -= width;
    }
    text.len()
}

/// The text node and the UTF-16 offset in it where byte `byte` stands. Pieces are in the order of the text.
fn node_at(byte: usize) -> Option<(Node, u32)> {
    let pieces = document().query_selector_all(".article [data-start]").ok()?;
    let piece = |idx: u32| pieces.get(idx)?.dyn_into::<Element>().ok();
    let (mut first, mut after) = (0, pieces.length());
    while first < after {
        let middle = (first + after) / 2;
        if start_of(&piece(middle)?)? <= byte {
            first = middle + 1;
        } else {
            after = middle;
        }
    }
    let element = piece(first.checked_sub(1)?)?;
    let (start, text) = (start_of(&element)?, element.text_content()?);
    let units = text.get(..byte - start)?.encode_utf16().count();
    Some((element.first_child()?, u32::try_from(units).ok()?))
}
