//! What the table of all statements shows.

use super::certainty;
use super::statements::{self, StatementRow};
use crate::annotate::{Annotated, Article, Role, StatementId};
use crate::app::{Column, Filter, Model, Shape, describe};
use crate::text::DocumentId;
use regex_lite::{Regex, RegexBuilder};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::rc::Rc;

/// So many rows are drawn at once; "more" draws as many again.
const PAGE: usize = 200;

/// Largest regular expression, in bytes of what it is made into: a search takes time in proportion to it.
const PATTERN_BYTES: usize = 100_000;

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
    /// Why the pattern is none.
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

/// The table of `model`.
pub fn view(model: &Model) -> TableView {
    let (matcher, problem) = Matcher::of(&model.filter);
    let mut hits: Vec<Hit> = all(model).filter(|hit| hit.fits(&model.filter, &matcher)).collect();
    let shape = model.shape;
    order(model, &mut hits, shape);
    let shown = PAGE * (shape.more + 1);
    let rows = rows(model, &hits, shape, shown);
    let labels = &model.session.scheme().labels;
    TableView {
        filter: model.filter.clone(),
        shape,
        rows,
        found: hits.len(),
        total: model.articles().map(|article| article.annotations.entries.len()).sum(),
        ticked: hits.iter().filter(|hit| model.ticked.contains(&hit.place())).count(),
        speakers: Rc::new(speakers(model)),
        labels: labels.iter().map(|label| (label.label.0.clone(), label.shown.clone())).collect(),
        problem,
    }
}

/// Every statement that fits the filter, drawn or not.
pub fn fitting(model: &Model) -> BTreeSet<(DocumentId, StatementId)> {
    let (matcher, _) = Matcher::of(&model.filter);
    all(model).filter(|hit| hit.fits(&model.filter, &matcher)).map(|hit| hit.place()).collect()
}

fn speakers(model: &Model) -> Vec<Rc<str>> {
    let names: BTreeSet<Rc<str>> = all(model).map(|hit| hit.speaker()).collect();
    names.into_iter().collect()
}

fn all(model: &Model) -> impl Iterator<Item = Hit<'_>> {
    model.articles().flat_map(move |article| {
        let entries = article.annotations.entries.iter().enumerate();
        entries.map(move |(idx, entry)| Hit { model, article, idx, entry })
    })
}

/// Sorts by group, then by column; statements that are equal stay in the order of their texts.
fn order(model: &Model, hits: &mut Vec<Hit>, shape: Shape) {
    if shape.sort.is_none() && shape.group.is_none() {
        return;
    }
    let key = |hit: &Hit, column: Option<Column>| column.map(|column| hit.key(model, column));
    let mut keyed: Vec<_> =
        hits.drain(..).map(|hit| (key(&hit, shape.group), key(&hit, shape.sort), hit)).collect();
    let turn = |order: Ordering| if shape.is_descending { order.reverse() } else { order };
    keyed.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| turn(a.1.cmp(&b.1))));
    hits.extend(keyed.into_iter().map(|(_, _, hit)| hit));
}

fn rows(model: &Model, hits: &[Hit], shape: Shape, shown: usize) -> Vec<Rc<TableRow>> {
    let group = |hit: &Hit| shape.group.map(|column| hit.word(model, column));
    let mut last: Option<Rc<str>> = None;
    let mut rows = Vec::with_capacity(hits.len().min(shown));
    for (idx, hit) in hits.iter().take(shown).enumerate() {
        let word = group(hit);
        let heading = word.clone().filter(|_| word != last).map(|word| {
            let size = hits[idx..].iter().take_while(|other| group(other).as_ref() == Some(&word)).count();
            (word, size)
        });
        last = word;
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

/// What the text of a filter asks for.
enum Matcher {
    Everything,
    Nothing,
    Word(String),
    Pattern(Regex),
}

impl Matcher {
    /// The pattern is one whose search takes time in proportion to the text, whatever is typed.
    fn of(filter: &Filter) -> (Matcher, Option<Rc<str>>) {
        let text = filter.text.trim();
        if text.is_empty() {
            return (Matcher::Everything, None);
        }
        if !filter.is_pattern {
            return (Matcher::Word(text.to_lowercase()), None);
        }
        match RegexBuilder::new(text).case_insensitive(true).size_limit(PATTERN_BYTES).build() {
            Ok(pattern) => (Matcher::Pattern(pattern), None),
            Err(error) => {
                (Matcher::Nothing, Some(format!("This is no regular expression yet: {error}.").into()))
            }
        }
    }

    fn finds(&self, place: &str) -> bool {
        match self {
            Matcher::Everything => true,
            Matcher::Nothing => false,
            Matcher::Word(word) => place.to_lowercase().contains(word),
            Matcher::Pattern(pattern) => pattern.is_match(place),
        }
    }
}

/// A statement with where it stands.
struct Hit<'a> {
    model: &'a Model,
    article: &'a Article,
    idx: usize,
    entry: &'a Annotated,
}

/// What is sorted by: numbers before words.
type Key = (usize, String);

impl Hit<'_> {
    fn place(&self) -> (DocumentId, StatementId) {
        (self.article.document.id, self.entry.statement.id)
    }

    fn text(&self) -> &str {
        &self.article.document.text
    }

    fn speaker(&self) -> Rc<str> {
        statements::speaker(self.text(), self.entry)
    }

    fn target(&self) -> Option<Rc<str>> {
        let statement = &self.entry.statement;
        statement.target_name.clone().or_else(|| statements::words(self.text(), &statement.target))
    }

    fn day(&self) -> Rc<str> {
        self.article.annotations.date.as_ref().map_or_else(|| "".into(), |date| date.day.clone())
    }

    fn certainty(&self) -> u8 {
        certainty::step(certainty::of(&self.entry.statement))
    }

    fn fits(&self, filter: &Filter, matcher: &Matcher) -> bool {
        let statement = &self.entry.statement;
        let is_toward = |name: &Rc<str>| {
            self.target().as_ref() == Some(name) || statement.addressee_name.as_ref() == Some(name)
        };
        filter.speaker.as_ref().is_none_or(|name| self.speaker() == *name)
            && filter.toward.as_ref().is_none_or(is_toward)
            && filter.label.as_ref().is_none_or(|label| statement.stance.label.0 == *label)
            && filter.status.is_none_or(|status| status == self.entry.status())
            && filter.certainty.is_none_or(|certainty| certainty == self.certainty())
            && filter.day.as_ref().is_none_or(|day| self.day().starts_with(&**day))
            && filter.document.as_ref().is_none_or(|name| self.article.document.name == *name)
            && self.is_found(matcher)
    }

    fn is_found(&self, matcher: &Matcher) -> bool {
        if matches!(matcher, Matcher::Everything) {
            return true;
        }
        let statement = &self.entry.statement;
        let content = statements::words(self.text(), statement.spans(Role::Content)).unwrap_or_default();
        let stance = describe::shown(self.model.session.scheme(), &statement.stance.label);
        let places = [&content, &self.speaker(), &stance, &self.article.document.name, &statement.note];
        places.into_iter().any(|place| matcher.finds(place))
            || self.target().is_some_and(|target| matcher.finds(&target))
    }

    /// What a heading calls it.
    fn word(&self, model: &Model, column: Column) -> Rc<str> {
        match column {
            Column::Status => self.entry.status().name().into(),
            Column::Speaker => self.speaker(),
            Column::Stance => describe::shown(model.session.scheme(), &self.entry.statement.stance.label),
            Column::Target => self.target().unwrap_or_else(|| "no target".into()),
            Column::Statement => {
                statements::words(self.text(), &self.entry.statement.content).unwrap_or_default()
            }
            Column::Certainty => certainty::word(self.certainty()).into(),
            Column::Document => self.article.document.name.clone(),
            Column::Date => {
                Some(self.day()).filter(|day| !day.is_empty()).unwrap_or_else(|| "no date".into())
            }
        }
    }

    fn key(&self, model: &Model, column: Column) -> Key {
        let label = &self.entry.statement.stance.label;
        let number = match column {
            Column::Status => self.entry.status() as usize,
            Column::Stance => {
                let labels = &model.session.scheme().labels;
                labels.iter().position(|entry| entry.label == *label).unwrap_or(usize::MAX)
            }
            Column::Certainty => usize::from(self.certainty()),
            // What is missing stands last.
            Column::Target => usize::from(self.target().is_none()),
            Column::Date => usize::from(self.day().is_empty()),
            Column::Speaker | Column::Statement | Column::Document => 0,
        };
        (number, self.word(model, column).to_lowercase())
    }
}
