//! From tokens to fragments: runs of words that are a content, a cue or a source, with how sure that is.

use super::crf::{N_TAGS, OUTSIDE, Scores, Transitions};
use super::model::Model;
use super::network;
use crate::nlp::parsed::Parsed;
use std::ops::Range;

/// A longer text is read in pieces, so that time and memory grow with its length only.
const LONGEST: usize = 2000;

/// How far back from the end of a piece a paragraph's or sentence's end is looked for.
const LOOK_BACK: usize = 600;

/// How many paragraphs before and after a selection are read with it.
const AROUND: usize = 3;

/// A run of words with one role.
#[derive(Clone, PartialEq, Debug)]
pub struct Fragment {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Mean probability of its tags.
    pub mean: f32,
    /// Probability of the less certain of its borders.
    pub border: f32,
}

/// What the network finds in a text, each list in the order of the text.
#[derive(Default)]
pub struct Tagged {
    /// What is said.
    pub contents: Vec<Fragment>,
    /// What attributes it.
    pub cues: Vec<Fragment>,
    /// Who says it.
    pub sources: Vec<Fragment>,
}

/// The fragments of a text with the token flags of [`super::features::flags`].
pub fn tagged(model: &Model, parsed: &Parsed, flags: &[u32]) -> Tagged {
    tagged_pieces(model, parsed, flags, pieces(parsed))
}

/// The fragments of the paragraphs around some tokens only, so that a long text answers at once.
pub fn tagged_around(model: &Model, parsed: &Parsed, flags: &[u32], tokens: Range<usize>) -> Tagged {
    let first = parsed.paragraph_of(tokens.start).saturating_sub(AROUND);
    let last = (parsed.paragraph_of(tokens.end - 1) + AROUND).min(parsed.paragraphs.len() - 1);
    let start = parsed.paragraphs[first].tokens.start.max(tokens.start.saturating_sub(LOOK_BACK));
    let end = parsed.paragraphs[last].tokens.end.min(tokens.start + LONGEST);
    tagged_pieces(model, parsed, flags, vec![start..end])
}

fn tagged_pieces(model: &Model, parsed: &Parsed, flags: &[u32], pieces: Vec<Range<usize>>) -> Tagged {
    let transitions = Transitions::new(&model.start, &model.end, &model.step);
    let mut tagged = Tagged::default();
    for piece in pieces {
        let emissions = network::emissions(model, parsed, flags, piece.clone());
        let tags = transitions.viterbi(&emissions);
        let marginals = transitions.marginals(&emissions);
        collect(piece.start, &tags, &marginals, &mut tagged);
    }
    tagged
}

/// The text in pieces of at most [`LONGEST`] tokens, cut at the end of a paragraph or a sentence where one is near.
pub(super) fn pieces(parsed: &Parsed) -> Vec<Range<usize>> {
    let n_tokens = parsed.tokens.len().min(super::BUDGET);
    let mut pieces = vec![];
    let mut start = 0;
    while start < n_tokens {
        let limit = start + LONGEST;
        let end = if limit >= n_tokens { n_tokens } else { cut(parsed, limit) };
        pieces.push(start..end);
        start = end;
    }
    pieces
}

fn cut(parsed: &Parsed, limit: usize) -> usize {
    let sentence = &parsed.sentences[parsed.sentence_of(limit)];
    let paragraph = parsed.paragraphs[sentence.paragraph].tokens.start;
    let is_near = |start: &usize| start + LOOK_BACK > limit;
    [paragraph, sentence.tokens.start].into_iter().find(is_near).unwrap_or(limit)
}

fn collect(first: usize, tags: &[u8], marginals: &[Scores], tagged: &mut Tagged) {
    let mut start = 0;
    while start < tags.len() {
        let tag = tags[start];
        if tag == OUTSIDE {
            start += 1;
            continue;
        }
        let inside = tag.div_ceil(2) * 2;
        let length = tags[start + 1..].iter().take_while(|next| **next == inside).count() + 1;
        let fragment = rated(first, start..start + length, tags, marginals);
        match tag.div_ceil(2) {
            1 => tagged.contents.push(fragment),
            2 => tagged.cues.push(fragment),
            _ => tagged.sources.push(fragment),
        }
        start += length;
    }
}

fn rated(first: usize, tokens: Range<usize>, tags: &[u8], marginals: &[Scores]) -> Fragment {
    let probability = |at: usize| marginals[at][usize::from(tags[at]) % N_TAGS];
    let sum: f32 = tokens.clone().map(probability).sum();
    // Where a fragment ends shows in what follows it.
    let after = if tokens.end < tags.len() { probability(tokens.end) } else { 1.0 };
    Fragment {
        mean: sum / tokens.len() as f32,
        border: probability(tokens.start).min(after),
        tokens: first + tokens.start..first + tokens.end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_at_paragraphs_where_possible() {
        let text = "One two three four.\n\n".repeat(1000);
        let parsed = Parsed::new(&text);
        let pieces = pieces(&parsed);
        assert!(pieces.iter().all(|piece| piece.len() <= LONGEST && piece.start % 5 == 0));
        assert_eq!(pieces.iter().map(Range::len).sum::<usize>(), parsed.tokens.len());
        let endless = "word ".repeat(5000);
        let ends: Vec<usize> = super::pieces(&Parsed::new(&endless)).iter().map(|piece| piece.end).collect();
        assert_eq!(ends, [2000, 4000, 5000]);
    }

    #[test]
    fn runs_are_fragments() {
        let mut tagged = Tagged::default();
        let marginals = vec![[0.5; N_TAGS]; 8];
        collect(10, &[1, 2, 1, 3, 0, 5, 6, 6], &marginals, &mut tagged);
        let ranges =
            |fragments: &[Fragment]| fragments.iter().map(|one| one.tokens.clone()).collect::<Vec<_>>();
        assert_eq!(ranges(&tagged.contents), [10..12, 12..13]);
        assert_eq!(ranges(&tagged.cues), [13..14]);
        assert_eq!(ranges(&tagged.sources), [15..18]);
    }
}
