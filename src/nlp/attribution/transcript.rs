//! Turns of a transcript as statements: what stands after "SPOKESWOMAN:" is said by her, though nothing says "said".
//!
//! News hardly ever looks so, and the network learned from news; the shape of the page tells it without one.

use super::content;
use crate::annotate::{Kind, Statement, StatementId};
use crate::nlp::parsed::Parsed;
use crate::text::Span;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

static ASKERS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/text/askers.txt").lines();
    lines.filter(|line| !line.starts_with('#')).collect()
});

/// A label has no more tokens.
const LONGEST_LABEL: usize = 9;

/// Fewer turns make no transcript.
const FEWEST_TURNS: usize = 3;

/// A turn or paragraph of fewer tokens says nothing on its own: "Yes, please."
const SHORTEST: usize = 4;

/// How sure a turn is a statement: in the marked articles nearly all are.
const CONFIDENCE: f32 = 0.8;

/// A paragraph that begins with who speaks in it.
struct Turn {
    paragraph: usize,
    /// Tokens of the label, without its colon.
    label: Range<usize>,
    /// The label in lower case.
    key: String,
    /// Whether the label is in capitals throughout.
    is_capital: bool,
    /// Tokens after the colon.
    words: Range<usize>,
}

/// `statements` with the turns of the transcript that the text is or holds, in the order of the text, ids counted
/// from 0; unchanged where there is no transcript.
pub fn with_turns(parsed: &Parsed, statements: Vec<Statement>) -> Vec<Statement> {
    let turns = turns(parsed);
    if turns.is_empty() {
        return statements;
    }
    let mut said = said(parsed, &turns);
    // What was found with its own cue is better known than the turn around it; without one it is the same again.
    let with_cue = statements.iter().filter(|one| !one.cue.is_empty());
    let is_known: HashSet<Span> =
        with_cue.flat_map(|one| over(&said, one).filter(|turn| is_most_of(one, turn))).map(said_at).collect();
    said.retain(|turn| !is_known.contains(&said_at(turn)));
    let is_again = |one: &Statement| one.cue.is_empty() && over(&said, one).next().is_some();
    let mut all: Vec<Statement> = statements.into_iter().filter(|one| !is_again(one)).collect();
    all.append(&mut said);
    all.sort_by_key(|statement| (statement.content.first().copied(), std::cmp::Reverse(statement.id)));
    for (number, statement) in all.iter_mut().enumerate() {
        statement.id = StatementId(number as u32);
    }
    all
}

/// The turns, when there are so many of them, with labels that come again, that the text must be a transcript.
fn turns(parsed: &Parsed) -> Vec<Turn> {
    let labelled = |paragraph: usize| turn(parsed, paragraph);
    let mut turns: Vec<Turn> = (0..parsed.paragraphs.len()).filter_map(labelled).collect();
    let counts = counts(&turns);
    turns.retain(|turn| turn.is_capital || counts[&turn.key] > 1);
    let first = turns.first().map_or(0, |turn| turn.paragraph);
    let within = turns.last().map_or(0, |turn| turn.paragraph + 1 - first);
    let comes_again = turns.iter().any(|turn| counts[&turn.key] > 1);
    // Narrative with a label here and there is none.
    let is_transcript = turns.len() >= FEWEST_TURNS && comes_again && turns.len() * 3 >= within;
    if is_transcript { turns } else { vec![] }
}

fn counts(turns: &[Turn]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for turn in turns {
        *counts.entry(turn.key.clone()).or_default() += 1;
    }
    counts
}

fn turn(parsed: &Parsed, paragraph: usize) -> Option<Turn> {
    let tokens = parsed.paragraphs[paragraph].tokens.clone();
    let start = tokens.start;
    let colon = tokens.clone().take(LONGEST_LABEL + 1).find(|token| parsed.word(*token) == ":")?;
    let is_boilerplate = || parsed.is_boilerplate(parsed.tokens[start].span.start());
    if colon == start || colon + 1 >= tokens.end || is_boilerplate() {
        return None;
    }
    let label = parsed.span_of(start..colon).of(parsed.text);
    let mut words = label.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).peekable();
    let begins_name =
        |word: &str| word.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase);
    let is_label = words.peek().is_some_and(|first| begins_name(first));
    let is_name = words.all(|word| begins_name(word) || word.chars().count() <= 3);
    let is_capital = !label.chars().any(char::is_lowercase) && !label.chars().any(char::is_numeric);
    (is_label && is_name).then(|| Turn {
        paragraph,
        label: start..colon,
        key: label.to_lowercase(),
        is_capital,
        words: colon + 1..tokens.end,
    })
}

/// What is said in the turns of those who answer, a statement a paragraph.
fn said(parsed: &Parsed, turns: &[Turn]) -> Vec<Statement> {
    let askers = askers(parsed, turns);
    let mut said = vec![];
    for (turn, next) in turns.iter().zip(turns.iter().skip(1).map(Some).chain([None])) {
        if askers.contains(turn.key.as_str()) {
            continue;
        }
        said.extend(statement(parsed, turn.words.clone(), Some(turn.label.clone())));
        // After the last turn the page may go on with something else.
        let end = next.map_or(turn.paragraph + 1, |next| next.paragraph);
        for paragraph in turn.paragraph + 1..end {
            said.extend(statement(parsed, parsed.paragraphs[paragraph].tokens.clone(), None));
        }
    }
    said
}

/// Labels of those who ask: known ones, and such as end most of their turns with a question.
fn askers<'t>(parsed: &Parsed, turns: &'t [Turn]) -> HashSet<&'t str> {
    // Questions and turns by label.
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for turn in turns {
        let (asked, taken) = counts.entry(&turn.key).or_default();
        *asked += usize::from(parsed.word(turn.words.end - 1) == "?");
        *taken += 1;
    }
    let is_known = |key: &str| ASKERS.contains(key.trim_matches(|letter: char| !letter.is_alphabetic()));
    let asks = |(key, (asked, taken))| (is_known(key) || asked * 2 > taken).then_some(key);
    counts.into_iter().filter_map(asks).collect()
}

fn statement(parsed: &Parsed, words: Range<usize>, label: Option<Range<usize>>) -> Option<Statement> {
    let first = parsed.tokens[words.start].span.start();
    let is_remark = matches!(parsed.word(words.start), "(" | "[" | "*" | "#");
    if words.len() < SHORTEST || is_remark || parsed.is_boilerplate(first) {
        return None;
    }
    let content = content::trimmed(parsed.text, parsed.span_of(words));
    if content.is_empty() {
        return None;
    }
    let mut statement = Statement::bare(StatementId(0), vec![content]);
    statement.kind = Kind::Direct;
    statement.confidence = CONFIDENCE;
    let label = label.map(|label| content::bare(parsed.text, parsed.span_of(label)));
    statement.speaker = label.into_iter().filter(|span| !span.is_empty()).collect();
    Some(statement)
}

/// The turns that share a byte with the content of `one`. Turns stand in the order of the text and lie apart, so that
/// they need not all be looked at.
fn over<'s>(turns: &'s [Statement], one: &'s Statement) -> impl Iterator<Item = &'s Statement> {
    one.content.iter().flat_map(|piece| {
        let first = turns.partition_point(|turn| said_at(turn).end() <= piece.start());
        turns[first..].iter().take_while(|turn| said_at(turn).start() < piece.end())
    })
}

/// Where the words of a turn stand: in one stretch.
fn said_at(turn: &Statement) -> Span {
    turn.content[0]
}

/// Whether `one`, which overlaps `turn`, makes up most of it.
fn is_most_of(one: &Statement, turn: &Statement) -> bool {
    one.content.iter().map(|span| span.len()).sum::<usize>() * 2 > said_at(turn).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The turns that a text adds, each as "speaker: content".
    fn check(text: &str, expected: &[&str]) {
        let parsed = Parsed::new(text);
        let found = with_turns(&parsed, vec![]);
        let words = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ");
        let shown: Vec<String> =
            found.iter().map(|one| format!("{}: {}", words(&one.speaker), words(&one.content))).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn who_answers_says_it_and_who_asks_does_not() {
        check(
            "SPOKESWOMAN: We condemn the attack.\n\nQ: Will you let them in?\n\nSPOKESWOMAN: The footage stays here.\n\nIt belongs to the court.\n\nQ: And the gas?\n\nSPOKESWOMAN: No comment on that today.",
            &[
                "SPOKESWOMAN: We condemn the attack",
                "SPOKESWOMAN: The footage stays here",
                ": It belongs to the court",
                "SPOKESWOMAN: No comment on that today",
            ],
        );
    }

    #[test]
    fn names_in_small_letters_must_come_again() {
        check(
            "Ada Obi: We shall not sign this.\n\nHerald: Why is that so?\n\nAda Obi: It gives them the river.\n\nHerald: Is there another way?",
            &["Ada Obi: We shall not sign this", "Ada Obi: It gives them the river"],
        );
    }

    #[test]
    fn news_is_no_transcript() {
        check(
            "TAMBEKA: The minister said no to it.\n\nShe left on Monday.\n\nRelated: The war goes on again.",
            &[],
        );
        check(
            "Update: one two three four.\n\nMore text here.\n\nMore text here.\n\nAnd here.\n\nUpdate: five six seven.",
            &[],
        );
    }
}
