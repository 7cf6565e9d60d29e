//! What a format loses is what the documentation says that it loses: a record is changed in one thing after another,
//! and a file must change with it exactly where the format keeps that thing.

use demarche::annotate::analysis::{Dated, Person, PersonSort};
use demarche::annotate::annotations::Status;
use demarche::annotate::{
    Candidate, Kind, Label, MentionType, Polarity, Relay, Stance, Statement, StatementId,
};
use demarche::dataset::{Format, Loss, Options, Record, Row, Unit};
use demarche::text::{Document, Span};
use std::io::{Cursor, Read};

const TEXT: &str = "1 May 2024 Rain\n\n“Rain\u{1} 😀 and snow, if it freezes, will stay,” Ana Gil told Bo Li of the Post, \
     and Cy said so, Post and wire report. Subscribe.";

/// The bytes of the first `words`, from the `nth` time on that they stand in the text.
fn span(words: &str, nth: usize) -> Span {
    let (at, found) = TEXT.match_indices(words).nth(nth).expect("the words stand in the text");
    Span::new(at, at + found.len())
}

/// A record that has something of everything.
fn record() -> Record {
    let first = Statement {
        cue: vec![span("told", 0)],
        speaker: vec![span("Ana Gil", 0)],
        speaker_name: Some("Ana Gil".into()),
        addressee: vec![span("Bo Li", 0)],
        addressee_name: Some("Bo Li".into()),
        target: vec![span("snow", 0)],
        target_name: Some("Snow".into()),
        condition: vec![span("if it freezes", 0)],
        consequence: vec![span("will stay", 0)],
        relays: vec![
            Relay { name: "Post".into(), spans: vec![span("Post", 1)] },
            Relay { name: "wire".into(), spans: vec![] },
        ],
        mention_type: MentionType::Name,
        kind: Kind::Direct,
        candidates: vec![Candidate { name: "Bo Li".into(), score: 0.5, why: "named last".into() }],
        said_on: Some("2024-04-30".into()),
        confidence: 0.5,
        note: "a remark".into(),
        stance: Stance {
            polarity: Polarity::Against,
            ranking: vec![(Label::new("WARN"), 0.5), (Label::new("STATE"), 0.25)],
            because: vec![span("if", 0)],
            ..Stance::plain(Label::new("WARN"))
        },
        ..Statement::bare(StatementId(3), vec![span("Rain\u{1} 😀 and snow", 0), span("will stay", 0)])
    };
    let second = Statement {
        cue: vec![span("said so", 0)],
        speaker_name: Some("Cy Unsaid".into()),
        parent: Some(StatementId(3)),
        ..Statement::bare(StatementId(5), vec![span("snow", 0)])
    };
    // A cue within another one of the same edges as a token has.
    let third =
        Statement { cue: vec![span("said", 0)], ..Statement::bare(StatementId(7), vec![span("so", 0)]) };
    let rejected = Statement::bare(StatementId(8), vec![span("it freezes", 0)]);
    let before = Statement { stance: Stance::plain(Label::new("STATE")), ..first.clone() };
    let row = |statement, status, suggested| Row { statement, status, suggested };
    Record {
        engine: "demarche-test".into(),
        rows: vec![
            row(first, Status::Corrected, Some(before)),
            row(second, Status::Suggested, None),
            row(rejected, Status::Rejected, None),
            row(third, Status::Suggested, None),
        ],
        boilerplate: vec![span("Subscribe", 0)],
        people: vec![Person {
            name: "Ana Gil".into(),
            sort: PersonSort::Person,
            role: Some("minister".into()),
            affiliation: Some("Norland".into()),
            mentions: vec![span("Ana Gil", 0)],
        }],
        date: Some(Dated { day: "2024-05-01".into(), span: span("1 May 2024", 0) }),
        headline: Some(span("Rain", 0)),
        ..Record::bare(Document::new("a.txt", TEXT))
    }
}

/// The same text with other words at the same places; the identity stays, so that only the words differ.
fn reworded(record: &mut Record, from: &str, to: &str) {
    record.document.text = record.document.text.replacen(from, to, 1).into();
}

fn first(record: &mut Record) -> &mut Statement {
    &mut record.rows[0].statement
}

/// Ways to change one thing.
fn changes(thing: Loss) -> Vec<fn(&mut Record)> {
    match thing {
        Loss::Text => vec![|record| reworded(record, "report", "Report")],
        Loss::Controls => vec![|record| reworded(record, "\u{1}", "\u{2}")],
        Loss::Boilerplate => vec![|record| record.boilerplate = vec![]],
        Loss::Headline => vec![|record| record.headline = None],
        Loss::Date => vec![|record| record.date.as_mut().expect("it has one").day = "2024-05-02".into()],
        Loss::DateSpan => {
            vec![|record| record.date.as_mut().expect("it has one").span = span("May 2024", 0)]
        }
        Loss::Engine => vec![|record| record.engine = "demarche-other".into(), |record| {
            record.scheme = "demarche-2".into()
        }],
        Loss::People => vec![
            |record| record.people[0].role = None,
            |record| record.people[0].sort = PersonSort::State,
            |record| record.people[0].mentions = vec![],
        ],
        Loss::Affiliations => vec![|record| record.people[0].affiliation = None],
        Loss::Rejected => vec![|record| {
            record.rows.remove(2);
        }],
        Loss::Status => vec![|record| record.rows[1].status = Status::Confirmed],
        Loss::Numbers => vec![|record| record.rows[3].statement.id = StatementId(9)],
        Loss::Parents => vec![|record| record.rows[1].statement.parent = None],
        Loss::Pieces => vec![|record| {
            let pieces = &mut first(record).content;
            *pieces = vec![pieces[0], span("stay", 0).cover(span("will", 0))];
            pieces[0] = span("Rain\u{1} 😀", 0);
        }],
        Loss::Spans => vec![
            |record| first(record).cue = vec![],
            |record| first(record).speaker = vec![span("Gil", 0)],
            |record| first(record).target = vec![],
            |record| first(record).condition = vec![span("freezes", 0)],
            |record| first(record).consequence = vec![span("stay", 0)],
            |record| first(record).addressee = vec![span("Li", 0)],
        ],
        Loss::Links => vec![|record| {
            let cue = std::mem::take(&mut first(record).cue);
            first(record).cue = std::mem::replace(&mut record.rows[1].statement.cue, cue);
        }],
        Loss::Overlaps => vec![|record| record.rows[3].statement.cue = vec![]],
        Loss::RelaySpans => vec![|record| first(record).relays[0].spans = vec![span("Post", 0)]],
        Loss::Names => vec![|record| first(record).speaker_name = Some("Ana".into()), |record| {
            first(record).target_name = Some("Weather".into())
        }],
        Loss::Addressee => vec![|record| first(record).addressee_name = Some("Bo".into())],
        Loss::Unmentioned => vec![|record| record.rows[1].statement.speaker_name = Some("Cy".into())],
        Loss::Relays => vec![|record| first(record).relays[0].name = "The Post".into()],
        Loss::UnmentionedRelays => {
            vec![|record| first(record).relays[1].name = "the wire".into(), |record| {
                first(record).relays.truncate(1)
            }]
        }
        Loss::Label => vec![|record| first(record).stance.label = Label::new("DENY")],
        Loss::Polarity => vec![|record| first(record).stance.polarity = Polarity::Favor, |record| {
            first(record).stance.intensity = 3
        }],
        Loss::Negated => {
            vec![|record| first(record).stance.negated = true, |record| first(record).stance.veiled = true]
        }
        Loss::Kind => vec![|record| first(record).kind = Kind::Mixed, |record| {
            first(record).mention_type = MentionType::Description
        }],
        Loss::Confidence => vec![|record| first(record).confidence = 0.75],
        Loss::SaidOn => vec![|record| first(record).said_on = None],
        Loss::Note => vec![|record| first(record).note = "another".into()],
        Loss::Candidates => vec![|record| first(record).candidates = vec![]],
        Loss::Ranking => vec![|record| first(record).stance.ranking[1].1 = 0.125],
        Loss::Because => vec![|record| first(record).stance.because = vec![]],
        Loss::Suggested => vec![|record| record.rows[0].suggested = None],
    }
}

fn export(format: Format, record: &Record) -> Vec<u8> {
    format.export(std::slice::from_ref(record), Options::default()).expect("every span fits").bytes
}

#[test]
fn a_format_keeps_whatever_it_does_not_say_it_loses() {
    let mut wrong = vec![];
    for format in Format::ALL {
        let before = export(format, &record());
        for thing in Loss::ALL {
            let is_lost = format.loses().contains(&thing);
            for (number, change) in changes(thing).into_iter().enumerate() {
                let mut changed = record();
                change(&mut changed);
                assert!(changed != record(), "{thing:?} {number} changes something");
                let is_seen = export(format, &changed) != before;
                if is_seen == is_lost {
                    let what = if is_lost { "is kept" } else { "is lost" };
                    wrong.push(format!("{}: {thing:?} {number} {what}", format.key()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_names_the_documents_hash_and_its_words() {
    let record = record();
    for format in Format::ALL {
        let bytes = unpacked(export(format, &record));
        for wanted in [&*record.document.id.to_string(), "a.txt", "snow", "said so"] {
            let is_there = bytes.windows(wanted.len()).any(|window| window == wanted.as_bytes());
            // The network's concepts and speakers have only the contents' words.
            assert!(
                is_there || format == Format::Network && wanted == "said so",
                "{}: {wanted}",
                format.key()
            );
        }
    }
}

#[test]
fn the_unit_of_offsets_changes_the_formats_that_leave_it_open() {
    for format in Format::ALL {
        let other = Options { unit: Unit::Utf16, ..Options::default() };
        let bytes = format.export(&[record()], other).expect("every span fits").bytes;
        assert_eq!(bytes != export(format, &record()), format.leaves_unit_open(), "{}", format.key());
        let says_so = overview()
            .lines()
            .any(|line| line.starts_with(&format!("| `{}` | [", format.key())) && line.contains("as chosen"));
        assert_eq!(says_so, format.leaves_unit_open(), "{}", format.key());
    }
}

fn overview() -> String {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats");
    std::fs::read_to_string(docs.join("README.md")).expect("the overview is there")
}

/// The files of an archive one after another; another file as it is.
fn unpacked(bytes: Vec<u8>) -> Vec<u8> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(&bytes)) else { return bytes };
    let mut all = vec![];
    for idx in 0..archive.len() {
        archive.by_index(idx).expect("it is there").read_to_end(&mut all).expect("it unpacks");
    }
    all
}

#[test]
fn the_documentation_says_what_each_format_cannot_keep() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats");
    let overview = overview();
    let table = table();
    assert!(overview.contains(&table), "docs/formats/README.md lacks the table\n{table}");
    for format in Format::ALL {
        let way = if format.comes_back() { "both" } else { "out" };
        let listed = overview.lines().find(|line| line.starts_with(&format!("| `{}` | [", format.key())));
        let listed = listed.expect("each format is listed");
        assert!(listed.contains(&format!("| `{}` | {way} |", format.file_name())), "{listed}");
        let page = listed.split(['(', ')']).nth(1).expect("each format links to its page");
        assert!(docs.join(page).exists(), "{page}");
    }
}

/// What is lost where; formats that lose the same share a column.
fn table() -> String {
    let mut columns: Vec<(Vec<&str>, Vec<Loss>)> = vec![];
    for format in Format::ALL {
        match columns.iter_mut().find(|(_, losses)| *losses == format.loses()) {
            Some((keys, _)) => keys.push(format.key()),
            None => columns.push((vec![format.key()], format.loses())),
        }
    }
    let heads: Vec<String> = columns.iter().map(|(keys, _)| keys.join(", ")).collect();
    let mut table = format!("| | {} |\n|---|{}\n", heads.join(" | "), ":-:|".repeat(columns.len()));
    for thing in Loss::ALL {
        let cells: Vec<&str> =
            columns.iter().map(|(_, losses)| if losses.contains(&thing) { "lost" } else { "" }).collect();
        table += &format!("| {} | {} |\n", thing.name(), cells.join(" | "));
    }
    table
}
