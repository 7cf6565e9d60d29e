//! The weights of the network and the linker, and which of them are in use.

use super::matrix::Matrix;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::{LazyLock, OnceLock};

/// A model file taken apart.
mod file;
use file::{AffixConfig, File};

/// What tags, links and rates fragments.
pub struct Model {
    /// Which weights these are.
    pub name: String,
    /// The row in `word` of each known normal form.
    rows: FxHashMap<&'static str, u32>,
    /// Row 0 is for unknown words.
    pub word: Table,
    /// One table for each sort of affix, with the sort's name.
    pub affixes: Vec<(String, Table)>,
    /// How many of the token flags are inputs.
    pub n_flags: usize,
    /// Two directions a layer.
    pub layers: Vec<[Lstm; 2]>,
    /// From the last layer to tags.
    pub emit: Matrix,
    /// Added to each emission.
    pub emit_bias: Vec<f32>,
    /// What a tag costs at the start.
    pub start: Vec<f32>,
    /// What a tag costs at the end.
    pub end: Vec<f32>,
    /// What a tag after another costs, row by row.
    pub step: Vec<f32>,
    /// Content and cue, cue and source.
    pub links: Option<[Scorer; 2]>,
    /// From features of a statement to its probability.
    pub calibration: Option<Calibration>,
}

/// One direction of one recurrent layer: gates in the order input, forget, cell, output.
pub struct Lstm {
    /// From the layer's input; in the first layer from word and affixes alone.
    pub input: Matrix,
    /// In the first layer: what each flag adds to the sums of the gates, one column a flag.
    pub flags: Vec<Vec<i32>>,
    /// From the hidden state before.
    pub hidden: Matrix,
    /// Added to each gate.
    pub bias: Vec<f32>,
}

/// Rows of 8-bit values, each column with a scale of its own.
pub struct Table {
    values: &'static [u8],
    /// What one step of each column is worth.
    scales: Vec<f32>,
    /// Values in a row.
    pub width: usize,
}

/// A perceptron with one hidden layer on the features of a pair.
pub struct Scorer {
    w1: Vec<f32>,
    b1: Vec<f32>,
    w2: Vec<f32>,
    b2: f32,
    n_features: usize,
}

/// Logistic regression.
#[derive(Deserialize)]
pub struct Calibration {
    /// Names of the features in order.
    pub features: Vec<String>,
    /// One a feature.
    pub weights: Vec<f32>,
    /// Added to the sum.
    pub bias: f32,
}

/// The weights that the program carries.
static EMBEDDED: LazyLock<Model> = LazyLock::new(|| {
    let bytes = include_bytes!("../../../models/attribution.bin");
    Model::read(bytes).expect("the program's own model file is whole: a test reads it")
});

static CHOSEN: OnceLock<Model> = OnceLock::new();

/// The model in use: the program's own, unless another was chosen.
pub fn model() -> &'static Model {
    CHOSEN.get().unwrap_or_else(|| &EMBEDDED)
}

/// Makes the program use another model file from now on, so that training can try weights without a build.
///
/// # Errors
/// When the file is no model, or one was chosen before.
pub fn choose(file: Vec<u8>) -> Result<(), String> {
    let chosen = Model::read(Box::leak(file.into_boxed_slice()))?;
    CHOSEN.set(chosen).map_err(|_| "a model was chosen before".to_owned())
}

impl Model {
    /// The model in a file's bytes.
    ///
    /// # Errors
    /// A sentence on what is missing or broken.
    pub fn read(bytes: &'static [u8]) -> Result<Model, String> {
        let file = File::read(bytes)?;
        let config = &file.header.config;
        let affix = |(number, affix): (usize, &AffixConfig)| {
            Ok((affix.kind.clone(), file.table(&format!("affix.{number}"))?))
        };
        let word = file.table("word")?;
        let rows: FxHashMap<_, _> = file.text("words")?.split('\n').zip(1..).collect();
        if rows.len() + 1 != word.n_rows() {
            return Err(format!("{} words, but {} rows", rows.len(), word.n_rows()));
        }
        let affixes = config.affixes.iter().enumerate().map(affix).collect::<Result<Vec<_>, String>>()?;
        let n_flags = config.flags.len();
        let n_tags = super::crf::N_TAGS;
        if config.hidden == 0 || !config.hidden.is_multiple_of(4) {
            return Err(format!("{} hidden units, not a multiple of four", config.hidden));
        }
        let n_words = word.width + affixes.iter().map(|(_, table)| table.width).sum::<usize>();
        let mut inputs = [n_words, n_flags];
        let mut layers = vec![];
        for layer in 0..config.layers {
            let direction = |name: &str| file.lstm(&format!("lstm.{layer}.{name}"), inputs, config.hidden);
            layers.push([direction("forward")?, direction("backward")?]);
            inputs = [2 * config.hidden, 0];
        }
        Ok(Model {
            name: format!("{} {}", file.header.name, file.header.trained).trim().to_owned(),
            rows,
            word,
            affixes,
            n_flags,
            layers,
            emit: file.matrix("emit", 0, inputs[0])?,
            emit_bias: file.floats("emit.bias", n_tags)?,
            start: file.floats("crf.start", n_tags)?,
            end: file.floats("crf.end", n_tags)?,
            step: file.floats("crf.step", n_tags * n_tags)?,
            links: match file.header.linker {
                Some(_) => Some([file.scorer("link.cue")?, file.scorer("link.source")?]),
                None => None,
            },
            calibration: file.header.calibration.clone().and_then(|value| serde_json::from_value(value).ok()),
        })
    }

    /// The row of a normal form in `word`.
    pub fn row_of(&self, norm: &str) -> usize {
        self.rows.get(norm).map_or(0, |row| *row as usize)
    }

    /// Values that a word has as input, its affixes included.
    pub fn word_width(&self) -> usize {
        self.word.width + self.affixes.iter().map(|(_, table)| table.width).sum::<usize>()
    }
}

impl Table {
    /// A row's values.
    pub fn row(&self, row: usize) -> impl Iterator<Item = f32> + '_ {
        let values = &self.values[row * self.width..(row + 1) * self.width];
        values.iter().zip(&self.scales).map(|(value, scale)| f32::from(*value as i8) * scale)
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.values.len() / self.width
    }
}

impl Scorer {
    /// How many features a pair has.
    pub fn n_features(&self) -> usize {
        self.n_features
    }

    /// Above 0: linked.
    pub fn score(&self, features: &[f32]) -> f32 {
        let mut score = self.b2;
        let rows = self.w1.chunks_exact(self.n_features);
        for ((row, bias), weight) in rows.zip(&self.b1).zip(&self.w2) {
            let mut sum = *bias;
            for (weight, feature) in row.iter().zip(features) {
                sum += weight * feature;
            }
            score += weight * sum.max(0.0);
        }
        score
    }
}

impl Calibration {
    /// Probability of a statement with these features.
    pub fn probability(&self, features: &[f32]) -> f32 {
        let sum = self
            .weights
            .iter()
            .zip(features)
            .fold(self.bias, |sum, (weight, feature)| sum + weight * feature);
        super::math::sigmoid(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_weights_are_whole() {
        let model = &*EMBEDDED;
        assert!(model.row_of("said") > 0);
        assert_eq!(model.row_of("no such word"), 0);
        let scorers = model.links.as_ref().expect("a linker comes with the weights").each_ref();
        assert_eq!(scorers.map(Scorer::n_features), super::super::dump::n_pair_features());
        if let Some(calibration) = &model.calibration {
            assert_eq!(calibration.features, super::super::assemble::confidence_names());
        }
    }

    #[test]
    fn a_broken_file_is_said_to_be_so() {
        let check = |bytes: &'static [u8], expected: &str| {
            assert_eq!(Model::read(bytes).err().as_deref(), Some(expected))
        };
        check(b"", "is no model file");
        check(b"DMRC1\n\x05\0\0", "ends in its header");
        check(b"DMRC1\n\x05\0\0\0{}", "ends in its header");
    }
}
