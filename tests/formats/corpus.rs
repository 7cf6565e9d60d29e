//! Records with everything that has ever broken an export: astral characters, combining marks, CRLF, NBSP,
//! right-to-left, zero-width and control characters, form feeds, markup; nesting, overlap and discontinuity.

use demarche::annotate::analysis::{Dated, Person, PersonSort};
use demarche::annotate::annotations::Status;
use demarche::annotate::{
    Candidate, Kind, Label, MentionType, Polarity, Relay, Role, Stance, Statement, StatementId,
};
use demarche::dataset::{Record, Row};
use demarche::text::{Document, Span};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::rc::Rc;

/// One to three records with names of their own.
pub fn records() -> impl Strategy<Value = Vec<Record>> {
    vec(record(), 1..4)
}

/// An article whose text is empty.
pub fn empty() -> Record {
    Record::bare(Document::new("empty.txt", ""))
}

/// An article with `n` statements.
pub fn many(n: usize) -> Record {
    let text: String = (0..n).map(|number| format!("“No. {number} 😀,” said Ana.\r\n")).collect();
    let mut rows = vec![];
    let mut at = 0;
    for (idx, line) in text.split_inclusive('\n').enumerate() {
        let said = at + line.find("said").expect("each line has a cue");
        let content = Span::new(at + "“".len(), said - "” ".len());
        let mut statement = Statement::bare(StatementId(idx as u32), vec![content]);
        statement.cue = vec![Span::new(said, said + 4)];
        statement.speaker = vec![Span::new(said + 5, said + 8)];
        statement.speaker_name = Some("Ana".into());
        rows.push(Row { statement, status: Status::Suggested, suggested: None });
        at += line.len();
    }
    Record { rows, ..Record::bare(Document::new("many.txt", &text)) }
}

/// A piece of text that is hard to count in.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "word",
        " ",
        "said",
        "\n",
        "\r\n",
        "\u{a0}",
        "é",
        "e\u{301}",
        "😀",
        "👩‍🚀",
        "שלום",
        "مرحبا",
        "\u{200f}",
        "\u{200b}",
        "\u{feff}",
        "\u{0}",
        "\u{1}",
        "\u{c}",
        "\u{85}",
        "\u{2028}",
        "\t",
        "“",
        "”",
        "\"",
        "'",
        "\\",
        "<b>",
        "&amp;",
        "]]>",
        "=1+1",
        "漢字",
        "𝒳",
        ",",
        ";",
        "|",
        ".",
        "\r",
        "\u{7f}",
        "-",
        "Ⓐ",
        "हिन्दी",
    ])
}

fn text() -> impl Strategy<Value = String> {
    vec(piece(), 1..60).prop_map(|pieces| pieces.concat())
}

fn name() -> impl Strategy<Value = Rc<str>> {
    prop::sample::select(vec!["Ana Gil", "O’Brien; \"Bo\" <x>", "=cmd|x", "李 明", "نور", "a\tb\nc\\n"])
        .prop_map(Rc::from)
}

/// A day as the engine writes it.
fn day() -> impl Strategy<Value = Rc<str>> {
    prop::sample::select(vec!["2021-12-29", "2022-01-03"]).prop_map(Rc::from)
}

/// Two places in a text, as parts of its length.
type Place = (u16, u16);

fn place() -> impl Strategy<Value = Place> {
    any::<Place>()
}

/// The span at `place`, on character boundaries and not empty.
fn span(text: &str, (from, to): Place) -> Option<Span> {
    let boundary = |at: u16| {
        let at = usize::from(at) * text.len() / usize::from(u16::MAX);
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
    };
    Some(Span::new(boundary(from), boundary(to))).filter(|span| !span.is_empty())
}

/// The spans at `places`, sorted and free of overlap.
fn spans(text: &str, places: &[Place]) -> Vec<Span> {
    let mut spans: Vec<Span> = places.iter().filter_map(|place| span(text, *place)).collect();
    spans.sort();
    let mut kept: Vec<Span> = vec![];
    for span in spans {
        if kept.last().is_none_or(|last| last.end() < span.start()) {
            kept.push(span);
        }
    }
    kept
}

type Draft = (
    [Vec<Place>; 7],
    (Option<Rc<str>>, Option<Rc<str>>, Option<Rc<str>>, Vec<(Rc<str>, Vec<Place>)>),
    (usize, usize, usize, usize, u8, bool, bool),
    (usize, Option<u32>, f32, Vec<Place>, bool, Option<Rc<str>>),
);

fn draft() -> impl Strategy<Value = Draft> {
    let places = || vec(place(), 0..3);
    let spans = [
        vec(place(), 1..4).boxed(),
        places().boxed(),
        places().boxed(),
        places().boxed(),
        places().boxed(),
        places().boxed(),
        places().boxed(),
    ];
    (
        spans,
        (option::of(name()), option::of(name()), option::of(name()), vec((name(), vec(place(), 0..2)), 0..3)),
        (0..4usize, 0..3usize, 0..3usize, 0..4usize, 1..4u8, any::<bool>(), any::<bool>()),
        (0..5usize, option::of(0..4u32), 0.0..1.0f32, vec(place(), 0..2), any::<bool>(), option::of(day())),
    )
}

fn row(text: &str, id: u32, draft: Draft) -> Option<Row> {
    let (
        places,
        (speaker, target, addressee, relays),
        (label, polarity, kind, mention, intensity, negated, veiled),
        rest,
    ) = draft;
    let (status, parent, confidence, because, was_changed, said_on) = rest;
    let mut statement = Statement::bare(StatementId(id), vec![]);
    for (role, places) in Role::ALL.into_iter().zip(&places) {
        *statement.spans_mut(role) = spans(text, places);
    }
    (statement.speaker_name, statement.target_name, statement.addressee_name) = (speaker, target, addressee);
    statement.relays =
        relays.into_iter().map(|(name, places)| Relay { name, spans: spans(text, &places) }).collect();
    statement.stance = Stance {
        label: Label::new(["THREATEN", "STATE", "WARN", "my-own_label"][label]),
        polarity: [Polarity::Favor, Polarity::Neutral, Polarity::Against][polarity],
        intensity,
        negated,
        veiled,
        ranking: vec![(Label::new("WARN"), confidence), (Label::new("STATE"), 0.1)],
        because: spans(text, &because),
    };
    statement.kind = [Kind::Direct, Kind::Mixed, Kind::Indirect][kind];
    statement.mention_type =
        [MentionType::Name, MentionType::Pronoun, MentionType::Description, MentionType::None][mention];
    statement.parent = parent.map(StatementId);
    statement.confidence = confidence;
    statement.said_on = said_on;
    statement.candidates =
        vec![Candidate { name: "Ana Gil".into(), score: 0.5, why: "named \"last\"".into() }];
    statement.note = ["", "a <note>\nof two lines\\n", "plain"][label.min(2)].into();
    let status =
        [Status::Suggested, Status::Confirmed, Status::Corrected, Status::Added, Status::Rejected][status];
    // Only what a person changed has an earlier state.
    let has_before = was_changed && matches!(status, Status::Corrected | Status::Rejected);
    let suggested =
        has_before.then(|| Statement { stance: Stance::plain(Label::new("STATE")), ..statement.clone() });
    (!statement.content.is_empty()).then_some(Row { statement, status, suggested })
}

/// One record, with everything that a record can hold.
pub fn record() -> impl Strategy<Value = Record> {
    let names = prop::sample::select(vec!["a.txt", "a<b>.txt", "dir/ä “x”.txt", "no ending", "a\tb.txt"]);
    let article = (
        vec(place(), 0..3),
        option::of(place()),
        option::of(place()),
        vec((name(), vec(place(), 0..3)), 0..3),
    );
    (names, text(), vec(draft(), 0..5), article).prop_map(
        |(name, text, drafts, (boilerplate, headline, date, people))| {
            let rows: Vec<Row> = drafts
                .into_iter()
                .enumerate()
                .filter_map(|(id, draft)| row(&text, id as u32, draft))
                .collect();
            let ids: Vec<StatementId> = rows.iter().map(|row| row.statement.id).collect();
            let person = |(name, places): (Rc<str>, Vec<Place>)| Person {
                name,
                sort: PersonSort::State,
                role: Some("Deputy \"Minister\"".into()),
                affiliation: None,
                mentions: spans(&text, &places),
            };
            let mut record = Record {
                engine: "demarche-test".into(),
                scheme: "my-own".into(),
                rows,
                boilerplate: spans(&text, &boilerplate),
                people: people.into_iter().map(person).collect(),
                date: date
                    .and_then(|place| span(&text, place))
                    .map(|span| Dated { day: "2021-12-31".into(), span }),
                headline: headline.and_then(|place| span(&text, place)),
                ..Record::bare(Document::new(name, &text))
            };
            for row in &mut record.rows {
                let own = row.statement.id;
                let keep = |parent: &StatementId| *parent < own && ids.contains(parent);
                row.statement.parent = row.statement.parent.filter(keep);
                if let Some(suggested) = &mut row.suggested {
                    suggested.parent = suggested.parent.filter(keep);
                }
            }
            record.sort();
            record
        },
    )
}
