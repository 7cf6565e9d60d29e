//! Nothing that the page called saved is lost: random work over a disk that fails and pages that die at random.

use demarche::annotate::log::{EditLog, Step};
use demarche::annotate::{Analysis, Session, Statement, StatementId, Stored, StoredDocument};
use demarche::app::keys::{Command, KeyPress};
use demarche::app::views::frame::{SaveView, bar};
use demarche::app::{Effect, Model, Msg, Region, Ticket, Write, update};
use demarche::text::{DocumentId, Span};
use proptest::prelude::*;
use std::collections::VecDeque;
use std::rc::Rc;

const TEXT: &str = "“Rain,” said Ada Obi. “Soon,” she said.";
const OTHER: &str = "“Snow,” said Ada Obi. “Late,” she said.";

/// What happens next.
#[derive(Clone, Debug)]
enum Event {
    Key(&'static str),
    /// The disk carries the oldest save out and says so.
    Complete,
    /// The disk refuses the oldest save, and with it what follows.
    Refuse,
    /// The disk carries the oldest save out, and the page dies before it hears of it.
    DieUnheard,
    /// The page dies.
    Die,
    Retry,
    /// The disk gives back what the page asked for last.
    Recall,
    /// Another tab wants to write, and the next page is that tab.
    HandOver,
}

/// A page and its disk: saves are asked for in order, and each happens wholly or not at all.
#[derive(Default)]
struct World {
    model: Model,
    asked: VecDeque<(u64, Vec<Write>)>,
    disk: Stored,
    /// What the disk will hold once it has carried out everything that it was asked for.
    ahead: Stored,
    /// The analyses that the page waits for.
    recalled: Option<(Ticket, Vec<DocumentId>)>,
    /// The log when the page last said that everything is saved.
    promised: EditLog,
    /// Every log that the page has had since then.
    later: Vec<EditLog>,
}

impl World {
    fn new() -> World {
        let mut world = World::default();
        world.tell(Msg::Restored(Box::default()));
        for text in [TEXT, OTHER] {
            world.tell(Msg::TextPasted(text.into()));
            let statement = |id, start| Statement::bare(StatementId(id), vec![Span::new(start, start + 4)]);
            let analysis =
                Analysis { statements: vec![statement(0, 3), statement(1, 29)], ..Analysis::empty() };
            let (ticket, document) =
                world.model.jobs.running.iter().next().map(|(a, b)| (*a, *b)).expect("it is asked for");
            world.tell(Msg::AnalysisArrived(ticket, document, Rc::new(analysis)));
        }
        while world.complete() {}
        world
    }

    fn tell(&mut self, msg: Msg) {
        for effect in update(&mut self.model, msg) {
            match effect {
                Effect::Save(number, writes) => {
                    // What waited for an article may bring several saves at once.
                    writes.iter().cloned().for_each(|write| carry_out(&mut self.ahead, write));
                    self.later.push(EditLog::of(self.ahead.steps.iter().cloned()));
                    self.asked.push_back((number, writes));
                }
                Effect::Recall(ticket, documents) => self.recalled = Some((ticket, documents)),
                _ => {}
            }
        }
        self.look();
    }

    /// Takes down what the page shows and promises.
    fn look(&mut self) {
        let log = self.model.session.log().clone();
        if bar(&self.model).save == SaveView::Saved {
            self.promised = log.clone();
            self.later.clear();
        }
        if self.later.last() != Some(&log) {
            self.later.push(log);
        }
    }

    fn write(&mut self) -> Option<u64> {
        let (number, writes) = self.asked.pop_front()?;
        writes.into_iter().for_each(|write| carry_out(&mut self.disk, write));
        Some(number)
    }

    fn complete(&mut self) -> bool {
        let number = self.write();
        if let Some(number) = number {
            self.tell(Msg::Saved(number));
        }
        number.is_some()
    }

    fn refuse(&mut self) {
        if let Some((number, _)) = self.asked.pop_front() {
            self.asked.clear();
            self.ahead = self.disk.clone();
            self.tell(Msg::SaveFailed(number, "the disk is full".into()));
        }
    }

    /// The next visit finds what was promised, or a state that came later.
    fn die(&mut self) {
        self.asked.clear();
        self.model = Model::default();
        let stored = self.disk.clone();
        self.ahead = stored.clone();
        let found = EditLog::of(stored.steps.iter().cloned());
        assert!(
            found == self.promised || self.later.contains(&found),
            "found {found:?}, promised {:?}",
            self.promised
        );
        self.later.clear();
        self.promised = found.clone();
        let documents = stored.documents.into_iter();
        let documents = documents.map(|stored| StoredDocument { analysis: None, ..stored }).collect();
        self.tell(Msg::Restored(Box::new(Stored { documents, has_more: true, ..stored })));
        assert_eq!(self.model.session.log(), &found);
    }

    fn recall(&mut self) -> bool {
        let Some((ticket, ids)) = self.recalled.take() else { return false };
        let analysis = |id: &DocumentId| {
            let stored = self.disk.documents.iter().find(|stored| stored.document.id == *id);
            stored.and_then(|stored| stored.analysis.clone())
        };
        let found = ids.iter().map(|id| (*id, analysis(id))).collect();
        self.tell(Msg::Recalled(ticket, found));
        true
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Key(name) => {
                let (ctrl, shift) = (name.contains("Ctrl+"), name.contains("Shift+"));
                let last = name.rsplit('+').next().filter(|key| !key.is_empty());
                let key = last.unwrap_or("+").to_owned();
                self.tell(Msg::KeyPressed(KeyPress { key, ctrl, alt: false, shift }, Region::Page, None));
            }
            Event::Complete => drop(self.complete()),
            Event::Refuse => self.refuse(),
            Event::DieUnheard => {
                self.write();
                self.die();
            }
            Event::Die => self.die(),
            Event::Recall => drop(self.recall()),
            Event::Retry => self.tell(Msg::Asked(Command::RetrySave)),
            Event::HandOver => self.hand_over(),
        }
    }

    fn hand_over(&mut self) {
        self.tell(Msg::GiveWay);
        while self.model.save.is_leaving && self.complete() {}
        let before = self.model.session.log().clone();
        self.happen(&Event::Key("x"));
        assert_eq!(self.model.session.log(), &before, "a tab that only reads changes nothing");
        self.die();
    }
}

fn carry_out(disk: &mut Stored, write: Write) {
    match write {
        Write::Document(document) => disk.documents.push(StoredDocument { document, analysis: None }),
        Write::Analysis(id, analysis) => {
            let place = disk.documents.iter_mut().find(|stored| stored.document.id == id);
            place.expect("documents come before their analyses").analysis = Some(analysis);
        }
        Write::Step(step) => disk.steps.push(step),
        Write::Snapshot(steps) => disk.steps = steps.to_vec(),
        Write::Clear | Write::Forget => *disk = Stored::default(),
    }
}

fn event() -> impl Strategy<Value = Event> {
    let keys = ["x", "t", "d", "Enter", "+", ".", "!", "Ctrl+z", "Ctrl+Shift+Z", "j", "u", "]", "["];
    prop_oneof![
        20 => proptest::sample::select(keys.to_vec()).prop_map(Event::Key),
        12 => Just(Event::Complete),
        3 => Just(Event::Refuse),
        2 => Just(Event::Retry),
        4 => Just(Event::Recall),
        1 => Just(Event::Die),
        1 => Just(Event::DieUnheard),
        1 => Just(Event::HandOver),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn no_promised_edit_is_lost(events in proptest::collection::vec(event(), 0..120)) {
        let mut world = World::new();
        events.iter().for_each(|event| world.happen(event));
        world.die();
        while world.recall() {}
        assert_eq!(world.model.session.articles(), Session::of(world.disk.clone()).0.articles());
    }

    #[test]
    fn what_is_done_while_an_earlier_visit_comes_back_is_done_to_what_is_there(
        events in proptest::collection::vec(event(), 0..40),
        keys in proptest::collection::vec(event(), 0..20),
    ) {
        let mut world = World::new();
        events.iter().for_each(|event| world.happen(event));
        while world.complete() {}
        let keys = keys.iter().filter(|event| matches!(event, Event::Key(_)));
        let mut ends = vec![];
        for is_first_back in [true, false] {
            let mut next = World { disk: world.disk.clone(), ..World::default() };
            next.promised = EditLog::of(next.disk.steps.iter().cloned());
            next.die();
            while is_first_back && next.recall() {}
            keys.clone().for_each(|event| next.happen(event));
            while next.recall() {}
            let edits: Vec<_> = next.model.session.log().all().iter().map(|entry| entry.edit.clone()).collect();
            ends.push((edits, next.model.session.articles().to_vec(), next.model.open, next.model.chosen));
        }
        assert_eq!(ends[0], ends[1]);
    }
}

#[test]
fn a_refusal_at_every_step_of_a_save_loses_nothing() {
    for refused_at in 0..12 {
        let mut world = World::new();
        for (place, key) in ["x", "t", "Ctrl+z", "d", "Enter", "x"].into_iter().enumerate() {
            world.happen(&Event::Key(key));
            let fails = place * 2 == refused_at || place * 2 + 1 == refused_at;
            world.happen(if fails { &Event::Refuse } else { &Event::Complete });
            if refused_at % 2 == 1 {
                world.happen(&Event::Retry);
                world.happen(&Event::Complete);
            }
        }
        let log = world.model.session.log().clone();
        world.happen(&Event::Retry);
        while world.complete() {}
        assert_eq!(EditLog::of(world.disk.steps.iter().cloned()), log, "refused at {refused_at}");
    }
}

#[test]
fn the_journal_is_folded_into_snapshots_and_stays_short() {
    let mut world = World::new();
    for place in 0..2_000 {
        world.happen(&Event::Key(if place % 3 == 2 { "Ctrl+z" } else { "x" }));
        while world.complete() {}
        assert!(world.model.save.since_snapshot < 400, "the journal is never long");
    }
    assert!(world.disk.steps.len() < 1_500, "what was undone and done over is gone from the snapshot");
    world.die();
}

#[test]
fn replay_of_a_hundred_thousand_edits_equals_the_live_state() {
    let mut world = World::new();
    let id = world.model.open.expect("it is open");
    let session = &mut world.model.session;
    let mut journal = vec![];
    for number in 0..100_000_u32 {
        use demarche::annotate::edit::{Change, Edit, Field};
        let statement = StatementId(number % 2);
        let change = match number % 5 {
            0 => Change::Reject(statement),
            1 => Change::Reopen(statement),
            2 => Change::Set(statement, Field::Intensity(1 + (number % 3) as u8)),
            _ => Change::Set(statement, Field::Note(format!("note {number}").into())),
        };
        session.perform(Edit::Document(id, change), f64::from(number)).expect("it fits");
        journal.push(Step::Do(session.log().last().expect("just done").clone()));
        if number % 97 == 0 {
            session.undo();
            journal.push(Step::Undo);
        }
    }
    let live = world.model.session.article(id).expect("it is here").clone();
    let log = world.model.session.log().clone();
    let mut again = demarche::annotate::Session::default();
    again.add(live.document.clone());
    again.set_analysis(id, live.first.clone().expect("it has been analysed"));
    assert_eq!(again.restore(journal), 0);
    assert_eq!(again.article(id), Some(&live));
    assert_eq!(again.log(), &log);
}
