//! Files through page and clerk: what comes in, what is asked first, what goes out, what comes back.

use demarche::annotate::annotations::Status;
use demarche::annotate::{Analysis, Kind, Label, Statement, StatementId};
use demarche::app::export::{Preview, Reach, Setting};
use demarche::app::keys::Command;
use demarche::app::{Dialog, Effect, File, FileRead, Filter, Model, Msg, update, views};
use demarche::clerk::{Clerk, Job, Request};
use demarche::dataset::{Format, Options, Record, Unit, jsonl};
use demarche::text::Span;
use std::rc::Rc;

const TEXT: &str = "“Rain 😀,” said Ada Obi. “Soon,” she said. Bo Li denied it.";

/// A page with a clerk and an engine that always says the same.
struct Page {
    model: Model,
    clerk: Clerk,
    downloads: Vec<File>,
    analysed: Vec<String>,
}

impl Page {
    fn new() -> Page {
        let mut page =
            Page { model: Model::default(), clerk: Clerk::default(), downloads: vec![], analysed: vec![] };
        page.tell(Msg::Restored(Box::default()));
        page
    }

    fn with(files: &[(&str, &[u8])]) -> Page {
        let mut page = Page::new();
        page.drop(files);
        page
    }

    /// Tells `msg` and does what the page then asks for, until it asks for nothing more.
    fn tell(&mut self, msg: Msg) {
        let mut waiting = vec![msg];
        while let Some(msg) = waiting.pop() {
            for effect in update(&mut self.model, msg) {
                match effect {
                    Effect::Clerk(request) => {
                        waiting.insert(0, Msg::ClerkReplied(Box::new(self.clerk.serve(request))));
                    }
                    Effect::Analyze(ticket, document) => {
                        self.analysed.push(document.name.to_string());
                        let analysis = Rc::new(analysis(&document.text));
                        waiting.insert(0, Msg::AnalysisArrived(ticket, document.id, analysis));
                    }
                    Effect::Save(number, _) => waiting.insert(0, Msg::Saved(number)),
                    Effect::Download(file) => self.downloads.push(file),
                    _ => {}
                }
            }
        }
    }

    fn drop(&mut self, files: &[(&str, &[u8])]) {
        self.tell(Msg::ReadingStarted(files.len()));
        let read =
            |(name, bytes): &(&str, &[u8])| FileRead { name: (*name).into(), bytes: Ok(bytes.to_vec()) };
        self.tell(Msg::FilesRead(files.iter().map(read).collect()));
        self.tell(Msg::ReadingEnded);
    }

    fn documents(&self) -> Vec<String> {
        self.model.articles().map(|article| article.document.name.to_string()).collect()
    }

    fn records(&self) -> Vec<Record> {
        let chosen = demarche::app::export::Chosen::All;
        self.model.articles().filter_map(|article| chosen.record(article, &"demarche-1".into())).collect()
    }

    fn export(&mut self, formats: &[Format]) -> File {
        self.tell(Msg::Asked(Command::Export));
        self.tell(Msg::ExportSet(Setting::Only(formats[0])));
        for format in &formats[1..] {
            self.tell(Msg::ExportSet(Setting::Too(*format, true)));
        }
        self.tell(Msg::ExportWanted);
        self.downloads.pop().unwrap_or_else(|| panic!("a file comes: {}", self.model.notice.text))
    }
}

/// Two statements wherever the words stand.
fn analysis(text: &str) -> Analysis {
    let statement = |(id, words): (u32, &str)| {
        let at = text.find(words)?;
        let mut statement = Statement::bare(StatementId(id), vec![Span::new(at, at + words.len())]);
        statement.speaker_name = Some("Ada Obi".into());
        statement.kind = Kind::Direct;
        Some(statement)
    };
    let statements = [(0, "Rain"), (1, "Soon")].into_iter().filter_map(statement).collect();
    Analysis { engine: "test-1".into(), statements, ..Analysis::empty() }
}

/// A page with one article on which a person has worked: one corrected, one rejected.
fn worked() -> Page {
    let mut page = Page::with(&[("a.txt", TEXT.as_bytes())]);
    page.tell(Msg::StatementChosen(StatementId(0)));
    page.tell(Msg::FieldGiven(demarche::annotate::edit::Field::Label(Label::new("WARN"))));
    page.tell(Msg::StatementChosen(StatementId(1)));
    page.tell(Msg::Asked(Command::Reject));
    page
}

#[test]
fn texts_of_every_kind_come_in_and_are_analysed() {
    let html = b"<html><body><nav>Rain menu</nav><article><p>Soon, she said.</p></article></body></html>";
    let page = Page::with(&[
        ("a.txt", b"Rain."),
        ("b.html", html),
        ("c.csv", b"id,text\nx,Rain\ny,Soon\n"),
        ("d.txt", b"Rain in the caf\xe9, said the minister of caf\xe9s."),
    ]);
    let mut documents = page.documents();
    documents.sort();
    assert_eq!(documents, ["a.txt", "b.html", "d.txt", "x", "y"]);
    assert_eq!(page.analysed.len(), 5);
    let records = page.records();
    let html = records.iter().find(|record| &*record.document.name == "b.html").expect("it is there");
    assert!(html.boilerplate.iter().any(|span| span.of(&html.document.text).contains("menu")), "{html:?}");
    assert_eq!(html.rows.len(), 1, "nobody says anything in a menu");
    assert_eq!(&*html.engine, "test-1");
}

#[test]
fn every_two_way_format_brings_the_work_back() {
    for format in Format::ALL.into_iter().filter(|format| format.comes_back()) {
        let mut page = worked();
        let before = page.records();
        let file = page.export(&[format]);
        page.tell(Msg::Asked(Command::Forget));
        assert_eq!(page.documents(), Vec::<String>::new());
        page.analysed.clear();
        page.drop(&[(&file.name, &file.bytes)]);
        assert_eq!(page.model.dialog, None, "{}: nothing is asked", format.key());
        assert_eq!(page.analysed, Vec::<String>::new(), "{}: labels are not made anew", format.key());
        let after = page.records();
        let statuses = |records: &[Record]| -> Vec<Status> {
            records.iter().flat_map(|record| &record.rows).map(|row| row.status).collect()
        };
        assert_eq!(statuses(&after), statuses(&before), "{}", format.key());
        let labels = |records: &[Record]| -> Vec<Label> {
            records
                .iter()
                .flat_map(|record| &record.rows)
                .map(|row| row.statement.stance.label.clone())
                .collect()
        };
        assert_eq!(labels(&after), labels(&before), "{}", format.key());
        assert_eq!(after[0].document, before[0].document, "{}", format.key());
    }
}

#[test]
fn annotations_find_their_texts_among_the_files_dropped_with_them() {
    let mut page = worked();
    let before = page.records();
    let archive = page.export(&[Format::Brat]);
    let mut files = unzipped(&archive.bytes);
    files.push(("b.txt".to_owned(), b"Rain, said Bo Li.".to_vec()));
    files.push(("c.ann".to_owned(), vec![]));
    page.tell(Msg::Asked(Command::Forget));
    page.analysed.clear();
    let handed: Vec<(&str, &[u8])> =
        files.iter().rev().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    page.drop(&handed);
    // The annotations without a text are said before.
    let view = views::incoming::view(&page.model);
    assert_eq!(&*view.files[0].brings, "2 documents, 2 statements");
    assert_eq!(&*view.files[0].remarks[0], "1 annotation file without a text is left out (c.ann)");
    page.tell(Msg::IncomingSettled(true));
    assert_eq!(page.analysed, ["b.txt"], "labels are not made anew");
    let after = page.records();
    let mut names = page.documents();
    names.sort();
    assert_eq!(names, ["a.txt", "b.txt"]);
    let of = |records: &[Record]| -> Vec<Status> {
        let record = records.iter().find(|record| &*record.document.name == "a.txt");
        record.map_or(vec![], |record| record.rows.iter().map(|row| row.status).collect())
    };
    assert_eq!(of(&after), of(&before));
}

fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("it is an archive");
    let mut files = vec![];
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).expect("it is there");
        let mut content = vec![];
        file.read_to_end(&mut content).expect("it unpacks");
        files.push((file.name().expect("names are text").into_owned(), content));
    }
    files
}

#[test]
fn an_archive_of_several_exports_brings_all_back_and_undo_takes_the_labels() {
    let mut page = worked();
    let before = jsonl::export(&page.records()).expect("every span fits");
    let file = page.export(&[Format::Jsonl, Format::Csv, Format::Brat]);
    assert_eq!(file.name, "demarche.zip");
    page.tell(Msg::Asked(Command::Forget));
    page.drop(&[(&file.name, &file.bytes)]);
    assert_eq!(jsonl::export(&page.records()).expect("every span fits"), before);
    page.tell(Msg::Asked(Command::Undo));
    let statuses: Vec<Status> = page.records()[0].rows.iter().map(|row| row.status).collect();
    assert_eq!(statuses, [Status::Suggested, Status::Suggested]);
}

#[test]
fn what_cannot_be_taken_is_said_before_and_can_be_left() {
    let record = &worked().records()[0];
    let lines = jsonl::export(std::slice::from_ref(record)).expect("every span fits");
    // Another tool has changed the name, so that the hash no longer fits.
    let lines = String::from_utf8(lines).expect("it is text").replace("\"a.txt\"", "\"renamed.txt\"");
    let mut page = Page::with(&[("data.jsonl", lines.as_bytes())]);
    assert_eq!(page.model.dialog, Some(Dialog::Incoming));
    let view = views::incoming::view(&page.model);
    assert_eq!(&*view.files[0].brings, "1 document, 2 statements");
    assert_eq!(view.files[0].remarks.len(), 1);
    page.tell(Msg::IncomingSettled(false));
    assert_eq!(page.documents(), Vec::<String>::new());
    page.drop(&[("data.jsonl", lines.as_bytes())]);
    page.tell(Msg::IncomingSettled(true));
    assert_eq!(page.documents(), ["renamed.txt"]);
    assert_eq!(page.model.clerk.waiting, vec![]);
}

#[test]
fn a_person_says_which_column_holds_the_texts() {
    let mut page = Page::with(&[("t.csv", b"a,b\nRain,1\nSoon,2\n")]);
    assert_eq!(page.model.dialog, Some(Dialog::Incoming));
    assert_eq!(views::incoming::view(&page.model).files[0].columns.len(), 2);
    page.tell(Msg::ColumnChosen(0, "a".into()));
    assert_eq!(page.documents(), ["t.csv, row 1", "t.csv, row 2"]);
}

#[test]
fn archives_bring_their_files_and_name_the_others() {
    let inner =
        File { name: "x.zip".into(), mime: String::new(), bytes: worked().export(&[Format::Brat]).bytes };
    let zip = zip_of(&[("good.txt", b"Rain."), ("inner.zip", &inner.bytes), ("picture.png", b"\x89PNG\0\0")]);
    let mut page = Page::with(&[("all.zip", &zip), ("table.xlsx", &zip)]);
    assert_eq!(page.model.dialog, Some(Dialog::Incoming));
    let remarks = views::incoming::view(&page.model).files[0].remarks.clone();
    assert!(remarks[0].starts_with("inner.zip is an archive inside an archive"), "{remarks:?}");
    assert!(remarks[1].starts_with("picture.png is not a text file"), "{remarks:?}");
    assert!(page.model.problems[0].starts_with("table.xlsx"), "{:?}", page.model.problems);
    page.tell(Msg::IncomingSettled(true));
    assert_eq!(page.documents(), ["good.txt"]);
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a name is a name");
        writer.write_all(bytes).expect("memory takes it");
    }
    writer.finish().expect("it is an archive").into_inner()
}

#[test]
fn the_reach_decides_what_is_written() {
    let mut page = worked();
    page.drop(&[("b.txt", b"Rain, said Ada Obi.")]);
    let check = |page: &mut Page, reach: Reach, expected: &[(&str, usize)]| {
        page.tell(Msg::ExportSet(Setting::Reach(reach)));
        let file = page.export(&[Format::Jsonl]);
        let records = Format::Jsonl.import(&file.bytes).expect("its own files are read").records;
        let found: Vec<(&str, usize)> =
            records.iter().map(|record| (&*record.document.name, record.rows.len())).collect();
        assert_eq!(found, expected, "{reach:?}");
    };
    check(&mut page, Reach::All, &[("a.txt", 2), ("b.txt", 1)]);
    check(&mut page, Reach::Reviewed, &[("a.txt", 2)]);
    page.tell(Msg::FilterChanged(Filter { text: "Soon".into(), ..Filter::default() }));
    check(&mut page, Reach::Filtered, &[("a.txt", 1)]);
}

#[test]
fn the_panel_shows_how_each_file_begins() {
    let mut page = worked();
    page.tell(Msg::Asked(Command::Export));
    for format in Format::ALL {
        page.tell(Msg::ExportSet(Setting::Only(format)));
        let view = views::export::view(&page.model);
        assert!(view.preview.is_some_and(|text| text.len() > 20), "{}", format.key());
    }
    page.tell(Msg::ExportSet(Setting::Only(Format::Mentions)));
    let options = Options { unit: Unit::Utf16, neutralise: false };
    page.tell(Msg::ExportSet(Setting::Options(options)));
    let Preview::Text(text) = &page.model.export.preview else { panic!("there is a preview") };
    assert!(text.contains("UTF-16 units"), "{text}");
    page.tell(Msg::ExportSet(Setting::Too(Format::Mentions, false)));
    assert_eq!(views::export::view(&page.model).download, None);
}

#[test]
fn more_articles_than_one_piece_are_written_in_order() {
    let mut page = Page::new();
    let names: Vec<String> = (0..250).map(|number| format!("{number:03}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"Rain."[..])).collect();
    page.drop(&files);
    let file = page.export(&[Format::Jsonl]);
    let expected = jsonl::export(&page.records()).expect("every span fits");
    assert_eq!(file.bytes, expected);
}

#[test]
fn a_clerk_that_breaks_costs_what_it_had() {
    let mut page = worked();
    let asked = |effects: &[Effect]| -> Job {
        let job = effects.iter().find_map(|effect| match effect {
            Effect::Clerk(request) => Some(Request::job(request)),
            _ => None,
        });
        job.expect("the clerk is asked")
    };
    let file = FileRead { name: "odd.docx".into(), bytes: Ok(b"PK\x03\x04".to_vec()) };
    let effects = update(&mut page.model, Msg::FilesRead(vec![file]));
    page.tell(Msg::ClerkLost(asked(&effects), "out of memory".into()));
    assert!(page.model.notice.text.contains("odd.docx could not be read"), "{}", page.model.notice.text);
    let effects = update(&mut page.model, Msg::ExportWanted);
    page.tell(Msg::ClerkLost(asked(&effects), "out of memory".into()));
    assert!(page.model.notice.text.contains("Nothing was exported"), "{}", page.model.notice.text);
    assert_eq!(page.documents(), ["a.txt"]);

    page.tell(Msg::ClerkUnavailable("no workers here".into()));
    page.tell(Msg::ExportSet(Setting::Only(Format::Csv)));
    page.tell(Msg::ExportWanted);
    assert_eq!(page.downloads.pop().map(|file| file.name).as_deref(), Some("statements.jsonl"));
}
