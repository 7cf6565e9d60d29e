//! What the reading pane shows: paragraphs cut into pieces, with their marks and margin notes.

use super::statements::{self, StatementRow};
use crate::annotate::scheme::Scheme;
use crate::annotate::segments::{self, Mark};
use crate::annotate::{Annotated, Annotations, Article, Role, StatementId};
use crate::app::Model;
use crate::order;
use crate::text::{DocumentId, Span};
use std::collections::BTreeSet;
use std::rc::Rc;

/// How a paragraph looks.
mod painter;
use painter::Painter;

/// The article in the middle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArticleView {
    /// Which document.
    pub document: DocumentId,
    /// File name.
    pub name: Rc<str>,
    /// "850 words · 12 of 23 reviewed".
    pub facts: Rc<str>,
    /// Day of publication, `2021-12-31`; empty when nobody knows.
    pub day: Rc<str>,
    /// Whether its statements are still on their way from the disk.
    pub is_on_disk: bool,
    /// The text, or the stretch of it that is on the page.
    pub paragraphs: Vec<Rc<ParagraphView>>,
    /// The parts that it is drawn in: the place of each in the article, and how many paragraphs it has.
    pub parts: Vec<(usize, usize)>,
    /// Paragraphs of the article before the stretch, and after it.
    pub hidden: (usize, usize),
}

/// A paragraph with its pieces.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParagraphView {
    /// Where it stands.
    pub span: Span,
    /// Whether it is the headline.
    pub is_headline: bool,
    /// Its words, cut at every edge of a mark.
    pub pieces: Vec<PieceView>,
    /// The statements whose content begins here.
    pub notes: Vec<Rc<StatementRow>>,
}

/// A piece of text over which the same marks lie.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PieceView {
    /// First byte.
    pub start: usize,
    /// Its words.
    pub text: Rc<str>,
    /// Roles of statements that are not chosen, each once.
    pub roles: Vec<Role>,
    /// Roles of the chosen statement.
    pub chosen: Vec<Role>,
    /// What begins here, of the chosen statement: "speaker", "target · if".
    pub label: Option<Rc<str>>,
    /// Roles of the chosen statement that end here.
    pub closing: Vec<Role>,
    /// Contents that lie over one another here, at most 3.
    pub depth: usize,
    /// The hue of the innermost content.
    pub act: Option<Rc<str>>,
    /// The statements that have a mark here, for finding the piece.
    pub statements: Vec<StatementId>,
    /// No part of the article.
    pub is_boilerplate: bool,
    /// A word that decided the chosen statement's stance.
    pub is_because: bool,
}

/// The open article and its list, with what they were made from: what has not changed is not made anew.
#[derive(Clone)]
pub struct Reading {
    /// The article.
    pub view: Rc<ArticleView>,
    /// The statements that begin in it.
    pub rows: Rc<Vec<Rc<StatementRow>>>,
    /// How many words the text has: counted once, for it never changes.
    n_words: usize,
    /// Statements of the article.
    pub total: usize,
    /// Those before the stretch, and after it.
    pub hidden: (usize, usize),
    shown: (usize, usize),
    annotations: Rc<Annotations>,
    scheme: Rc<Scheme>,
    chosen: Option<StatementId>,
}

/// The open article; nothing when none is open. What `before` shows already is taken from there.
pub fn reading(model: &Model, before: Option<&Reading>) -> Option<Reading> {
    let article = model.article()?;
    let n_words = before.filter(|before| before.view.document == article.document.id);
    let n_words =
        n_words.map_or_else(|| article.document.text.split_whitespace().count(), |before| before.n_words);
    let before = before.filter(|before| before.is_like(model, article));
    let dirty = before.map(|before| before.dirty(model, article));
    let stretch = &model.stretch;
    let is_dirty = |id| dirty.as_ref().is_none_or(|dirty| dirty.contains(&id));
    let known = before.map(|before| &before.rows);
    let places = statements::places(article, stretch.bytes());
    let (total, n_before, end) = (article.annotations.entries.len(), places.start, places.end);
    let rows = Rc::new(statements::rows(model, article, places, known, is_dirty));
    let paragraphs = match (before, &dirty) {
        (Some(before), Some(dirty)) => mended(model, article, before, dirty, &rows),
        _ => all_paragraphs(model, article, &rows),
    };
    let view = ArticleView {
        document: article.document.id,
        name: article.document.name.clone(),
        facts: facts(article, n_words),
        is_on_disk: article.is_on_disk,
        day: article.annotations.date.as_ref().map_or_else(|| "".into(), |date| date.day.clone()),
        paragraphs,
        parts: stretch.parts().map(|(place, part)| (place, part.len())).collect(),
        hidden: stretch.hidden(),
    };
    Some(Reading {
        view: Rc::new(view),
        rows,
        n_words,
        total,
        hidden: (n_before, total - end),
        shown: stretch.shown(),
        annotations: article.annotations.clone(),
        scheme: model.session.scheme().clone(),
        chosen: model.chosen,
    })
}

impl Reading {
    /// Whether it is of the same statements of the same article, however they have changed.
    fn is_like(&self, model: &Model, article: &Article) -> bool {
        let (was, is) = (&self.annotations, &article.annotations);
        let same_ids =
            || was.entries.iter().zip(&is.entries).all(|(was, is)| was.statement.id == is.statement.id);
        self.view.document == article.document.id
            && self.shown == model.stretch.shown()
            && Rc::ptr_eq(&self.scheme, model.session.scheme())
            && Rc::ptr_eq(&was.analysis, &is.analysis)
            && Rc::ptr_eq(&was.boilerplate, &is.boilerplate)
            && was.entries.len() == is.entries.len()
            && same_ids()
    }

    /// The statements that look otherwise now.
    fn dirty(&self, model: &Model, article: &Article) -> BTreeSet<StatementId> {
        let pairs = self.annotations.entries.iter().zip(&article.annotations.entries);
        let changed = pairs.filter(|(was, is)| !Rc::ptr_eq(was, is) && was != is);
        let chosen = [self.chosen, model.chosen].into_iter().flatten();
        order::set(
            changed.map(|(_, is)| is.statement.id).chain(chosen.filter(|_| self.chosen != model.chosen)),
        )
    }
}

fn facts(article: &Article, n_words: usize) -> Rc<str> {
    if article.is_on_disk {
        return format!("{n_words} words · being read back").into();
    }
    let annotations = &article.annotations;
    let total = annotations.entries.len();
    match total {
        0 if article.is_analysed() => format!("{n_words} words · no statements").into(),
        _ => format!("{n_words} words · {} of {total} reviewed", article.n_reviewed).into(),
    }
}

fn all_paragraphs(model: &Model, article: &Article, rows: &[Rc<StatementRow>]) -> Vec<Rc<ParagraphView>> {
    let painter = Painter::new(model, article);
    let paragraphs = model.stretch.paragraphs();
    let (first, end) = model.stretch.bytes();
    let is_here =
        |entry: &&Rc<Annotated>| all_spans(entry).any(|span| first < span.end() && span.start() < end);
    let marks = segments::marks(article.annotations.standing().filter(is_here));
    let shares = segments::by_paragraph(paragraphs, &marks);
    let paragraph = |(span, marks): (&Span, Vec<Mark>)| Rc::new(painter.paragraph(*span, &marks, rows));
    paragraphs.iter().zip(shares).map(paragraph).collect()
}

/// The paragraphs of `before`, those anew over which a dirty statement stands, or stood.
fn mended(
    model: &Model,
    article: &Article,
    before: &Reading,
    dirty: &BTreeSet<StatementId>,
    rows: &[Rc<StatementRow>],
) -> Vec<Rc<ParagraphView>> {
    let mut paragraphs = before.view.paragraphs.clone();
    let spans: Vec<Span> = paragraphs.iter().map(|paragraph| paragraph.span).collect();
    let is_dirty = |entry: &&Rc<Annotated>| dirty.contains(&entry.statement.id);
    let entries = before.annotations.entries.iter().chain(&article.annotations.entries).filter(is_dirty);
    let mut touched = BTreeSet::new();
    for span in entries.flat_map(|entry| all_spans(entry)) {
        let first = spans.partition_point(|paragraph| paragraph.end() <= span.start());
        touched.extend((first..spans.len()).take_while(|place| spans[*place].overlaps(span)));
    }
    let painter = Painter::new(model, article);
    let (begin, end) = model.stretch.bytes();
    let is_near = |entry: &&Rc<Annotated>| {
        all_spans(entry).filter(|span| begin < span.end() && span.start() < end).any(|span| {
            let first = spans.partition_point(|paragraph| paragraph.end() <= span.start());
            touched.range(first..).next().is_some_and(|place| spans[*place].overlaps(span))
        })
    };
    let marks = segments::marks(article.annotations.standing().filter(is_near));
    let touched_spans: Vec<Span> = touched.iter().map(|place| spans[*place]).collect();
    for (place, marks) in touched.iter().zip(segments::by_paragraph(&touched_spans, &marks)) {
        paragraphs[*place] = Rc::new(painter.paragraph(spans[*place], &marks, rows));
    }
    paragraphs
}

/// Every stretch that a statement marks, with the words that decided.
fn all_spans(entry: &Annotated) -> impl Iterator<Item = Span> {
    let statement = &entry.statement;
    let roles = Role::ALL.into_iter().flat_map(|role| statement.spans(role));
    roles.chain(&statement.stance.because).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Analysis, Statement};
    use crate::app::keys::Command;
    use crate::app::{Effect, Msg, update};

    /// Three statements, the second in the first, the third over two paragraphs.
    fn model() -> Model {
        let mut model = Model::default();
        update(&mut model, Msg::Restored(Box::default()));
        let effects = update(&mut model, Msg::TextPasted("aaaa bbbb cccc\n\ndddd eeee ffff".into()));
        let asked = effects.iter().find_map(|effect| match effect {
            Effect::Analyze(ticket, document) => Some((*ticket, document.id)),
            _ => None,
        });
        let (ticket, id) = asked.expect("a new text is analysed");
        let spans = [(0, 9), (5, 9), (10, 20)];
        let statements = (0..).zip(spans).map(|(id, (start, end))| {
            let parent = (id == 1).then_some(StatementId(0));
            Statement { parent, ..Statement::bare(StatementId(id), vec![Span::new(start, end)]) }
        });
        let analysis = Analysis { statements: statements.collect(), ..Analysis::empty() };
        update(&mut model, Msg::AnalysisArrived(ticket, id, Rc::new(analysis)));
        model
    }

    #[test]
    fn what_is_mended_is_as_if_made_anew() {
        use Command::*;
        let mut model = model();
        let mut kept = reading(&model, None).expect("an article is open");
        let commands = [
            Next,
            Stance(0),
            Next,
            Reject,
            Confirm,
            Previous,
            NoSpeaker,
            Undo,
            Undo,
            Undo,
            Redo,
            Reject,
            Undo,
        ];
        for command in commands {
            update(&mut model, Msg::Asked(command));
            kept = reading(&model, Some(&kept)).expect("an article is open");
            let anew = reading(&model, None).expect("an article is open");
            assert_eq!(kept.view, anew.view, "{command:?}");
            assert_eq!(kept.rows, anew.rows, "{command:?}");
        }
    }

    #[test]
    fn what_has_not_changed_is_the_same() {
        let mut model = model();
        let before = reading(&model, None).expect("an article is open");
        update(&mut model, Msg::Asked(Command::Stance(0)));
        let after = reading(&model, Some(&before)).expect("an article is open");
        let same = |place: usize| Rc::ptr_eq(&before.view.paragraphs[place], &after.view.paragraphs[place]);
        assert!(!same(0) && same(1));
        assert!(Rc::ptr_eq(&before.rows[2], &after.rows[2]));
    }
}
