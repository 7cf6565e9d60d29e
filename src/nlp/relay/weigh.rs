//! How likely a candidate is to have passed the words on: a logistic model over the features that hold of it.
//!
//! Weights stand in `data/people/relays.tsv`, learned by `training/relays.py`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The sum of the weights of some features; above 0 the candidate is taken for a relay.
pub fn weight(features: &[&'static str]) -> f32 {
    static WEIGHTS: LazyLock<HashMap<&str, f32>> = LazyLock::new(|| {
        let lines = include_str!("../../../data/people/relays.tsv").lines();
        let rows = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        rows.filter_map(|(name, weight)| Some((name, weight.parse().ok()?))).collect()
    });
    std::iter::once(&"bias").chain(features).map(|name| WEIGHTS.get(name).copied().unwrap_or(0.0)).sum()
}
