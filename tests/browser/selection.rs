//! Bytes of the article ↔ the browser's selection, over text of one to four bytes a character.

use demarche::text::Span;
use demarche::web::selection::{clear, select, selected};
use wasm_bindgen_test::wasm_bindgen_test;

/// Pieces of one paragraph, as the page shows them.
const PIECES: [&str; 4] = ["Ada ", "«né»", " \u{1F600}\u{1D518}", " אמר."];

#[wasm_bindgen_test]
fn every_stretch_comes_back_as_it_was_selected() {
    let article = show();
    let text = PIECES.concat();
    let edges: Vec<usize> = (0..=text.len()).filter(|byte| text.is_char_boundary(*byte)).collect();
    for (idx, start) in edges.iter().enumerate() {
        for end in &edges[idx + 1..] {
            let span = Span::new(*start, *end);
            select(span);
            assert_eq!(selected(), Some(span), "{}", &text[*start..*end]);
        }
    }
    article.remove();
}

#[wasm_bindgen_test]
fn nothing_selected_is_no_span() {
    let article = show();
    clear();
    assert_eq!(selected(), None);
    article.remove();
}

/// Puts the pieces on the page, each with its first byte.
fn show() -> web_sys::Element {
    let document = gloo::utils::document();
    let article = document.create_element("div").expect("an element can be made");
    article.set_class_name("article");
    let mut start = 0;
    for piece in PIECES {
        let span = document.create_element("span").expect("an element can be made");
        span.set_attribute("data-start", &start.to_string()).expect("an attribute can be set");
        span.set_text_content(Some(piece));
        article.append_child(&span).expect("a piece can be added");
        start += piece.len();
    }
    gloo::utils::body().append_child(&article).expect("an article can be added");
    article
}
