//! Which statements fit the table's filter: looked for some at a time, so that a long search can be seen and stopped.

use super::{Column, Filter, Model, Shape, View};
use crate::annotate::StatementId;
use crate::annotate::scheme::Scheme;
use crate::order;
use crate::text::DocumentId;
use std::cmp::Ordering;
use std::rc::Rc;

/// What the text of a filter asks for.
mod matcher;
use matcher::Matcher;

/// A statement under a filter.
mod hit;
pub use hit::Hit;
use hit::Key;

/// What need not be looked at again.
mod seen;
use seen::Seen;

/// A pattern may be looked for as long as this, in milliseconds.
const MOST_MILLISECONDS: f64 = 20_000.0;

/// A statement by the places of its article and of itself.
pub type Place = (usize, usize);

/// A search, from its first statement to its last.
#[derive(Default)]
pub struct Search {
    /// What was asked.
    question: Option<Question>,
    matcher: Matcher,
    /// The statements that fit, in the order of the table once the search is through.
    found: Rc<Vec<Place>>,
    /// The articles that are looked at, by their places, and how many of them have been.
    asked: Vec<usize>,
    n_done: usize,
    /// The place of the next statement in the next one.
    next: usize,
    /// How many statements have been looked at, of how many.
    progress: (usize, usize),
    state: State,
    began: f64,
    seen: Seen,
}

/// What the answer depends on: the state of the project, and what is asked about each statement.
#[derive(PartialEq)]
struct Question {
    revision: u64,
    asked: Asked,
}

/// A statement that is what it was has the same answer to this.
#[derive(PartialEq)]
struct Asked {
    filter: Filter,
    sort: Option<Column>,
    is_descending: bool,
    group: Option<Column>,
    scheme: Rc<Scheme>,
}

/// How far a search is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
enum State {
    Running,
    #[default]
    Done,
    /// For this reason.
    Stopped(Rc<str>),
}

impl Question {
    fn of(model: &Model) -> Question {
        let Shape { sort, is_descending, group, .. } = model.shape;
        let (filter, scheme) = (model.filter.clone(), model.session.scheme().clone());
        Question { revision: model.revision, asked: Asked { filter, sort, is_descending, group, scheme } }
    }
}

impl Search {
    /// The search for what `model` asks, about to begin. Where the same was asked before the last change, what was found
    /// in other articles than the changed ones stands.
    #[must_use]
    pub fn renewed(mut self, model: &Model) -> Search {
        let question = Question::of(model);
        let (matcher, problem) = Matcher::of(&model.filter);
        let others = self.seen.renew(model);
        let is_asked_again = self.question.is_some_and(|before| before.asked == question.asked);
        let n_places = model.session.articles().len();
        let (asked, found) = if is_asked_again && self.state == State::Done {
            let mut found = Rc::unwrap_or_clone(self.found);
            found.retain(|(article, _)| others.binary_search(article).is_err());
            (others, found)
        } else {
            ((0..n_places).collect(), vec![])
        };
        let total = self.seen.n_statements(0..n_places);
        Search {
            question: Some(question),
            matcher,
            found: Rc::new(found),
            progress: (total - self.seen.n_statements(asked.iter().copied()), total),
            asked,
            n_done: 0,
            next: 0,
            state: problem.map_or(State::Running, State::Stopped),
            began: model.now,
            seen: self.seen,
        }
    }

    /// Whether it answers what `model` asks now.
    pub fn is_of(&self, model: &Model) -> bool {
        self.question.as_ref() == Some(&Question::of(model))
    }

    /// Whether there is more to look at.
    pub fn is_running(&self) -> bool {
        self.state == State::Running
    }

    /// Statements looked at, and all.
    pub fn progress(&self) -> (usize, usize) {
        self.progress
    }

    /// The statements that fit, as far as they were looked at.
    pub fn found(&self) -> &Rc<Vec<Place>> {
        &self.found
    }

    /// Every speaker of the project.
    pub fn speakers(&self) -> &Rc<Vec<Rc<str>>> {
        self.seen.speakers()
    }

    /// Why not every statement was looked at.
    pub fn problem(&self) -> Option<Rc<str>> {
        match &self.state {
            State::Stopped(reason) => Some(reason.clone()),
            _ => None,
        }
    }

    /// Looks no further.
    pub fn stop(&mut self, why: &str) {
        let (looked, total) = self.progress;
        let sentence = format!("{why}: {looked} of {total} statements were looked at.");
        self.state = State::Stopped(sentence.into());
    }

    /// Looks at statements until about `budget` bytes are read. Gives up after a time: patterns can be slow.
    pub fn advance(&mut self, model: &Model, budget: usize) {
        let articles = model.session.articles();
        let mut found = Rc::unwrap_or_clone(std::mem::take(&mut self.found));
        let mut left = budget;
        while left > 0 && self.is_running() {
            let Some(place) = self.asked.get(self.n_done).copied() else {
                self.state = State::Done;
                order(model, &mut found);
                break;
            };
            let article = articles.get(place).filter(|it| !model.session.is_closed(it.document.id));
            let Some(hit) = article.and_then(|article| Hit::of(model, article, self.next)) else {
                (self.n_done, self.next) = (self.n_done + 1, 0);
                continue;
            };
            if hit.fits(&model.filter, &self.matcher) {
                found.push((place, self.next));
            }
            left = left.saturating_sub(self.matcher.cost(&hit.entry.statement.content));
            self.next += 1;
            self.progress.0 += 1;
        }
        self.found = Rc::new(found);
        if self.is_running() && model.now - self.began > MOST_MILLISECONDS {
            self.stop("This pattern takes too long");
        }
    }
}

/// Whether rows are still looked for, where they are shown.
pub fn is_under_way(model: &Model) -> bool {
    model.view == View::Table && model.search.is_running()
}

/// The statement at `place`.
pub fn hit(model: &Model, place: Place) -> Option<Hit<'_>> {
    Hit::of(model, model.session.articles().get(place.0)?, place.1)
}

/// Every statement that fits the filter, in the order of the table, shown or not.
pub fn fitting(model: &Model) -> Vec<(DocumentId, StatementId)> {
    let places = |search: &Search| {
        search.found.iter().filter_map(|place| hit(model, *place)).map(|hit| hit.place()).collect()
    };
    if model.search.is_of(model) && !model.search.is_running() {
        return places(&model.search);
    }
    let mut search = Search::default().renewed(model);
    while search.is_running() {
        search.advance(model, usize::MAX);
    }
    places(&search)
}

/// Sorts by group, then by column; statements that are equal stay in the order of their texts.
fn order(model: &Model, found: &mut Vec<Place>) {
    let shape = model.shape;
    // What was found again, in changed articles, stands behind what stood.
    if shape.sort.is_none() && shape.group.is_none() && found.is_sorted() {
        return;
    }
    let key = |place: Place, column: Option<Column>| Some(hit(model, place)?.key(column?));
    let mut keyed: Vec<_> =
        found.drain(..).map(|place| (key(place, shape.group), key(place, shape.sort), place)).collect();
    let turn = |order: Ordering| if shape.is_descending { order.reverse() } else { order };
    // What is missing stands last in either direction.
    let is_missing = |key: &Option<Key>| key.as_ref().is_some_and(|key| key.0);
    order::sort_by(&mut keyed, |a, b| {
        let missing = is_missing(&a.1).cmp(&is_missing(&b.1));
        a.0.cmp(&b.0).then(missing).then_with(|| turn(a.1.cmp(&b.1))).then_with(|| a.2.cmp(&b.2))
    });
    found.extend(keyed.into_iter().map(|(_, _, place)| place));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::edit::{Change, Edit, Field};
    use crate::annotate::{Analysis, Statement, Status};
    use crate::app::{Msg, Standing, update};
    use crate::text::{Document, Span};

    const TEXT: &str = "No. Yes. Ben: Well.";

    /// The table of articles with two statements each: one by these, one by the Ben of the text.
    fn table(speakers: &[&str]) -> (Model, Vec<DocumentId>) {
        let mut model = Model::default();
        update(&mut model, Msg::Restored(Box::default()));
        for (number, name) in speakers.iter().enumerate() {
            let document = Document::new(&format!("{number}.txt"), TEXT);
            let mut first = Statement::bare(StatementId(0), vec![Span::new(0, 3)]);
            first.speaker_name = Some((*name).into());
            let mut second = Statement::bare(StatementId(1), vec![Span::new(14, 19)]);
            second.speaker = vec![Span::new(9, 12)];
            let analysis = Analysis { statements: vec![first, second], ..Analysis::empty() };
            let id = document.id;
            model.session.add(document);
            model.session.set_analysis(id, Rc::new(analysis)).expect("the document is here");
        }
        model.view = View::Table;
        let ids = model.articles().map(|article| article.document.id).collect();
        (model, ids)
    }

    /// What the table says is what a search from the beginning would say; how many statements it looked at.
    fn check(model: &mut Model, expected: (&[Place], &[&str])) {
        model.revision += 1;
        update(model, Msg::GoOn);
        let names: Vec<&str> = model.search.speakers().iter().map(|name| &**name).collect();
        assert_eq!((&model.search.found()[..], &names[..]), expected);
        let mut anew = Search::default().renewed(model);
        anew.advance(model, usize::MAX);
        assert_eq!((anew.found(), anew.speakers()), (model.search.found(), model.search.speakers()));
        assert_eq!(anew.progress(), model.search.progress());
    }

    #[test]
    fn what_is_missing_stands_last_in_either_direction() {
        let (mut model, ids) = table(&["Ada", "Cleo"]);
        let name = |name: &str| Field::TargetName(Some(name.into()));
        for (id, target) in [(ids[0], "Bo"), (ids[1], "Dora")] {
            let edit = Edit::Document(id, Change::Set(StatementId(0), name(target)));
            model.session.perform(edit, 0.0).expect("it fits");
        }
        for (is_descending, expected) in [(false, [(0, 0), (1, 0)]), (true, [(1, 0), (0, 0)])] {
            model.shape = Shape { sort: Some(Column::Target), is_descending, ..Shape::default() };
            assert_eq!(fitting(&model)[..2], expected.map(|(a, s)| (ids[a], StatementId(s))));
        }
    }

    #[test]
    fn a_search_after_a_change_says_what_one_from_the_beginning_would() {
        let (mut model, ids) = table(&["Ada", "Ada; Cleo", "Dora"]);
        model.filter.status = Some(Standing::Only(Status::Suggested));
        check(
            &mut model,
            (&[(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)], &["Ada", "Ben", "Cleo", "Dora"]),
        );
        let perform = |model: &mut Model, edit| model.session.perform(edit, 0.0).expect("it fits");
        perform(&mut model, Edit::Document(ids[1], Change::Confirm(StatementId(1))));
        check(&mut model, (&[(0, 0), (0, 1), (1, 0), (2, 0), (2, 1)], &["Ada", "Ben", "Cleo", "Dora"]));
        let name = Field::SpeakerName(Some("Ada".into()));
        perform(&mut model, Edit::Document(ids[1], Change::Set(StatementId(0), name)));
        check(&mut model, (&[(0, 0), (0, 1), (2, 0), (2, 1)], &["Ada", "Ben", "Dora"]));
        perform(&mut model, Edit::Close(ids[2]));
        check(&mut model, (&[(0, 0), (0, 1)], &["Ada", "Ben"]));
        model.shape.sort = Some(Column::Statement);
        model.session.undo();
        model.session.undo();
        check(&mut model, (&[(0, 0), (1, 0), (2, 0), (0, 1), (2, 1)], &["Ada", "Ben", "Cleo", "Dora"]));
        model.session = crate::annotate::Session::default();
        check(&mut model, (&[], &[]));
    }
}
