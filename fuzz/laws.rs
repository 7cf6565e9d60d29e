//! What must hold of whatever comes in; each target hands its bytes to one of these.

use demarche::annotate::log::Step;
use demarche::annotate::{Annotations, Edit, Session, Stored};
use demarche::app::{FileRead, Model, Msg, Taken, update, views};
use demarche::dataset::{Format, Options, Record, intake, project};
use demarche::nlp;
use demarche::text::Document;
use demarche::text::decode::decode;
use std::io::{Cursor, Write};
use std::rc::Rc;

/// What the targets start from.
pub mod seeds;

/// Text is no longer than its bytes allow, and reading it again as what it is changes nothing.
pub fn decoded(bytes: &[u8]) {
    let Ok(decoded) = decode(bytes) else { return };
    assert!(!decoded.text.trim().is_empty() && decoded.text.len() <= 3 * bytes.len());
    // Zeros that a byte order mark let pass count as UTF-16, or as no text, without it.
    if let Ok(again) = decode(decoded.text.as_bytes())
        && again.encoding == "UTF-8"
    {
        assert_eq!((again.replaced, again.text), (0, decoded.text));
    }
}

/// What is taken in fits its text: it is written as Demarche JSONL, comes back the same, and every format takes it.
pub fn taken(name: &str, bytes: &[u8]) {
    let Ok(taken) = intake::read(name, bytes, None) else { return };
    if taken.records.is_empty() {
        return;
    }
    let lines = written(Format::Jsonl, &taken.records);
    let again = Format::Jsonl.import(&lines).expect("our own file is read").records;
    assert!(written(Format::Jsonl, &again) == lines, "what is written comes back the same");
    // One of the formats each time; all of them would take most of the time.
    let format = Format::ALL[bytes.len() % Format::ALL.len()];
    let file = written(format, &taken.records);
    if format.comes_back() {
        format.import(&file).expect("what is written is read");
    }
}

fn written(format: Format, records: &[Record]) -> Vec<u8> {
    match format.export(records, Options::default()) {
        Ok(file) => file.bytes,
        Err(error) => panic!("{}: {error}", format.key()),
    }
}

/// The same for an archive of the files that follow lines of the form `--- name`.
pub fn unpacked(name: &str, listing: &[u8]) {
    let mut files: Vec<(String, Vec<u8>)> = vec![];
    for piece in listing.split_inclusive(|byte| *byte == b'\n') {
        match (piece.strip_prefix(b"--- "), files.last_mut()) {
            (Some(inner), _) => files.push((String::from_utf8_lossy(inner).trim_end().to_owned(), vec![])),
            (None, Some((_, bytes))) => bytes.extend(piece),
            (None, None) => {}
        }
    }
    if let Some(archive) = archive(&files) {
        taken(name, &archive);
    }
}

/// Files as [`unpacked`] reads them.
fn listed(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let listing =
        files.iter().map(|(name, bytes)| [format!("--- {name}\n").as_bytes(), bytes, b"\n"].concat());
    listing.collect::<Vec<_>>().concat()
}

/// The same for an archive that holds nothing but `bytes`.
pub fn packed(name: &str, inner: &str, bytes: &[u8]) {
    if let Some(archive) = archive(&[(inner.to_owned(), bytes.to_vec())]) {
        taken(name, &archive);
    }
}

/// Nothing when two files have one name, or one has none.
fn archive(files: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut writer = zip::ZipWriter::new(Cursor::new(vec![]));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        writer.start_file(name.as_str(), stored).ok()?;
        writer.write_all(bytes).ok()?;
    }
    writer.finish().ok().map(Cursor::into_inner)
}

/// A file that the page takes by itself: it is refused, or what it brings can be shown.
pub fn given(sort: Taken, name: &str, bytes: &[u8]) {
    let mut model = Model::default();
    update(&mut model, Msg::Restored(Box::default()));
    update(&mut model, Msg::TextPasted("“Rain,” said Ada Obi.".into()));
    let file = FileRead { name: name.into(), bytes: Ok(bytes.to_vec()) };
    update(&mut model, Msg::FileTaken(sort, file));
    views::scheme::view(&model);
    views::people::view(&model);
}

/// Every span lies in the text, and every format takes the statements.
pub fn analysed(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let document = Document::new("a.txt", &text);
    let analysis = nlp::analyze(&document);
    assert!(analysis.fits(&text), "every span lies in the text");
    let record = Record::suggested(&document, &analysis);
    written(Format::ALL[bytes.len() % Format::ALL.len()], &[record]);
}

/// A project file, or the bare records of one, which get their numbers and checksums here.
pub fn opened(bytes: &[u8]) {
    let file = if bytes.starts_with(b"demarche") { bytes.to_vec() } else { summed(bytes) };
    let Ok(stored) = project::read(&file) else { return };
    let whole = project::write(&stored);
    let again = project::read(&whole).expect("what is written is read");
    assert_eq!(again.damage, Vec::<String>::new());
    assert!(project::write(&again) == whole, "what is written comes back the same");
    let records = project::records(stored);
    if !records.is_empty() {
        written(Format::Jsonl, &records);
    }
}

fn summed(records: &[u8]) -> Vec<u8> {
    let mut file = format!("demarche project, version {}\n", project::VERSION).into_bytes();
    for (number, record) in records.split(|byte| *byte == b'\n').enumerate() {
        let numbered = [number.to_string().as_bytes(), b" ", record].concat();
        file.extend(format!("{:08x} ", crc32fast::hash(&numbered)).bytes());
        file.extend(numbered);
        file.push(b'\n');
    }
    file
}

/// Edits, one in JSON a line, over a project; `u` takes one back, `r` does it again. The journal makes the live state
/// again, line by line or at once; undo and redo are opposites.
pub fn edited(lines: &[u8]) {
    let stored = project::read(include_bytes!("../tests/projects/version-1.demarche")).expect("it is whole");
    let stored = Stored { steps: vec![], ..stored };
    let (mut live, mut journal) = (Session::of(stored.clone()).0, vec![]);
    for line in lines.split(|byte| *byte == b'\n') {
        match line {
            b"u" => journal.extend(live.undo().map(|_| Step::Undo)),
            b"r" => journal.extend(live.redo().map(|_| Step::Redo)),
            _ => {
                let Ok(edit) = serde_json::from_slice::<Edit>(line) else { continue };
                if live.perform(edit, 1.0).is_ok() {
                    journal.push(Step::Do(live.log().last().expect("just done").clone()));
                }
            }
        }
    }
    let (mut replayed, _) = Session::of(stored.clone());
    for step in &journal {
        replayed.replay(step.clone()).expect("what fitted once fits again");
    }
    assert_eq!(state(&replayed), state(&live), "line by line");
    assert_eq!(state(&Session::of(Stored { steps: journal, ..stored }).0), state(&live), "at once");
    let (end, mut n_undone) = (state(&live), 0);
    while live.undo().is_some() {
        n_undone += 1;
    }
    for _ in 0..n_undone {
        live.redo();
    }
    assert_eq!(state(&live), end, "there and back");
}

fn state(session: &Session) -> Vec<(Rc<Annotations>, bool)> {
    let articles = session.articles().iter();
    articles.map(|article| (article.annotations.clone(), session.is_closed(article.document.id))).collect()
}
