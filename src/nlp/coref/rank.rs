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
