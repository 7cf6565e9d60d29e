//! Laws of the edit log, on random edits over random texts.

use demarche::annotate::edit::Field;
use demarche::annotate::log::{self, Step};
use demarche::annotate::registry::Entry;
use demarche::annotate::scheme::Scheme;
use demarche::annotate::segments::{by_paragraph, marks, paragraphs, segments};
use demarche::annotate::*;
use demarche::text::{Document, Span};
use proptest::prelude::*;
use std::rc::Rc;

const TEXT: &str = "Ана сказала: “Нет.”\n\n“We may leave 😀,” said Bo Li — if asked.\r\nHe denied it.\n";

/// What a person may try: some of it fits, some does not.
#[derive(Clone, Debug)]
enum Deed {
    Do(Edit),
    Undo,
    Redo,
}

fn span() -> impl Strategy<Value = Span> {
    (0..TEXT.len() + 3, 0..TEXT.len() + 3).prop_map(|(start, end)| Span::new(start, end))
}

fn role() -> impl Strategy<Value = Role> {
    (0..Role::ALL.len()).prop_map(|idx| Role::ALL[idx])
}

/// Few names, so that one is another's form.
fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["Ann", "Bob", "Cid"])
}

fn change() -> impl Strategy<Value = Change> {
    let id = (0u32..6).prop_map(StatementId);
    let name = proptest::option::of(name()).prop_map(|name| name.map(Rc::from));
    prop_oneof![
        id.clone().prop_map(Change::Confirm),
        id.clone().prop_map(Change::Reject),
        id.clone().prop_map(Change::Correct),
        id.clone().prop_map(Change::Reopen),
        id.clone().prop_map(|id| Change::Set(id, Field::Note("odd".into()))),
        (id.clone(), proptest::collection::vec(span(), 1..3))
            .prop_map(|(id, spans)| Change::Add(Box::new(Statement::bare(id, spans)))),
        (id.clone(), name).prop_map(|(id, name)| Change::Set(id, Field::SpeakerName(name))),
        (id.clone(), role(), proptest::collection::vec(span(), 0..3))
            .prop_map(|(id, role, spans)| Change::Set(id, Field::Spans(role, spans))),
        (id, 0u8..5).prop_map(|(id, intensity)| Change::Set(id, Field::Intensity(intensity))),
    ]
}

fn deed(document: Document) -> impl Strategy<Value = Deed> {
    let id = document.id;
    prop_oneof![
        5 => change().prop_map(move |change| Deed::Do(Edit::Document(id, change))),
        2 => proptest::collection::vec(change(), 1..4).prop_map(move |changes| {
            let edits = changes.into_iter().map(|change| Edit::Document(id, change)).collect();
            Deed::Do(Edit::Group("several".into(), edits))
        }),
        1 => (name(), name()).prop_map(|(name, alias)| {
            let aliases = vec![alias.into()];
            Deed::Do(Edit::PutPerson(Entry { aliases, ..Entry::named(name) }))
        }),
        1 => (0usize..3).prop_map(|place| {
            let scheme = Scheme::builtin().into_iter().nth(place).expect("there are three");
            Deed::Do(Edit::SetScheme(scheme.into()))
        }),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
    ]
}

fn document() -> Document {
    Document::new("law.txt", TEXT)
}

fn fresh() -> Session {
    let mut session = Session::default();
    session.add(document());
    let statement = Statement::bare(StatementId(0), vec![Span::new(0, 6)]);
    let analysis = Analysis { statements: vec![statement], ..Analysis::empty() };
    session.set_analysis(document().id, Rc::new(analysis));
    session
}

fn state(session: &Session) -> Rc<Annotations> {
    session.articles()[0].annotations.clone()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn the_journal_makes_the_live_state_again(deeds in proptest::collection::vec(deed(document()), 0..40)) {
        let (mut live, mut journal) = (fresh(), vec![]);
        for deed in deeds {
            match deed {
                Deed::Do(edit) => {
                    let before = state(&live);
                    if live.perform(edit, 1.0).is_ok() {
                        journal.push(Step::Do(live.log().last().expect("just done").clone()));
                    } else {
                        prop_assert_eq!(before, state(&live), "a refused edit changes nothing");
                    }
                }
                Deed::Undo => if live.undo().is_some() { journal.push(Step::Undo) },
                Deed::Redo => if live.redo().is_some() { journal.push(Step::Redo) },
            }
        }
        let mut again = fresh();
        for step in journal {
            prop_assert!(again.replay(step).is_ok());
        }
        prop_assert_eq!(state(&live), state(&again));
        prop_assert_eq!(live.log(), again.log());
    }

    #[test]
    fn undo_and_redo_are_opposites(deeds in proptest::collection::vec(deed(document()), 1..30)) {
        let mut session = fresh();
        let mut states = vec![state(&session)];
        for deed in deeds {
            if let Deed::Do(edit) = deed && session.perform(edit, 1.0).is_ok() {
                states.push(state(&session));
            }
        }
        for expected in states.iter().rev().skip(1) {
            session.undo();
            prop_assert_eq!(expected, &state(&session));
        }
        prop_assert!(session.undo().is_none());
        for expected in states.iter().skip(1) {
            session.redo();
            prop_assert_eq!(expected, &state(&session));
        }
    }

    #[test]
    fn spans_lie_in_the_text_and_segments_tile_it(deeds in proptest::collection::vec(deed(document()), 0..30)) {
        let mut session = fresh();
        for deed in deeds {
            if let Deed::Do(edit) = deed { let _ = session.perform(edit, 1.0); }
        }
        let annotations = state(&session);
        let marks = marks(annotations.standing());
        prop_assert!(marks.iter().all(|mark| mark.span.fits(TEXT) && !mark.span.is_empty()));
        let paragraphs = paragraphs(TEXT);
        let shares = by_paragraph(&paragraphs, &marks);
        for (paragraph, share) in paragraphs.iter().zip(&shares) {
            let pieces = segments(*paragraph, share);
            let text: String = pieces.iter().map(|piece| piece.span.of(TEXT)).collect();
            prop_assert_eq!(text, paragraph.of(TEXT));
            let direct = segments(*paragraph, &marks);
            prop_assert_eq!(pieces, direct);
        }
    }
}

#[test]
fn a_closed_document_comes_back_with_its_edits() {
    let mut session = fresh();
    let id = document().id;
    session.perform(Edit::Document(id, Change::Reject(StatementId(0))), 1.0).expect("it fits");
    session.perform(Edit::Close(id), 2.0).expect("it is there");
    assert!(session.is_closed(id) && !session.add(document()));
    session.perform(Edit::Open(id), 3.0).expect("it is there");
    assert!(!session.is_closed(id));
    assert_eq!(state(&session).entries[0].status(), Status::Rejected);
    session.undo();
    assert!(session.is_closed(id));
    session.undo();
    assert!(!session.is_closed(id));
}

#[test]
fn a_line_that_no_longer_fits_keeps_its_place_in_the_journal() {
    let id = document().id;
    let edit = |change| Edit::Document(id, change);
    let mut live = fresh();
    live.perform(edit(Change::Confirm(StatementId(0))), 1.0).expect("it fits");
    let good = live.log().last().expect("just done").clone();
    let lost = Edit::Document(Document::new("lost.txt", "gone").id, Change::Confirm(StatementId(0)));
    let mut again = fresh();
    assert!(again.replay(Step::Do(good.clone())).is_ok());
    assert_eq!(
        again.replay(Step::Do(log::LogEntry { edit: lost, at: 2.0 })),
        Err(EditError::UnknownDocument)
    );
    assert!(again.replay(Step::Undo).is_ok(), "takes back the lost one, not the good one");
    assert_eq!(state(&again), state(&live));
    assert_eq!(again.log().last(), Some(&good));
}
