//! The project file: documents, analyses and the whole log, so that work goes on elsewhere or later.
//!
//! Text in UTF-8, one record a line. The first line names the form and its version. Every other line is a CRC-32 in eight
//! hexadecimal digits, the record's number from 0, and the record in JSON; the checksum is over number and JSON.
//! Record 0 counts the others. A damaged line costs its own record alone, and what is missing is said.

/// One record of it.
mod line;

/// A file on its way in.
mod reading;

/// What was whole of it.
mod found;

use super::Record;
use crate::annotate::edit::Edit;
use crate::annotate::log::{EditLog, LogEntry, Step};
use crate::annotate::{Session, Stored, StoredDocument};

use line::{Line, Summary};
pub use reading::Reading;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Version of the form that is written; every earlier one can be read.
pub const VERSION: u32 = 1;

/// What the file's name ends in.
pub const ENDING: &str = ".demarche";

/// Its media type.
pub const MEDIA_TYPE: &str = "application/x-demarche";

/// Largest project file taken, in bytes.
pub const MAX_BYTES: usize = 256 << 20;

/// Most edits in one project file; a number beyond it is damage.
pub const MAX_EDITS: usize = 1_000_000;

/// How the first line begins; the version follows.
const HEAD: &str = "demarche project, version ";

/// Why a file is no project; follows the file's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProjectError {
    /// More than [`MAX_BYTES`].
    #[error("is larger than {} MB, more than a project file can have", MAX_BYTES >> 20)]
    TooLarge,
    /// Another first line.
    #[error("is not a project file of Demarche")]
    NoProject,
    /// Written by a later version.
    #[error("was written by a later version of Demarche; open it with that one")]
    Later,
    /// No line is whole.
    #[error("is damaged from end to end; nothing in it can be read")]
    Damaged,
}

/// Whether a file of this name with these first bytes is meant as a project file.
pub fn is_project(name: &str, bytes: &[u8]) -> bool {
    bytes.starts_with(HEAD.as_bytes()) || name.to_ascii_lowercase().ends_with(ENDING)
}

/// The project as a file; the same project gives the same bytes.
pub fn write(stored: &Stored) -> Vec<u8> {
    let log = EditLog::of(stored.steps.iter().cloned());
    let mut writing = Writing::new(stored.documents.clone(), log);
    writing.advance(usize::MAX)
}

/// A project on its way into a file, some lines at a time.
pub struct Writing {
    documents: Vec<StoredDocument>,
    /// The places of those with an analysis.
    analysed: Vec<usize>,
    log: EditLog,
    /// Lines written.
    n_written: usize,
}

impl Writing {
    /// Nothing is written yet.
    pub fn new(documents: Vec<StoredDocument>, log: EditLog) -> Writing {
        let has_analysis = |place: &usize| documents[*place].analysis.is_some();
        let analysed = (0..documents.len()).filter(has_analysis).collect();
        Writing { documents, analysed, log, n_written: 0 }
    }

    /// Lines written, and all.
    pub fn progress(&self) -> (usize, usize) {
        (self.n_written, 1 + self.documents.len() + self.analysed.len() + self.log.all().len())
    }

    /// The next lines, of about `n_bytes` together; nothing when all are written.
    pub fn advance(&mut self, n_bytes: usize) -> Vec<u8> {
        let mut part = String::new();
        if self.n_written == 0 {
            part = format!("{HEAD}{VERSION}\n");
        }
        while part.len() < n_bytes {
            let Some(line) = self.line() else { break };
            line::write(&mut part, self.n_written, &line);
            self.n_written += 1;
        }
        part.into_bytes()
    }

    /// The line that comes next.
    fn line(&self) -> Option<Line> {
        let Some(number) = self.n_written.checked_sub(1) else {
            return Some(Line::Summary(Summary {
                documents: self.documents.len(),
                analyses: self.analysed.len(),
                edits: self.log.all().len(),
                undone: self.log.all().len() - self.log.in_force().len(),
            }));
        };
        if let Some(stored) = self.documents.get(number) {
            return Some(Line::Document(stored.document.clone()));
        }
        let number = number - self.documents.len();
        if let Some(place) = self.analysed.get(number) {
            let StoredDocument { document, analysis } = &self.documents[*place];
            return Some(Line::Analysis { document: document.id, analysis: analysis.clone()? });
        }
        let place = number - self.analysed.len();
        let entry = self.log.all().get(place)?.clone();
        Some(Line::Edit { place, entry })
    }
}

/// The project in a file, as far as it is whole; [`Stored::damage`] says what is missing.
///
/// # Errors
/// When nothing in it can be used; see [`ProjectError`].
pub fn read(bytes: &[u8]) -> Result<Stored, ProjectError> {
    let mut reading = Reading::new(bytes)?;
    reading.advance(bytes, usize::MAX);
    reading.stored()
}

/// The open documents of a project as records, with everything a person decided.
pub fn records(stored: Stored) -> Vec<Record> {
    let (session, _) = Session::of(stored);
    let nothing = Rc::new(crate::annotate::Analysis::empty());
    let articles = session.articles().iter().filter(|article| !session.is_closed(article.document.id));
    let record = |article: &crate::annotate::Article| {
        let analysis = article.analysis.as_ref().filter(|analysis| !analysis.is_awaited());
        let analysis = analysis.unwrap_or(&nothing);
        let record = Record::reviewed(&article.document, analysis, &article.annotations);
        Record { scheme: session.scheme().id.clone(), ..record }
    };
    articles.map(record).collect()
}

/// Records as a project in which the work on them was done: labels come as one change a document, and a text that no
/// engine has read waits for one.
pub fn stored(records: &[Record]) -> Stored {
    let mut stored = Stored::default();
    let mut taken = BTreeSet::new();
    for record in records.iter().filter(|record| taken.insert(record.document.id)) {
        let id = record.document.id;
        let (analysis, changes) = record.beginning();
        stored
            .documents
            .push(StoredDocument { document: record.document.clone(), analysis: Some(Rc::new(analysis)) });
        if !changes.is_empty() {
            let edits = changes.into_iter().map(|change| Edit::Document(id, change)).collect();
            let title = format!("labels of {} taken in", record.document.name);
            stored.steps.push(Step::Do(LogEntry { edit: Edit::Group(title.into(), edits), at: 0.0 }));
        }
    }
    stored
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Analysis, Change, Statement, StatementId};
    use crate::text::Document;
    use crate::text::Span;

    fn project() -> Stored {
        let text = "“Rain,” said Ada Obi.\r\n";
        let documents = ["a.txt", "<b>.txt"].map(|name| {
            let statement = Statement::bare(StatementId(0), vec![Span::new(3, 7)]);
            let analysis = Analysis { statements: vec![statement], ..Analysis::empty() };
            let document = Document::new(name, text);
            StoredDocument { document, analysis: Some(Rc::new(analysis)) }
        });
        let id = documents[0].document.id;
        let change = |change| LogEntry { edit: Edit::Document(id, change), at: 1.5 };
        let (first, other) = (StatementId(0), documents[1].document.id);
        let steps = vec![
            Step::Do(LogEntry { edit: Edit::Close(other), at: 1.0 }),
            Step::Do(change(Change::Confirm(first))),
            Step::Do(change(Change::Reject(first))),
            Step::Undo,
        ];
        Stored { documents: documents.into(), steps, ..Stored::default() }
    }

    /// Reads the file after its line at `place` went through `damage`.
    fn check(place: usize, damage: fn(&str) -> String, expected: &[&str]) -> Stored {
        let file = String::from_utf8(write(&project())).expect("it is text");
        let lines = file.lines().enumerate();
        let lines: Vec<String> =
            lines.map(|(idx, line)| if idx == place { damage(line) } else { line.to_owned() }).collect();
        let found = read(lines.join("\n").as_bytes()).expect("the rest can be read");
        assert_eq!(found.damage, expected);
        found
    }

    #[test]
    fn a_project_comes_back_and_has_one_form() {
        let bytes = write(&project());
        assert_eq!(read(&bytes), Ok(project()));
        assert_eq!(write(&read(&bytes).expect("it is whole")), bytes);
    }

    #[test]
    fn a_damaged_line_costs_its_own_record() {
        let flip = |line: &str| line.replacen("Rain", "Pain", 1);
        let lost = ["1 of 2 documents is missing (a.txt)", "1 of 2 analyses is missing"];
        let found = check(2, flip, &lost);
        assert_eq!(found.documents.len(), 1);
        check(4, |_| String::new(), &["1 of 2 analyses is missing (a.txt)"]);
        check(1, |line| line.replace(':', ";"), &["the record that counts the others is missing"]);
        let found =
            check(7, |line| line[..line.len() / 2].to_owned(), &["1 of 3 changes is missing (number 2)"]);
        let places = found.steps.iter().filter(|step| matches!(step, Step::Do(_))).count();
        assert_eq!(places, 3, "a lost change keeps its place");
    }

    #[test]
    fn a_file_that_was_cut_off_opens_as_far_as_it_goes() {
        let bytes = write(&project());
        for end in 0..bytes.len() - 1 {
            match read(&bytes[..end]) {
                Ok(found) => assert!(!found.damage.is_empty(), "cut at {end} something is missing"),
                Err(error) => assert!(error != ProjectError::Later && error != ProjectError::TooLarge),
            }
        }
    }

    #[test]
    fn an_analysis_that_does_not_fit_its_text_is_left_out() {
        let mut project = project();
        let statement = Statement::bare(StatementId(0), vec![Span::new(1, 4_000_000)]);
        let analysis = Analysis { statements: vec![statement], ..Analysis::empty() };
        project.documents[0].analysis = Some(Rc::new(analysis));
        let found = read(&write(&project)).expect("the rest can be read");
        assert_eq!((&found.documents[0].analysis, found.damage.len()), (&None, 1));
    }

    /// JSON has numbers beyond those of the machine, and none for these: what was read could not be written again.
    #[test]
    fn an_endless_number_is_left_out() {
        let confidence = serde_json::from_str("1e88").expect("a number");
        let statement = Statement { confidence, ..Statement::bare(StatementId(0), vec![]) };
        assert!(confidence == f32::INFINITY && !statement.fits(""));
        let analysis = Analysis { statements: vec![statement], ..Analysis::empty() };
        assert!(!analysis.fits(""), "reading leaves out what does not fit");
    }

    #[test]
    fn what_is_no_project_is_refused() {
        assert_eq!(read(b"It rains."), Err(ProjectError::NoProject));
        assert_eq!(read(b"demarche project, version 2\n"), Err(ProjectError::Later));
        assert_eq!(read(b"demarche project, version 1\nx\ny"), Err(ProjectError::Damaged));
        let huge =
            "demarche project, version 1\n00000000 99999999999999999999 {\"edit\":{\"place\":4000000000}}";
        assert_eq!(read(huge.as_bytes()), Err(ProjectError::Damaged));
    }

    #[test]
    fn open_documents_become_records() {
        let records = records(project());
        assert_eq!(records.iter().map(|record| &*record.document.name).collect::<Vec<_>>(), ["a.txt"]);
        assert_eq!(records[0].rows.len(), 1);
    }
}
