//! The word cursor: what is selected moves and grows by words, without the mouse.

use super::moving;
use crate::app::keys::{Step, Way};
use crate::app::{Effect, Model, words};
use crate::text::Span;
use std::rc::Rc;

/// Selects another word.
pub fn go(model: &mut Model, step: Step, way: Way) -> Vec<Effect> {
    let Some(text) = text(model) else { return vec![] };
    let from = model.selection.unwrap_or_else(|| start(model));
    let at = if way == Way::Forth { from.end() } else { from.start() };
    let next = match (model.selection, step) {
        (None, Step::Word) => words::neighbour(&text, from.start(), Way::Forth),
        (_, Step::Word) => words::neighbour(&text, at, way),
        (_, Step::Sentence) => words::sentence(&text, from.start(), way),
    };
    next.map_or(vec![], |span| select(model, span))
}

/// The end goes one word further or back, at least one word stays.
pub fn move_end(model: &mut Model, way: Way) -> Vec<Effect> {
    let (Some(text), Some(span)) = (text(model), model.selection) else { return vec![] };
    let end = match way {
        Way::Forth => words::neighbour(&text, span.end(), way).map(|word| word.end()),
        // The last word goes, and the marks before it.
        Way::Back => words::neighbour(&text, span.end(), way)
            .and_then(|last| words::neighbour(&text, last.start(), way))
            .map(|word| word.end()),
    };
    let span = end.filter(|end| *end > span.start()).map(|end| Span::new(span.start(), end));
    span.map_or(vec![], |span| select(model, span))
}

/// The start goes one word further or back, at least one word stays.
pub fn move_start(model: &mut Model, way: Way) -> Vec<Effect> {
    let (Some(text), Some(span)) = (text(model), model.selection) else { return vec![] };
    let start = match way {
        Way::Back => words::neighbour(&text, span.start(), way).map(|word| word.start()),
        Way::Forth => words::neighbour(&text, span.start(), way)
            .and_then(|first| words::neighbour(&text, first.end(), way))
            .map(|word| word.start()),
    };
    let span = start.filter(|start| *start < span.end()).map(|start| Span::new(start, span.end()));
    span.map_or(vec![], |span| select(model, span))
}

/// Selects the first stretch of the chosen statement's content.
pub fn select_content(model: &mut Model) -> Vec<Effect> {
    let content = model.entry().and_then(|entry| entry.statement.content.first().copied());
    content.map_or(vec![], |span| select(model, span))
}

fn select(model: &mut Model, span: Span) -> Vec<Effect> {
    model.selection = Some(span);
    moving::reach(model, span);
    vec![Effect::Select(span)]
}

fn text(model: &Model) -> Option<Rc<str>> {
    model.article().map(|article| article.document.text.clone())
}

/// Where the cursor begins: at the chosen statement, else at the head of the article.
fn start(model: &Model) -> Span {
    let content = model.entry().and_then(|entry| entry.statement.content.first().copied());
    content.unwrap_or(Span::new(0, 0))
}
