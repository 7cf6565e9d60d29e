//! Which words of a text are a statement, what attributes them, and to which mention of a speaker.

use super::parsed::Parsed;
use crate::annotate::{Statement, StatementId};
use crate::text::Span;
use model::model;
use std::ops::Range;

/// How a content is delimited, and how much of it is quoted.
pub mod content;

/// What the network sees of a token.
pub mod features;

/// Functions that every machine computes alike.
pub mod math;

/// Integer products.
pub mod matrix;

/// Best tags and their probabilities.
pub mod crf;

/// The weights.
pub mod model;

/// What words and flags add to the first layer.
pub mod inputs;

/// Tokens → emissions: the recurrent network.
pub mod network;

/// Tokens → fragments of contents, cues and sources.
pub mod tag;

/// What a pair of fragments looks like to the linker.
pub mod link;

/// Fragments → statements.
pub mod assemble;

/// The network's view of documents as JSON lines, for training.
pub mod dump;

/// Cue and speaker mention by word lists, where the network has nothing to say.
mod rules;

/// Turns of a transcript.
mod transcript;

#[cfg(test)]
mod tiny;

/// So many tokens of a text are read: no file, however long, holds a worker for more than some ten seconds.
const BUDGET: usize = 500_000;

/// The end of a text that is too long to be read whole.
pub fn unread(parsed: &Parsed) -> Option<Span> {
    let first = parsed.tokens.get(BUDGET)?;
    Some(Span::new(first.span.start(), parsed.text.len()))
}

/// The statements of a text in the order of their first content byte: content, cue, speaker mention, kind,
/// confidence, and the statement around a nested one. Everything else of them is for later stages.
pub fn statements(parsed: &Parsed) -> Vec<Statement> {
    let flags = features::flags(parsed);
    let tagged = tag::tagged(model(), parsed, &flags);
    transcript::with_turns(parsed, assemble::statements(model(), parsed, &flags, &tagged))
}

/// A statement over words that a person chose: the cue and the speaker mention most likely to belong to them.
///
/// Cue and mention come from the network where it has found some nearby, else from word lists.
pub fn propose(parsed: &Parsed, content: Span) -> Statement {
    let trimmed = content::trimmed(parsed.text, content);
    // A lone mark that a person chose is still what the person chose.
    let content = vec![if trimmed.is_empty() { content } else { trimmed }];
    let tokens = parsed.tokens_in(content[0]);
    let mut statement =
        Statement { kind: content::kind(parsed.text, &content), ..Statement::bare(StatementId(0), content) };
    if tokens.is_empty() {
        return statement;
    }
    let flags = features::flags(parsed);
    let tagged = tag::tagged_around(model(), parsed, &flags, tokens.clone());
    let cue = assemble::cue_of(model(), parsed, &flags, &tagged, tokens.clone());
    let cue = cue.or_else(|| rules::cue_near(parsed, tokens.clone()));
    let source = assemble::source_of(model(), parsed, &flags, &tagged, cue.clone().unwrap_or(tokens));
    let source = source.or_else(|| rules::mention_near(parsed, cue.clone()?));
    statement.cue = spans(parsed, cue);
    statement.speaker = spans(parsed, source);
    statement
}

/// The smallest statement with a piece of content that holds all of `content` and more.
pub fn around(statements: &[Statement], content: &[Span]) -> Option<StatementId> {
    let all = content.iter().copied().reduce(Span::cover)?;
    let holders = statements.iter().filter_map(|statement| {
        let piece = statement.content.iter().find(|piece| piece.encloses(all) && piece.len() > all.len())?;
        Some((piece.len(), statement.id))
    });
    holders.min().map(|(_, id)| id)
}

fn spans(parsed: &Parsed, tokens: Option<Range<usize>>) -> Vec<Span> {
    tokens.map(|tokens| parsed.span_of(tokens)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The words chosen, then cue and speaker mention that are proposed.
    fn check_proposal(text: &str, content: &str, cue: &str, speaker: &str) {
        let parsed = Parsed::new(text);
        let start = text.find(content).expect("the words are in the text");
        let proposed = propose(&parsed, Span::new(start, start + content.len()));
        let words = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ");
        assert_eq!((words(&proposed.cue).as_str(), words(&proposed.speaker).as_str()), (cue, speaker));
    }

    #[test]
    fn proposals_for_chosen_words() {
        check_proposal(
            "“We will not sign,” the minister said on Monday.",
            "We will not sign",
            "said",
            "the minister",
        );
        check_proposal(
            "The minister said that the treaty was dead.",
            "the treaty was dead",
            "said",
            "The minister",
        );
        check_proposal("Nothing is known.", "Nothing is known.", "", "");
        check_proposal("“”", "“", "", "");
    }

    #[test]
    fn a_text_beyond_the_budget_is_cut_off() {
        let text = "a ".repeat(BUDGET);
        assert_eq!(unread(&Parsed::new(&text)), None);
        let longer = text.clone() + "b c";
        let parsed = Parsed::new(&longer);
        assert_eq!(unread(&parsed), Some(Span::new(text.len(), longer.len())));
        assert_eq!(tag::pieces(&parsed).last().map(|piece| piece.end), Some(BUDGET));
    }

    #[test]
    fn million_marks_are_no_trouble() {
        for piece in ["\"", "“", "'", "“a ", "a”", "said ", "he said that “", "\n", "(", "\u{301}"] {
            let text = piece.repeat(3000);
            statements(&Parsed::new(&text))
                .iter()
                .for_each(|one| assert!(one.content.iter().all(|span| span.fits(&text))));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn statements_of_any_text_lie_in_it(text in "(\\PC|[ \\n.'’\"“”a-zA-Z0-9]|he |said |that |“|,” |\n\n){0,80}") {
            let parsed = Parsed::new(&text);
            for (number, statement) in statements(&parsed).iter().enumerate() {
                prop_assert_eq!(statement.id, StatementId(number as u32));
                prop_assert!((0.0..=1.0).contains(&statement.confidence));
                for spans in [&statement.content, &statement.cue, &statement.speaker] {
                    prop_assert!(spans.iter().all(|span| span.fits(&text) && !span.is_empty()));
                    prop_assert!(spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
                }
            }
        }
    }
}
