//! The stance network: reads the words of a statement in order and scores labels, polarity and intensity.
//!
//! Word vectors (fixed ones and such as were learned for stances), flags and roles go through three convolutions of growing reach; four learned ways of attending, the
//! mean of the content and the mean of the cue go through one hidden layer. Products are of 8-bit weights with
//! 16-bit activations, as in the attribution network, so that every machine gets the same scores.

use super::bytes::Bytes;
use super::window::{CONTENT, CUE};
use super::words::Words;
use crate::nlp::attribution::features::{hash, normalise};
use crate::nlp::attribution::matrix::{Activations, Matrix, UNIT, quantised};
use crate::nlp::attribution::model::model;
use crate::nlp::softmax::softmax;

/// Scores: eleven labels, three polarities, three intensities.
pub const N_SCORES: usize = 17;

/// Values of a word's fixed vector, the last ones of its row in the attribution model.
const VECTOR: usize = 50;
/// Token flags that are read.
const FLAGS: usize = 22;
/// Roles of a token.
const ROLES: usize = 3;
/// How far apart the three words are that each convolution joins.
const REACHES: [usize; 3] = [1, 2, 4];
/// Learned ways of attending.
const HEADS: usize = 4;
/// Width of the hidden layer.
const HIDDEN: usize = 64;
/// Activations are kept between 0 and this.
const MOST: f32 = 7.9;

/// The trained layers.
pub struct Network {
    vectors: Vectors,
    input: Layer,
    convolutions: [Layer; 3],
    attention: Layer,
    hidden: Layer,
    output: Layer,
    n_channels: usize,
}

/// Vectors of words learned for stances, beside the fixed ones of the attribution model.
struct Vectors {
    /// Sorted hashes of the words' normal forms.
    keys: Vec<u32>,
    values: &'static [u8],
    /// What one step of each column is worth.
    scales: Vec<f32>,
}

struct Layer {
    matrix: Matrix,
    bias: Vec<f32>,
    weights: &'static [u8],
    scales: Vec<f32>,
    n_columns: usize,
}

/// What the network made of a statement.
pub struct Reading {
    /// See [`N_SCORES`].
    pub scores: [f32; N_SCORES],
    tokens: Vec<(usize, u8)>,
    states: Vec<Vec<i16>>,
    attention: Vec<Vec<f32>>,
    /// Which hidden units spoke.
    awake: Vec<bool>,
}

impl Network {
    /// The layers in the order in which `training/stance_student.py` writes them.
    pub fn read(bytes: &mut Bytes) -> Option<Network> {
        let n_channels = bytes.number()? as usize;
        let vectors = Vectors::read(bytes)?;
        let n_inputs = VECTOR + FLAGS + ROLES + vectors.scales.len();
        let mut layer = |n_rows, n_columns| Layer::read(bytes, n_rows, n_columns);
        Some(Network {
            vectors,
            input: layer(n_channels, n_inputs)?,
            convolutions: [
                layer(n_channels, 3 * n_channels)?,
                layer(n_channels, 3 * n_channels)?,
                layer(n_channels, 3 * n_channels)?,
            ],
            attention: layer(HEADS, n_channels)?,
            hidden: layer(HIDDEN, (HEADS + 2) * n_channels)?,
            output: layer(N_SCORES, HIDDEN)?,
            n_channels,
        })
    }

    /// Reads the `tokens` of a statement with their roles; `flags` are those of all tokens of the text.
    pub fn reading(&self, words: &Words, flags: &[u32], tokens: Vec<(usize, u8)>) -> Reading {
        let inputs = tokens.iter().map(|token| self.inputs(words, flags, *token));
        let mut states = self.input.each(inputs, bounded);
        for (layer, reach) in self.convolutions.iter().zip(REACHES) {
            let joined = (0..states.len()).map(|at| self.joined(&states, at, reach));
            let added = layer.each(joined, bounded);
            states = states.iter().zip(added).map(|(state, added)| sums(state, &added)).collect();
        }
        let attention = self.attention(&states);
        let pooled = self.pooled(&states, &attention, &tokens);
        let hidden: Vec<f32> = self.hidden.apply(&pooled);
        let awake = hidden.iter().map(|value| *value > 0.0 && *value < MOST).collect();
        let output = self.output.apply(&hidden.iter().map(|value| bounded(*value)).collect::<Vec<_>>());
        Reading { scores: std::array::from_fn(|column| output[column]), tokens, states, attention, awake }
    }

    fn inputs(&self, words: &Words, flags: &[u32], (token, roles): (usize, u8)) -> Vec<i16> {
        let mut norm = String::new();
        normalise(words.at(token), &mut norm);
        let table = &model().word;
        let vector = table.row(model().row_of(&norm)).skip(table.width.saturating_sub(VECTOR));
        let bit = |set: bool| quantised(if set { 1.0 } else { 0.0 });
        let mut values: Vec<i16> = vector.map(quantised).collect();
        values.extend((0..FLAGS).map(|place| bit(flags[token] >> place & 1 > 0)));
        values.extend((0..ROLES).map(|place| bit(roles >> place & 1 > 0)));
        self.vectors.extend(&norm, &mut values);
        values
    }

    /// The states of a word and of the two words at `reach` from it, zeros beyond the ends.
    fn joined(&self, states: &[Vec<i16>], at: usize, reach: usize) -> Vec<i16> {
        let mut joined = vec![0; 3 * self.n_channels];
        for (tap, place) in [at.checked_sub(reach), Some(at), Some(at + reach)].into_iter().enumerate() {
            if let Some(state) = place.and_then(|place| states.get(place)) {
                joined[tap * self.n_channels..(tap + 1) * self.n_channels].copy_from_slice(state);
            }
        }
        joined
    }

    /// For each way of attending the share of each word.
    fn attention(&self, states: &[Vec<i16>]) -> Vec<Vec<f32>> {
        let scores: Vec<Vec<f32>> = states.iter().map(|state| self.attention.apply(state)).collect();
        let shares = |head: usize| {
            let mut shares: Vec<f32> = scores.iter().map(|scores| scores[head]).collect();
            softmax(&mut shares);
            shares
        };
        (0..HEADS).map(shares).collect()
    }

    fn pooled(&self, states: &[Vec<i16>], attention: &[Vec<f32>], tokens: &[(usize, u8)]) -> Vec<i16> {
        let shares = attention.iter().cloned().chain([shares(tokens, CONTENT), shares(tokens, CUE)]);
        let mut pooled = Vec::with_capacity((HEADS + 2) * self.n_channels);
        for shares in shares {
            let mut sums = vec![0.0; self.n_channels];
            for (state, share) in states.iter().zip(shares) {
                for (sum, value) in sums.iter_mut().zip(state) {
                    *sum += share * f32::from(*value);
                }
            }
            pooled.extend(sums.iter().map(|sum| quantised(sum / UNIT)));
        }
        pooled
    }

    /// How much each word spoke for one label rather than for another: (token, weight).
    pub fn pulls(&self, reading: &Reading, label: usize, other: usize) -> Vec<(usize, f32)> {
        let gains: Vec<f32> = (0..HIDDEN)
            .map(|unit| if reading.awake[unit] { 1.0 } else { 0.0 })
            .zip(0..)
            .map(|(awake, unit)| awake * (self.output.weight(label, unit) - self.output.weight(other, unit)))
            .collect();
        let gain = |column: usize| -> f32 {
            gains.iter().enumerate().map(|(unit, gain)| gain * self.hidden.weight(unit, column)).sum()
        };
        let gain: Vec<f32> = (0..(HEADS + 2) * self.n_channels).map(gain).collect();
        let mut pulls: Vec<(usize, f32)> = reading.tokens.iter().map(|(at, _)| (*at, 0.0)).collect();
        let shares = [shares(&reading.tokens, CONTENT), shares(&reading.tokens, CUE)];
        for (shares, gain) in reading.attention.iter().chain(&shares).zip(gain.chunks_exact(self.n_channels))
        {
            for ((pull, state), share) in pulls.iter_mut().zip(&reading.states).zip(shares) {
                let sum: f32 = gain.iter().zip(state).map(|(gain, value)| gain * f32::from(*value)).sum();
                pull.1 += share * sum / UNIT;
            }
        }
        pulls
    }
}

/// Equal shares of the words with a role.
fn shares(tokens: &[(usize, u8)], role: u8) -> Vec<f32> {
    let count = tokens.iter().filter(|(_, roles)| roles & role > 0).count().max(1) as f32;
    tokens.iter().map(|(_, roles)| if roles & role > 0 { 1.0 / count } else { 0.0 }).collect()
}

/// A value as activation between 0 and [`MOST`].
fn bounded(value: f32) -> i16 {
    quantised(value.clamp(0.0, MOST))
}

fn sums(state: &[i16], added: &[i16]) -> Vec<i16> {
    let most = quantised(MOST);
    state.iter().zip(added).map(|(one, other)| one.saturating_add(*other).min(most)).collect()
}

impl Vectors {
    fn read(bytes: &mut Bytes) -> Option<Vectors> {
        let n_words = bytes.number()? as usize;
        let n_columns = bytes.number()? as usize;
        let keys = bytes.numbers(n_words)?;
        let scales = bytes.floats(n_columns)?;
        Some(Vectors { keys, values: bytes.take(n_words * n_columns)?, scales })
    }

    /// Adds a word's vector, zeros for an unknown word.
    fn extend(&self, norm: &str, values: &mut Vec<i16>) {
        let n_columns = self.scales.len();
        match self.keys.binary_search(&hash(norm)) {
            Ok(row) => {
                let row = &self.values[row * n_columns..(row + 1) * n_columns];
                values.extend(
                    row.iter()
                        .zip(&self.scales)
                        .map(|(step, scale)| quantised(f32::from(*step as i8) * scale)),
                );
            }
            Err(_) => values.resize(values.len() + n_columns, 0),
        }
    }
}

impl Layer {
    fn read(bytes: &mut Bytes, n_rows: usize, n_columns: usize) -> Option<Layer> {
        let scales = bytes.floats(n_rows)?;
        let bias = bytes.floats(n_rows)?;
        let weights = bytes.take(n_rows * n_columns)?;
        let matrix = Matrix::new(n_columns, &scales, |row, column| weights[row * n_columns + column] as i8);
        Some(Layer { matrix, bias, weights, scales, n_columns })
    }

    /// The layer's answers to several inputs.
    fn each(&self, inputs: impl Iterator<Item = Vec<i16>>, finish: fn(f32) -> i16) -> Vec<Vec<i16>> {
        let mut activations = Activations::new(self.n_columns);
        let mut sums = vec![0; self.matrix.n_padded()];
        let mut answer = |values: Vec<i16>| {
            activations.set(&values);
            self.matrix.times(&activations, &mut sums);
            self.values(&sums).map(finish).collect()
        };
        inputs.map(&mut answer).collect()
    }

    fn apply(&self, values: &[i16]) -> Vec<f32> {
        let mut activations = Activations::new(self.n_columns);
        let mut sums = vec![0; self.matrix.n_padded()];
        activations.set(values);
        self.matrix.times(&activations, &mut sums);
        self.values(&sums).collect()
    }

    fn values<'s>(&'s self, sums: &'s [i32]) -> impl Iterator<Item = f32> + 's {
        let scaled = sums.iter().zip(self.matrix.scales()).zip(&self.bias);
        scaled.map(|((sum, scale), bias)| *sum as f32 * scale + bias)
    }

    fn weight(&self, row: usize, column: usize) -> f32 {
        f32::from(self.weights[row * self.n_columns + column] as i8) * self.scales[row]
    }
}
