//! Which statement is reviewed next.

use super::{Model, Order, Scope};
use crate::annotate::session::Article;
use crate::annotate::{Annotated, StatementId};
use crate::text::DocumentId;

/// A statement anywhere in the project.
pub type Place = (DocumentId, StatementId);

/// The open statement that follows the chosen one; nothing when all are reviewed.
pub fn next_open(model: &Model) -> Option<Place> {
    match model.queue.order {
        Order::LeastCertain => {
            let certainty = |entry: &Annotated| super::views::certainty::of(&entry.statement);
            let open = in_reach(model).filter(|(_, entry)| !entry.is_reviewed());
            open.min_by(|a, b| certainty(a.1).total_cmp(&certainty(b.1))).map(|(place, _)| place)
        }
        Order::Text => next_in_text(model),
    }
}

/// The first open statement after the chosen one, else the first of all.
fn next_in_text(model: &Model) -> Option<Place> {
    let here = model.open.zip(model.chosen);
    let mut is_past = here.is_none();
    let mut first = None;
    for (place, entry) in in_reach(model) {
        if Some(place) == here {
            is_past = true;
        } else if !entry.is_reviewed() {
            if is_past {
                return Some(place);
            }
            first = first.or(Some(place));
        }
    }
    first
}

/// How many statements are open in the reach of the queue.
pub fn remaining(model: &Model) -> usize {
    articles_in_reach(model).map(n_open).sum()
}

/// How many statements are open in all articles.
pub fn remaining_anywhere(model: &Model) -> usize {
    model.articles().map(n_open).sum()
}

fn n_open(article: &Article) -> usize {
    article.annotations.entries.len() - article.n_reviewed
}

/// The statement `step` places after the chosen one in the open article; past an end the first or last.
pub fn neighbour(model: &Model, step: isize) -> Option<StatementId> {
    let entries = &model.article()?.annotations.entries;
    let at = model.chosen.and_then(|id| entries.iter().position(|entry| entry.statement.id == id));
    let last = entries.len().checked_sub(1)?;
    let next = match at {
        Some(at) => at.saturating_add_signed(step).min(last),
        None if step > 0 => 0,
        None => last,
    };
    Some(entries[next].statement.id)
}

fn articles_in_reach(model: &Model) -> impl Iterator<Item = &Article> {
    let is_in_reach =
        |article: &&Article| model.queue.scope == Scope::Corpus || Some(article.document.id) == model.open;
    model.articles().filter(is_in_reach)
}

/// Every statement in the reach of the queue, in the order of the text.
fn in_reach(model: &Model) -> impl Iterator<Item = (Place, &Annotated)> {
    articles_in_reach(model).flat_map(|article| {
        let id = article.document.id;
        article.annotations.entries.iter().map(move |entry| ((id, entry.statement.id), &**entry))
    })
}
