//! What a subcommand writes, in which format, and where.

use crate::dataset::{Format, Options, Record, project, told_apart, without_lines};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Where bytes go.
mod sink;
use sink::Sink;

/// What a file is: what it holds and in which form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A data set.
    Format(Format),
    /// A project file, to go on with in the page.
    Project,
}

impl Form {
    /// The form of a word on the command line, or a sentence with the words there are.
    ///
    /// # Errors
    /// When there is no such form.
    pub fn of_key(key: &str) -> Result<Form, String> {
        match key {
            "project" => Ok(Form::Project),
            _ => Format::of_key(key)
                .map(Form::Format)
                .ok_or_else(|| format!("the formats are: {}, project", keys(&Format::ALL))),
        }
    }

    /// What a file's name stands for: it is the one that the page gives, or its ending is that of one format, or first
    /// of all that of one.
    ///
    /// # Errors
    /// When the name leaves it open.
    pub fn of_file(out: &Path) -> Result<Form, String> {
        let name = out.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        if name.ends_with(project::ENDING) {
            return Ok(Form::Project);
        }
        if let Some(format) = Format::ALL.into_iter().find(|format| format.file_name() == name) {
            return Ok(Form::Format(format));
        }
        let ending = name.rfind('.').map_or("", |at| &name[at..]);
        let ends_so = |format: &Format| !ending.is_empty() && format.file_name().ends_with(ending);
        let formats: Vec<Format> = Format::ALL.into_iter().filter(ends_so).collect();
        match &formats[..] {
            [] => Err(format!(
                "{}: the name tells no format; say with --to which one: {}, project",
                out.display(),
                keys(&Format::ALL)
            )),
            [_, _, ..] if ending == ".zip" => Err(format!(
                "{}: several formats are zips; say with --to which one: {}",
                out.display(),
                keys(&formats)
            )),
            [format, ..] => Ok(Form::Format(*format)),
        }
    }
}

fn keys(formats: &[Format]) -> String {
    formats.iter().map(|format| format.key()).collect::<Vec<_>>().join(", ")
}

/// Records on their way out: as they come where the format allows it, else when all are there.
pub struct Records {
    form: Form,
    options: Options,
    out: Option<PathBuf>,
    sink: Sink,
    /// Whether the head of the file is written.
    is_begun: bool,
    kept: Vec<Record>,
}

impl Records {
    /// Nothing is written yet.
    ///
    /// # Errors
    /// One sentence: nothing can be written there.
    pub fn new(form: Form, options: Options, out: Option<PathBuf>) -> Result<Records, String> {
        let sink = Sink::open(out.as_deref()).map_err(|error| cannot(out.as_deref(), &error))?;
        Ok(Records { form, options, out, sink, is_begun: false, kept: vec![] })
    }

    /// Takes one more.
    ///
    /// # Errors
    /// One sentence: a span would be shifted, or the output cannot be written.
    pub fn push(&mut self, record: Record) -> Result<(), String> {
        let streamed = match self.form {
            Form::Format(format) => format.n_head_lines().map(|n| (format, n)),
            Form::Project => None,
        };
        let Some((format, n_head_lines)) = streamed else {
            self.kept.push(record);
            return Ok(());
        };
        let exported = format.export(std::slice::from_ref(&record), self.options);
        let bytes = exported.map_err(|error| error.to_string())?.bytes;
        let part = if self.is_begun { without_lines(&bytes, n_head_lines) } else { &bytes };
        self.is_begun = true;
        settled(self.sink.write(part)).map_err(|error| cannot(self.out.as_deref(), &error))
    }

    /// Writes what is still to be written, and gives the file its name.
    ///
    /// # Errors
    /// One sentence, as for [`Records::push`].
    pub fn finish(mut self) -> Result<(), String> {
        let rest = match self.form {
            _ if self.is_begun => vec![],
            Form::Project => {
                let renamed = told_apart(&mut self.kept);
                renamed.iter().for_each(|sentence| eprintln!("demarche: {sentence}"));
                project::write(&project::stored(&self.kept))
            }
            Form::Format(format) => {
                format.export(&self.kept, self.options).map_err(|error| error.to_string())?.bytes
            }
        };
        let written = self.sink.write(&rest).and_then(|()| self.sink.finish());
        settled(written).map_err(|error| cannot(self.out.as_deref(), &error))
    }
}

/// Writes `bytes` to the file, or to standard output when there is none.
///
/// # Errors
/// One sentence that names the file.
pub fn write(bytes: &[u8], out: Option<&Path>) -> Result<(), String> {
    let written = Sink::open(out).and_then(|mut sink| {
        sink.write(bytes)?;
        sink.finish()
    });
    settled(written).map_err(|error| cannot(out, &error))
}

/// `demarche … | head` closes the pipe early, which is no failure.
fn settled(written: io::Result<()>) -> io::Result<()> {
    written.or_else(|error| if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}

fn cannot(out: Option<&Path>, error: &io::Error) -> String {
    let name = out.map_or("standard output".to_owned(), |path| path.display().to_string());
    match error.kind() {
        ErrorKind::IsADirectory => format!("{name}: is a folder; name a file in it"),
        ErrorKind::NotFound => format!("{name}: cannot be written, for there is no such folder"),
        ErrorKind::StorageFull => format!("{name}: cannot be written, for the disk is full"),
        _ => format!("{name}: cannot be written ({error})"),
    }
}
