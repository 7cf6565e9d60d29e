//! How likely each candidate is.

use super::reason::reason;
use super::{FEATURES, Scored};
use crate::nlp::mention::{Mention, Pronoun};
use crate::nlp::softmax::softmax;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Which weights a mention takes.
pub fn family(mention: &Mention) -> usize {
    match mention {
        Mention::Pronoun(Pronoun::He | Pronoun::She) => 0,
        Mention::Pronoun(_) => 1,
        Mention::Description(_) => 2,
        _ => 3,
    }
}

/// Weights by feature, for each family of mentions.
static WEIGHTS: LazyLock<Vec<[f32; 4]>> = LazyLock::new(|| {
    let mut by_name: HashMap<&str, [f32; 4]> = HashMap::new();
    for line in include_str!("../../../data/people/weights.tsv").lines().filter(|line| !line.starts_with('#'))
    {
        let mut cells = line.split('\t');
        let name = cells.next().unwrap_or("");
        let mut weights = [0.0; 4];
        for (weight, cell) in weights.iter_mut().zip(cells) {
            *weight = cell.parse().unwrap_or(0.0);
        }
        by_name.insert(name, weights);
    }
    FEATURES.iter().map(|name| by_name.get(name).copied().unwrap_or_default()).collect()
});

/// Weights of two features that hold together, for each family of mentions: row by row of the first.
static PAIRS: LazyLock<Vec<[f32; 4]>> = LazyLock::new(|| {
    let place = |name: &str| FEATURES.iter().position(|feature| *feature == name);
    let mut pairs = vec![[0.0; 4]; FEATURES.len() * FEATURES.len()];
    for line in include_str!("../../../data/people/pairs.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (one, other) = (cells.next().and_then(place), cells.next().and_then(place));
        let (Some(one), Some(other)) = (one, other) else { continue };
        for (weight, cell) in pairs[one * FEATURES.len() + other].iter_mut().zip(cells) {
            *weight = cell.parse().unwrap_or(0.0);
        }
    }
    pairs
});

/// What the pairs of features that hold of a candidate add to its score.
fn of_pairs(features: &[f32; FEATURES.len()], family: usize) -> f32 {
    let held: Vec<usize> = (0..FEATURES.len()).filter(|at| features[*at] != 0.0).collect();
    let mut sum = 0.0;
    for (number, one) in held.iter().enumerate() {
        for other in &held[number + 1..] {
            sum += PAIRS[one * FEATURES.len() + other][family] * features[*one] * features[*other];
        }
    }
    sum
}

/// Candidates with probabilities, best first, each with what spoke most for it, in a reader's words.
pub fn rank(mention: &Mention, candidates: Vec<Scored>) -> Vec<(Option<usize>, f32, &'static str)> {
    let family = family(mention);
    let mut ranked: Vec<(Option<usize>, f32, &'static str)> = candidates
        .iter()
        .map(|candidate| {
            let terms =
                candidate.features.iter().zip(WEIGHTS.iter()).map(|(value, weights)| value * weights[family]);
            let told =
                terms.clone().zip(FEATURES).filter_map(|(term, feature)| Some((term, reason(feature)?)));
            let best = told.filter(|(term, _)| *term > 0.0).max_by(|one, other| one.0.total_cmp(&other.0));
            let best = best.map_or("", |(_, reason)| reason);
            let score = terms.sum::<f32>() + of_pairs(&candidate.features, family);
            (candidate.party, score, best)
        })
        .collect();
    ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
    let mut scores: Vec<f32> = ranked.iter().map(|(_, score, _)| *score).collect();
    softmax(&mut scores);
    for ((_, score, _), share) in ranked.iter_mut().zip(scores) {
        *score = share;
    }
    ranked
}
