//! The conversation between page and clerk, the worker that reads and writes files, and the clerk's side of it.
//!
//! Records cross as Demarche JSONL, which keeps everything: the clerk checks every span against the words beside it
//! as it reads them, so that what it writes fits the texts. Page and clerk are of one build or do not talk.

use crate::dataset::intake::{self, IntakeError};
use crate::dataset::{ExportError, Format, Options, Record, bundle, excerpt, jsonl, without_lines};

/// What the two say to each other.
mod message;

pub use message::{Form, Handed, Job, Reply, Request, Taken, Written};

/// Which build this is: page and clerk of one build say the same.
pub const BUILD: &str = env!("CARGO_PKG_VERSION");

/// So much of a file crosses at once.
const PART: usize = 2 << 20;

/// The clerk with the file that it writes.
#[derive(Default)]
pub struct Clerk {
    job: Option<Job>,
    /// How many records of it have come.
    n_records: usize,
    /// Those that wait to be written.
    kept: Vec<Record>,
    /// Why it cannot be written.
    fault: Option<String>,
    /// What is written and was not fetched.
    written: Vec<u8>,
}

impl Clerk {
    /// The answer to one request.
    pub fn serve(&mut self, request: Request) -> Reply {
        match request {
            Request::Read { job, name, bytes, column } => {
                Reply::Read(job, read(&name, &bytes, column.as_deref()))
            }
            Request::ReadTogether { job, files } => {
                let files: Vec<(String, Vec<u8>)> =
                    files.into_iter().map(|Handed { name, bytes }| (name, bytes)).collect();
                Reply::Read(job, taken(intake::together(&files, None)))
            }
            Request::Keep { job, lines, form } => {
                let part = self.keep(job, &lines, &form);
                let fault = |error| {
                    self.fault = Some(error);
                    vec![]
                };
                Reply::Kept(job, part.unwrap_or_else(fault))
            }
            Request::Write { job, n_records, form } => Reply::Written(job, self.write(job, n_records, &form)),
            Request::Fetch { job, at } => Reply::Part(job, self.fetch(job, at)),
            Request::Show { job, lines, format, options } => Reply::Shown(job, show(&lines, format, options)),
        }
    }

    /// Begins `job`, unless it is under way; an earlier one, which was given up, goes.
    fn begin(&mut self, job: Job) {
        if self.job != Some(job) {
            *self = Clerk { job: Some(job), ..Clerk::default() };
        }
    }

    /// Takes more records: the part of the file that they are, where it is written record by record.
    fn keep(&mut self, job: Job, lines: &[u8], form: &Form) -> Result<Vec<u8>, String> {
        self.begin(job);
        let more = records(lines)?;
        let is_first = self.n_records == 0;
        self.n_records += more.len();
        let Some((format, n_head_lines)) = form.streamed() else {
            self.kept.extend(more);
            return Ok(vec![]);
        };
        if self.fault.is_some() || more.is_empty() {
            return Ok(vec![]);
        }
        let mut bytes = format.export(&more, form.options).map_err(|error| error.to_string())?.bytes;
        if !is_first {
            let n_head = bytes.len() - without_lines(&bytes, n_head_lines).len();
            bytes.drain(..n_head);
        }
        Ok(bytes)
    }

    fn write(&mut self, job: Job, n_records: usize, form: &Form) -> Result<Written, String> {
        self.begin(job);
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        if self.n_records != n_records {
            return Err("the clerk lost some of the articles on the way; try again".to_owned());
        }
        if let Some((format, _)) = form.streamed().filter(|_| n_records > 0) {
            let (name, media_type) = (format.file_name().to_owned(), format.media_type().to_owned());
            *self = Clerk::default();
            return Ok(Written { name, media_type, n_bytes: 0 });
        }
        let kept = std::mem::take(&mut self.kept);
        let file = bundle(&kept, &form.formats, form.options).map_err(|error| error.to_string())?;
        self.n_records = 0;
        self.written = file.bytes;
        let n_bytes = self.written.len();
        Ok(Written { name: file.name, media_type: file.media_type.to_owned(), n_bytes })
    }

    /// Some of the file from byte `at` on; with the last of it, the file goes.
    fn fetch(&mut self, job: Job, at: usize) -> Vec<u8> {
        if self.job != Some(job) {
            return vec![];
        }
        let rest = self.written.get(at..).unwrap_or_default();
        let part = rest[..rest.len().min(PART)].to_vec();
        if part.len() == rest.len() {
            *self = Clerk::default();
        }
        part
    }
}

/// The records in lines that the page wrote.
fn records(lines: &[u8]) -> Result<Vec<Record>, String> {
    if lines.is_empty() {
        return Ok(vec![]);
    }
    jsonl::own(lines)
        .map_err(|error| format!("the project {error}; this is a fault of Demarche, please report it"))
}

fn read(name: &str, bytes: &[u8], column: Option<&str>) -> Result<Taken, String> {
    let intake = match intake::read(name, bytes, column) {
        Ok(intake) => intake,
        Err(IntakeError::NoTextColumn(columns) | IntakeError::NoSuchColumn(_, columns))
            if !columns.is_empty() =>
        {
            return Ok(Taken { columns, ..Taken::default() });
        }
        Err(error) => return Err(error.to_string()),
    };
    taken(intake)
}

fn taken(intake: intake::Intake) -> Result<Taken, String> {
    let lines = jsonl::export(&intake.records).map_err(|error: ExportError| error.to_string())?;
    let refused = intake.refused.into_iter().map(|(name, error)| (name, error.to_string())).collect();
    let (remarks, columns, column) = (intake.remarks, intake.columns, intake.column);
    Ok(Taken { lines, remarks, refused, columns, column })
}

fn show(lines: &[u8], format: Format, options: Options) -> Result<String, String> {
    let file = format.export(&records(lines)?, options).map_err(|error| error.to_string())?;
    Ok(excerpt(&file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Statement, StatementId};
    use crate::dataset::Row;
    use crate::text::{Document, Span};

    fn record(name: &str) -> Record {
        let statement = Statement::bare(StatementId(0), vec![Span::new(0, 8)]);
        let row = Row { statement, status: crate::annotate::Status::Confirmed, suggested: None };
        Record { rows: vec![row], ..Record::bare(Document::new(name, "It rains, said Ana.")) }
    }

    fn lines(record: &Record) -> Vec<u8> {
        jsonl::export(std::slice::from_ref(record)).expect("every span fits")
    }

    fn form(formats: &[Format]) -> Form {
        Form { formats: formats.to_vec(), options: Options::default() }
    }

    /// Hands the records over one by one; name and bytes of the file.
    fn write(
        clerk: &mut Clerk,
        job: Job,
        pieces: &[Vec<u8>],
        formats: &[Format],
    ) -> Result<(String, Vec<u8>), String> {
        let (mut file, n_records) = (vec![], pieces.len());
        for lines in pieces.iter().cloned() {
            match clerk.serve(Request::Keep { job, lines, form: form(formats) }) {
                Reply::Kept(_, part) => file.extend(part),
                other => panic!("{other:?}"),
            }
        }
        let written = match clerk.serve(Request::Write { job, n_records, form: form(formats) }) {
            Reply::Written(_, written) => written?,
            other => panic!("{other:?}"),
        };
        let n_bytes = file.len() + written.n_bytes;
        while file.len() < n_bytes {
            match clerk.serve(Request::Fetch { job, at: file.len() }) {
                Reply::Part(_, part) => file.extend(part),
                other => panic!("{other:?}"),
            }
        }
        Ok((written.name, file))
    }

    #[test]
    fn what_is_kept_piece_by_piece_is_written_as_one() {
        let records = ["a.txt", "b.txt", "c.txt"].map(record);
        let pieces = records.iter().map(lines).collect::<Vec<_>>();
        for (number, format) in (2..).zip(Format::ALL) {
            let (mut clerk, job) = (Clerk::default(), Job(number));
            let given_up = lines(&record("given-up.txt"));
            clerk.serve(Request::Keep { job: Job(1), lines: given_up, form: form(&[format]) });
            let (name, bytes) = write(&mut clerk, job, &pieces, &[format]).expect("it is written");
            let whole = format.export(&records, Options::default()).expect("every span fits");
            assert_eq!(name, whole.name);
            assert!(bytes == whole.bytes, "{name} is the same file in pieces as in one");
            let again = Request::Write { job, n_records: 3, form: form(&[format]) };
            let again = clerk.serve(again);
            assert!(matches!(again, Reply::Written(_, Err(_))), "nothing is kept twice");
        }
    }

    #[test]
    fn a_shifted_span_is_a_fault_and_no_file() {
        let (mut clerk, job) = (Clerk::default(), Job(1));
        let shifted =
            String::from_utf8(lines(&record("a.txt"))).expect("it is text").replace("[0,8]", "[1,9]");
        let pieces = [shifted.into_bytes(), lines(&record("b.txt"))];
        let sentence = write(&mut clerk, job, &pieces, &[Format::Csv]).expect_err("a span is shifted");
        assert!(sentence.contains("please report it"), "{sentence}");
    }

    #[test]
    fn several_formats_come_in_one_archive() {
        let (mut clerk, job) = (Clerk::default(), Job(1));
        let pieces = [lines(&record("a.txt"))];
        let formats = [Format::Jsonl, Format::Csv];
        let (name, bytes) = write(&mut clerk, job, &pieces, &formats).expect("it is written");
        assert_eq!(name, "demarche.zip");
        let taken = read("demarche.zip", &bytes, None).expect("it is read");
        assert_eq!(taken.lines, lines(&record("a.txt")), "the data set in it comes back");
    }

    #[test]
    fn a_table_without_a_known_column_leaves_the_choice() {
        let taken = read("a.csv", b"a,b\nIt rains.,2\n", None).expect("there is a choice");
        assert_eq!((taken.lines.len(), taken.columns.len(), taken.column), (0, 2, None));
        let taken = read("a.csv", b"a,b\nIt rains.,2\n", Some("a")).expect("it is taken");
        assert!(!taken.lines.is_empty());
        assert!(read("a.png", b"\x89PNG\0\0\0\0", None).is_err());
    }

    #[test]
    fn the_beginning_of_any_file_can_be_shown() {
        for format in Format::ALL {
            let shown = show(&lines(&record("a.txt")), format, Options::default()).expect("it can be shown");
            let is_archive = format.file_name().ends_with(".zip");
            assert_eq!(shown.starts_with("── "), is_archive, "{}: {shown}", format.key());
            assert!(shown.len() > 20, "{}: {shown}", format.key());
        }
    }
}
