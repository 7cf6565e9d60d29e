//! What the words of a text and their flags add to the gates of the first layer.
//!
//! A word adds the same wherever it stands, and so does a set of flags. Each distinct one is multiplied once a text,
//! and a token's share is the sum of two ready rows: half of a news article's words have stood there before. The sums
//! are exact integers, so this changes no score.

use super::features;
use super::matrix::quantised;
use super::model::{Lstm, Model};
use crate::nlp::parsed::Parsed;
use rustc_hash::FxHashMap as HashMap;
use std::ops::Range;

/// The distinct words and sets of flags of a stretch of text.
pub struct Inputs<'m> {
    model: &'m Model,
    /// Activations of each distinct word, its affixes included.
    words: Vec<i16>,
    /// Each distinct set of flags.
    flags: Vec<u32>,
    /// Which word and which flags each token has.
    rows: Vec<[u32; 2]>,
}

/// What each of them adds to the gates of one direction.
pub struct Shares<'i> {
    rows: &'i [[u32; 2]],
    words: Vec<i32>,
    flags: Vec<i32>,
    n_gates: usize,
}

impl<'m> Inputs<'m> {
    /// Reads these tokens; `flags` are those of all tokens of the text.
    pub fn new(model: &'m Model, parsed: &Parsed, flags: &[u32], tokens: Range<usize>) -> Inputs<'m> {
        let mut inputs =
            Inputs { model, words: vec![], flags: vec![], rows: Vec::with_capacity(tokens.len()) };
        let read = (1_u32 << model.n_flags) - 1;
        let (mut row_of_word, mut row_of_flags) = (HashMap::default(), HashMap::default());
        let mut norm = String::new();
        for token in tokens {
            features::normalise(parsed.word(token), &mut norm);
            let next = row_of_word.len() as u32;
            let word = row_of_word.get(&norm).copied().unwrap_or_else(|| {
                inputs.add_word(&norm);
                row_of_word.insert(norm.clone(), next);
                next
            });
            let next = row_of_flags.len() as u32;
            let flags = *row_of_flags.entry(flags[token] & read).or_insert_with_key(|flags| {
                inputs.flags.push(*flags);
                next
            });
            inputs.rows.push([word, flags]);
        }
        inputs
    }

    fn add_word(&mut self, norm: &str) {
        let model = self.model;
        self.words.extend(model.word.row(model.row_of(norm)).map(quantised));
        for (kind, table) in &model.affixes {
            let row = features::hash(features::affix(norm, kind)) as usize % table.n_rows();
            self.words.extend(table.row(row).map(quantised));
        }
    }

    /// The products of all of them with the input weights of a direction of the first layer.
    pub fn shares(&self, lstm: &Lstm) -> Shares<'_> {
        let n_gates = lstm.bias.len();
        let width = self.model.word_width();
        let mut words = vec![0; self.words.len() / width * n_gates];
        lstm.input.times_each(self.words.chunks_exact(width), &mut words);
        let mut flags = vec![0; self.flags.len() * n_gates];
        for (set, sums) in self.flags.iter().zip(flags.chunks_exact_mut(n_gates)) {
            for (_, column) in lstm.flags.iter().enumerate().filter(|(flag, _)| set >> flag & 1 > 0) {
                sums.iter_mut().zip(column).for_each(|(sum, weight)| *sum += weight);
            }
        }
        Shares { rows: &self.rows, words, flags, n_gates }
    }
}

impl Shares<'_> {
    /// What a token adds to the gates, into `gates`.
    pub fn fill(&self, token: usize, gates: &mut [i32]) {
        let [word, flags] = self.rows[token].map(|row| row as usize * self.n_gates);
        let words = &self.words[word..word + self.n_gates];
        let flags = &self.flags[flags..flags + self.n_gates];
        for (gate, (word, flags)) in gates.iter_mut().zip(words.iter().zip(flags)) {
            *gate = word + flags;
        }
    }
}
