//! Whether a gold statement is direct, mixed or indirect.

use super::count::given;
use super::gold::GoldStatement;
use super::words::Words;

const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// The kind that gold gives, or the one that its quotation marks show.
pub fn kind(words: &Words, gold: &GoldStatement) -> String {
    if let Some(kind) = given(gold.common.kind.as_ref()) {
        return kind.to_owned();
    }
    let spans = gold.common.content.as_deref().unwrap_or_default();
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return "indirect".to_owned() };
    let joined: String = spans.iter().flat_map(|(start, end)| words.slice(*start, *end)).collect();
    let content = joined.trim_matches(is_python_space);
    if !content.contains(QUOTES) {
        let is_quoted = stands_between_quotes(words, first.0, last.1);
        return if is_quoted { "direct" } else { "indirect" }.to_owned();
    }
    let ends_quoted = content.trim_end_matches([',', '.', ' ']).ends_with(QUOTES);
    if content.starts_with(QUOTES) && ends_quoted { "direct" } else { "mixed" }.to_owned()
}

fn stands_between_quotes(words: &Words, start: usize, end: usize) -> bool {
    let before: String = words.slice(0, start).iter().collect();
    let after: String = words.slice(end, words.len()).iter().collect();
    let (before, rest) =
        (before.trim_end_matches(is_python_space), after.trim_start_matches([' ', ',', '.']));
    let is_quote_or_end = |next: Option<char>| next.is_none_or(|next| QUOTES.contains(&next));
    before.ends_with(QUOTES)
        && is_quote_or_end(rest.chars().next())
        && !after.trim_matches(is_python_space).is_empty()
}

/// What Python's `str.strip` takes off: Unicode blanks and the four information separators.
fn is_python_space(character: char) -> bool {
    character.is_whitespace() || ('\x1c'..='\x1f').contains(&character)
}
