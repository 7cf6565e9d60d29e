//! The conversation between page and clerk, the worker that reads and writes files, and the clerk's side of it.
//!
//! Records cross as Demarche JSONL, which keeps everything: the clerk checks every span against the words beside it
//! as it reads them, so that what it writes fits the texts. Page and clerk are of one build or do not talk.

use crate::dataset::intake::{self, IntakeError};
use crate::dataset::{ExportError, File, Format, Options, Record, bundle, excerpt, jsonl};
use serde::{Deserialize, Serialize};

/// Which build this is: page and clerk of one build say the same.
pub const BUILD: &str = env!("CARGO_PKG_VERSION");

/// Names a request, and every request that belongs to it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Job(pub u32);

/// From the page to the clerk.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Request {
    /// What is in this file? Answered by [`Reply::Read`].
    Read {
        /// The request.
        job: Job,
        /// Name of the file.
        name: String,
        /// Content of the file.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
        /// The column of a table that holds the texts; guessed when there is none.
        column: Option<String>,
    },
    /// What is in these files, which came together? Annotations find their texts among them. Answered by
    /// [`Reply::Read`].
    ReadTogether {
        /// The request.
        job: Job,
        /// The files.
        files: Vec<Handed>,
    },
    /// Keep these records for the [`Request::Write`] of the same job. Answered by [`Reply::Kept`].
    Keep {
        /// The request.
        job: Job,
        /// Demarche JSONL.
        #[serde(with = "serde_bytes")]
        lines: Vec<u8>,
    },
    /// Write what was kept. Answered by [`Reply::Written`].
    Write {
        /// The request.
        job: Job,
        /// How many records must have been kept.
        n_records: usize,
        /// One file each, in one archive when there are several.
        formats: Vec<Format>,
        /// How.
        options: Options,
    },
    /// How would the beginning of this file look? Answered by [`Reply::Shown`].
    Show {
        /// The request.
        job: Job,
        /// Demarche JSONL.
        #[serde(with = "serde_bytes")]
        lines: Vec<u8>,
        /// In which format.
        format: Format,
        /// How.
        options: Options,
    },
}

/// A file by its name.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Handed {
    /// Name, with the folder when it came in one.
    pub name: String,
    /// Content.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// From the clerk to the page. A failure is the end of a sentence.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Reply {
    /// Ready; says of which build.
    Hello(String),
    /// What [`Request::Read`] asked for.
    Read(Job, Result<Taken, String>),
    /// The records are kept.
    Kept(Job),
    /// What [`Request::Write`] asked for.
    Written(Job, Result<Written, String>),
    /// What [`Request::Show`] asked for.
    Shown(Job, Result<String, String>),
}

/// What a file brought.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Taken {
    /// Demarche JSONL: bare records for texts, filled ones for a data set.
    #[serde(with = "serde_bytes")]
    pub lines: Vec<u8>,
    /// What could not be represented; a sentence each.
    pub remarks: Vec<String>,
    /// Files inside an archive that were not taken: name and reason.
    pub refused: Vec<(String, String)>,
    /// The columns of a table.
    pub columns: Vec<String>,
    /// The column that the texts were taken from; none when none looks like it.
    pub column: Option<String>,
}

/// A file to be saved.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Written {
    /// Name with its ending.
    pub name: String,
    /// As browsers name it.
    pub media_type: String,
    /// What stands in it.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

impl Request {
    /// The job that it belongs to.
    pub fn job(&self) -> Job {
        match self {
            Request::Read { job, .. }
            | Request::ReadTogether { job, .. }
            | Request::Keep { job, .. }
            | Request::Write { job, .. }
            | Request::Show { job, .. } => *job,
        }
    }
}

/// The clerk with the records that wait to be written.
#[derive(Default)]
pub struct Clerk {
    kept: Option<(Job, Result<Vec<Record>, String>)>,
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
            Request::Keep { job, lines } => {
                self.keep(job, &lines);
                Reply::Kept(job)
            }
            Request::Write { job, n_records, formats, options } => {
                Reply::Written(job, self.write(job, n_records, &formats, options))
            }
            Request::Show { job, lines, format, options } => Reply::Shown(job, show(&lines, format, options)),
        }
    }

    /// Adds to the records of this job; those of an earlier job, which was given up, go.
    fn keep(&mut self, job: Job, lines: &[u8]) {
        let more = records(lines);
        match &mut self.kept {
            Some((of, Ok(kept))) if *of == job => match more {
                Ok(more) => kept.extend(more),
                Err(error) => self.kept = Some((job, Err(error))),
            },
            Some((of, Err(_))) if *of == job => {}
            _ => self.kept = Some((job, more)),
        }
    }

    fn write(
        &mut self,
        job: Job,
        n_records: usize,
        formats: &[Format],
        options: Options,
    ) -> Result<Written, String> {
        let kept = self.kept.take().filter(|(of, _)| *of == job).map_or(Ok(vec![]), |(_, kept)| kept)?;
        if kept.len() != n_records {
            return Err("the clerk lost some of the articles on the way; try again".to_owned());
        }
        let file = bundle(&kept, formats, options).map_err(|error| error.to_string())?;
        let File { name, media_type, bytes } = file;
        Ok(Written { name, media_type: media_type.to_owned(), bytes })
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
        Err(IntakeError::NoTextColumn(columns)) if !columns.is_empty() => {
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

    fn write(clerk: &mut Clerk, job: Job, n_records: usize, formats: &[Format]) -> Result<Written, String> {
        let (formats, options) = (formats.to_vec(), Options::default());
        match clerk.serve(Request::Write { job, n_records, formats, options }) {
            Reply::Written(_, written) => written,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_kept_piece_by_piece_is_written_as_one() {
        let (mut clerk, job) = (Clerk::default(), Job(2));
        clerk.serve(Request::Keep { job: Job(1), lines: lines(&record("given-up.txt")) });
        for name in ["a.txt", "b.txt"] {
            assert_eq!(clerk.serve(Request::Keep { job, lines: lines(&record(name)) }), Reply::Kept(job));
        }
        let written = write(&mut clerk, job, 2, &[Format::Jsonl]).expect("it is written");
        assert_eq!(written.name, "statements.jsonl");
        assert_eq!(written.bytes, [lines(&record("a.txt")), lines(&record("b.txt"))].concat());
        assert!(write(&mut clerk, job, 2, &[Format::Jsonl]).is_err(), "nothing is kept twice");
    }

    #[test]
    fn a_shifted_span_is_a_fault_and_no_file() {
        let (mut clerk, job) = (Clerk::default(), Job(1));
        let shifted =
            String::from_utf8(lines(&record("a.txt"))).expect("it is text").replace("[0,8]", "[1,9]");
        clerk.serve(Request::Keep { job, lines: shifted.into_bytes() });
        clerk.serve(Request::Keep { job, lines: lines(&record("b.txt")) });
        let sentence = write(&mut clerk, job, 2, &[Format::Csv]).expect_err("a span is shifted");
        assert!(sentence.contains("please report it"), "{sentence}");
    }

    #[test]
    fn several_formats_come_in_one_archive() {
        let (mut clerk, job) = (Clerk::default(), Job(1));
        clerk.serve(Request::Keep { job, lines: lines(&record("a.txt")) });
        let written = write(&mut clerk, job, 1, &[Format::Jsonl, Format::Csv]).expect("it is written");
        assert_eq!(written.name, "demarche.zip");
        let taken = read("demarche.zip", &written.bytes, None).expect("it is read");
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
