//! What the targets start from: the project's own marked articles, and what it writes of them.

use crate::listed;
use demarche::annotate::{Stored, StoredDocument};
use demarche::dataset::{Format, Options, Record, project};
use demarche::nlp;
use demarche::text::Document;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Longer ones would only be slower.
const MOST_BYTES: usize = 500;

/// Writes a folder of seeds for each target below the folder that `FUZZ_SEEDS` names.
pub fn sow() {
    let folder = PathBuf::from(std::env::var_os("FUZZ_SEEDS").expect("run.sh names the folder"));
    let texts = texts();
    assert!(texts.len() > 100, "data/articles holds the project's articles");
    for (number, text) in texts.iter().enumerate() {
        let put = |target: &str, bytes: &[u8]| put(&folder, target, number, bytes);
        put("analyze", text.as_bytes());
        put("html", page(text).as_bytes());
        put("word", word(text).as_bytes());
        put("pdf", pdf(text).as_bytes());
        put(
            "decode",
            &[b"\xff\xfe".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
        );
    }
    for (number, pair) in texts.chunks_exact(2).take(12).enumerate() {
        let put = |target: &str, bytes: &[u8]| put(&folder, target, number, bytes);
        let documents: Vec<Document> =
            pair.iter().map(|text| Document::new("a.txt", &text[..text.floor_char_boundary(400)])).collect();
        let stored: Vec<StoredDocument> = documents
            .iter()
            .map(|document| StoredDocument {
                document: document.clone(),
                analysis: Some(Rc::new(nlp::analyze(document))),
            })
            .collect();
        let project = project::write(&Stored { documents: stored.clone(), ..Stored::default() });
        put("project", &records_of(&project));
        let records: Vec<Record> = stored
            .iter()
            .filter_map(|stored| Some(Record::suggested(&stored.document, stored.analysis.as_ref()?)))
            .collect();
        for (target, format) in [
            ("lines", Format::Jsonl),
            ("doccano", Format::Doccano),
            ("web_annotation", Format::WebAnnotation),
            ("table", Format::Csv),
        ] {
            put(target, &written(format, &records[..1]));
        }
        let archive = written(Format::Brat, &records[..1]);
        put("brat", &listed(&unpacked(&archive)));
        put("archive", &archive);
        let archive = written(Format::LabelStudio, &records[..1]);
        put("archive", &archive);
        for (_, tasks) in unpacked(&archive).iter().filter(|(name, _)| name.ends_with("tasks.json")) {
            put("label_studio", tasks);
        }
    }
}

/// The beginnings of the marked articles, without their marks.
fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/articles");
    let entries = fs::read_dir(folder).expect("the articles are part of the project").flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().filter_map(|path| unmarked(&fs::read_to_string(path).ok()?)).collect()
}

/// A span is marked ⟦Xn …⟧: role and number, a blank, the words.
fn unmarked(file: &str) -> Option<String> {
    let article = file.split("\n===\n").nth(1)?;
    let mut pieces = article.split('⟦');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    pieces.for_each(|piece| text.push_str(piece.split_once(' ').map_or(piece, |(_, words)| words)));
    let mut text = text.replace('⟧', "");
    text.truncate(text.floor_char_boundary(MOST_BYTES));
    Some(text)
}

fn page(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| format!("<p class=\"a\">{paragraph}</p>\n"));
    let body: String = paragraphs.collect();
    format!(
        "<!doctype html><html><head><title>A</title></head><body><nav><a href=\"/\">Home</a></nav>\
         <article><h1>A &amp; B</h1>{body}</article><footer>&copy; 2026</footer></body></html>"
    )
}

fn word(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        format!("<w:p><w:r><w:t xml:space=\"preserve\">{paragraph}</w:t><w:br/></w:r></w:p>")
    });
    format!("<w:document><w:body>{}</w:body></w:document>", paragraphs.collect::<String>())
}

/// A PDF of one page, as plain as they come.
fn pdf(text: &str) -> String {
    let is_plain = |letter: &char| (' '..='~').contains(letter) && !"()\\".contains(*letter);
    let lines =
        text.lines().map(|line| format!("({}) Tj T*\n", line.chars().filter(is_plain).collect::<String>()));
    let content = format!("BT /F1 12 Tf 14 TL 72 720 Td\n{}ET", lines.collect::<String>());
    let objects = [
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        "<</Type /Pages /Kids [3 0 R] /Count 1>>".to_owned(),
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>".to_owned(),
    ];
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
    for (idx, object) in objects.iter().enumerate() {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", idx + 1);
    }
    let start = file.len();
    file + &format!(
        "xref\n0 6\n0000000000 65535 f \n{places}trailer\n<</Size 6 /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    )
}

/// The records of a project file without their numbers and checksums, which the target adds.
fn records_of(file: &[u8]) -> Vec<u8> {
    let lines = file.split(|byte| *byte == b'\n').skip(1);
    let records = lines.filter_map(|line| line.splitn(3, |byte| *byte == b' ').nth(2));
    records.collect::<Vec<_>>().join(&b'\n')
}

fn written(format: Format, records: &[Record]) -> Vec<u8> {
    format.export(records, Options::default()).expect("our own articles can be written").bytes
}

fn unpacked(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("our own archive");
    let mut files = vec![];
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).expect("it counts its files");
        let mut bytes = vec![];
        file.read_to_end(&mut bytes).expect("our own archive is whole");
        let name = file.name().expect("our own names are text").to_string();
        files.push((name, bytes));
    }
    files
}

fn put(folder: &Path, target: &str, number: usize, bytes: &[u8]) {
    let folder = folder.join(target);
    fs::create_dir_all(&folder).expect("the folder can be written");
    // Two seeds of one target and number differ in length.
    fs::write(folder.join(format!("{number:03}-{}", bytes.len())), bytes).expect("the folder can be written");
}
