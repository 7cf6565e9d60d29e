//! Files made to do harm: each is refused or costs only itself, within the bounds that LIMITS.md names.

use demarche::dataset::intake::{self, IntakeError};
use demarche::dataset::project::{self, ProjectError};
use demarche::dataset::{Format, Options, Record};
use demarche::text::Document;
use demarche::text::decode::{DecodeError, MAX_BYTES, decode};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MEGABYTE: usize = 1 << 20;

/// An archive of `n_files` files, the names and contents by their number.
fn archive(n_files: usize, file: impl Fn(usize) -> (String, Vec<u8>)) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1));
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    for number in 0..n_files {
        let (name, content) = file(number);
        writer.start_file(name, options).expect("a name can be written");
        writer.write_all(&content).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}

/// The sentence with which a file is refused.
fn refusal(name: &str, bytes: &[u8]) -> String {
    intake::read(name, bytes, None).expect_err("it is refused").to_string()
}

#[test]
fn a_zip_bomb_is_refused_by_what_it_unpacks_to() {
    let zeros = vec![b' '; 64 * MEGABYTE];
    let bomb = archive(9, |number| (format!("{number}.txt"), zeros.clone()));
    assert!(bomb.len() < 4 * MEGABYTE, "small outside: {}", bomb.len());
    assert!(refusal("bomb.zip", &bomb).contains("larger than 512 MB"));
}

#[test]
fn an_archive_in_an_archive_is_not_unpacked() {
    let inner = archive(1, |_| ("a.txt".into(), b"It rains.".to_vec()));
    let outer = archive(2, |number| match number {
        0 => ("inner.zip".into(), inner.clone()),
        _ => ("b.txt".into(), b"It snows.".to_vec()),
    });
    let found = intake::read("outer.zip", &outer, None).expect("the rest is taken");
    assert_eq!(found.refused, [("inner.zip".to_owned(), IntakeError::Nested)]);
    assert_eq!(found.records.len(), 1);
}

#[test]
fn a_hundred_thousand_files_in_an_archive_are_too_many() {
    let many = archive(100_000, |number| (format!("{number}.txt"), b"x".to_vec()));
    assert!(refusal("many.zip", &many).contains("more than 20000 files"));
}

#[test]
fn a_path_out_of_the_archive_is_only_a_name() {
    let names = ["../../etc/passwd", "/etc/passwd", "C:\\windows\\a.txt", "a/../../b.txt"];
    let bytes = archive(names.len(), |number| (names[number].into(), b"It rains.".to_vec()));
    let found = intake::read("paths.zip", &bytes, None).expect("texts are texts");
    let records: Vec<Record> = found.records;
    for format in [Format::Brat, Format::Csv] {
        let file = format.export(&records, Options::default()).expect("it is written");
        if !file.bytes.starts_with(b"PK") {
            continue;
        }
        let written = zip::ZipArchive::new(Cursor::new(file.bytes)).expect("it is an archive");
        for name in written.file_names() {
            let name = name.expect("a name is text").to_string();
            assert!(!name.contains("..") && !name.starts_with('/') && !name.contains('\\'), "{name}");
        }
    }
}

#[test]
fn nesting_without_end_is_refused_or_read_flat() {
    let deep = 200_000;
    let json = format!("{}{}", "[".repeat(deep), "]".repeat(deep));
    assert!(intake::read("deep.json", json.as_bytes(), None).is_err());
    let objects = format!("{}1{}", "{\"text\":".repeat(deep), "}".repeat(deep));
    assert!(intake::read("deep.jsonl", objects.as_bytes(), None).is_err());
    let edit = format!("{}{{}}{}", "{\"Group\":[\"x\",[".repeat(deep), "]]}".repeat(deep));
    assert_eq!(
        project_of(&[&format!("{{\"edit\":{{\"place\":0,\"entry\":{{\"edit\":{edit},\"at\":1}}}}}}")]),
        Err(ProjectError::Damaged)
    );
    // Elements that matter and elements that do not, open at every word.
    for (opening, closing) in [("<div>x", "</div>"), ("<nav>x", "</nav>"), ("<header>x", "</article>")] {
        let html = format!("<html><body>{}It rains.{}", opening.repeat(deep), closing.repeat(deep));
        let found = intake::read("deep.html", html.as_bytes(), None).expect("it is text");
        assert!(found.records[0].document.text.contains("It rains."));
    }
    let part = format!("{}<w:t>It rains.</w:t>{}", "<w:p>".repeat(deep), "</w:p>".repeat(deep));
    let found = intake::read("deep.docx", &word(&part), None).expect("it is text");
    assert_eq!(&*found.records[0].document.text, "It rains.");
}

#[test]
fn a_page_of_nothing_but_scripts_is_read_once() {
    let scripts = "<script></SCRIPT>".repeat(200_000);
    let html = format!("<html><body>{scripts}It rains.");
    let found = intake::read("a.html", html.as_bytes(), None).expect("it is text");
    assert_eq!(&*found.records[0].document.text, "It rains.");
}

/// A Word document with this main part.
fn word(part: &str) -> Vec<u8> {
    archive(1, |_| ("word/document.xml".to_owned(), part.as_bytes().to_vec()))
}

#[test]
fn word_documents_unpack_within_one_bound() {
    let part = format!("<!--{}--><w:t>It rains.</w:t>", " ".repeat(60 * MEGABYTE));
    let document = word(&part);
    assert_eq!(intake::read("a.docx", &document, None).map(|found| found.records.len()), Ok(1));
    let many = archive(12, |number| (format!("{number}.docx"), document.clone()));
    let found = intake::read("many.zip", &many, None).expect("some can be read");
    let refused: Vec<String> = found.refused.iter().map(|(_, error)| error.to_string()).collect();
    assert!(found.records.len() == 8 && refused.len() == 4, "{refused:?}");
    assert!(refused[0].contains("larger than 512 MB"), "{refused:?}");
}

#[test]
fn entities_are_never_expanded() {
    let lol = "<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\
        <!ENTITY c SYSTEM \"file:///etc/passwd\">]><html><body><p>&b;&b;&b; &c; It rains.</p></body></html>";
    let part = lol.replace("<p>", "<w:p><w:t>").replace("</p>", "</w:t></w:p>");
    for (name, bytes) in [("lol.html", lol.as_bytes()), ("lol.docx", &word(&part))] {
        let found = intake::read(name, bytes, None).expect("it is text");
        let text = &found.records[0].document.text;
        assert!(text.len() < 500 && !text.contains("lollol") && !text.contains("root:"), "{text}");
        assert!(text.contains("It rains."), "{text}");
    }
}

#[test]
fn lengths_that_a_file_claims_are_not_believed() {
    // An archive whose directory claims a gigabyte for nine bytes.
    let mut bytes = archive(1, |_| ("a.txt".into(), b"It rains.".to_vec()));
    let directory = bytes.windows(4).rposition(|mark| mark == b"PK\x01\x02").expect("it has a directory");
    bytes[directory + 24..directory + 28].copy_from_slice(&(1_u32 << 30).to_le_bytes());
    if let Ok(found) = intake::read("a.zip", &bytes, None) {
        assert!(found.records.iter().all(|record| record.document.text.len() < 100));
    }
    let summary = "{\"summary\":{\"documents\":1000000000,\"analyses\":1000000000,\"edits\":1000000000,\"undone\":1000000000}}";
    let found = project_of(&[summary]).expect("the rest is nothing");
    assert_eq!((found.steps.len(), found.damage.len()), (0, 3));
    let far = "{\"edit\":{\"place\":4000000000,\"entry\":{\"edit\":{\"RemovePerson\":\"x\"},\"at\":1}}}";
    assert_eq!(project_of(&[far]), Err(ProjectError::Damaged));
}

#[test]
fn a_file_beyond_the_bound_is_refused_unread() {
    assert_eq!(decode(&vec![b'a'; MAX_BYTES + 1]), Err(DecodeError::TooLarge));
    assert_eq!(project::read(&vec![b'a'; project::MAX_BYTES + 1]), Err(ProjectError::TooLarge));
}

#[test]
fn formulas_and_markup_stay_text_in_every_export() {
    let text = "\u{201C}=cmd|' /C calc'!A0 ]]> <script>x</script> &lol;,\u{201D} said @SUM(1+1).";
    let mut records = vec![];
    for name in ["=HYPERLINK(\"http://x\")", "__proto__", "<b>&amp;", "-2+3", "@x", "\t=1"] {
        let document = Document::new(name, text);
        records.push(Record::suggested(&document, &demarche::nlp::analyze(&document)));
    }
    let file = Format::Csv.export(&records, Options::default()).expect("it is written");
    let table = String::from_utf8_lossy(&file.bytes).into_owned();
    let starts = |cell: &str| cell.trim_start_matches('"').starts_with(['=', '@', '+', '-', '\t']);
    let mut reader = csv::Reader::from_reader(file.bytes.as_slice());
    for row in reader.records() {
        let row = row.expect("it is CSV");
        let risky: Vec<&str> =
            row.iter().filter(|cell| starts(cell) && cell.parse::<f64>().is_err()).collect();
        assert!(risky.is_empty(), "{risky:?} in {table}");
    }
    let file = Format::Tei.export(&records, Options::default()).expect("it is written");
    assert!(!String::from_utf8_lossy(&file.bytes).contains("<script>"));
}

/// A project file of these records, rightly numbered and summed.
fn project_of(records: &[&str]) -> Result<demarche::annotate::Stored, ProjectError> {
    let mut file = format!("demarche project, version {}\n", project::VERSION);
    for (number, record) in records.iter().enumerate() {
        let numbered = format!("{number} {record}");
        file += &format!(
            "{:08x} {numbered}\n",
            crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(numbered.as_bytes())
        );
    }
    project::read(file.as_bytes())
}
