//! Which whole words a selection means.

use super::keys::Way;
use crate::text::Span;
use unicode_segmentation::UnicodeSegmentation;

/// How far around a selection word borders are looked for, in bytes: no word is longer.
const REACH: usize = 200;

/// `span` widened to whole words and freed of blanks and outer quotation marks; nothing when no word is left.
pub fn snap(text: &str, span: Span) -> Option<Span> {
    if !span.fits(text) {
        return None;
    }
    let inner = trim(text, span)?;
    let start = word_around(text, inner.start()).start();
    let end = word_around(text, inner.end().saturating_sub(last_len(text, inner))).end();
    Some(trim(text, Span::new(start, end)).unwrap_or(inner))
}

/// The word after `at`, or before it.
pub fn neighbour(text: &str, at: usize, way: Way) -> Option<Span> {
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    match way {
        Way::Forth => {
            let rest = text.get(at..)?;
            let (start, word) = rest.unicode_word_indices().find(|(_, word)| is_word(word))?;
            Some(Span::new(at + start, at + start + word.len()))
        }
        Way::Back => {
            let (start, word) = text.get(..at)?.unicode_word_indices().rfind(|(_, word)| is_word(word))?;
            Some(Span::new(start, start + word.len()))
        }
    }
}

/// The first word of the sentence after the one at `at`; going back, of the sentence itself or the one before.
pub fn sentence(text: &str, at: usize, way: Way) -> Option<Span> {
    let starts = || text.split_sentence_bound_indices().map(|(start, _)| start);
    let start = match way {
        Way::Forth => starts().find(|start| *start > at)?,
        Way::Back => starts().take_while(|start| *start < at).last()?,
    };
    neighbour(text, start, Way::Forth)
}

/// Blanks at the edges go, and the marks that stand around a quote.
fn trim(text: &str, span: Span) -> Option<Span> {
    let is_edge = |c: char| c.is_whitespace() || "“”\"„«»‘".contains(c) || c == '\u{200b}';
    let words = span.of(text);
    let start = span.start() + (words.len() - words.trim_start_matches(is_edge).len());
    let left = words.trim_start_matches(is_edge);
    let end = start + left.trim_end_matches(is_edge).len();
    (start < end).then(|| Span::new(start, end))
}

fn last_len(text: &str, span: Span) -> usize {
    span.of(text).chars().next_back().map_or(0, char::len_utf8)
}

/// The word or mark at byte `at`.
fn word_around(text: &str, at: usize) -> Span {
    let from = boundary(text, at.saturating_sub(REACH));
    let to = boundary(text, (at + REACH).min(text.len()));
    text[from..to]
        .split_word_bound_indices()
        .map(|(start, word)| Span::new(from + start, from + start + word.len()))
        .find(|word| word.contains(at))
        .unwrap_or(Span::new(at, at))
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The selection stands between the bars.
    fn check(marked: &str, expected: Option<&str>) {
        let start = marked.find('|').expect("two bars");
        let end = marked.rfind('|').expect("two bars") - 1;
        let text = marked.replace('|', "");
        assert_eq!(snap(&text, Span::new(start, end)).map(|span| span.of(&text)), expected, "{marked}");
    }

    #[test]
    fn the_cursor_goes_by_word_and_sentence() {
        let text = "“No,” he said. Then rain.";
        let at = text.find("he").expect("it is there");
        let word = |span: Option<Span>| span.map(|span| span.of(text));
        assert_eq!(word(neighbour(text, at + 2, Way::Forth)), Some("said"));
        assert_eq!(word(neighbour(text, at, Way::Back)), Some("No"));
        assert_eq!(word(sentence(text, at, Way::Forth)), Some("Then"));
        assert_eq!(word(sentence(text, at, Way::Back)), Some("No"));
        assert_eq!(neighbour(text, text.len(), Way::Forth), None);
    }

    #[test]
    fn selections_become_whole_words() {
        check("the m|inister sa|id so", Some("minister said"));
        check("the| minister |said", Some("minister"));
        check("he said |“Never again”|, twice", Some("Never again"));
        check("a|  |b", None);
        check("U.S.-|led| forces", Some("led"));
        check("the family 👨‍👩|‍👧 smiles|", Some("👨‍👩‍👧 smiles"));
    }
}
