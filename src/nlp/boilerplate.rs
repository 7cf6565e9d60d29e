//! Which parts of a text are page chrome and no part of the article.

use super::parsed::Parsed;
use crate::text::Span;

/// Menus, teasers, credits, share buttons, newsletter boxes: sorted, free of overlap.
pub fn spans(parsed: &Parsed) -> Vec<Span> {
    let _ = parsed;
    vec![]
}

/// The article's headline.
pub fn headline(parsed: &Parsed) -> Option<Span> {
    let _ = parsed;
    None
}
