//! Which predicted statement stands for which gold one.

use super::words::{WordSet, iou};

/// The words of one statement.
pub struct Sets {
    /// What is said.
    pub content: WordSet,
    /// What attributes.
    pub cue: WordSet,
    /// Who speaks.
    pub speaker: WordSet,
}

/// Least share of content words that a pair must have in common.
const ENOUGH: f64 = 0.5;

/// Pairs one to one, greedily by content overlap, plus 0.3 of the cue overlap to tell stacked statements apart.
/// Predictions without a content word pair with nothing.
pub fn pair(gold: &[Sets], predicted: &[Sets]) -> Vec<(usize, usize)> {
    let mut candidates = vec![];
    for (gold_idx, wanted) in gold.iter().enumerate() {
        for (predicted_idx, found) in
            predicted.iter().enumerate().filter(|(_, sets)| !sets.content.is_empty())
        {
            let share = iou(&wanted.content, &found.content);
            if share >= ENOUGH {
                candidates.push((share + 0.3 * iou(&wanted.cue, &found.cue), share, gold_idx, predicted_idx));
            }
        }
    }
    // As Python sorts tuples in reverse: on a tie the later statement comes first.
    candidates.sort_by(|one, other| other.partial_cmp(one).expect("shares are numbers"));
    let (mut used_gold, mut used_predicted) = (vec![false; gold.len()], vec![false; predicted.len()]);
    let mut pairs = vec![];
    for (_, _, gold_idx, predicted_idx) in candidates {
        if !used_gold[gold_idx] && !used_predicted[predicted_idx] {
            (used_gold[gold_idx], used_predicted[predicted_idx]) = (true, true);
            pairs.push((gold_idx, predicted_idx));
        }
    }
    pairs
}
