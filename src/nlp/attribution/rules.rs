//! Cue and speaker mention next to a content that is already known, by word lists and punctuation.
//!
//! Used where the network has nothing to say: words that a person chose as a content.

use crate::nlp::parsed::Parsed;
use crate::nlp::token::Shape;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

static VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/cue/verbs.txt").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// How far from a content a cue may stand, in tokens.
const REACH: usize = 16;

/// How long a mention of a speaker may be, in tokens.
const MENTION: usize = 14;

/// The cue that most likely belongs to a content: "according to" or a verb of saying, outside quotations, in the
/// sentences at the content's borders; the nearer the better, after the content before in front of it.
pub fn cue_near(parsed: &Parsed, content: Range<usize>) -> Option<Range<usize>> {
    let paragraph = parsed.paragraphs[parsed.paragraph_of(content.start)].tokens.clone();
    let last = content.end.checked_sub(1)?;
    let sentence_end = parsed.sentences[parsed.sentence_of(last)].tokens.end;
    let after_end = (content.end + REACH).min(sentence_end.max((content.end + 4).min(paragraph.end)));
    let before_start = content.start.saturating_sub(REACH).max(paragraph.start);
    let after = (content.end..after_end.max(content.end)).find_map(|token| cue_at(parsed, token));
    let before = || (before_start..content.start).rev().find_map(|token| cue_at(parsed, token));
    after.or_else(before)
}

fn cue_at(parsed: &Parsed, token: usize) -> Option<Range<usize>> {
    if parsed.quote_depth(token) > 0 {
        return None;
    }
    let word = parsed.word(token).to_lowercase();
    if word == "according" && token + 1 < parsed.tokens.len() {
        return Some(token..token + 2);
    }
    if !VERBS.contains(word.as_str()) {
        return None;
    }
    let is_auxiliary = |token: &usize| {
        let word = parsed.word(*token);
        matches!(
            word,
            "has" | "have" | "had" | "was" | "were" | "is" | "also" | "would" | "later" | "been" | "being"
        )
    };
    let start = (0..token).rev().take(3).take_while(is_auxiliary).last().unwrap_or(token);
    Some(start..token + 1)
}

/// The words at a cue that most likely name the speaker: what stands before the verb, else what follows it.
pub fn mention_near(parsed: &Parsed, cue: Range<usize>) -> Option<Range<usize>> {
    let sentence = parsed.sentences[parsed.sentence_of(cue.start)].tokens.clone();
    let after = || forward(parsed, cue.end..sentence.end);
    if parsed.word(cue.start).eq_ignore_ascii_case("according") {
        return after();
    }
    backward(parsed, sentence.start..cue.start).or_else(after)
}

/// The run of words that ends a stretch.
fn backward(parsed: &Parsed, stretch: Range<usize>) -> Option<Range<usize>> {
    let end = stretch.end;
    let within = stretch.rev().take(MENTION).take_while(|token| is_of_mention(parsed, *token));
    let start = within.last()?;
    let first = (start..end).find(|token| !is_connective(parsed.word(*token)))?;
    names_somebody(parsed, first..end).then_some(first..end)
}

/// The run of words that begins a stretch, a name set off by a comma included.
fn forward(parsed: &Parsed, stretch: Range<usize>) -> Option<Range<usize>> {
    let start = stretch.start;
    let end = stretch.take(MENTION).take_while(|token| is_of_mention(parsed, *token)).last()? + 1;
    names_somebody(parsed, start..end).then_some(start..end)
}

fn is_of_mention(parsed: &Parsed, token: usize) -> bool {
    let word = parsed.word(token);
    let is_mark = parsed.tokens[token].shape == Shape::Mark;
    let is_border = matches!(
        word,
        "that" | "who" | "which" | "when" | "if" | "after" | "while" | "because" | "as" | "on" | "in" | "at"
    );
    parsed.quote_depth(token) == 0 && !is_mark && !is_border
}

fn is_connective(word: &str) -> bool {
    matches!(word, "and" | "but" | "But" | "And" | "so" | "also" | "later" | "then" | "as" | "As")
}

fn names_somebody(parsed: &Parsed, mut tokens: Range<usize>) -> bool {
    tokens.any(|token| {
        let word = parsed.word(token);
        word.starts_with(char::is_uppercase)
            || matches!(word, "he" | "she" | "they" | "it" | "we" | "the" | "a" | "an" | "his" | "her")
    })
}
