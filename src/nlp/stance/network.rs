//! The stance network: reads the words of a statement in order and scores labels, polarity and intensity.
//!
//! What is read of each word goes through three convolutions of growing reach; four learned ways of attending, the
//! mean of the content and the mean of the cue go through one hidden layer. Products are of 8-bit weights with
//! 16-bit activations, as in the attribution network, so that every machine gets the same scores.

use super::bytes::Bytes;
use super::inputs::{Inputs, ROLES, Vectors};
use super::layer::Layer;
use super::window::{CONTENT, CUE};
use crate::nlp::attribution::matrix::{Rows, UNIT, quantised};
use crate::nlp::softmax::softmax;

/// Scores: eleven labels, three polarities, three intensities.
pub const N_SCORES: usize = 17;

/// How far apart the three words are that each convolution joins.
const REACHES: [usize; 3] = [1, 2, 4];
/// Learned ways of attending.
const HEADS: usize = 4;
/// Width of the hidden layer.
const HIDDEN: usize = 64;
/// Activations are kept between 0 and this.
pub const MOST: f32 = 7.9;

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

/// What the network made of a statement.
pub struct Reading {
    /// See [`N_SCORES`].
    pub scores: [f32; N_SCORES],
    tokens: Vec<(usize, u8)>,
    states: Rows,
    attention: Vec<Vec<f32>>,
    /// Which hidden units spoke.
    awake: Vec<bool>,
}

impl Network {
    /// The layers in the order in which `training/stance_student.py` writes them.
    pub fn read(bytes: &mut Bytes) -> Option<Network> {
        let n_channels = bytes.number()? as usize;
        let vectors = Vectors::read(bytes)?;
        let n_inputs = vectors.n_inputs();
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

    /// Reads the `tokens` of a statement with their roles.
    pub fn reading(&self, inputs: &mut Inputs, tokens: Vec<(usize, u8)>) -> Reading {
        let mut rows = Rows::zeros(tokens.len(), self.input.n_columns);
        for (row, (token, roles)) in tokens.iter().enumerate() {
            let row = rows.row_mut(row);
            row.copy_from_slice(inputs.of(&self.vectors, *token));
            for (role, value) in row[ROLES].iter_mut().enumerate() {
                *value = quantised((roles >> role & 1).into());
            }
        }
        let mut states = self.input.activations(&rows);
        for (layer, reach) in self.convolutions.iter().zip(REACHES) {
            let added = layer.activations(&self.joined(&states, reach));
            add(&mut states, &added);
        }
        let attention = self.attention(&states);
        let pooled = self.pooled(&states, &attention, &tokens);
        let hidden = self.hidden.values(&pooled);
        let awake = hidden.iter().map(|value| *value > 0.0 && *value < MOST).collect();
        let output = self.output.values(&hidden.iter().map(|value| bounded(*value)).collect::<Vec<_>>());
        Reading { scores: std::array::from_fn(|column| output[column]), tokens, states, attention, awake }
    }

    /// For each word its state and those of the two words at `reach` from it, zeros beyond the ends.
    fn joined(&self, states: &Rows, reach: usize) -> Rows {
        let width = self.n_channels;
        let mut joined = Rows::zeros(states.n_rows(), 3 * width);
        for at in 0..states.n_rows() {
            for (tap, place) in [at.checked_sub(reach), Some(at), Some(at + reach)].into_iter().enumerate() {
                if let Some(place) = place.filter(|place| *place < states.n_rows()) {
                    joined.row_mut(at)[tap * width..(tap + 1) * width].copy_from_slice(states.row(place));
                }
            }
        }
        joined
    }

    /// For each way of attending the share of each word.
    fn attention(&self, states: &Rows) -> Vec<Vec<f32>> {
        let scores: Vec<Vec<f32>> = states.iter().map(|state| self.attention.values(state)).collect();
        let shares = |head: usize| {
            let mut shares: Vec<f32> = scores.iter().map(|scores| scores[head]).collect();
            softmax(&mut shares);
            shares
        };
        (0..HEADS).map(shares).collect()
    }

    fn pooled(&self, states: &Rows, attention: &[Vec<f32>], tokens: &[(usize, u8)]) -> Vec<i16> {
        let shares = attention.iter().cloned().chain([shares(tokens, CONTENT), shares(tokens, CUE)]);
        let mut pooled = Vec::with_capacity((HEADS + 2) * self.n_channels);
        for shares in shares {
            let mut sums = vec![0.0; self.n_channels];
            for (state, share) in states.iter().zip(shares).filter(|(_, share)| *share != 0.0) {
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
            for ((pull, state), share) in pulls.iter_mut().zip(reading.states.iter()).zip(shares) {
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

/// Adds to each state, up to [`MOST`].
fn add(states: &mut Rows, added: &Rows) {
    let most = quantised(MOST);
    for row in 0..states.n_rows() {
        for (state, more) in states.row_mut(row).iter_mut().zip(added.row(row)) {
            *state = state.saturating_add(*more).min(most);
        }
    }
}
