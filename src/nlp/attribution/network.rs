//! The recurrent network: from token features to a score for each tag.
//!
//! Two layers read the text in both directions. All that hangs on the inputs alone is computed for many tokens at a
//! time; only the products with the hidden state go token by token.
//!
//! The kernels are our own and not a runtime's for three reasons: products with 8-bit weights are exact integers, so
//! that the page and the batch program agree to the bit; the whole engine adds some tens of kilobytes to the page; and
//! a general runtime has no recurrent operator whose activations are quantised at every step.

use super::crf::Scores;
use super::inputs::{Inputs, Shares};
use super::math::{sigmoid4_of_twice, tanh4};
use super::matrix::{Activations, Rows, quantised4_small};
use super::model::{Lstm, Model};
use crate::nlp::parsed::Parsed;
use std::ops::Range;
use wide::{f32x4, i32x4};

/// Tokens whose gates are computed before the recurrence goes on: few enough to stay in the nearest cache.
const STRETCH: usize = 32;

/// What a layer reads.
enum Source<'s> {
    /// The words themselves: the first layer.
    Words(&'s Inputs<'s>),
    /// Hidden states of the layer before.
    States(&'s Rows),
}

/// A source as one direction of a layer sees it.
enum Share<'s> {
    Words(Shares<'s>),
    States(&'s Rows),
}

/// Scores of every tag for every token of a stretch of the text, read as one sequence.
pub fn emissions(model: &Model, parsed: &Parsed, flags: &[u32], tokens: Range<usize>) -> Vec<Scores> {
    let length = tokens.len();
    let inputs = Inputs::new(model, parsed, flags, tokens);
    let mut states: Option<Rows> = None;
    for [forward, backward] in &model.layers {
        let source = states.as_ref().map_or(Source::Words(&inputs), Source::States);
        let n_hidden = forward.bias.len() / 4;
        let mut next = Rows::zeros(length, 2 * n_hidden);
        run(forward, &source, 0..length, &mut next, 0);
        run(backward, &source, (0..length).rev(), &mut next, n_hidden);
        states = Some(next);
    }
    let Some(states) = states else { return vec![] };
    let mut sums = vec![0; length * model.emit.n_padded()];
    model.emit.times_each(states.iter(), &mut sums);
    let emitted = |sums: &[i32]| -> Scores {
        std::array::from_fn(|tag| sums[tag] as f32 * model.emit.scales()[tag] + model.emit_bias[tag])
    };
    sums.chunks_exact(model.emit.n_padded()).map(emitted).collect()
}

/// Lets one direction read tokens in `order`; its hidden states go into the rows of `outputs` from column `first`.
fn run(lstm: &Lstm, source: &Source, order: impl Iterator<Item = usize>, outputs: &mut Rows, first: usize) {
    let n_gates = lstm.bias.len();
    let share = source.share(lstm);
    let mut cell = Cell::new(lstm);
    let mut gates = vec![0; n_gates * STRETCH];
    let order: Vec<usize> = order.collect();
    for tokens in order.chunks(STRETCH) {
        share.fill(lstm, tokens, &mut gates);
        for (token, gates) in tokens.iter().zip(gates.chunks_exact(n_gates)) {
            let hidden = cell.step(lstm, gates);
            outputs.row_mut(*token)[first..first + hidden.len()].copy_from_slice(hidden);
        }
    }
}

impl Source<'_> {
    fn share(&self, lstm: &Lstm) -> Share<'_> {
        match self {
            Source::Words(inputs) => Share::Words(inputs.shares(lstm)),
            Source::States(states) => Share::States(states),
        }
    }
}

impl Share<'_> {
    /// The source's part in the gates of `tokens`, one row a token.
    fn fill(&self, lstm: &Lstm, tokens: &[usize], gates: &mut [i32]) {
        match self {
            Share::Words(shares) => {
                for (token, gates) in tokens.iter().zip(gates.chunks_exact_mut(lstm.bias.len())) {
                    shares.fill(*token, gates);
                }
            }
            Share::States(states) => {
                lstm.input.times_each(tokens.iter().map(|token| states.row(*token)), gates);
            }
        }
    }
}

/// What one direction remembers from token to token.
struct Cell {
    memory: Vec<f32x4>,
    hidden: Activations,
    sums: Vec<i32>,
    /// For each four rows: what a step is worth, and the bias; half of it where the gate is a logistic function.
    weights: Vec<[f32x4; 2]>,
}

impl Cell {
    fn new(lstm: &Lstm) -> Cell {
        let n_hidden = lstm.bias.len() / 4;
        let fours = |values: &[f32]| -> Vec<f32x4> {
            values.as_chunks::<4>().0.iter().map(|four| f32x4::new(*four)).collect()
        };
        let n_fours = n_hidden / 4;
        let share = |four: usize| f32x4::splat(if four / n_fours == 2 { 1.0 } else { 0.5 });
        let weights = fours(lstm.hidden.scales()).into_iter().zip(fours(&lstm.bias)).enumerate();
        Cell {
            memory: vec![f32x4::ZERO; n_fours],
            hidden: Activations::new(n_hidden),
            sums: vec![0; lstm.hidden.n_padded()],
            weights: weights.map(|(four, (scale, bias))| [scale * share(four), bias * share(four)]).collect(),
        }
    }

    /// Reads one token, given the inputs' share of the gates; the hidden state after it.
    fn step(&mut self, lstm: &Lstm, from_input: &[i32]) -> &[i16] {
        lstm.hidden.times(&self.hidden, &mut self.sums);
        let n_fours = self.memory.len();
        let (inputs, sums) = (from_input.as_chunks::<4>().0, self.sums.as_chunks::<4>().0);
        let weights = &self.weights;
        let gate = |four: usize| {
            let sum = i32x4::new(inputs[four]) + i32x4::new(sums[four]);
            f32x4::from_i32x4(sum) * weights[four][0] + weights[four][1]
        };
        let half = f32x4::splat(0.5);
        let hidden = self.hidden.values_mut().as_chunks_mut::<4>().0;
        for (four, (memory, hidden)) in self.memory.iter_mut().zip(hidden).enumerate() {
            let [inward, below_inward] = sigmoid4_of_twice(gate(four));
            let [forget, below_forget] = sigmoid4_of_twice(gate(n_fours + four));
            let [fresh, below_fresh] = tanh4(gate(2 * n_fours + four));
            let [outward, below_outward] = sigmoid4_of_twice(gate(3 * n_fours + four));
            // memory = forget · memory + inward · fresh, hidden = outward · tanh(memory), with one division each.
            let below = below_inward * below_fresh;
            let sum = forget * *memory * below + inward * fresh * below_forget;
            *memory = half * sum / (below_forget * below);
            let [state, below_state] = tanh4(*memory);
            *hidden = quantised4_small(half * outward * state / (below_outward * below_state));
        }
        self.hidden.values()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{features, tiny};
    use super::*;

    /// The sum of the emissions' bits; every machine must find this very number.
    #[test]
    fn the_same_to_the_bit_everywhere() {
        let model = tiny::model();
        let parsed = Parsed::new("“Never,” he said. The U.S. will NOT wait 40 days, he said.");
        let flags = features::flags(&parsed);
        let emissions = emissions(&model, &parsed, &flags, 0..parsed.tokens.len());
        let bits = emissions.iter().flatten().fold(0_u32, |sum, score| sum.rotate_left(5) ^ score.to_bits());
        assert_eq!((emissions.len(), bits), (18, 1_540_776_629));
    }

    #[test]
    fn the_order_of_tokens_matters() {
        let model = tiny::model();
        let last = |text: &str| {
            let parsed = Parsed::new(text);
            let flags = vec![0; parsed.tokens.len()];
            emissions(&model, &parsed, &flags, 0..parsed.tokens.len()).last().copied()
        };
        assert_ne!(last("never said he"), last("said never he"));
        assert_eq!(last(""), None);
    }
}
