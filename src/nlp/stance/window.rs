//! Which words around a statement the stance network reads, and what each of them is to the statement.

use super::words::Words;
use crate::annotate::Statement;
use std::collections::BTreeMap;

/// The word belongs to the content.
pub const CONTENT: u8 = 1;
/// The word belongs to the cue.
pub const CUE: u8 = 2;
/// The word belongs to the speaker's mention.
pub const SPEAKER: u8 = 4;

/// Of a long content so many words are read at its head and at its end.
const ENDS: (usize, usize) = (42, 18);

/// How far from the content's head a mention may stand and still be read with it.
const REACH: usize = 70;

/// How many words are read before the statement's first word and after its last.
const AROUND: (usize, usize) = (12, 7);

/// The tokens to read, in order, each with its roles.
pub fn window(words: &Words, statement: &Statement) -> Vec<(usize, u8)> {
    let roles = roles(words, statement);
    let mut read: Vec<usize> =
        roles.iter().filter(|(_, role)| *role & CONTENT > 0).map(|(at, _)| *at).collect();
    if read.len() > ENDS.0 + ENDS.1 {
        read.drain(ENDS.0..read.len() - ENDS.1);
    }
    let (Some(&head), Some(&tail)) = (read.first(), read.last()) else { return vec![] };
    let is_near = |at: usize, role: u8| role & CONTENT == 0 && at.abs_diff(head) < REACH || role & CUE > 0;
    read.extend(roles.iter().filter(|(at, role)| is_near(**at, **role)).map(|(at, _)| *at));
    let first = read.iter().copied().min().unwrap_or(head);
    let last = read.iter().copied().max().unwrap_or(tail);
    let around = first.saturating_sub(AROUND.0)..(last + AROUND.1 + 1).min(words.lower.len());
    read.extend(around.filter(|at| {
        !roles.contains_key(at) && [first, last, head, tail].iter().any(|near| near.abs_diff(*at) <= AROUND.0)
    }));
    read.sort_unstable();
    read.dedup();
    read.into_iter().map(|at| (at, roles.get(&at).copied().unwrap_or(0))).collect()
}

fn roles(words: &Words, statement: &Statement) -> BTreeMap<usize, u8> {
    let mut roles = BTreeMap::new();
    for (spans, role) in [(&statement.content, CONTENT), (&statement.cue, CUE), (&statement.speaker, SPEAKER)]
    {
        for at in words.of(spans) {
            *roles.entry(at).or_insert(0) |= role;
        }
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::StatementId;
    use crate::nlp::parsed::Parsed;
    use crate::text::Span;

    /// How many tokens are read of a text whose content is what `content` marks, and how many of them are content.
    fn check(text: &str, content: &str, expected: (usize, usize)) {
        let parsed = Parsed::new(text);
        let words = Words::new(&parsed);
        let start = text.find(content).expect("the content is in the text");
        let statement = Statement::bare(StatementId(0), vec![Span::new(start, start + content.len())]);
        let window = window(&words, &statement);
        let n_content = window.iter().filter(|(_, role)| role & CONTENT > 0).count();
        assert_eq!((window.len(), n_content), expected);
    }

    #[test]
    fn words_around_are_read_too() {
        check("a b c", "b", (3, 1));
        check(&format!("{}x{}", "a ".repeat(40), " b".repeat(40)), "x", (20, 1));
    }

    #[test]
    fn a_long_content_is_read_at_its_ends() {
        check(&"word ".repeat(200), &"word ".repeat(200), (60, 60));
    }
}
