//! What the table of all statements shows.

use super::statements::{self, StatementRow};
use crate::app::search::{self, Hit};
use crate::app::{Filter, Model, Shape};
use std::rc::Rc;

/// So many rows are drawn at first, more than a window has room for; each "more" draws as many again as there are.
const PAGE: usize = 40;
const MOST_MORE: usize = 20;

/// The table.
#[derive(Clone, PartialEq, Debug)]
pub struct TableView {
    /// What it is filtered by.
    pub filter: Filter,
    /// In which order.
    pub shape: Shape,
    /// The rows drawn.
    pub rows: Vec<Rc<TableRow>>,
    /// Rows that fit the filter.
    pub found: usize,
    /// Statements in all.
    pub total: usize,
    /// Rows that a bulk change will touch: ticked, and fitting the filter.
    pub ticked: usize,
    /// Speakers to choose from.
    pub speakers: Rc<Vec<Rc<str>>>,
    /// Labels to choose from, as key and word.
    pub labels: Vec<(Rc<str>, Rc<str>)>,
    /// Whether more may be found: the search goes on.
    pub is_searching: bool,
    /// Why the pattern is none, or why not every statement was looked at.
    pub problem: Option<Rc<str>>,
}

/// One row.
#[derive(Clone, PartialEq, Debug)]
pub struct TableRow {
    /// The heading before it: what its group shares, and how many they are.
    pub heading: Option<(Rc<str>, usize)>,
    /// The statement.
    pub statement: StatementRow,
    /// Where it stands.
    pub document: Rc<str>,
    /// When that was published.
    pub day: Rc<str>,
    /// Whether a bulk change will touch it.
    pub is_ticked: bool,
}

/// The table of `model`, as far as its search is.
pub fn view(model: &Model) -> TableView {
    let search = &model.search;
    let found = search.found();
    let is_ticked = |hit: &Hit| model.ticked.contains(&hit.place());
    let ticked = match model.ticked.is_empty() {
        true => 0,
        false => found.iter().filter_map(|place| search::hit(model, *place)).filter(is_ticked).count(),
    };
    let labels = &model.session.scheme().labels;
    TableView {
        filter: model.filter.clone(),
        shape: model.shape,
        rows: rows(model, found),
        found: found.len(),
        total: search.progress().1,
        ticked,
        speakers: search.speakers().clone(),
        labels: labels.iter().map(|label| (label.label.0.clone(), label.shown.clone())).collect(),
        is_searching: search.is_running(),
        problem: search.problem(),
    }
}

fn rows(model: &Model, found: &[search::Place]) -> Vec<Rc<TableRow>> {
    let shape = model.shape;
    // Groups stand together once the search is through.
    let group = shape.group.filter(|_| !model.search.is_running());
    let word = |place: search::Place| Some(search::hit(model, place)?.word(group?));
    let shown = PAGE << shape.more.min(MOST_MORE);
    let mut last: Option<Rc<str>> = None;
    let mut rows = Vec::with_capacity(found.len().min(shown));
    for (idx, place) in found.iter().take(shown).enumerate() {
        let Some(hit) = search::hit(model, *place) else { continue };
        let shared = word(*place);
        let heading = shared.clone().filter(|_| shared != last).map(|shared| {
            let is_same = |place: &&search::Place| word(**place).as_ref() == Some(&shared);
            (shared.clone(), found[idx..].iter().take_while(is_same).count())
        });
        last = shared;
        rows.push(Rc::new(TableRow {
            heading,
            statement: statements::row(model, hit.article, hit.idx, hit.entry),
            document: hit.article.document.name.clone(),
            day: hit.day(),
            is_ticked: model.ticked.contains(&hit.place()),
        }));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Analysis, Statement, StatementId};
    use crate::app::{Msg, View, update};
    use crate::text::{Document, Span};

    #[test]
    fn rows_are_drawn_some_at_first_and_twice_as_many_with_each_more() {
        let mut model = Model::default();
        update(&mut model, Msg::Restored(Box::default()));
        let document = Document::new("long.txt", "No.");
        let statements = (0..200).map(|number| Statement::bare(StatementId(number), vec![Span::new(0, 2)]));
        let analysis = Analysis { statements: statements.collect(), ..Analysis::empty() };
        let id = document.id;
        model.session.add(document);
        model.session.set_analysis(id, Rc::new(analysis)).expect("the document is here");
        model.view = View::Table;
        let mut drawn = |more: usize| {
            update(&mut model, Msg::ShapeChanged(Shape { more, ..Shape::default() }));
            let view = view(&model);
            assert_eq!((view.found, view.total), (200, 200));
            view.rows.len()
        };
        assert_eq!([drawn(0), drawn(1), drawn(2), drawn(3), drawn(500)], [40, 80, 160, 200, 200]);
    }
}
