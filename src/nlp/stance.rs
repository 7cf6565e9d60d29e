//! Which act each statement performs, in which direction and how strongly, and which words decided.
//!
//! Features of cue, content, agency, condition and surroundings, and the words themselves in their order, go through
//! a small trained model (`models/stance.md`); the words that pulled most towards its answer are the reason given.

use self::features::{Side, features};
use self::inputs::Inputs;
use self::model::{LABELS, N_SCORES, OWN_POLARITY};
use self::words::Words;
use super::attribution::features::flags;
use super::parsed::Parsed;
use super::softmax::{sigmoid, softmax};
use crate::annotate::analysis::Person;
use crate::annotate::{Label, Polarity, Stance, Statement};
use crate::text::Span;
use std::collections::BTreeMap;

/// The tokens of a document with what the stance stages ask about each.
pub mod words;

/// One key for all forms of a word.
pub mod stem;

/// Classes of meaning.
pub mod lexicon;

/// The names that stand for the speaker's side.
pub mod side;

/// What the model is told.
pub mod features;

/// What the trained weights make of it.
pub mod model;

/// Which words are read in their order.
pub mod window;

/// What is read of each of them.
pub mod inputs;

/// What is made of them.
pub mod network;

/// A layer of it.
pub mod layer;

/// Numbers of a model file.
pub mod bytes;

/// How much a label speaks for the polarity that it has of itself.
const OWN_PULL: f32 = 2.0;

/// How many words a reason shows at most.
const N_REASONS: usize = 4;

/// Sets `stance` of each statement.
pub fn assign(parsed: &Parsed, people: &[Person], statements: &mut [Statement]) {
    let words = Words::new(parsed);
    let flags = flags(parsed);
    let mut inputs = Inputs::new(&words, &flags);
    let named = side::Named::new(people);
    for statement in statements {
        let side = side::side(&words, &named, statement);
        statement.stance = judge(&words, &mut inputs, statement, &side);
    }
}

/// The stance of one statement whose other fields are known.
fn judge(words: &Words, inputs: &mut Inputs, statement: &Statement, side: &Side) -> Stance {
    let features = features(words, statement, side);
    let model = model::embedded();
    let reading = model.network.reading(inputs, window::window(words, statement));
    let scored = model.score(&features, &reading);
    let mut labels: [f32; 11] = scored.scores[..11].try_into().expect("eleven of nineteen");
    softmax(&mut labels);
    let mut polarities: [f32; 3] = scored.scores[11..14].try_into().expect("three of nineteen");
    for (share, own) in labels.iter().zip(OWN_POLARITY) {
        polarities[own] += OWN_PULL * share;
    }
    let mut order: Vec<usize> = (0..LABELS.len()).collect();
    order.sort_by(|a, b| labels[*b].total_cmp(&labels[*a]).then(a.cmp(b)));
    let named = model.contributions(&scored, order[0], order[1]).into_iter();
    let named = named.filter_map(|(place, pull)| Some((features[place].token? as usize, pull)));
    let pulls = named.chain(model.network.pulls(&reading, order[0], order[1])).collect::<Vec<_>>();
    let because = reasons(words, &pulls);
    Stance {
        label: Label::new(LABELS[order[0]]),
        polarity: [Polarity::Against, Polarity::Neutral, Polarity::Favor][best(&polarities)],
        intensity: best(&scored.scores[14..17]) as u8 + 1,
        negated: sigmoid(scored.scores[17]) > 0.5,
        veiled: sigmoid(scored.scores[N_SCORES - 1]) > 0.5,
        ranking: order.iter().map(|label| (Label::new(LABELS[*label]), labels[*label])).collect(),
        because,
    }
}

/// Place of the highest score, the first of equals.
fn best(scores: &[f32]) -> usize {
    (1..scores.len()).fold(0, |best, place| if scores[place] > scores[best] { place } else { best })
}

/// The words that pulled most, strongest first; neighbours are shown as one.
fn reasons(words: &Words, pulls: &[(usize, f32)]) -> Vec<Span> {
    let mut by_token: BTreeMap<usize, f32> = BTreeMap::new();
    for (token, pull) in pulls {
        *by_token.entry(*token).or_default() += pull;
    }
    let mut strongest: Vec<(usize, f32)> = by_token.into_iter().filter(|(_, pull)| *pull > 0.0).collect();
    strongest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let least = strongest.first().map_or(0.0, |first| first.1 * 0.25);
    let mut spans: Vec<Span> = vec![];
    for (token, _) in
        strongest.into_iter().filter(|(token, pull)| *pull >= least && words.is_word(*token)).take(N_REASONS)
    {
        let span = words.place(token);
        match spans
            .iter_mut()
            .find(|other| other.end() + 1 == span.start() || span.end() + 1 == other.start())
        {
            Some(neighbour) => *neighbour = neighbour.cover(span),
            None => spans.push(span),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::StatementId;
    use proptest::prelude::*;

    /// Content stands in braces, cue in brackets, speaker in angle brackets.
    fn judged(marked: &str) -> Stance {
        let mut text = String::new();
        let mut starts = vec![];
        let mut statement = Statement::bare(StatementId(0), vec![]);
        for character in marked.chars() {
            match character {
                '{' | '[' | '<' => starts.push(text.len()),
                '}' | ']' | '>' => {
                    let span = Span::new(starts.pop().expect("opened before"), text.len());
                    let spans = match character {
                        '}' => &mut statement.content,
                        ']' => &mut statement.cue,
                        _ => &mut statement.speaker,
                    };
                    spans.push(span);
                }
                _ => text.push(character),
            }
        }
        let parsed = Parsed::new(&text);
        let mut statements = vec![statement];
        super::super::condition::assign(&parsed, &[], &mut statements);
        assign(&parsed, &[], &mut statements);
        statements.remove(0).stance
    }

    fn check(marked: &str, expected: &str) {
        assert_eq!(judged(marked).label.as_str(), expected, "{marked}");
    }

    #[test]
    fn plain_acts() {
        check("<The ministry> [threatened] {to expel all diplomats} if the bank is seized.", "THREATEN");
        check("<She> [demanded] that {the ministry release the sailors at once}.", "DEMAND");
        check("<The ministry> [denied] {any role in the attack}.", "DENY");
        check("<He> [praised] {the constructive talks}.", "APPROVE");
        check("<He> [accused] the neighbours of {stealing the fish}.", "ACCUSE");
        check("<The bank> [warned] that {a long strike would ruin the harvest}.", "WARN");
        check("<The envoy> [voiced concern over] {the fate of the prisoners}.", "CONCERN");
    }

    #[test]
    fn a_ranking_holds_every_label_and_sums_to_one() {
        let stance = judged("<He> [said] {we will answer}.");
        assert_eq!(stance.ranking.len(), 11);
        assert!((stance.ranking.iter().map(|entry| entry.1).sum::<f32>() - 1.0).abs() < 1e-4);
        assert!(stance.ranking.windows(2).all(|pair| pair[0].1 >= pair[1].1));
    }

    #[test]
    fn the_deciding_words_lie_in_the_text() {
        let stance = judged("<She> [demanded] that {the ministry release the sailors}.");
        assert!(!stance.because.is_empty() && stance.because.iter().all(|span| span.end() < 60));
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text in "(\\PC|[ \\n.,?!’\"“”a-zA-Z]|if|we|will|said|\n\n){0,80}", cut in 0usize..80) {
            let cut = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let parsed = Parsed::new(&text);
            let mut statement = Statement::bare(StatementId(0), vec![Span::new(cut, text.len())]);
            statement.cue = vec![Span::new(0, cut)];
            let mut statements = vec![statement];
            super::super::condition::assign(&parsed, &[], &mut statements);
            assign(&parsed, &[], &mut statements);
            prop_assert_eq!(statements[0].stance.ranking.len(), 11);
            prop_assert!(statements[0].stance.because.iter().all(|span| span.fits(&text)));
        }
    }
}
