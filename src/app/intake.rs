//! What comes in: files as the browser read them, pasted text, samples.

use crate::text::Document;
use std::rc::Rc;

/// Largest file that the page takes, in bytes: of a text so long a stretch is shown, but all of it is kept.
pub const MAX_FILE_BYTES: usize = 16 << 20;

/// Articles that lie beside the page, in `samples/`.
pub const SAMPLES: [Sample; 3] = [
    Sample {
        name: "wire-visas.txt",
        title: "News agency",
        about: "Entry bans, a denial, and a conditional promise",
    },
    Sample {
        name: "tabloid-yacht.txt",
        title: "Tabloid",
        about: "An ambassador’s yacht, told with colourful verbs",
    },
    Sample {
        name: "briefing-consulate.txt",
        title: "Press briefing",
        about: "Questions and answers without quotation marks",
    },
];

/// An article that lies beside the page.
pub struct Sample {
    /// File name.
    pub name: &'static str,
    /// Its style.
    pub title: &'static str,
    /// What it shows.
    pub about: &'static str,
}

/// A file as the browser read it.
#[derive(Clone, PartialEq, Debug)]
pub struct FileRead {
    /// Name, with the folder when it came in one.
    pub name: Rc<str>,
    /// Content, or why there is none.
    pub bytes: Result<Vec<u8>, ReadError>,
}

impl FileRead {
    /// How many bytes there are of it.
    pub fn n_bytes(&self) -> usize {
        self.bytes.as_ref().map_or(0, Vec::len)
    }
}

/// Why a file gave no bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReadError {
    /// More than [`MAX_FILE_BYTES`].
    #[error("is larger than {} MB, more than the page takes; split it, or use the batch program", MAX_FILE_BYTES >> 20)]
    TooLarge,
    /// The browser could not read it.
    #[error("could not be read; it may have been moved or locked")]
    Unreadable,
    /// It lies hidden in a folder that was given.
    #[error("is hidden, for its name begins with a dot; pick it by itself to take it")]
    Hidden,
}

/// A document from pasted text, named by its first words; nothing when it is blank.
pub fn pasted(text: &str) -> Option<Document> {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let words: Vec<&str> = first.split_whitespace().take(6).collect();
    let name: String = words.join(" ").chars().take(60).collect();
    Some(Document::new(&name, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_plain_articles() {
        for sample in SAMPLES {
            let path = format!("{}/data/samples/{}", env!("CARGO_MANIFEST_DIR"), sample.name);
            let text = std::fs::read_to_string(path).expect("a sample lies in its folder");
            assert!(!text.contains('⟦') && text.len() > 1000, "{}", sample.name);
        }
    }

    #[test]
    fn pasted_text_is_named_by_its_first_words() {
        let name = |text| pasted(text).map(|document| document.name.to_string());
        assert_eq!(
            name("\n  Rain stops play in the capital again today\nmore"),
            Some("Rain stops play in the capital".into())
        );
        assert_eq!(name(" \n"), None);
    }
}
