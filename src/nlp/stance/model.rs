//! What the trained weights make of a statement.
//!
//! Two parts, trained together, whose scores are added: one row of weights a known feature, summed over the root of
//! their number, and the [`network`](super::network) over the words. Rows are 8-bit and summed as integers, so that
//! every machine gets the same scores.

use super::bytes::Bytes;
use super::features::Feature;
use super::network::{Network, Reading};
use crate::nlp::attribution::features::hash;
use std::sync::LazyLock;

/// Columns of the scores: eleven labels, three polarities, three intensities, negated, veiled.
pub const N_SCORES: usize = 19;

/// Labels in the order of their scores, which is that of the tests of the default scheme.
pub const LABELS: [&str; 11] = [
    "THREATEN", "REJECT", "DEMAND", "COMMIT", "ACCUSE", "WARN", "DENY", "PROPOSE", "CONCERN", "APPROVE",
    "STATE",
];

/// For each of [`LABELS`] the polarity that it has of itself, as a place among the three.
pub const OWN_POLARITY: [usize; 11] = [0, 0, 0, 2, 0, 0, 0, 1, 0, 2, 1];

/// The trained model.
pub struct Model {
    /// Sorted hashes of the known features.
    keys: Vec<u32>,
    /// [`N_SCORES`] signed bytes a feature.
    rows: &'static [u8],
    /// What a unit of the rows is worth.
    scale: f32,
    /// What corrects the shares of labels and polarities in the text that it learned from.
    bias: Vec<f32>,
    /// The part that reads the words in order.
    pub network: Network,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let bytes = Bytes(include_bytes!("../../../models/stance.bin"));
    Model::read(bytes).expect("the program's own model file is whole: a test reads it")
});

/// The model that the program carries.
pub fn embedded() -> &'static Model {
    &MODEL
}

/// What the model said of a statement.
pub struct Scores {
    /// See [`N_SCORES`].
    pub scores: [f32; N_SCORES],
    /// Known features: (place in the list of features, row).
    known: Vec<(usize, usize)>,
    /// What a unit of the rows is worth in this statement.
    unit: f32,
}

impl Model {
    /// The model in a file as `training/stance_student.py` writes it.
    fn read(mut bytes: Bytes) -> Option<Model> {
        let magic = bytes.take(4)?;
        let n_features = bytes.number()? as usize;
        let scale = bytes.floats(1)?[0];
        let bias = bytes.floats(N_SCORES)?;
        let keys = bytes.numbers(n_features)?;
        let rows = bytes.take(n_features * N_SCORES)?;
        let network = Network::read(&mut bytes)?;
        (magic == b"dst2").then_some(Model { keys, rows, scale, bias, network })
    }

    /// Scores of a statement with these features, of which the network made `reading`.
    pub fn score(&self, features: &[Feature], reading: &Reading) -> Scores {
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
        for (score, more) in scores.iter_mut().zip(reading.scores) {
            *score += more;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlp::parsed::Parsed;
    use crate::nlp::stance::inputs::Inputs;
    use crate::nlp::stance::words::Words;

    #[test]
    fn a_statement_without_words_has_finite_scores() {
        let parsed = Parsed::new("");
        let words = Words::new(&parsed);
        let reading = embedded().network.reading(&mut Inputs::new(&words, &[]), vec![]);
        assert!(embedded().score(&[], &reading).scores.iter().all(|score| score.is_finite()));
    }

    #[test]
    fn keys_are_sorted_and_unique() {
        assert!(embedded().keys.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
