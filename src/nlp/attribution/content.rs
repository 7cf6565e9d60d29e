//! How a content is delimited, and how much of it is quoted.

use crate::annotate::Kind;
use crate::text::Span;

const MARKS: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// A content without edge blanks, outer quotation marks, leading "that" and trailing punctuation.
///
/// A mark at one edge goes only when nothing inside the content is its partner: `he “will go”` keeps both.
pub fn trimmed(text: &str, content: Span) -> Span {
    let mut span = content;
    loop {
        let next = without_that(text, without_marks(text, without_edges(text, span)));
        if next == span {
            return span;
        }
        span = next;
    }
}

/// A cue or a mention without punctuation and quotation marks at its edges; a full stop may belong to its last word.
pub fn bare(text: &str, words: Span) -> Span {
    let is_edge = |edge: char| edge.is_whitespace() || is_mark(edge) || matches!(edge, ',' | ':' | ';');
    let start = words.of(text).trim_start_matches(is_edge);
    let from = words.end() - start.len();
    Span::new(from, from + start.trim_end_matches(is_edge).len())
}

/// Without blanks, and without commas and stops at the end.
fn without_edges(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start =
        words.trim_start_matches(|first: char| first.is_whitespace() || matches!(first, ',' | ':' | ';'));
    let kept = start.trim_end();
    let bare = kept.trim_end_matches([',', ';', ':']).trim_end();
    let bare = match bare.strip_suffix('.') {
        Some(rest) if !keeps_stop(rest) => rest,
        _ => bare,
    };
    let from = span.start() + (words.len() - start.len());
    Span::new(from, from + bare.len())
}

/// Whether a full stop after these words belongs to the last one, or is the last of several.
fn keeps_stop(words: &str) -> bool {
    let last = words.rsplit(char::is_whitespace).next().unwrap_or("");
    last.ends_with('.') || (last.contains('.') && last.chars().all(|each| each == '.' || each.is_uppercase()))
}

/// Without the pair of quotation marks around it, or a lone mark at an edge.
fn without_marks(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let (first, last) = (words.chars().next(), words.chars().next_back());
    let opens = first.is_some_and(is_mark);
    let closes = last.is_some_and(is_mark) && words.chars().nth(1).is_some();
    let inner_start = first.map_or(0, char::len_utf8);
    let inner_end = words.len() - last.map_or(0, char::len_utf8);
    let (start, end) = (span.start(), span.end());
    match (opens, closes) {
        (true, true) if is_balanced(&words[inner_start..inner_end]) => {
            Span::new(start + inner_start, start + inner_end)
        }
        (true, false) if is_balanced(&words[inner_start..]) => Span::new(start + inner_start, end),
        (false, true) if is_balanced(&words[..inner_end]) => Span::new(start, start + inner_end),
        _ => span,
    }
}

/// Whether the marks inside pair up among themselves, and none of them with one at the edge.
fn is_balanced(words: &str) -> bool {
    let mut depth = 0_usize;
    let mut before = ' ';
    for character in words.chars() {
        let opens = matches!(character, '“' | '„' | '«') || (character == '"' && before.is_whitespace());
        if opens {
            depth += 1;
        } else if is_mark(character) {
            let Some(outer) = depth.checked_sub(1) else { return false };
            depth = outer;
        }
        before = character;
    }
    depth == 0
}

fn is_mark(character: char) -> bool {
    MARKS.contains(&character)
}

fn without_that(text: &str, span: Span) -> Span {
    match span.of(text).strip_prefix("that") {
        Some(rest) if rest.starts_with(char::is_whitespace) && !rest.trim().is_empty() => {
            Span::new(span.end() - rest.len(), span.end())
        }
        _ => span,
    }
}

/// How much of a content stands in double quotation marks or guillemets.
///
/// `content` is sorted and not empty. The same rule as the scorer's, so that both speak of the same thing.
pub fn kind(text: &str, content: &[Span]) -> Kind {
    let (Some(first), Some(last)) = (content.first(), content.last()) else { return Kind::Indirect };
    let pieces: String = content.iter().map(|span| span.of(text)).collect();
    let words = pieces.trim();
    if words.contains(is_mark) {
        let ends = words.trim_end_matches([',', '.', ' ']).ends_with(is_mark);
        return if words.starts_with(is_mark) && ends { Kind::Direct } else { Kind::Mixed };
    }
    let before = text[..first.start()].trim_end();
    let after = &text[last.end()..];
    let opens = before.ends_with(is_mark);
    let next = after.trim_start_matches([' ', ',', '.']).chars().next();
    // A text that ends here closes its last quotation.
    let closes = next.is_none_or(is_mark) && after.contains(|character: char| !character.is_whitespace());
    if opens && closes { Kind::Direct } else { Kind::Indirect }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_lose_their_wrapping() {
        let check = |text: &str, expected: &str| {
            assert_eq!(trimmed(text, Span::new(0, text.len())).of(text), expected)
        };
        check("“Never,” ", "Never");
        check("that he would go.", "he would go");
        check("that “he will go”", "he will go");
        check("“he” or “she”", "“he” or “she”");
        check("he “will go.”", "he “will go.”");
        check("he will go.”", "he will go");
        check("“he will go", "he will go");
        check("he left the U.S.", "he left the U.S.");
        check("to wait...", "to wait...");
        check("why?", "why?");
        check("that", "that");
        check("“", "");
        check("\"\"", "");
        check("", "");
    }

    #[test]
    fn kinds() {
        let check = |text: &str, content: &str, expected: Kind| {
            let start = text.find(content).expect("the content is in the text");
            assert_eq!(kind(text, &[Span::new(start, start + content.len())]), expected);
        };
        check("He: “Never,” she said", "Never", Kind::Direct);
        check("He said he “never” left", "he “never” left", Kind::Mixed);
        check("He said he left", "he left", Kind::Indirect);
        check("“Never,” she said", "Never", Kind::Direct);
        check("He said “never”", "“never”", Kind::Direct);
    }
}
