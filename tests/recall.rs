//! An earlier visit that comes back bit by bit: what can be done at once, and what waits.

use demarche::annotate::{Analysis, Statement, StatementId, Status, Stored, StoredDocument};
use demarche::app::keys::{Command, KeyPress};
use demarche::app::views::documents::{DocumentState, rows};
use demarche::app::{Effect, Model, Msg, Region, Ticket, View, update};
use demarche::text::{Document, DocumentId, Span};
use std::rc::Rc;

/// A page and what it asks the disk for.
struct Page {
    model: Model,
    asked: Option<(Ticket, Vec<DocumentId>)>,
    effects: Vec<Effect>,
}

impl Page {
    /// A visit to a project of so many articles, of which nothing but the documents is back.
    fn new(n_articles: usize) -> Page {
        let mut page = Page { model: Model::default(), asked: None, effects: vec![] };
        let document = |idx| Document::new(&format!("{idx}.txt"), "It rains, said Ana.");
        let documents = (0..n_articles).map(|idx| StoredDocument { document: document(idx), analysis: None });
        let stored = Stored { documents: documents.collect(), has_more: true, ..Stored::default() };
        page.tell(Msg::Restored(Box::new(stored)));
        page
    }

    fn tell(&mut self, msg: Msg) {
        for effect in update(&mut self.model, msg) {
            match effect {
                Effect::Recall(ticket, documents) => self.asked = Some((ticket, documents)),
                other => self.effects.push(other),
            }
        }
    }

    fn press(&mut self, key: &str) {
        let press = KeyPress { key: key.into(), ctrl: false, alt: false, shift: false };
        self.tell(Msg::KeyPressed(press, Region::Page, None));
    }

    /// The disk gives what was asked for; how many documents that is.
    fn recall(&mut self) -> usize {
        let Some((ticket, ids)) = self.asked.take() else { return 0 };
        let n_documents = ids.len();
        let statement = Statement::bare(StatementId(0), vec![Span::new(0, 8)]);
        let analysis = Rc::new(Analysis { statements: vec![statement], ..Analysis::empty() });
        self.tell(Msg::Recalled(ticket, ids.into_iter().map(|id| (id, Some(analysis.clone()))).collect()));
        n_documents
    }

    fn states(&self) -> Vec<DocumentState> {
        rows(&self.model, &[]).iter().map(|row| row.state).collect()
    }

    /// How many statements a person has confirmed.
    fn confirmed(&self) -> usize {
        let entries = self.model.articles().flat_map(|article| &article.annotations.entries);
        entries.filter(|entry| entry.status() == Status::Confirmed).count()
    }
}

#[test]
fn the_open_article_comes_first_and_is_worked_on_while_the_others_come() {
    let mut page = Page::new(300);
    page.press("Enter");
    assert_eq!((page.confirmed(), page.recall()), (0, 1), "the key waits for the open article alone");
    assert_eq!(page.confirmed(), 1);
    assert!(page.states()[2..].iter().all(|state| *state == DocumentState::Returning));
    page.press("]");
    page.press("Enter");
    while page.recall() > 0 {}
    assert_eq!((page.confirmed(), page.model.recall.is_none()), (2, true));
    let is_asked = page.effects.iter().any(|effect| matches!(effect, Effect::Analyze(..)));
    assert!(!is_asked, "nothing that was on disk is analysed again");
}

#[test]
fn what_looks_at_all_articles_waits_for_them_and_what_follows_waits_too() {
    let mut page = Page::new(300);
    page.recall();
    page.tell(Msg::Asked(Command::ShowTable));
    page.tell(Msg::Asked(Command::ShowDesk));
    page.press("Enter");
    assert_eq!((page.model.view, page.confirmed()), (View::Desk, 0));
    while page.recall() > 0 {}
    assert_eq!((page.model.view, page.confirmed()), (View::Desk, 1));
    page.tell(Msg::Asked(Command::ShowTable));
    assert_eq!(page.model.view, View::Table);
}

#[test]
fn waiting_can_be_given_up() {
    let mut page = Page::new(300);
    page.recall();
    page.tell(Msg::Asked(Command::Export));
    page.tell(Msg::Asked(Command::Cancel));
    page.press("Enter");
    assert_eq!(page.confirmed(), 1);
    while page.recall() > 0 {}
    assert_eq!(page.model.dialog, None);
}

#[test]
fn what_the_disk_does_not_give_is_asked_for_again_and_never_analysed_anew() {
    let mut page = Page::new(300);
    page.recall();
    let (ticket, _) = page.asked.take().expect("the others are asked for");
    page.tell(Msg::RecallFailed(ticket, "the disk hangs".into()));
    assert!(page.model.notice.text.contains("the disk hangs"), "{}", page.model.notice.text);
    page.tell(Msg::Asked(Command::ShowTable));
    assert_eq!(page.model.view, View::Desk, "a table would look as if the rest were lost");
    page.press("Enter");
    assert_eq!(page.confirmed(), 1, "what is here can be worked on");
    page.tell(Msg::Asked(Command::Retry));
    while page.recall() > 0 {}
    let entries = page.model.articles().map(|article| article.annotations.entries.len());
    assert_eq!(entries.sum::<usize>(), 300);
    assert!(page.effects.iter().all(|effect| !matches!(effect, Effect::Analyze(..))));
}

#[test]
fn an_answer_that_comes_after_everything_was_deleted_is_dropped() {
    let mut page = Page::new(3);
    let late = page.asked.clone();
    page.tell(Msg::Asked(Command::Forget));
    page.asked = late;
    page.recall();
    assert!(page.model.session.articles().is_empty());
}

#[test]
fn what_was_said_to_wait_is_not_said_when_nothing_waits() {
    let mut page = Page::new(3);
    page.tell(Msg::AddressGiven("table?stance=WARN".into()));
    assert!(page.model.notice.text.starts_with("As soon as"), "{}", page.model.notice.text);
    while page.recall() > 0 {}
    assert_eq!(page.model.view, View::Table);
    assert_eq!(&*page.model.notice.text, "Welcome back: 3 documents and 0 changes are as you left them.");
}
