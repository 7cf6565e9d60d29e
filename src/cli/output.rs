//! Where the output of a subcommand goes.

use crate::dataset::{Format, Options, Record, jsonl};
use std::fs::{self, File};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Records on their way out: Demarche JSONL line by line as they come, every other format when all are there.
pub struct Records {
    format: Format,
    options: Options,
    file: Option<PathBuf>,
    lines: Option<Box<dyn Write>>,
    kept: Vec<Record>,
}

impl Records {
    /// Nothing is written yet, nor any file made.
    pub fn new(format: Format, options: Options, file: Option<PathBuf>) -> Records {
        Records { format, options, file, lines: None, kept: vec![] }
    }

    /// Takes one more.
    ///
    /// # Errors
    /// One sentence: a span would be shifted, or the output cannot be written.
    pub fn push(&mut self, record: Record) -> Result<(), String> {
        if self.format != Format::Jsonl {
            self.kept.push(record);
            return Ok(());
        }
        let mut line = vec![];
        jsonl::line(&record, &mut line).map_err(|error| error.to_string())?;
        let refused = |error: std::io::Error| cannot(self.file.as_deref(), &error);
        if self.lines.is_none() {
            self.lines = Some(match &self.file {
                Some(path) => Box::new(BufWriter::new(File::create(path).map_err(refused)?)),
                None => Box::new(std::io::stdout().lock()),
            });
        }
        self.lines.as_mut().map_or(Ok(()), |lines| settled(lines.write_all(&line)).map_err(refused))
    }

    /// Writes what is still to be written.
    ///
    /// # Errors
    /// One sentence, as for [`Records::push`].
    pub fn finish(mut self) -> Result<(), String> {
        if let Some(lines) = &mut self.lines {
            return settled(lines.flush()).map_err(|error| cannot(self.file.as_deref(), &error));
        }
        let file = self.format.export(&self.kept, self.options).map_err(|error| error.to_string())?;
        write(&file.bytes, self.file.as_deref())
    }
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
