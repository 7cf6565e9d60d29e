//! What the table of all statements shows.

use super::statements::{self, StatementRow};
use crate::annotate::{Article, StatementId, Status};
use crate::app::{Filter, Model};
use crate::text::DocumentId;
use std::collections::BTreeSet;
use std::rc::Rc;

/// So many rows are drawn at once; a filter finds the others.
pub const MOST_ROWS: usize = 500;

/// The table.
#[derive(Clone, PartialEq, Debug)]
pub struct TableView {
    /// What it is filtered by.
    pub filter: Filter,
    /// The rows drawn.
    pub rows: Vec<Rc<TableRow>>,
    /// Rows that fit the filter.
    pub found: usize,
    /// Statements in all.
    pub total: usize,
    /// Rows that a bulk change will touch.
    pub ticked: usize,
    /// Speakers to choose from.
    pub speakers: Vec<Rc<str>>,
    /// Labels to choose from, as key and word.
    pub labels: Vec<(Rc<str>, Rc<str>)>,
}

/// One row.
#[derive(Clone, PartialEq, Debug)]
pub struct TableRow {
    /// The statement.
    pub statement: StatementRow,
    /// Its label's key.
    pub label: Rc<str>,
    /// Where it stands.
    pub document: Rc<str>,
    /// Whether a bulk change will touch it.
    pub is_ticked: bool,
}

/// Every status, for the filter.
pub const STATUSES: [Status; 5] =
    [Status::Suggested, Status::Confirmed, Status::Corrected, Status::Added, Status::Rejected];

/// The table of `model`.
pub fn view(model: &Model) -> TableView {
    let mut speakers = BTreeSet::new();
    let (mut rows, mut found, mut total) = (vec![], 0, 0);
    for article in model.articles() {
        for row in rows_of(model, article) {
            total += 1;
            speakers.insert(row.statement.speaker.clone());
            if !fits(&model.filter, &row) {
                continue;
            }
            found += 1;
            if rows.len() < MOST_ROWS {
                rows.push(Rc::new(row));
            }
        }
    }
    let labels = &model.session.scheme().labels;
    TableView {
        filter: model.filter.clone(),
        rows,
        found,
        total,
        ticked: model.ticked.len(),
        speakers: speakers.into_iter().collect(),
        labels: labels.iter().map(|label| (label.label.0.clone(), label.shown.clone())).collect(),
    }
}

/// Every statement that fits the filter, drawn or not.
pub fn fitting(model: &Model) -> BTreeSet<(DocumentId, StatementId)> {
    let rows = model.articles().flat_map(|article| rows_of(model, article));
    rows.filter(|row| fits(&model.filter, row))
        .map(|row| (row.statement.document, row.statement.id))
        .collect()
}

fn rows_of<'a>(model: &'a Model, article: &'a Article) -> impl Iterator<Item = TableRow> + 'a {
    article.annotations.entries.iter().zip(statements::of(model, article)).map(|(entry, statement)| {
        TableRow {
            label: entry.statement.stance.label.0.clone(),
            document: article.document.name.clone(),
            is_ticked: model.ticked.contains(&(article.document.id, statement.id)),
            statement,
        }
    })
}

fn fits(filter: &Filter, row: &TableRow) -> bool {
    let statement = &row.statement;
    let is = |wanted: &Option<Rc<str>>, value: &Rc<str>| wanted.as_ref().is_none_or(|wanted| wanted == value);
    is(&filter.speaker, &statement.speaker)
        && is(&filter.label, &row.label)
        && filter.status.is_none_or(|status| status == statement.status)
        && filter.certainty.is_none_or(|certainty| certainty == statement.certainty)
        && has_word(filter, row)
}

fn has_word(filter: &Filter, row: &TableRow) -> bool {
    let word = filter.text.trim().to_lowercase();
    let statement = &row.statement;
    let places = [&statement.excerpt, &statement.speaker, &statement.stance, &row.document];
    word.is_empty()
        || places.into_iter().chain(&statement.target).any(|place| place.to_lowercase().contains(&word))
}
