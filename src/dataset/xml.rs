//! Text inside XML.

use std::borrow::Cow;

/// Text between tags, or in an attribute in double quotes: reads back as it is, line ends included. Characters that
/// XML 1.0 forbids stand as U+FFFD, one for one, so that offsets hold.
pub fn escape(text: &str) -> Cow<'_, str> {
    let needs = |character: char| {
        matches!(character, '<' | '>' | '&' | '"' | '\n' | '\t' | '\r') || is_forbidden(character)
    };
    if !text.contains(needs) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            _ if is_forbidden(character) => out.push('\u{FFFD}'),
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}

/// As [`escape`], with line feeds left for the eye; only for text between tags.
pub fn escape_text(text: &str) -> String {
    escape(text).replace("&#10;", "\n").replace("&#9;", "\t").replace("&quot;", "\"")
}

/// Whether XML 1.0 has no way to hold the character.
pub fn is_forbidden(character: char) -> bool {
    matches!(character, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_line_ends_and_controls() {
        assert_eq!(escape("a<b> & \"c\"\r\n\0😀"), "a&lt;b&gt; &amp; &quot;c&quot;&#13;&#10;\u{FFFD}😀");
        assert_eq!(escape("plain’"), "plain’");
        assert_eq!(escape_text("a\r\n\"b\""), "a&#13;\n\"b\"");
    }
}
