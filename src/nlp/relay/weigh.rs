//! How likely a candidate is to have passed the words on: a logistic model over the features that hold of it, and
//! over every two of them.
//!
//! Weights stand in `data/people/relays.tsv`, learned by `training/relays.py`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Weights of features, and of two that hold together.
struct Weights {
    single: HashMap<&'static str, f32>,
    /// The two in the order of the alphabet.
    paired: HashMap<(&'static str, &'static str), f32>,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let lines = include_str!("../../../data/people/relays.tsv").lines();
    let rows = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let mut weights = Weights { single: HashMap::new(), paired: HashMap::new() };
    for (name, weight) in rows.filter_map(|(name, weight)| Some((name, weight.parse().ok()?))) {
        match name.split_once('|') {
            Some(pair) => weights.paired.insert(pair, weight),
            None => weights.single.insert(name, weight),
        };
    }
    weights
});

/// The sum of the weights of some features; above 0 the candidate is taken for a relay.
pub fn weight(features: &[&'static str]) -> f32 {
    let mut features = features.to_vec();
    features.sort_unstable();
    features.dedup();
    let single = |name: &&str| WEIGHTS.single.get(*name).copied().unwrap_or(0.0);
    let mut sum = single(&"bias") + features.iter().map(single).sum::<f32>();
    for (number, one) in features.iter().enumerate() {
        for other in &features[number + 1..] {
            sum += WEIGHTS.paired.get(&(*one, *other)).copied().unwrap_or(0.0);
        }
    }
    sum
}
