//! Where bytes go: standard output, a device, or a file that takes its name once everything is in it.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What is written to. A file that is not [finished](Sink::finish) leaves what was there before as it was.
pub enum Sink {
    /// Standard output, a pipe or a device.
    Stream(Box<dyn Write>),
    /// What takes the name of the second, beside which it lies.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Sink {
    /// Standard output where there is no path.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn open(out: Option<&Path>) -> io::Result<Sink> {
        let Some(out) = out else { return Ok(Sink::Stream(Box::new(io::stdout().lock()))) };
        // A link stays a link, and what it leads to is written.
        let place = fs::canonicalize(out).unwrap_or_else(|_| out.to_owned());
        if !place.exists() {
            return Ok(Sink::File(BufWriter::new(beside(&place)?), place));
        }
        // Whoever may not write to the old file may not put another one in its place either.
        let old = File::options().write(true).open(&place)?;
        let metadata = old.metadata()?;
        if !metadata.is_file() {
            return Ok(Sink::Stream(Box::new(old)));
        }
        let file = beside(&place)?;
        file.as_file().set_permissions(metadata.permissions())?;
        Ok(Sink::File(BufWriter::new(file), place))
    }

    /// Writes all of `bytes`.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Sink::Stream(stream) => stream.write_all(bytes),
            Sink::File(file, _) => file.write_all(bytes),
        }
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// When not everything can be written; the old file is still there then.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Sink::Stream(mut stream) => stream.flush(),
            Sink::File(file, place) => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.as_file().sync_all()?;
                file.persist(place).map(drop).map_err(|error| error.error)
            }
        }
    }
}

/// An empty file in the folder of `place`, hidden, which goes when it is dropped.
fn beside(place: &Path) -> io::Result<NamedTempFile> {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".demarche-").suffix(".part");
    // As a new file has them: what the person's mask leaves of these.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder)?;
    #[cfg(unix)]
    remove_when_told_to_end(file.path().to_owned())?;
    Ok(file)
}

/// A signal ends the program without dropping anything.
#[cfg(unix)]
fn remove_when_told_to_end(part: PathBuf) -> io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM])?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let _ = fs::remove_file(&part);
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
    Ok(())
}
