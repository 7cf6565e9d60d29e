//! Which statement is reviewed next.

use super::{Model, Order, Scope};
use crate::annotate::StatementId;
use crate::annotate::session::Article;
use crate::text::DocumentId;

/// A statement anywhere in the project.
pub type Place = (DocumentId, StatementId);

/// The open statement that follows the chosen one; nothing when all are reviewed.
pub fn next_open(model: &Model) -> Option<Place> {
    let open = open_places(model);
    match model.queue.order {
        Order::LeastCertain => {
            open.into_iter().min_by(|a, b| certainty(model, *a).total_cmp(&certainty(model, *b)))
        }
        Order::Text => {
            let here = here(model);
            open.iter().copied().find(|place| Some(position(model, *place)) > here).or(open.first().copied())
        }
    }
}

/// How many statements are open in the reach of the queue.
pub fn remaining(model: &Model) -> usize {
    open_places(model).len()
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

fn open_places(model: &Model) -> Vec<Place> {
    let is_in_reach =
        |article: &&Article| model.queue.scope == Scope::Corpus || Some(article.document.id) == model.open;
    let open_in = |article: &Article| {
        let id = article.document.id;
        article
            .annotations
            .entries
            .iter()
            .filter(|entry| !entry.is_reviewed())
            .map(move |entry| (id, entry.statement.id))
            .collect::<Vec<_>>()
    };
    model.articles().filter(is_in_reach).flat_map(open_in).collect()
}

fn here(model: &Model) -> Option<(usize, usize)> {
    Some(position(model, (model.open?, model.chosen?)))
}

/// Number of the document and number of the statement in it.
fn position(model: &Model, (document, id): Place) -> (usize, usize) {
    let number = model.articles().position(|article| article.document.id == document).unwrap_or(usize::MAX);
    let entries = model.session.article(document).map(|article| &article.annotations.entries);
    let place = entries.and_then(|entries| entries.iter().position(|entry| entry.statement.id == id));
    (number, place.unwrap_or(usize::MAX))
}

fn certainty(model: &Model, (document, id): Place) -> f32 {
    let entry = model.session.article(document).and_then(|article| article.annotations.get(id));
    entry.map_or(1.0, |entry| super::views::certainty::of(&entry.statement))
}
