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
    assert!(
        said[0].starts_with("demarche: in.jsonl: line 2, statement 1: a span does not fit its text"),
        "{said:?}"
    );
    assert!(said[1].starts_with("demarche: in.jsonl: line 4: it breaks off"), "{said:?}");
    assert_eq!(said.len(), 2);
    let rows =
        fs::read_to_string(folder.join("out.csv")).expect("it is there").matches(",suggested,").count();
    assert_eq!(rows, 43, "the other lines are all there");
}

#[test]
fn what_lies_hidden_in_a_folder_is_counted() {
    let folder = folder("hidden");
    fs::create_dir_all(folder.join("given/.git")).expect("target/ can be written");
    for name in ["given/a.txt", "given/.b.txt", "given/.git/c.txt", "given/.DS_Store"] {
        fs::write(folder.join(name), "It rains, said Ana.").expect("it is written");
    }
    let said = "demarche: given: 2 hidden files are left out (.b.txt; .git)\n";
    assert_eq!(run(&["extract", "given", "--out", "a.jsonl"], &folder), (0, said.to_owned()));
    for name in ["given/a.ann", "given/x.ann"] {
        fs::write(folder.join(name), "").expect("it is written");
    }
    let (code, said) = run(&["extract", "given", "--out", "a.jsonl"], &folder);
    assert_eq!(
        (code, said.contains("demarche: given: 1 annotation file without a text")),
        (1, true),
        "{said}"
    );
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

#[test]
fn a_write_that_fails_leaves_the_old_file() {
    let folder = folder("kept");
    fs::write(folder.join("in.jsonl"), jsonl::export(&records()).expect("every span fits"))
        .expect("it is written");
    let names = || {
        let entries = fs::read_dir(&folder).expect("it is there").flatten();
        let mut names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
        names.sort();
        names
    };
    for out in ["old.jsonl", "brat.zip", "old.demarche"] {
        fs::write(folder.join(out), "old").expect("it is written");
        let before = names();
        // No file may be longer than a block, and writing more is an error, no signal.
        let command = format!(
            "trap '' XFSZ; ulimit -f 1; '{}' convert in.jsonl --out {out}",
            env!("CARGO_BIN_EXE_demarche")
        );
        let done = Command::new("bash").args(["-c", &command]).current_dir(&folder).output();
        let done = done.expect("bash is part of every development machine");
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(2), "{out}: {said}");
        assert!(said.contains(&format!("{out}: cannot be written")), "{said}");
        assert_eq!(fs::read_to_string(folder.join(out)).expect("it is there"), "old");
        assert_eq!(names(), before);
        check(&["convert", "in.jsonl", "--out", out], &folder);
        assert_ne!(fs::read(folder.join(out)).expect("it is there"), b"old");
        assert_eq!(names(), before);
    }
}

#[cfg(unix)]
#[test]
fn what_is_written_over_keeps_its_link_and_its_mode() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("modes");
    fs::write(folder.join("a.txt"), "It rains.").expect("it is written");
    fs::write(folder.join("old.csv"), "old").expect("it is written");
    let mode = |name: &str| {
        let metadata = fs::metadata(folder.join(name)).expect("it is there");
        metadata.permissions().mode() & 0o777
    };
    fs::set_permissions(folder.join("old.csv"), fs::Permissions::from_mode(0o640)).expect("it is ours");
    symlink("old.csv", folder.join("link.csv")).expect("it is made");
    check(&["convert", "a.txt", "--out", "link.csv"], &folder);
    assert!(folder.join("link.csv").is_symlink());
    assert_ne!(fs::read(folder.join("old.csv")).expect("it is there"), b"old");
    assert_eq!(mode("old.csv"), 0o640);
    // A new one has the mode that any program here gives it.
    check(&["convert", "a.txt", "--out", "new.csv"], &folder);
    assert_eq!(mode("new.csv"), mode("a.txt"));
}

#[test]
fn an_output_is_never_its_own_input() {
    let folder = folder("own");
    fs::create_dir(folder.join("in")).expect("it is made");
    fs::write(folder.join("in/a.txt"), "“It rains,” said Ana.").expect("it is written");
    for arguments in [
        &["extract", "in/a.txt", "--to", "csv", "--out", "in/a.txt"][..],
        &["extract", "in", "--to", "csv", "--out", "in/../in/a.txt"],
        &["convert", "in", "--to", "csv", "--out", "in/a.txt"],
    ] {
        let (code, said) = run(arguments, &folder);
        assert_eq!(code, 2);
        assert!(said.ends_with("in/a.txt: would be read and written over; name another --out\n"), "{said}");
        assert_eq!(
            fs::read_to_string(folder.join("in/a.txt")).expect("it is there"),
            "“It rains,” said Ana."
        );
    }
    check(&["convert", "in", "--out", "same.demarche"], &folder);
    let (code, said) = run(&["convert", "same.demarche", "--out", "same.demarche"], &folder);
    assert_eq!(
        (code, &*said),
        (2, "demarche: same.demarche: would be read and written over; name another --out\n")
    );
}

#[test]
fn the_name_of_the_output_says_its_format_or_leaves_it_open() {
    let folder = folder("names");
    fs::write(folder.join("a.txt"), "“It rains,” said Ana.").expect("it is written");
    for command in ["extract", "convert"] {
        for (out, said_of_it) in [
            ("x.zip", "several formats are zips; say with --to which one: brat, "),
            ("x.json", "the name tells no format; say with --to which one: jsonl, "),
            ("x.weird", "the name tells no format"),
            ("x", "the name tells no format"),
        ] {
            let (code, said) = run(&[command, "a.txt", "--out", out], &folder);
            assert_eq!(code, 2);
            assert!(said.starts_with(&format!("demarche: {out}: {said_of_it}")), "{said}");
            assert!(!folder.join(out).exists());
        }
        for (out, key) in [
            ("x.jsonl", "jsonl"),
            ("x.CSV", "csv"),
            ("x.xyz.tsv", "tsv"),
            ("mentions.csv", "mentions"),
            ("tei.zip", "tei"),
            ("x.demarche", "project"),
        ] {
            check(&[command, "a.txt", "--out", out], &folder);
            check(&[command, "a.txt", "--to", key, "--out", "expected"], &folder);
            let written = |name: &str| fs::read(folder.join(name)).expect("it is there");
            assert!(written(out) == written("expected"), "{out}");
        }
    }
}

#[test]
fn a_format_can_be_named_and_a_column_chosen() {
    let folder = folder("from");
    let stored = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/version-1.demarche");
    fs::copy(stored, folder.join("work.bin")).expect("it is part of the project");
    check(&["convert", "work.bin", "--from", "project", "--out", "one.jsonl"], &folder);
    check(&["convert", "work.bin", "--from", "project", "--out", "same.demarche"], &folder);
    let read = |name: &str| fs::read(folder.join(name)).expect("it is there");
    assert_eq!(project::read(&read("same.demarche")), project::read(&read("work.bin")));
    let (code, said) = run(&["convert", "one.jsonl", "--from", "project", "--to", "csv"], &folder);
    assert_eq!(code, 2);
    assert!(said.starts_with("demarche: one.jsonl: is not a project file of Demarche\n"), "{said}");

    fs::write(folder.join("a.csv"), "id,text,lead\n1,It rains.,Rain\n").expect("it is written");
    for command in ["extract", "convert"] {
        check(&[command, "a.csv", "--text-column", "lead", "--out", "lead.jsonl"], &folder);
        let records = jsonl::import(&read("lead.jsonl")).expect("it is read").records;
        assert_eq!(&*records[0].document.text, "Rain");
    }
    fs::create_dir(folder.join("in")).expect("it is made");
    fs::copy(folder.join("a.csv"), folder.join("in/a.csv")).expect("it is made");
    check(&["convert", "in/a.csv", "in", "./in/a.csv", "--out", "once.jsonl"], &folder);
    assert_eq!(jsonl::import(&read("once.jsonl")).expect("it is read").records.len(), 1);
}

#[test]
fn what_is_wrong_is_said_in_plain_words() {
    let folder = folder("words");
    fs::create_dir(folder.join("in")).expect("it is made");
    fs::write(folder.join("a.txt"), "It rains.").expect("it is written");
    fs::write(
        folder.join("off.jsonl"),
        "{\"id\":\"a\",\"text\":\"It rains.\",\"statements\":[{\"content\":[[0,99]]}]}\n",
    )
    .expect("it is written");
    let good = jsonl::export(&records()[..1]).expect("every span fits");
    fs::write(folder.join("good.jsonl"), &good).expect("it is written");
    fs::write(folder.join("twice.jsonl"), good.repeat(2)).expect("it is written");
    fs::write(folder.join("none.txt"), "").expect("it is written");
    let off = "demarche: off.jsonl: has a span at line 1, statement 1 that does not fit its text: 0–99 lies outside\n";
    for (arguments, expected) in [
        (&["eval", "off.jsonl"][..], off),
        (
            &["convert", "off.jsonl", "--to", "csv"],
            "demarche: off.jsonl: line 1, statement 1: a span does not fit its text (0–99 lies outside); the document \
             is left out\ndemarche: no document could be read\n",
        ),
        (
            &["eval", "good.jsonl", "--predicted", "a.txt"],
            "demarche: a.txt: line 1 is no document with “id” and “statements” in JSON\n",
        ),
        (&["eval", "twice.jsonl"], "demarche: twice.jsonl: has the document “many.txt” more than once\n"),
        (&["eval", "none.txt"], "demarche: none.txt: holds no document\n"),
        (&["eval", "in"], "demarche: in: is a folder; name a file in it\n"),
        (&["eval", "none.jsonl"], "demarche: none.jsonl: there is no such file\n"),
        (
            &["extract", "a.txt", "--to", "csv", "--out", "in"],
            "demarche: in: is a folder; name a file in it\n",
        ),
        (
            &["extract", "a.txt", "--out", "no/b.csv"],
            "demarche: no/b.csv: cannot be written, for there is no such folder\n",
        ),
        (
            &["convert", "a.txt"],
            "demarche: say in which format to write: --to jsonl, or an --out whose name tells\n",
        ),
    ] {
        assert_eq!(run(arguments, &folder), (2, expected.to_owned()), "{arguments:?}");
    }
}

/// Runs a line of the shell in which `$D` is the program.
#[cfg(target_os = "linux")]
fn shell(line: &str, folder: &Path) -> (i32, String) {
    let mut command = Command::new("bash");
    let command = command.args(["-c", line]).env("D", env!("CARGO_BIN_EXE_demarche")).current_dir(folder);
    let done = command.output().expect("bash is part of every development machine");
    (done.status.code().unwrap_or(-1), String::from_utf8_lossy(&done.stderr).into_owned())
}

#[cfg(target_os = "linux")]
#[test]
fn pipes_and_devices_are_read_when_they_are_named_and_end() {
    let folder = folder("pipes");
    fs::write(folder.join("a.txt"), "It rains.").expect("it is written");
    let (code, said) =
        shell("\"$D\" convert <(cat a.txt) --out a.jsonl && grep -q 'It rains' a.jsonl", &folder);
    assert_eq!((code, &*said), (0, ""));
    let (code, said) = shell("\"$D\" convert /dev/zero --to csv", &folder);
    assert_eq!(code, 2);
    assert!(said.starts_with("demarche: /dev/zero: is larger than 64 MB; split it first"), "{said}");
    // One that lies in a folder is none of the person's files, and nobody may ever write into it.
    let (code, said) =
        shell("mkdir d && cp a.txt d && mkfifo d/pipe && \"$D\" convert d --out b.jsonl", &folder);
    assert_eq!(code, 1);
    assert_eq!(said, "demarche: d/pipe: is a pipe or a device, no file; name it by itself\n");
}

#[cfg(unix)]
#[test]
fn a_signal_leaves_no_unfinished_file() {
    let folder = folder("signal");
    assert_eq!(shell("mkfifo pipe", &folder).0, 0);
    for signal in ["TERM", "INT"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
        let mut program = command
            .args(["extract", "pipe", "--out", "a.jsonl"])
            .current_dir(&folder)
            .spawn()
            .expect("the program runs");
        // Opens when the program waits for the text, so that the file for the output has been begun.
        let pipe = fs::File::options().write(true).open(folder.join("pipe")).expect("it is a pipe");
        assert_eq!(shell(&format!("ls -A | grep -c part; kill -{signal} {}", program.id()), &folder).0, 0);
        assert!(!program.wait().expect("it ends").success());
        drop(pipe);
        let left: Vec<String> = fs::read_dir(&folder)
            .expect("it is there")
            .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
            .collect();
        assert_eq!(left, ["pipe"], "{signal}");
    }
}

#[test]
fn two_versions_of_one_document_both_stay() {
    let folder = folder("versions");
    let line = |label: &str| {
        format!(
            "{{\"id\":\"a.txt\",\"text\":\"It rains, said Ana.\",\"statements\":[{{\"id\":0,\"content\":[[0,8]],\"cue\":[[10,14]],\"label\":\"{label}\"}}]}}\n"
        )
    };
    fs::write(folder.join("two.jsonl"), line("ACCUSE") + &line("DENY")).expect("it is written");
    let said = "demarche: a.txt: stands there more than once with one text; this one becomes “a.txt (2)”\n";
    assert_eq!(run(&["convert", "two.jsonl", "--out", "two.demarche"], &folder), (0, said.to_owned()));
    for form in Format::ALL.into_iter().filter(|format| format.comes_back()) {
        check(&["convert", "two.jsonl", "--to", form.key(), "--out", form.file_name()], &folder);
    }
    let both = Format::ALL.into_iter().filter(|format| format.comes_back()).map(|format| format.file_name());
    for file in both.chain(["two.demarche"]) {
        check(&["convert", file, "--out", "back.jsonl"], &folder);
        let back = fs::read_to_string(folder.join("back.jsonl")).expect("it is there");
        let labels: Vec<bool> = back.lines().map(|line| line.contains("ACCUSE")).collect();
        assert_eq!(labels, [true, false], "{file}");
        assert!(back.lines().all(|line| line.contains("\"cue\":[[10,14]]")), "{file}");
    }
}

#[test]
fn what_stands_in_a_file_says_its_format_whatever_it_is_called() {
    let folder = folder("sniffed");
    fs::write(folder.join("in.jsonl"), jsonl::export(&records()).expect("every span fits"))
        .expect("it is written");
    for format in [Format::Jsonl, Format::Doccano, Format::WebAnnotation] {
        check(&["convert", "in.jsonl", "--to", format.key(), "--out", "named"], &folder);
        check(&["convert", "named", "--to", "jsonl", "--out", "back.jsonl"], &folder);
        let [first, back] =
            ["in.jsonl", "back.jsonl"].map(|file| fs::read(folder.join(file)).expect("it is there"));
        let n_lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
        assert_eq!(n_lines(&back), n_lines(&first), "{}", format.key());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_is_a_failure() {
    let folder = folder("full");
    fs::write(folder.join("a.txt"), "It rains.").expect("it is written");
    for command in ["--help", "--version", "extract --help", "formats", "convert a.txt --to jsonl"] {
        assert_eq!(shell(&format!("\"$D\" {command} >/dev/full"), &folder).0, 2, "{command}");
        assert_eq!(shell(&format!("\"$D\" {command} >/dev/null"), &folder).0, 0, "{command}");
        let (code, said) = shell(&format!("\"$D\" {command} | true; exit ${{PIPESTATUS[0]}}"), &folder);
        assert_eq!((code, &*said), (0, ""), "{command}");
    }
    let (code, said) = shell("\"$D\" convert a.txt --to csv --out /dev/full", &folder);
    assert_eq!(code, 2);
    assert!(said.starts_with("demarche: /dev/full: cannot be written"), "{said}");
}
