//! What page and clerk say to each other.

use crate::dataset::{Format, Options};
use serde::{Deserialize, Serialize};

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
    /// Write these records, or keep them for the [`Request::Write`] of the same job where the file is more than its
    /// records one after another. Answered by [`Reply::Kept`].
    Keep {
        /// The request.
        job: Job,
        /// Demarche JSONL.
        #[serde(with = "serde_bytes")]
        lines: Vec<u8>,
        /// In which formats, and how: the same for every request of the job.
        form: Form,
    },
    /// Write what was kept. Answered by [`Reply::Written`].
    Write {
        /// The request.
        job: Job,
        /// How many records must have been kept.
        n_records: usize,
        /// In which formats, and how.
        form: Form,
    },
    /// Hand the file over, from this byte on, some of it at a time. Answered by [`Reply::Part`].
    Fetch {
        /// The request.
        job: Job,
        /// How much of what is still to be fetched the page has got.
        at: usize,
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

/// In which form records are written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Form {
    /// One file each, in one archive when there are several.
    pub formats: Vec<Format>,
    /// How.
    pub options: Options,
}

impl Form {
    /// The only format, and its head lines, where its file is written record by record.
    pub(super) fn streamed(&self) -> Option<(Format, usize)> {
        match self.formats[..] {
            [format] => format.n_head_lines().map(|n| (format, n)),
            _ => None,
        }
    }
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
    /// The records are kept, or were found faulty, or stand in the next part of the file, which is this.
    Kept(Job, #[serde(with = "serde_bytes")] Vec<u8>),
    /// What [`Request::Write`] asked for.
    Written(Job, Result<Written, String>),
    /// What [`Request::Fetch`] asked for.
    Part(Job, #[serde(with = "serde_bytes")] Vec<u8>),
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
    /// So many bytes of it are still to be fetched.
    pub n_bytes: usize,
}

impl Request {
    /// The job that it belongs to.
    pub fn job(&self) -> Job {
        match self {
            Request::Read { job, .. }
            | Request::ReadTogether { job, .. }
            | Request::Keep { job, .. }
            | Request::Write { job, .. }
            | Request::Fetch { job, .. }
            | Request::Show { job, .. } => *job,
        }
    }
}
