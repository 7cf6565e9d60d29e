//! Where the output of a subcommand goes.

use crate::dataset::{Format, Options, Record, project};
use std::fs::{self, File};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// A data set.
    Format(Format),
    /// A project file, to go on with in the page.
    Project,
}

impl Target {
    /// The target of a word on the command line, or a sentence with the words there are.
    ///
    /// # Errors
    /// When there is no such target.
    pub fn of_key(key: &str) -> Result<Target, String> {
        let keys = || Format::ALL.map(Format::key).join(", ");
        match key {
            "project" => Ok(Target::Project),
            _ => Format::of_key(key)
                .map(Target::Format)
                .ok_or_else(|| format!("the formats are: {}, project", keys())),
        }
    }

    /// What the ending of a file's name stands for; nothing where several formats share it.
    pub fn of_file(out: &Path) -> Option<Target> {
        let ending = out.extension()?.to_str()?.to_lowercase();
        if format!(".{ending}") == project::ENDING {
            return Some(Target::Project);
        }
        let ends_so = |format: &Format| format.file_name().ends_with(&format!(".{ending}"));
        let is_shared = matches!(ending.as_str(), "zip" | "json");
        Format::ALL.into_iter().find(ends_so).filter(|_| !is_shared).map(Target::Format)
    }
}

/// Records on their way out: as they come where the format allows it, else when all are there.
pub struct Records {
    target: Target,
    options: Options,
    file: Option<PathBuf>,
    stream: Option<Box<dyn Write>>,
    kept: Vec<Record>,
}

impl Records {
    /// Nothing is written yet, nor any file made.
    pub fn new(target: Target, options: Options, file: Option<PathBuf>) -> Records {
        Records { target, options, file, stream: None, kept: vec![] }
    }

    /// Takes one more.
    ///
    /// # Errors
    /// One sentence: a span would be shifted, or the output cannot be written.
    pub fn push(&mut self, record: Record) -> Result<(), String> {
        let streamed = match self.target {
            Target::Format(format) => format.n_head_lines().map(|n| (format, n)),
            Target::Project => None,
        };
        let Some((format, n_head_lines)) = streamed else {
            self.kept.push(record);
            return Ok(());
        };
        let exported = format.export(std::slice::from_ref(&record), self.options);
        let bytes = exported.map_err(|error| error.to_string())?.bytes;
        let refused = |error: std::io::Error| cannot(self.file.as_deref(), &error);
        let part = match &self.stream {
            Some(_) => without_lines(&bytes, n_head_lines),
            None => &bytes,
        };
        if self.stream.is_none() {
            self.stream = Some(match &self.file {
                Some(path) => Box::new(BufWriter::new(File::create(path).map_err(refused)?)),
                None => Box::new(std::io::stdout().lock()),
            });
        }
        self.stream.as_mut().map_or(Ok(()), |stream| settled(stream.write_all(part)).map_err(refused))
    }

    /// Writes what is still to be written.
    ///
    /// # Errors
    /// One sentence, as for [`Records::push`].
    pub fn finish(mut self) -> Result<(), String> {
        if let Some(stream) = &mut self.stream {
            return settled(stream.flush()).map_err(|error| cannot(self.file.as_deref(), &error));
        }
        let bytes = match self.target {
            Target::Project => project::write(&project::stored(&self.kept)),
            Target::Format(format) => {
                format.export(&self.kept, self.options).map_err(|error| error.to_string())?.bytes
            }
        };
        write(&bytes, self.file.as_deref())
    }
}

/// What follows the first `n` lines.
fn without_lines(bytes: &[u8], n: usize) -> &[u8] {
    (0..n).fold(bytes, |rest, _| {
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
        &rest[end..]
    })
}

/// Writes `bytes` to the file, or to standard output when there is none.
///
/// # Errors
/// One sentence that names the file.
pub fn write(bytes: &[u8], file: Option<&Path>) -> Result<(), String> {
    let written = match file {
        Some(path) => fs::write(path, bytes),
        None => settled(std::io::stdout().lock().write_all(bytes)),
    };
    written.map_err(|error| cannot(file, &error))
}

/// `demarche … | head` closes the pipe early, which is no failure.
fn settled(written: std::io::Result<()>) -> std::io::Result<()> {
    written.or_else(|error| if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}

fn cannot(file: Option<&Path>, error: &std::io::Error) -> String {
    let name = file.map_or("standard output".to_owned(), |path| path.display().to_string());
    format!("{name}: cannot be written ({error})")
}
