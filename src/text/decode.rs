//! What text the bytes of a file hold.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Largest file taken, in bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// The byte order mark. Programs that each add one make several of it.
pub const MARK: char = '\u{FEFF}';

/// A decoded file.
#[derive(Clone, PartialEq, Debug)]
pub struct Decoded {
    /// The text without byte order marks before it, nothing else changed.
    pub text: String,
    /// Name of the encoding ("UTF-8", "windows-1251").
    pub encoding: &'static str,
    /// How many malformed sequences stand as U+FFFD.
    pub replaced: usize,
}

/// Why a file cannot be read as text; each is a sentence's end that follows the file's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DecodeError {
    /// No bytes.
    #[error("is empty")]
    Empty,
    /// Only blanks.
    #[error("holds nothing but blanks")]
    Blank,
    /// More than [`MAX_BYTES`].
    #[error("is larger than {} MB; split it first", MAX_BYTES >> 20)]
    TooLarge,
    /// An image, an archive, a program.
    #[error("is not a text file")]
    Binary,
}

/// Reads `bytes` as text: by byte order mark, as UTF-8, as UTF-16 without a mark, or by a guess at the
/// legacy encoding (chardetng).
///
/// # Errors
/// When there is no text in it; see [`DecodeError`].
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    if bytes.is_empty() {
        return Err(DecodeError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(DecodeError::TooLarge);
    }
    let encoding = encoding_of(bytes).ok_or(DecodeError::Binary)?;
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    let text = text.trim_start_matches(MARK);
    if text.trim().is_empty() {
        return Err(DecodeError::Blank);
    }
    let replaced = if had_errors { text.matches('\u{FFFD}').count() } else { 0 };
    // A few broken characters are a scraping accident; text that is mostly broken is no text.
    if replaced * 10 > text.chars().count() {
        return Err(DecodeError::Binary);
    }
    Ok(Decoded { text: text.to_owned(), encoding: encoding.name(), replaced })
}

fn encoding_of(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    let head = head(bytes);
    if head.contains(&0)
        && let Some(encoding) = utf16_without_mark(head)
    {
        return Some(encoding);
    }
    if is_binary(head) {
        return None;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Some(UTF_8);
    }
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Some(detector.guess(None, chardetng::Utf8Detection::Allow))
}

fn head(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(64 << 10)]
}

/// UTF-16 text in the Latin script has a zero in every second byte and nearly none in the others.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |parity| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if odd * 2 > half && even * 20 <= half {
        Some(UTF_16LE)
    } else if even * 2 > half && odd * 20 <= half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the beginning of a file is no text: text has hardly any control characters besides tab, line ends, form
/// feed and escape. A zero is one of them: a stray one is an accident of scraping.
pub fn is_binary(bytes: &[u8]) -> bool {
    let head = head(bytes);
    let is_control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31 | 127);
    let n_controls = head.iter().filter(is_control).count();
    // The end of the beginning may cut a character.
    let is_utf8 = || std::str::from_utf8(head).err().is_none_or(|error| error.error_len().is_none());
    let is_stray = n_controls <= 2 && n_controls < head.len() && is_utf8();
    n_controls * 50 > head.len() && !is_stray
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str) {
        let decoded = decode(bytes).expect("it is text");
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
    }

    #[test]
    fn encodings_of_the_news() {
        check("“Never,” said Ана.".as_bytes(), "“Never,” said Ана.", "UTF-8");
        check(b"\xEF\xBB\xBFno", "no", "UTF-8");
        check(b"\xFF\xFEn\0o\0", "no", "UTF-16LE");
        check(b"\xEF\xBB\xBF\xEF\xBB\xBFno", "no", "UTF-8");
        check(b"\xFF\xFE\xFF\xFEn\0o\0", "no", "UTF-16LE");
        check(b"\xFE\xFF\0n\0o", "no", "UTF-16BE");
        check(b"n\0o\0 \0w\0a\0y\0", "no way", "UTF-16LE");
        check(b"\x93Never,\x94 he said in the caf\xe9.", "“Never,” he said in the café.", "windows-1252");
        let russian = "Москва пригрозила разорвать дипломатические отношения";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        check(&bytes, russian, "windows-1251");
    }

    #[test]
    fn a_stray_zero_is_a_character_like_others() {
        check(b"Ana \0said no.", "Ana \0said no.", "UTF-8");
        assert_eq!(decode(&[0; 50]), Err(DecodeError::Binary));
    }

    #[test]
    fn a_lone_surrogate_becomes_one_replacement() {
        let decoded = decode(b"\xFF\xFEw\0h\0e\0n\0 \0\x00\xD8i\0t\0 \0r\0a\0i\0n\0s\0").expect("it is text");
        assert_eq!((decoded.text.as_str(), decoded.replaced), ("when \u{FFFD}it rains", 1));
    }

    #[test]
    fn what_is_no_text_says_so() {
        assert_eq!(decode(b""), Err(DecodeError::Empty));
        assert_eq!(decode(b" \r\n\t"), Err(DecodeError::Blank));
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"), Err(DecodeError::Binary));
        assert_eq!(decode(&(0..=255).cycle().take(4096).collect::<Vec<u8>>()), Err(DecodeError::Binary));
    }
}
