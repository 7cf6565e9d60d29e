//! What files of each kind bring, and why others are refused.

use super::*;
use crate::dataset::{Format, Options, pack};
use crate::text::decode::DecodeError;

fn check(name: &str, bytes: &[u8], expected: &[(&str, &str)]) {
    let intake = read(name, bytes, None).expect("it is taken");
    let found: Vec<(&str, &str)> =
        intake.records.iter().map(|record| (&*record.document.name, &*record.document.text)).collect();
    assert_eq!(found, expected);
}

#[test]
fn texts_of_every_kind() {
    check("a.txt", b"It rains.\r\n", &[("a.txt", "It rains.\r\n")]);
    check("a.csv", b"id,text\nx,\"It, rains.\"\ny,\n", &[("x", "It, rains.")]);
    check("a.tsv", b"title\tbody\nx\tIt rains.\n", &[("x", "It rains.")]);
    check(
        "a.jsonl",
        b"{\"text\": \"It rains.\"}\n\n{\"text\": \"It snows.\"}",
        &[("a.jsonl, line 1", "It rains."), ("a.jsonl, line 3", "It snows.")],
    );
    check(
        "a.jsonl",
        b"\xEF\xBB\xBF{\"text\": \"It rains.\", \"id\": 1}\r\n{\"text\": \"It snows.\", \"id\": 2}\r\n",
        &[("a.jsonl, 1", "It rains."), ("a.jsonl, 2", "It snows.")],
    );
    check(
        "a.csv",
        "\u{feff}title,text\r\nRain,\"It 😀\r\nrains.\"\r\nRain,It snows.\r\n".as_bytes(),
        &[("Rain", "It 😀\r\nrains."), ("Rain, row 2", "It snows.")],
    );
    check(
        "a.jsonl",
        "{\"text\": \"It rains.\", \"entities\": []}\n".as_bytes(),
        &[("a.jsonl, line 1", "It rains.")],
    );
}

#[test]
fn annotations_find_their_text_in_another_folder() {
    let annotations = "T1\tSource 21 24\tAna\nT2\tCue 16 20\tsaid\nT3\tContent 6 14\tit rains\n\
         T4\tAttribution 16 20\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n";
    let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    let text = file("text/a.txt", "Poll: it rains, said Ana.\n");
    let by = |annotator: &str| file(&format!("attributions/a_{annotator}.ann"), annotations);
    let names = |files: &[(String, Vec<u8>)]| {
        let packed = pack::pack(files).expect("it is packed");
        let taken = read("polnear.zip", &packed, None).expect("it is taken");
        for record in taken.records.iter().filter(|record| !record.rows.is_empty()) {
            let statement = &record.rows[0].statement;
            let words = |spans: &[crate::text::Span]| {
                spans.iter().map(|span| span.of(&record.document.text).to_owned()).collect::<Vec<_>>()
            };
            let found = [&statement.content, &statement.cue, &statement.speaker].map(|spans| words(spans));
            assert_eq!(found, [["it rains"], ["said"], ["Ana"]]);
        }
        let names: Vec<String> =
            taken.records.iter().map(|record| record.document.name.to_string()).collect();
        (names, taken.remarks)
    };
    assert_eq!(names(&[text.clone(), by("4b22")]), (vec!["text/a.txt".to_owned()], vec![]));
    let two = vec!["attributions/a_4b22.ann".to_owned(), "attributions/a_ef2d.ann".to_owned()];
    assert_eq!(names(&[text.clone(), by("4b22"), by("ef2d")]), (two, vec![]));
    let (names, remarks) = names(&[text, by("4b22"), file("b.txt", "It snows."), file("c.ann", "")]);
    assert_eq!(names, ["text/a.txt", "b.txt"]);
    assert_eq!(remarks, ["1 annotation file without a text is left out (c.ann)"]);
    assert_eq!(read("a.ann", annotations.as_bytes(), None), Err(IntakeError::Apart));
}

#[test]
fn annotations_that_do_not_fit_cost_their_own_document() {
    let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    let event = "E1\tAttribution:T2 Content:T1\n";
    let good = format!("T1\tContent 0 8\tIt rains\nT2\tAttribution 10 14\tsaid\n{event}");
    let files = [
        file("d/a.txt", "It rains, said Ana 😀.\r\n"),
        file("d/a.ann", &good.replace('\n', "\r\n")),
        file("b.txt", "It rains, said Ana."),
        file("b.ann", &good.replace("10 14", "10 44")),
        file("c.txt", "\u{feff}It rains, said Ana."),
        file("c.ann", &good),
        file("e.csv", "text\nIt snows.\n"),
        file("f.txt", "It hails."),
    ];
    let taken = together(&files, None);
    let names: Vec<&str> = taken.records.iter().map(|record| &*record.document.name).collect();
    assert_eq!(names, ["d/a.txt", "b.txt", "c.txt", "e.csv, row 1", "f.txt"]);
    let counts: Vec<usize> = taken.records.iter().map(|record| record.rows.len()).collect();
    assert_eq!(counts, [1, 0, 0, 0, 0], "a text comes without annotations that do not fit it");
    assert_eq!(taken.remarks, Vec::<String>::new());
    let refused: Vec<String> = taken.refused.iter().map(|(name, error)| format!("{name} {error}")).collect();
    assert_eq!(
        refused,
        [
            "b.ann has a span at line 2 that does not fit its text: 10 44 lies outside; its \
             text comes without it",
            "c.ann has a span at line 1 that does not fit its text: the words are “\u{feff}It rain”, not \
             “It rains”; its text comes without it",
        ]
    );
    let alone = together(&files[1..2], None);
    assert_eq!(alone.refused, [("d/a.ann".to_owned(), IntakeError::Apart)]);
}

#[test]
fn word_documents_come_alone_and_in_an_archive() {
    let part = "<w:p><w:r><w:t>It rains.</w:t></w:r></w:p>".as_bytes().to_vec();
    let word = pack::pack(&[(docx::PART.to_owned(), part)]).expect("it is packed");
    check("a.docx", &word, &[("a.docx", "It rains.")]);
    let both = [("a.docx".to_owned(), word), ("b.txt".to_owned(), b"It snows.".to_vec())];
    let packed = pack::pack(&both).expect("it is packed");
    check("all.zip", &packed, &[("a.docx", "It rains."), ("b.txt", "It snows.")]);
}

#[test]
fn another_column_can_be_chosen() {
    let taken = read("a.csv", b"id,text,lead\nx,It rains.,Rain\n", Some("lead")).expect("it is taken");
    assert_eq!(&*taken.records[0].document.text, "Rain");
    assert_eq!((taken.columns.len(), taken.column.as_deref()), (3, Some("lead")));
    let taken = read("a.jsonl", b"{\"words\": \"It rains.\"}", Some("words")).expect("it is taken");
    assert_eq!(&*taken.records[0].document.text, "It rains.");
}

#[test]
fn plain_text_is_the_same_with_and_without_reading() {
    for (bytes, is_plain) in [
        (&b"It rains.\r\n"[..], true),
        (b"\xEF\xBB\xBFIt rains.", true),
        (b"\xEF\xBB\xBF\xEF\xBB\xBFIt rains.", true),
        (b"Caf\xe9 said the minister of the caf\xe9s.", false),
        (b"<!doctype html><p>It rains.</p>", false),
        (b"", false),
        (b"a\0b\0", false),
    ] {
        let plain = plain("a.txt", bytes);
        assert_eq!(plain.is_some(), is_plain, "{bytes:?}");
        if let Some(document) = plain {
            assert_eq!(
                read("a.txt", bytes, None).map(|taken| taken.records),
                Ok(vec![Record::bare(document)])
            );
        }
    }
    assert_eq!(super::plain("a.csv", b"text\nIt rains."), None);
}

#[test]
fn a_zip_brings_its_files_and_says_what_it_refused() {
    let inner = pack::pack(&[("a.txt".to_owned(), b"x".to_vec())]).expect("it packs");
    let files =
        [("d/a.txt", b"It rains.".to_vec()), ("b.zip", inner), ("c.png", b"\x89PNG\0\0\0\0".to_vec())];
    let zip = pack::pack(&files.map(|(name, bytes)| (name.to_owned(), bytes))).expect("it packs");
    let intake = read("all.zip", &zip, None).expect("it is taken");
    assert_eq!(intake.records.len(), 1);
    let refused = [("b.zip", IntakeError::Nested), ("c.png", DecodeError::Binary.into())];
    assert_eq!(intake.refused, refused.map(|(name, error)| (name.to_owned(), error)));
}

#[test]
fn data_sets_are_recognised() {
    let record = Record::bare(Document::new("a.txt", "It rains."));
    for format in Format::ALL.into_iter().filter(|format| format.comes_back()) {
        let file = format.export(std::slice::from_ref(&record), Options::default()).expect("it is written");
        let intake = read(&file.name, &file.bytes, None).expect("it is taken");
        assert_eq!(intake.records, std::slice::from_ref(&record), "{}", format.key());
    }
}

#[test]
fn what_cannot_be_read_says_so() {
    assert_eq!(read("a.pdf", b"%PDF-1.7", None), Err(pdf::PdfError::Damaged.into()));
    let columns = ["a", "b"].map(String::from).to_vec();
    assert_eq!(read("a.csv", b"a,b\n1,2\n", None), Err(IntakeError::NoTextColumn(columns)));
    assert_eq!(read("a.txt", b"", None), Err(DecodeError::Empty.into()));
    assert!(read("a.json", b"{", None).is_err());
}
