//! What the trained weights make of a statement's features.
//!
//! One row of weights a known feature; their sum, over the root of their number, is the scores. Rows are 8-bit
//! and summed as integers, so that every machine gets the same scores.

use super::features::Feature;
use std::sync::LazyLock;

/// Columns of the scores: eleven labels, three polarities, three intensities, negated, veiled.
pub const N_SCORES: usize = 19;

/// Labels in the order of their scores, which is that of the tests of the default scheme.
pub const LABELS: [&str; 11] = [
    "THREATEN", "REJECT", "DEMAND", "COMMIT", "ACCUSE", "WARN", "DENY", "PROPOSE", "CONCERN", "APPROVE",
    "STATE",
];

/// The trained model.
pub struct Model {
    /// Sorted hashes of the known features.
    keys: Vec<u32>,
    /// [`N_SCORES`] signed bytes a feature.
    rows: &'static [u8],
    /// What a unit of the rows is worth.
    scale: f32,
    bias: Vec<f32>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::read(include_bytes!("../../../models/stance.bin")).expect("the embedded model is whole")
});

/// The embedded model.
pub fn embedded() -> &'static Model {
    &MODEL
}

/// What the model makes of one statement.
pub struct Scores {
    /// Labels, polarities, intensities, negated, veiled.
    pub scores: [f32; N_SCORES],
    /// Places of the features that the model knows, with their rows.
    known: Vec<(usize, usize)>,
    /// What a unit of the rows is worth in this statement.
    unit: f32,
}

impl Model {
    /// The model in a file as `training/stance.py` writes it.
    fn read(bytes: &'static [u8]) -> Option<Model> {
        let mut at = 0;
        let mut take = |length: usize| {
            let part = bytes.get(at..at + length);
            at += length;
            part
        };
        let magic = take(4)?;
        let n_features = u32::from_le_bytes(take(4)?.try_into().ok()?) as usize;
        let scale = floats(take(4)?)[0];
        let bias = floats(take(4 * N_SCORES)?);
        let keys = take(4 * n_features)?.chunks_exact(4);
        let keys = keys.map(|key| u32::from_le_bytes([key[0], key[1], key[2], key[3]])).collect();
        let rows = take(n_features * N_SCORES)?;
        (magic == b"dst1").then_some(Model { keys, rows, scale, bias })
    }

    /// Scores of a statement with these features.
    pub fn score(&self, features: &[Feature]) -> Scores {
        let mut sums = [0i32; N_SCORES];
        let mut known = vec![];
        for (place, feature) in features.iter().enumerate() {
            let Ok(row) = self.keys.binary_search(&hash(&feature.name)) else { continue };
            known.push((place, row));
            for (sum, weight) in sums.iter_mut().zip(self.row(row)) {
                *sum += i32::from(*weight as i8);
            }
        }
        let unit = self.scale / (known.len().max(1) as f32).sqrt();
        let mut scores = [0.0; N_SCORES];
        for (column, score) in scores.iter_mut().enumerate() {
            *score = self.bias[column] + sums[column] as f32 * unit;
        }
        Scores { scores, known, unit }
    }

    /// How much each known feature spoke for one label rather than for another: (place of the feature, weight).
    pub fn contributions(&self, scores: &Scores, label: usize, other: usize) -> Vec<(usize, f32)> {
        let pull = |row: &[u8]| f32::from(row[label] as i8) - f32::from(row[other] as i8);
        scores.known.iter().map(|(place, row)| (*place, pull(self.row(*row)) * scores.unit)).collect()
    }

    fn row(&self, row: usize) -> &[u8] {
        &self.rows[row * N_SCORES..(row + 1) * N_SCORES]
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|value| f32::from_le_bytes([value[0], value[1], value[2], value[3]])).collect()
}

/// Key of a feature: 32-bit FNV-1a of its name.
fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_without_features_has_finite_scores() {
        assert!(embedded().score(&[]).scores.iter().all(|score| score.is_finite()));
    }

    #[test]
    fn keys_are_sorted_and_unique() {
        assert!(embedded().keys.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
