//! Which statements fit the table's filter: looked for some at a time, so that a long search can be seen and stopped.

use super::{Column, Filter, Model, Shape, View};
use crate::annotate::StatementId;
use crate::order;
use crate::text::DocumentId;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::rc::Rc;

/// What the text of a filter asks for.
mod matcher;
use matcher::Matcher;

/// A statement under a filter.
mod hit;
pub use hit::Hit;

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
    /// The one to be looked at next.
    next: Place,
    /// How many have been looked at, of how many.
    progress: (usize, usize),
    state: State,
    began: f64,
    /// Every speaker of the project.
    speakers: Rc<Vec<Rc<str>>>,
}

/// Every speaker of the project, sorted.
fn speakers(model: &Model) -> Rc<Vec<Rc<str>>> {
    // Gathered by hash before they are sorted: a large project has few names and many statements.
    let hits = |article| (0..).map_while(move |idx| Hit::of(model, article, idx));
    let names: HashSet<Rc<str>> = model.articles().flat_map(hits).flat_map(|hit| hit.speakers()).collect();
    let mut names: Vec<Rc<str>> = names.into_iter().collect();
    order::sort(&mut names);
    Rc::new(names)
}

/// What the answer depends on.
#[derive(Clone, PartialEq, Debug)]
struct Question {
    revision: u64,
    filter: Filter,
    sort: Option<Column>,
    is_descending: bool,
    group: Option<Column>,
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
        Question { revision: model.revision, filter: model.filter.clone(), sort, is_descending, group }
    }
}

impl Search {
    /// The search for what `model` asks, about to begin.
    pub fn of(model: &Model) -> Search {
        let (matcher, problem) = Matcher::of(&model.filter);
        let total = model.articles().map(|article| article.annotations.entries.len()).sum();
        let before = &model.search;
        let speakers = match &before.question {
            Some(question) if question.revision == model.revision => before.speakers.clone(),
            _ => speakers(model),
        };
        Search {
            question: Some(Question::of(model)),
            matcher,
            found: Rc::default(),
            next: (0, 0),
            progress: (0, total),
            state: problem.map_or(State::Running, State::Stopped),
            began: model.now,
            speakers,
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
        &self.speakers
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
            let Some(article) = articles.get(self.next.0) else {
                self.state = State::Done;
                break;
            };
            let hit = Hit::of(model, article, self.next.1);
            let Some(hit) = hit.filter(|_| !model.session.is_closed(article.document.id)) else {
                self.next = (self.next.0 + 1, 0);
                continue;
            };
            if hit.fits(&model.filter, &self.matcher) {
                found.push(self.next);
            }
            left = left.saturating_sub(self.matcher.cost(&hit.entry.statement.content));
            self.next.1 += 1;
            self.progress.0 += 1;
        }
        if self.state == State::Done {
            order(model, &mut found);
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
    let mut search = Search::of(model);
    while search.is_running() {
        search.advance(model, usize::MAX);
    }
    places(&search)
}

/// Sorts by group, then by column; statements that are equal stay in the order of their texts.
fn order(model: &Model, found: &mut Vec<Place>) {
    let shape = model.shape;
    if shape.sort.is_none() && shape.group.is_none() {
        return;
    }
    let key = |place: Place, column: Option<Column>| Some(hit(model, place)?.key(column?));
    let mut keyed: Vec<_> =
        found.drain(..).map(|place| (key(place, shape.group), key(place, shape.sort), place)).collect();
    let turn = |order: Ordering| if shape.is_descending { order.reverse() } else { order };
    order::sort_by(&mut keyed, |a, b| a.0.cmp(&b.0).then_with(|| turn(a.1.cmp(&b.1))));
    found.extend(keyed.into_iter().map(|(_, _, place)| place));
}
