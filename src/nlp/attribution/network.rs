//! The recurrent network: from token features to a score for each tag.
//!
//! Two layers read the text in both directions. All that hangs on the inputs alone is one matrix product over all
//! tokens; only the products with the hidden state go token by token.

use super::crf::{N_TAGS, Scores};
use super::features;
use super::math::{sigmoid, tanh};
use super::matrix::{Activations, quantised};
use super::model::{Lstm, Model};
use crate::nlp::parsed::Parsed;
use std::ops::Range;

/// Tokens whose gates are computed before the recurrence goes on: few enough to stay in the nearest cache.
const STRETCH: usize = 32;

/// Scores of every tag for every token of a stretch of the text, read as one sequence.
pub fn emissions(model: &Model, parsed: &Parsed, flags: &[u32], tokens: Range<usize>) -> Vec<Scores> {
    let mut layer = inputs(model, parsed, flags, tokens);
    for [forward, backward] in &model.layers {
        let outputs = [run(forward, &layer, Way::Forward), run(backward, &layer, Way::Backward)];
        layer = joined(&outputs);
    }
    let mut sums = vec![0; model.emit.n_padded()];
    let mut emitted = |activations: &Activations| -> Scores {
        model.emit.times(activations, &mut sums);
        std::array::from_fn(|tag| sums[tag] as f32 * model.emit.scales()[tag] + model.emit_bias[tag])
    };
    debug_assert!(model.emit_bias.len() == N_TAGS);
    layer.iter().map(&mut emitted).collect()
}

/// What the first layer reads: word, affixes, flags.
fn inputs(model: &Model, parsed: &Parsed, flags: &[u32], tokens: Range<usize>) -> Vec<Activations> {
    let mut values: Vec<i16> = Vec::with_capacity(model.n_inputs());
    let mut norm = String::new();
    let mut input = |token: usize| {
        values.clear();
        features::normalise(parsed.word(token), &mut norm);
        add_row(model.word.row(model.row_of(&norm)), &mut values);
        for (kind, table) in &model.affixes {
            let row = features::hash(features::affix(&norm, kind)) as usize % table.n_rows();
            add_row(table.row(row), &mut values);
        }
        values.extend((0..model.n_flags).map(|bit| quantised((flags[token] >> bit & 1) as f32)));
        let mut activations = Activations::new(values.len());
        activations.set(&values);
        activations
    };
    tokens.map(&mut input).collect()
}

fn add_row(row: impl Iterator<Item = f32>, values: &mut Vec<i16>) {
    values.extend(row.map(quantised));
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Forward,
    Backward,
}

/// The hidden states of one direction, token by token in the order of the text.
fn run(lstm: &Lstm, inputs: &[Activations], way: Way) -> Vec<Vec<i16>> {
    let n_hidden = lstm.bias.len() / 4;
    let mut state = State::new(lstm, n_hidden);
    let mut gates = vec![0; lstm.input.n_padded() * STRETCH];
    let mut outputs = vec![vec![]; inputs.len()];
    let order = |step: usize| if way == Way::Forward { step } else { inputs.len() - 1 - step };
    for start in (0..inputs.len()).step_by(STRETCH) {
        let steps = start..(start + STRETCH).min(inputs.len());
        input_gates(lstm, steps.clone().map(|step| &inputs[order(step)]), &mut gates);
        for (step, gates) in steps.zip(gates.chunks_exact(lstm.input.n_padded())) {
            outputs[order(step)] = state.step(lstm, gates).to_vec();
        }
    }
    outputs
}

/// The inputs' share of the gates, two tokens at a time.
fn input_gates<'i>(lstm: &Lstm, mut inputs: impl Iterator<Item = &'i Activations>, gates: &mut [i32]) {
    let n_gates = lstm.input.n_padded();
    for two in gates.chunks_exact_mut(2 * n_gates) {
        let (left, right) = two.split_at_mut(n_gates);
        match (inputs.next(), inputs.next()) {
            (Some(first), Some(second)) => lstm.input.times_two([first, second], [left, right]),
            (Some(last), None) => return lstm.input.times(last, left),
            _ => return,
        }
    }
}

/// What one direction remembers from token to token.
struct State {
    /// The cells' contents.
    cells: Vec<f32>,
    hidden: Vec<i16>,
    activations: Activations,
    sums: Vec<i32>,
    /// The four gates before their functions.
    gates: Vec<f32>,
}

impl State {
    fn new(lstm: &Lstm, n_hidden: usize) -> State {
        State {
            cells: vec![0.0; n_hidden],
            hidden: vec![0; n_hidden],
            activations: Activations::new(n_hidden),
            sums: vec![0; lstm.hidden.n_padded()],
            gates: vec![0.0; lstm.bias.len()],
        }
    }

    /// Reads one token; the hidden state after it.
    fn step(&mut self, lstm: &Lstm, from_input: &[i32]) -> &[i16] {
        self.activations.set(&self.hidden);
        lstm.hidden.times(&self.activations, &mut self.sums);
        let sums = from_input.iter().zip(&self.sums);
        let weights = lstm.hidden.scales().iter().zip(&lstm.bias);
        for ((gate, (input, hidden)), (scale, bias)) in self.gates.iter_mut().zip(sums).zip(weights) {
            *gate = (input + hidden) as f32 * scale + bias;
        }
        let n_hidden = self.cells.len();
        let (inward, rest) = self.gates.split_at(n_hidden);
        let (forget, rest) = rest.split_at(n_hidden);
        let (fresh, outward) = rest.split_at(n_hidden);
        for at in 0..n_hidden {
            self.cells[at] = sigmoid(forget[at]) * self.cells[at] + sigmoid(inward[at]) * tanh(fresh[at]);
            self.hidden[at] = quantised(sigmoid(outward[at]) * tanh(self.cells[at]));
        }
        &self.hidden
    }
}

/// Forward and backward states side by side.
fn joined([forward, backward]: &[Vec<Vec<i16>>; 2]) -> Vec<Activations> {
    let both = |(forward, backward): (&Vec<i16>, &Vec<i16>)| {
        let values: Vec<i16> = forward.iter().chain(backward).copied().collect();
        let mut activations = Activations::new(values.len());
        activations.set(&values);
        activations
    };
    forward.iter().zip(backward).map(both).collect()
}
