//! The batch program as a person runs it: files in, files out, sentences on standard error.

mod formats {
    /// Records with everything that has ever broken an export.
    pub mod corpus;
}

use demarche::dataset::{Format, Options, Record, jsonl, project};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("target/ can be written");
    folder
}

/// Runs the program; gives its exit code and what it said on standard error.
fn run(arguments: &[&str], folder: &Path) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    let done = command.args(arguments).current_dir(folder).output().expect("the program runs");
    (done.status.code().unwrap_or(-1), String::from_utf8_lossy(&done.stderr).into_owned())
}

fn check(arguments: &[&str], folder: &Path) {
    assert_eq!(run(arguments, folder), (0, String::new()), "{arguments:?}");
}

fn records() -> Vec<Record> {
    vec![formats::corpus::many(3), formats::corpus::empty(), formats::corpus::many(40)]
}

/// The same records each time, with everything that is hard to write.
fn hard_records() -> Vec<Record> {
    let drawn = formats::corpus::records().new_tree(&mut TestRunner::deterministic());
    drawn.expect("the corpus can be drawn").current()
}

#[test]
fn what_is_written_piece_by_piece_is_what_is_written_at_once() {
    let folder = folder("pieces");
    let records = [records(), hard_records()].concat();
    fs::write(folder.join("in.jsonl"), jsonl::export(&records).expect("every span fits"))
        .expect("it is written");
    for format in Format::ALL {
        check(&["convert", "in.jsonl", "--to", format.key(), "--out", format.file_name()], &folder);
        let expected = format.export(&records, Options::default()).expect("every span fits").bytes;
        let written = fs::read(folder.join(format.file_name())).expect("it is there");
        assert!(written == expected, "{}", format.key());
    }
    // What stands in a file says its format.
    for format in Format::ALL.into_iter().filter(|format| format.comes_back()) {
        check(&["convert", format.file_name(), "--out", "back.jsonl"], &folder);
        let back = fs::read(folder.join("back.jsonl")).expect("it is there");
        assert_eq!(
            jsonl::import(&back).expect("it is read").records.len(),
            records.len(),
            "{}",
            format.key()
        );
    }
}

#[test]
fn a_project_goes_out_and_comes_back() {
    let folder = folder("project");
    let stored = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/version-1.demarche");
    let stored = stored.to_str().expect("paths are text");
    check(&["convert", stored, "--out", "one.jsonl"], &folder);
    check(&["convert", "one.jsonl", "--out", "two.demarche"], &folder);
    check(&["convert", "two.demarche", "--to", "jsonl", "--out", "two.jsonl"], &folder);
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("it is there");
    assert_eq!(read("one.jsonl"), read("two.jsonl"));
    assert!(
        read("one.jsonl").contains("\"status\":\"corrected\""),
        "it tells of work: {}",
        read("one.jsonl")
    );
    // A project that stays one keeps its log, undone edits included.
    check(&["convert", stored, "--out", "same.demarche"], &folder);
    let bytes = fs::read(stored).expect("it is part of the project");
    assert_eq!(project::read(read("same.demarche").as_bytes()), project::read(&bytes));
    // A text waits for the engine in a project.
    fs::write(folder.join("a.txt"), "It rains.").expect("it is written");
    check(&["convert", "a.txt", "--out", "text.demarche"], &folder);
    check(&["convert", "text.demarche", "--to", "jsonl", "--out", "text.jsonl"], &folder);
    assert!(read("text.jsonl").contains("\"engine\":\"none\""), "{}", read("text.jsonl"));
    check(&["extract", "a.txt", "--out", "found.demarche"], &folder);
    check(&["extract", "text.demarche", "--out", "found.jsonl"], &folder);
    assert!(read("found.jsonl").contains("\"engine\":\"demarche"), "{}", read("found.jsonl"));
}

#[test]
fn annotations_and_texts_need_no_archive() {
    let folder = folder("loose");
    let text = "It rains, said Ana.\r\n";
    fs::write(folder.join("a.txt"), text).expect("it is written");
    fs::write(folder.join("b.txt"), "It snows.").expect("it is written");
    let annotations =
        "T1\tContent 0 8\tIt rains\nT2\tAttribution 10 14\tsaid\nE1\tAttribution:T2 Content:T1\n";
    fs::write(folder.join("a.ann"), annotations).expect("it is written");
    check(&["convert", "b.txt", "a.ann", "a.txt", "--out", "out.jsonl"], &folder);
    let bytes = fs::read(folder.join("out.jsonl")).expect("it is there");
    let records = jsonl::import(&bytes).expect("it is read").records;
    let found: Vec<(&str, usize)> =
        records.iter().map(|record| (&*record.document.name, record.rows.len())).collect();
    assert_eq!(found, [("a.txt", 1), ("b.txt", 0)]);
    // The engine says what it says, whatever the annotations said.
    check(&["extract", "a.ann", "a.txt", "--out", "found.jsonl"], &folder);
    let (code, said) = run(&["convert", "a.ann", "--out", "none.jsonl"], &folder);
    assert_eq!(code, 2);
    assert!(said.starts_with("demarche: a.ann: holds annotations without their text"), "{said}");
}

#[test]
fn a_broken_line_costs_itself_and_is_named() {
    let folder = folder("broken");
    let lines = String::from_utf8(jsonl::export(&records()).expect("every span fits")).expect("it is text");
    let lines: Vec<&str> = lines.lines().collect();
    let shifted = lines[0].replacen("\"cue\":[[", "\"cue\":[[1", 1);
    let file = format!("\u{feff}{}\r\n{shifted}\r\n\r\n{{\"id\": 3\r\n{}", lines[0], lines[2]);
    fs::write(folder.join("in.jsonl"), file).expect("it is written");
    let (code, said) = run(&["convert", "in.jsonl", "--out", "out.csv"], &folder);
    assert_eq!(code, 1);
    let said: Vec<&str> = said.lines().collect();
    assert!(said[0].starts_with("demarche: in.jsonl: has a span at line 2, statement 1"), "{said:?}");
    assert!(said[1].starts_with("demarche: in.jsonl: is not in the expected form at line 4"), "{said:?}");
    assert_eq!(said.len(), 2);
    let rows =
        fs::read_to_string(folder.join("out.csv")).expect("it is there").matches(",suggested,").count();
    assert_eq!(rows, 43, "the other lines are all there");
}

#[test]
fn pairs_of_one_name_in_two_folders_stay_apart() {
    let folder = folder("pairs");
    let annotations = "T1\tSource 0 5\tSmith\nT2\tCue 6 10\tsaid\nT3\tContent 11 13\tno\n\
        T4\tAttribution 6 10\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n";
    for (inner, name) in [("one", "Smith"), ("two", "Jones")] {
        let inner = folder.join(inner);
        fs::create_dir(&inner).expect("it is made");
        fs::write(inner.join("a.txt"), format!("{name} said no.")).expect("it is written");
        fs::write(inner.join("a.ann"), annotations.replace("Smith", name)).expect("it is written");
    }
    check(&["convert", "one", "two", "--out", "both.jsonl"], &folder);
    let both = jsonl::import(&fs::read(folder.join("both.jsonl")).expect("it is there")).expect("it is read");
    let texts: Vec<&str> = both.records.iter().map(|record| &*record.document.text).collect();
    assert_eq!(texts, ["Smith said no.", "Jones said no."]);
    assert!(both.records.iter().all(|record| record.rows.len() == 1));
}
