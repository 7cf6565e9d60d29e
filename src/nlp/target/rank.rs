//! Which of the candidates a statement is likeliest toward.
//!
//! Weights stand in `data/people/targets.tsv`, learned by `training/targets.py`.

use super::Candidate;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The likeliest candidate, to keep.
pub fn best(mut candidates: Vec<Candidate>) -> Option<Candidate> {
    let place = place(&candidates)?;
    Some(candidates.swap_remove(place))
}

/// The likeliest candidate.
pub fn likeliest(candidates: &[Candidate]) -> Option<&Candidate> {
    candidates.get(place(candidates)?)
}

fn place(candidates: &[Candidate]) -> Option<usize> {
    let scores = candidates.iter().map(score).enumerate();
    // Of equals the first.
    scores.max_by(|(at, one), (other, two)| one.total_cmp(two).then(other.cmp(at))).map(|(at, _)| at)
}

fn score(candidate: &Candidate) -> f32 {
    static WEIGHTS: LazyLock<HashMap<&str, f32>> = LazyLock::new(|| {
        let lines = include_str!("../../../data/people/targets.tsv").lines();
        let rows = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        rows.filter_map(|(name, weight)| Some((name, weight.parse().ok()?))).collect()
    });
    candidate.features.iter().map(|name| WEIGHTS.get(name.as_str()).copied().unwrap_or(0.0)).sum()
}
