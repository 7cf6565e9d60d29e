//! A project file on its way in, so many lines at a time.

use super::found::Found;
use super::{HEAD, MAX_BYTES, ProjectError, VERSION};
use crate::annotate::Stored;

/// A project file on its way in, some lines at a time.
pub struct Reading {
    found: Found,
    /// Where the next line begins.
    at: usize,
}

impl Reading {
    /// Nothing but the first line is read of the file with these bytes.
    ///
    /// # Errors
    /// When it is no project file that can be read.
    pub fn new(bytes: &[u8]) -> Result<Reading, ProjectError> {
        if bytes.len() > MAX_BYTES {
            return Err(ProjectError::TooLarge);
        }
        let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let head = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
        if version(head)? > VERSION {
            return Err(ProjectError::Later);
        }
        let at = bytes.len() - start.len() + head.len() + 1;
        Ok(Reading { found: Found::default(), at: at.min(bytes.len()) })
    }

    /// Bytes read.
    pub fn progress(&self) -> usize {
        self.at
    }

    /// Reads lines of about `n_bytes` more of the same bytes; whether all have been read.
    pub fn advance(&mut self, bytes: &[u8], n_bytes: usize) -> bool {
        let stop = self.at.saturating_add(n_bytes).min(bytes.len());
        while self.at < stop {
            let line = bytes[self.at..].split(|byte| *byte == b'\n').next().unwrap_or_default();
            self.at = (self.at + line.len() + 1).min(bytes.len());
            if !line.trim_ascii().is_empty() {
                self.found.take(line);
            }
        }
        self.at >= bytes.len()
    }

    /// What was read.
    ///
    /// # Errors
    /// When no line is whole.
    pub fn stored(self) -> Result<Stored, ProjectError> {
        if self.found.is_empty() {
            return Err(ProjectError::Damaged);
        }
        Ok(self.found.into_stored())
    }
}

fn version(line: &[u8]) -> Result<u32, ProjectError> {
    let line = std::str::from_utf8(line).map_err(|_| ProjectError::NoProject)?;
    let version = line.trim_end().strip_prefix(HEAD).ok_or(ProjectError::NoProject)?;
    version.parse().map_err(|_| ProjectError::NoProject)
}
