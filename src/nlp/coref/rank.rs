//! How likely each candidate is.

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

/// Candidates with probabilities, best first, each with the feature that spoke most for it.
pub fn rank(mention: &Mention, candidates: Vec<Scored>) -> Vec<(Option<usize>, f32, &'static str)> {
    let family = family(mention);
    let mut ranked: Vec<(Option<usize>, f32, &'static str)> = candidates
        .iter()
        .map(|candidate| {
            let terms =
                candidate.features.iter().zip(WEIGHTS.iter()).map(|(value, weights)| value * weights[family]);
            let best = terms
                .clone()
                .zip(FEATURES)
                .filter(|(_, name)| !matches!(*name, "is a person" | "is a body" | "times named"));
            let best = best.max_by(|one, other| one.0.total_cmp(&other.0)).map_or("", |(_, name)| name);
            (candidate.party, terms.sum::<f32>(), best)
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
