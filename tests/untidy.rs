//! Files as people have them: what is whole is taken, what is not is said with its place, nothing goes without a word.

use demarche::dataset::intake::{self, Intake};
use std::io::{Cursor, Write};

/// What a file brings: for each document the start of its text and how many statements, and everything that is said.
fn brings(name: &str, bytes: &[u8]) -> (Vec<(String, usize)>, Vec<String>) {
    let taken = match intake::read(name, bytes, None) {
        Ok(taken) => taken,
        Err(error) => return (vec![], vec![format!("{name} {error}")]),
    };
    let Intake { records, remarks, refused, .. } = taken;
    let documents = records.iter().map(|it| (it.document.text.chars().take(9).collect(), it.rows.len()));
    let refused = refused.iter().map(|(name, error)| format!("{name} {error}"));
    (documents.collect(), remarks.into_iter().chain(refused).collect())
}

fn check(name: &str, bytes: &[u8], documents: &[(&str, usize)], said: &[&str]) {
    let (found, sentences) = brings(name, bytes);
    let found: Vec<(&str, usize)> = found.iter().map(|(text, n)| (text.as_str(), *n)).collect();
    assert_eq!((found, sentences.iter().map(String::as_str).collect()), (documents.to_vec(), said.to_vec()));
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(vec![]));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in files {
        writer.start_file(*name, stored).expect("a name is a name");
        writer.write_all(content.as_bytes()).expect("memory takes it");
    }
    writer.finish().expect("it is an archive").into_inner()
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bytes.to_vec();
    while let Some(at) = bytes.windows(from.len()).position(|window| window == from.as_bytes()) {
        bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
    }
    bytes
}

#[test]
fn an_archive_says_what_of_it_does_not_come() {
    check(
        "a.zip",
        &zip(&[
            ("..\\win.txt", "It rains."),
            (".b.txt", "x"),
            (".git/c.txt", "x"),
            (".DS_Store", "x"),
            ("__MACOSX/._d", "x"),
        ]),
        &[("It rains.", 0)],
        &["2 hidden files are left out (.b.txt; .git/c.txt)"],
    );
    check("a.zip", &zip(&[(".b.txt", "x")]), &[], &["a.zip holds nothing but hidden files (1)"]);
    check("a.zip", &zip(&[]), &[], &["a.zip holds no document"]);
    let doubled = replaced(&zip(&[("a.txt", "It rains."), ("b.txt", "It snows.")]), "b.txt", "a.txt");
    check(
        "a.zip",
        &doubled,
        &[("It snows.", 0)],
        &["1 file with a name that another one in the archive has is left out (a.txt)"],
    );
    let damaged = replaced(&zip(&[("a.txt", "It rains."), ("b.txt", "It snows.")]), "It snows.", "It shows.");
    check("a.zip", &damaged, &[("It rains.", 0)], &["b.txt is damaged in the archive"]);
    check("a.zip", b"PK\x03\x04 and no more", &[], &["a.zip is no zip, or a damaged one"]);
}

#[test]
fn annotations_that_are_broken_leave_their_text() {
    let ann = "garbage\nT1\nT2\tContent\n";
    check(
        "a.zip",
        &zip(&[("a.txt", "It rains."), ("a.ann", ann)]),
        &[("It rains.", 0)],
        &["a.ann cannot be read at line 3: it gives no offsets; its text comes without it"],
    );
}

const LINE: &str = "{\"id\":\"a\",\"text\":\"It rains.\",\"statements\":[{\"id\":1,\"content\":[[0,2]]}]}\n";

#[test]
fn lines_of_several_kinds_keep_their_labels() {
    let text = "{\"text\":\"It snows.\"}\n";
    let doccano = "{\"text\":\"It hails.\",\"entities\":[{\"id\":1,\"label\":\"Content\",\"start_offset\":0,\"end_offset\":2}]}\n";
    let classic = "{\"id\":7,\"text\":\"It hails.\",\"label\":[[0,2,\"Content\"],[3,8,\"Person\"]]}\n";
    let all = [text, LINE, doccano, classic].concat();
    let said = "1 label that Demarche does not know is left out (“Person”, line 4)";
    check(
        "a.jsonl",
        all.as_bytes(),
        &[("It snows.", 0), ("It rains.", 1), ("It hails.", 1), ("It hails.", 1)],
        &[said],
    );
    check(
        "a.jsonl",
        b"{\"text\":\"It hails.\",\"label\":[[0,2,\"Cue\"]]}",
        &[("It hails.", 0)],
        &["1 mark that belongs to no statement is left out (“Cue”, line 1)"],
    );
}

#[test]
fn one_bad_document_costs_itself_alone() {
    let bad = "{\"text\":\"It hails.\",\"entities\":[{\"id\":1,\"label\":\"Content\",\"start_offset\":0,\"end_offset\":99}]}\n";
    let good = bad.replace("99", "2");
    check(
        "a.jsonl",
        [bad, &good].concat().as_bytes(),
        &[("It hails.", 1)],
        &["line 1: a span does not fit its text (Content 0–99 lies outside); the document is left out"],
    );
    let broken = format!("{LINE}{{\"text\": \"It\n{{\"text\":\"It snows.\"}}\n{{\"text\":5}}\n[1]\n");
    check(
        "a.jsonl",
        broken.as_bytes(),
        &[("It rains.", 1), ("It snows.", 0)],
        &[
            "line 2: it breaks off in the middle; the document is left out",
            "2 entries without a text are left out (line 4; line 5)",
        ],
    );
    let region = |end| {
        format!(
            "{{\"type\":\"labels\",\"id\":\"a\",\"value\":{{\"start\":0,\"end\":{end},\"labels\":[\"Content\"]}}}}"
        )
    };
    let task = |end| {
        format!("{{\"data\":{{\"text\":\"It rains.\"}},\"annotations\":[{{\"result\":[{}]}}]}}", region(end))
    };
    check(
        "a.json",
        format!("[{},{},{{\"text\":\"It snows.\"}}]", task(99), task(2)).as_bytes(),
        &[("It rains.", 1), ("It snows.", 0)],
        &["task 1: a span does not fit its text (Content 0–99 lies outside); the document is left out"],
    );
}

#[test]
fn label_studios_short_form_is_read() {
    let short = "[{\"id\":1,\"text\":\"It rains.\",\"role\":[{\"start\":0,\"end\":2,\"text\":\"It\",\"labels\":[\"Content\"]}]}]";
    check("a.json", short.as_bytes(), &[("It rains.", 1)], &[]);
}

#[test]
fn what_label_studio_skipped_is_said_and_the_prediction_stands() {
    let region = |id: &str| {
        format!(
            r#"{{"id":"{id}","type":"labels","from_name":"label","value":{{"start":0,"end":2,"text":"No","labels":["Content"]}}}}"#
        )
    };
    let tasks = format!(
        r#"[{{"data":{{"text":"No. 1"}},"annotations":[{{"was_cancelled":true,"result":[{}]}}],"predictions":[{{"result":[{}]}}]}}]"#,
        region("a"),
        region("b")
    );
    check(
        "tasks.json",
        tasks.as_bytes(),
        &[("No. 1", 1)],
        &["1 annotation that was skipped is left out (task 1)"],
    );
}

#[test]
fn json_over_several_lines_is_read() {
    let pretty = "{\n  \"text\": \"It rains.\",\n  \"id\": \"a\"\n}\n{\n  \"text\": \"It snows.\"\n}\n";
    check("a.jsonl", pretty.as_bytes(), &[("It rains.", 0), ("It snows.", 0)], &[]);
    check(
        "a.json",
        b"{\n\"text\": 1,\n}",
        &[],
        &["a.json cannot be read at line 3: it is no JSON from column 1 on"],
    );
    check(
        "a.json",
        b"{\n\"hello\": 1\n}",
        &[],
        &["a.json holds no texts: neither statements of a known data set nor a column of texts"],
    );
}

#[test]
fn what_cannot_be_in_a_data_set_is_mended_and_said() {
    let check = |from: &str, to: &str, said: &[&str]| {
        check("a.jsonl", LINE.replace(from, to).as_bytes(), &[("It rains.", 1)], said);
    };
    check(
        "\"id\":1,",
        "\"id\":1,\"parent\":7,",
        &["1 parent that is none of the statements is left out (line 1, statement numbered 1)"],
    );
    check(
        "\"id\":1,",
        "\"id\":1,\"confidence\":1e30,",
        &[
            "1 confidence or intensity outside its range is taken as its nearer end (line 1, statement numbered 1)",
        ],
    );
    check(
        "\"id\":1,",
        "\"id\":1,\"said_on\":\"2021-99-99\",",
        &["1 day that is none of the calendar is left out (line 1, statement numbered 1)"],
    );
    check(
        "\"id\":1,",
        "\"id\":1,\"label\":\"NOSUCH\",",
        &["1 label that is none of the scheme is kept as written (“NOSUCH”, line 1, statement numbered 1)"],
    );
    check(
        "\"id\":1,",
        "\"id\":1,\"foo\":[],",
        &["1 key that Demarche does not know is left out (“foo”, line 1, statement 1)"],
    );
    check(
        "\"id\":\"a\"",
        "\"id\":\"a\",\"foo\":{}",
        &["1 key that Demarche does not know is left out (“foo”, line 1)"],
    );
    check(
        "\"id\":\"a\"",
        "\"id\":\"a\",\"date\":\"2021-01-01\"",
        &["1 day of publication without its place in the text is left out (line 1)"],
    );
}

#[test]
fn two_statements_of_one_number_are_both_taken() {
    let twice = LINE.replace("[{", "[{\"id\":1,\"content\":[[3,8]]},{");
    check(
        "a.jsonl",
        twice.as_bytes(),
        &[("It rains.", 2)],
        &["1 statement with a number that another one has is numbered anew (line 1, statement 2)"],
    );
}

#[test]
fn files_that_are_no_articles_say_what_they_are() {
    for (name, bytes, expected) in [
        ("a.rtf", "{\\rtf1 No.}", "is a rich text document, which"),
        ("a.eml", "From: x\n\nNo.", "is a mail with its headers, which"),
        ("a.xml", "<?xml version=\"1.0\"?><l>No.</l>", "is XML of an unknown kind, which"),
        ("a.html", "<html><img src=x></html>", "is a web page without text"),
        ("a.jsonl", "{\"text\":\"No.\",\"tokens\":[],\"spans\":[]}", "is Prodigy JSONL, which"),
        ("a.json", "{\n\"%TYPES\": {}\n}", "is UIMA CAS, which"),
        ("a.csv", "document,statement\na,1\n", "is a table of statements, which"),
    ] {
        let (documents, said) = brings(name, bytes.as_bytes());
        assert_eq!((documents.len(), said.len()), (0, 1), "{name}: {said:?}");
        assert!(said[0].contains(expected), "{said:?}");
    }
}

#[test]
fn a_zero_is_a_character_wherever_it_stands() {
    check("a.txt", b"It \0rains.", &[("It \0rains", 0)], &[]);
    check("a.csv", b"id,text\n1,It \0rains.\n", &[("It \0rains", 0)], &[]);
    check("a.jsonl", b"{\"text\":\"It \\u0000rains.\"}", &[("It \0rains", 0)], &[]);
}

#[test]
fn a_span_that_is_two_things_is_both() {
    let seed = include_bytes!("../fuzz/seeds/doccano/cue_over_consequence.jsonl");
    let taken = intake::read("a.jsonl", seed, None).expect("it is taken");
    let first = &taken.records[0].rows[0].statement;
    assert_eq!((first.cue.len(), first.consequence.len()), (1, 1));
    assert_eq!(first.cue, first.consequence);
    let lines = demarche::dataset::jsonl::export(&taken.records).expect("every span fits");
    let again = demarche::dataset::jsonl::import(&lines).expect("it is read");
    assert_eq!(again.records, taken.records);
}

#[test]
fn relations_drawn_the_other_way_round_are_understood() {
    let example = "{\"text\":\"It rains, said Ana.\",\"entities\":[\
        {\"id\":1,\"label\":\"Content\",\"start_offset\":0,\"end_offset\":8},\
        {\"id\":2,\"label\":\"Cue\",\"start_offset\":10,\"end_offset\":14}],\
        \"relations\":[{\"id\":3,\"from_id\":2,\"to_id\":1,\"type\":\"Cue\"}]}";
    let taken = intake::read("a.jsonl", example.as_bytes(), None).expect("it is taken");
    let statement = &taken.records[0].rows[0].statement;
    let words = |spans: &[demarche::text::Span]| spans[0].of(&taken.records[0].document.text).to_owned();
    assert_eq!(
        (words(&statement.content), words(&statement.cue)),
        ("It rains".to_owned(), "said".to_owned())
    );
    assert_eq!(taken.remarks, Vec::<String>::new());
}

#[test]
fn words_that_a_file_has_otherwise_are_shown() {
    let region = "{\"type\":\"labels\",\"id\":\"a\",\"value\":{\"start\":0,\"end\":8,\"text\":\"It snows\",\"labels\":[\"Content\"]}}";
    let task =
        format!("[{{\"data\":{{\"text\":\"It rains.\"}},\"annotations\":[{{\"result\":[{region}]}}]}}]");
    let said = "a.json has a span at task 1, Content that does not fit its text: the words are “It rains”, not “It snows”";
    check("a.json", task.as_bytes(), &[], &[said]);
}

#[test]
fn answers_of_services_are_lists_of_articles() {
    let answer = "{\"status\":\"ok\",\"articles\":[{\"title\":\"Rain\",\"content\":\"It rains.\"},\
        {\"title\":\"Snow\",\"content\":null},{\"title\":\"Hail\",\"content\":\"It hails.\"},7]}";
    check(
        "a.json",
        answer.as_bytes(),
        &[("It rains.", 0), ("It hails.", 0)],
        &["2 entries without a text are left out (line 1, articles 2; line 1, articles 4)"],
    );
    check("a.json", b"{\"a\":[{\"b\":[{\"text\":\"It rains.\"}]}]}", &[], &["a.json holds no document"]);
}

#[test]
fn one_bad_version_of_annotations_leaves_the_other() {
    let good = "T1\tContent 0 8\tIt rains\nT2\tAttribution 10 14\tsaid\nE1\tAttribution:T2 Content:T1\n";
    check(
        "a.zip",
        &zip(&[("t/a.txt", "It rains, said Ana."), ("n/a_1.ann", "T1\tContent\n"), ("n/a_2.ann", good)]),
        &[("It rains,", 1)],
        &["n/a_1.ann cannot be read at line 1: it gives no offsets; its text comes without it"],
    );
}

#[test]
fn annotations_of_label_studio_that_are_but_numbers_are_counted() {
    let task = |versions: &str| format!("[{{\"data\":{{\"text\":\"It rains.\"}},{versions}}}]");
    let said = "1 annotation that is but a number, as lists of tasks have them, is left out (task 1)";
    check("a.json", task("\"annotations\":[7]").as_bytes(), &[("It rains.", 0)], &[said]);
    check("a.json", task("\"predictions\":[7]").as_bytes(), &[("It rains.", 0)], &[said]);
    let region = |start: &str| {
        task(&format!(
            "\"annotations\":[{{\"result\":[{{\"type\":\"labels\",\"id\":\"a\",\"value\":{{\"start\":{start},\"end\":8.0,\"labels\":[\"Content\"]}}}}]}}]"
        ))
    };
    check("a.json", region("0.0").as_bytes(), &[("It rains.", 1)], &[]);
    check(
        "a.json",
        region("\"0\"").as_bytes(),
        &[],
        &[
            "a.json has a span at task 1 that does not fit its text: Content \"0\"–8.0 has no whole numbers for its ends",
        ],
    );
}

#[test]
fn marks_of_no_words_are_counted() {
    let example = "{\"text\":\"It rains.\",\"entities\":[\
        {\"id\":1,\"label\":\"Content\",\"start_offset\":0,\"end_offset\":8},\
        {\"id\":2,\"label\":\"Cue\",\"start_offset\":3,\"end_offset\":3}],\
        \"relations\":[{\"id\":3,\"from_id\":1,\"to_id\":2,\"type\":\"Cue\"}]}";
    check(
        "a.jsonl",
        example.as_bytes(),
        &[("It rains.", 1)],
        &["1 mark of no words is left out (“Cue”, line 1)"],
    );
}

#[test]
fn one_selector_is_enough() {
    let collection = |selector: &str| {
        format!(
            "{{\"type\":\"AnnotationCollection\",\"sources\":[{{\"id\":\"s\",\"document\":\"a\",\"value\":\"It rains. So it rains on.\"}}],\
             \"first\":{{\"items\":[{{\"id\":\"n\",\"body\":[{{\"purpose\":\"tagging\",\"value\":\"Content\"}}],\
             \"target\":{{\"source\":\"s\",\"selector\":{selector}}}}}]}}}}"
        )
    };
    let quote = |rest: &str| format!("{{\"type\":\"TextQuoteSelector\",\"exact\":\"rains\"{rest}}}");
    let document = [("It rains.", 1)];
    check("a.jsonld", collection(&quote(",\"suffix\":\" on\"")).as_bytes(), &document, &[]);
    let position = "{\"type\":\"TextPositionSelector\",\"start\":3,\"end\":8}";
    check("a.jsonld", collection(position).as_bytes(), &document, &[]);
    let twice = "a.jsonld has a span at source 1, annotation 1 that does not fit its text: its quote stands nowhere, or more than once";
    check("a.jsonld", collection(&quote("")).as_bytes(), &[], &[twice]);
    let apart = format!("[{},{position}]", quote("").replace("rains", "snows"));
    let other = "a.jsonld has a span at source 1, annotation 1 that does not fit its text: the words are “rains”, not “snows”";
    check("a.jsonld", collection(&apart).as_bytes(), &[], &[other]);
}

#[test]
fn a_column_that_is_not_there_is_named() {
    let error = intake::read("a.csv", b"a,b\n1,2\n", Some("zz")).expect_err("there is none");
    assert_eq!(error.to_string(), "has no column “zz”; choose among: a, b");
}
