//! Which fragments of a text are near enough to belong together, and what stands between them.

use crate::nlp::parsed::Parsed;
use std::ops::Range;

/// What a pair of fragments looks like.
mod pair;

/// Two fragments farther apart than this many tokens are never linked.
pub const REACH: usize = 60;

/// Nor are two with more sentences between their nearest ends.
pub const SENTENCES: usize = 2;

/// The fragments of a text that may be parts of statements, as token ranges in the order of the text.
#[derive(Default)]
pub struct Fragments {
    /// What is said.
    pub contents: Vec<Range<usize>>,
    /// What attributes it.
    pub cues: Vec<Range<usize>>,
    /// Who says it.
    pub sources: Vec<Range<usize>>,
}

/// What is counted between two fragments.
#[derive(Clone, Copy)]
enum Count {
    Cue,
    Content,
    Source,
    Comma,
    Colon,
    Mark,
    Stop,
    That,
    And,
    Dash,
    Lower,
    Title,
}

const N_COUNTS: usize = 12;

/// A text with its fragments, ready to describe pairs of them.
pub struct Scene<'s> {
    parsed: &'s Parsed<'s>,
    flags: &'s [u32],
    /// The fragments described.
    pub fragments: &'s Fragments,
    /// For each token and one past the last, how many of each there are before it.
    before: Vec<[u32; N_COUNTS]>,
}

impl<'s> Scene<'s> {
    /// The scene of a text with the token flags of [`super::features::flags`].
    pub fn new(parsed: &'s Parsed<'s>, flags: &'s [u32], fragments: &'s Fragments) -> Scene<'s> {
        let mut before = vec![[0; N_COUNTS]; parsed.tokens.len() + 1];
        for token in 0..parsed.tokens.len() {
            if let Some(count) = counted(parsed.word(token)) {
                before[token + 1][count as usize] += 1;
            }
            let shape = flags[token];
            before[token + 1][Count::Title as usize] += shape & 1;
            before[token + 1][Count::Lower as usize] += u32::from(shape & 0b11_1001 == 0);
        }
        let starts = [
            (Count::Content, &fragments.contents),
            (Count::Cue, &fragments.cues),
            (Count::Source, &fragments.sources),
        ];
        for (count, fragments) in starts {
            fragments.iter().for_each(|fragment| before[fragment.start + 1][count as usize] += 1);
        }
        for at in 1..before.len() {
            for count in 0..N_COUNTS {
                before[at][count] += before[at - 1][count];
            }
        }
        Scene { parsed, flags, fragments, before }
    }

    /// The fragments of `others` that are near enough to `fragment` to be linked with it.
    pub fn near(&self, fragment: &Range<usize>, others: &[Range<usize>]) -> Range<usize> {
        let is_before = |other: &Range<usize>| {
            other.end <= fragment.start
                && (fragment.start - other.end > REACH || self.sentences_between(other, fragment) > SENTENCES)
        };
        let first = others.partition_point(|other| other.end + REACH < fragment.start);
        let first = first + others[first..].iter().take_while(|other| is_before(other)).count();
        let is_near = |other: &&Range<usize>| {
            other.start <= fragment.end + REACH && self.sentences_between(fragment, other) <= SENTENCES
        };
        let n_near = others[first..].iter().take(2 * REACH).take_while(is_near).count();
        first..first + n_near
    }

    fn sentences_between(&self, first: &Range<usize>, second: &Range<usize>) -> usize {
        let from = self.parsed.sentence_of(first.end - 1);
        self.parsed.sentence_of(second.start).saturating_sub(from)
    }

    fn count(&self, between: &Range<usize>, count: Count) -> f32 {
        (self.before[between.end][count as usize] - self.before[between.start][count as usize]) as f32
    }

    fn word(&self, token: usize) -> &str {
        if token < self.parsed.tokens.len() { self.parsed.word(token) } else { "" }
    }

    fn before_word(&self, token: usize) -> &str {
        token.checked_sub(1).map_or("", |token| self.parsed.word(token))
    }

    fn has(&self, token: usize, flag: u32) -> bool {
        self.flags.get(token).is_some_and(|flags| flags & flag != 0)
    }
}

fn counted(word: &str) -> Option<Count> {
    match word {
        "," | ";" => Some(Count::Comma),
        ":" => Some(Count::Colon),
        "\"" | "“" | "”" | "„" | "«" | "»" => Some(Count::Mark),
        "." | "!" | "?" | "…" => Some(Count::Stop),
        "that" => Some(Count::That),
        "and" | "or" | "but" => Some(Count::And),
        "-" | "–" | "—" | "--" | "(" | ")" => Some(Count::Dash),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_fragments_are_candidates() {
        let text = "One two. Three four. Five six. Seven eight. Nine ten.";
        let parsed = Parsed::new(text);
        let flags = vec![0; parsed.tokens.len()];
        let words = |first: usize| first..first + 2;
        let fragments = Fragments {
            contents: vec![words(6)],
            cues: vec![words(0), words(3), words(12)],
            sources: vec![],
        };
        let scene = Scene::new(&parsed, &flags, &fragments);
        assert_eq!(scene.near(&words(6), &fragments.cues), 0..3);
        assert_eq!(scene.near(&words(9), &fragments.cues), 1..3);
    }
}
