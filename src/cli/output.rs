//! Where the output of a subcommand goes.

use std::fs;
use std::io::Write;
use std::path::Path;

/// Writes `bytes` to the file, or to standard output when there is none.
///
/// # Errors
/// One sentence that names the file.
pub fn write(bytes: &[u8], file: Option<&Path>) -> Result<(), String> {
    match file {
        Some(path) => {
            fs::write(path, bytes).map_err(|error| format!("{}: cannot be written ({error})", path.display()))
        }
        None => print(bytes),
    }
}

fn print(bytes: &[u8]) -> Result<(), String> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        // `demarche … | head` closes the pipe early, which is no failure.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("standard output cannot be written ({error})"))
        }
        _ => Ok(()),
    }
}
