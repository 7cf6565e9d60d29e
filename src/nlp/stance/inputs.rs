//! What the stance network reads of a token: a fixed vector, flags, and a vector learned for stances.

use super::bytes::Bytes;
use super::words::Words;
use crate::nlp::attribution::features::{hash, normalise};
use crate::nlp::attribution::matrix::quantised;
use crate::nlp::attribution::model::model;
use std::ops::Range;

/// Values of a word's fixed vector, the last ones of its row in the attribution model.
const VECTOR: usize = 50;
/// Token flags that are read.
const FLAGS: usize = 22;
/// Where a token's roles in a statement stand in its row.
pub const ROLES: Range<usize> = VECTOR + FLAGS..VECTOR + FLAGS + 3;

/// What is read of each token of a document, roles left out; looked up once, however many statements read it.
pub struct Inputs<'w> {
    words: &'w Words<'w>,
    flags: &'w [u32],
    rows: Vec<Option<Vec<i16>>>,
}

/// Vectors of words learned for stances, beside the fixed ones of the attribution model.
pub struct Vectors {
    /// Sorted hashes of the words' normal forms.
    keys: Vec<u32>,
    values: &'static [u8],
    /// What one step of each column is worth.
    scales: Vec<f32>,
}

impl<'w> Inputs<'w> {
    /// Nothing is read yet; `flags` are those of all tokens of the text.
    pub fn new(words: &'w Words<'w>, flags: &'w [u32]) -> Inputs<'w> {
        Inputs { words, flags, rows: vec![None; words.lower.len()] }
    }

    /// What is read of a token: fixed vector, flags, zeros for roles, learned vector.
    pub fn of(&mut self, vectors: &Vectors, token: usize) -> &[i16] {
        let (words, flags) = (self.words, self.flags);
        self.rows[token].get_or_insert_with(|| {
            let mut norm = String::new();
            normalise(words.at(token), &mut norm);
            let table = &model().word;
            let vector = table.row(model().row_of(&norm)).skip(table.width.saturating_sub(VECTOR));
            let flags = (0..FLAGS).map(|flag| (flags[token] >> flag & 1) as f32);
            let values = vector.chain(flags).chain(ROLES.map(|_| 0.0)).chain(vectors.of(&norm));
            let mut row: Vec<i16> = values.map(quantised).collect();
            row.resize(vectors.n_inputs(), 0);
            row
        })
    }
}

impl Vectors {
    /// The vectors as `training/stance_student.py` writes them.
    pub fn read(bytes: &mut Bytes) -> Option<Vectors> {
        let n_words = bytes.number()? as usize;
        let n_columns = bytes.number()? as usize;
        let keys = bytes.numbers(n_words)?;
        let scales = bytes.floats(n_columns)?;
        Some(Vectors { keys, values: bytes.take(n_words * n_columns)?, scales })
    }

    /// How many values are read of a token.
    pub fn n_inputs(&self) -> usize {
        ROLES.end + self.scales.len()
    }

    /// A word's vector; nothing for an unknown word.
    fn of(&self, norm: &str) -> impl Iterator<Item = f32> + '_ {
        let n_columns = self.scales.len();
        let row = self.keys.binary_search(&hash(norm)).ok();
        let steps = row.map_or(&[][..], |row| &self.values[row * n_columns..(row + 1) * n_columns]);
        steps.iter().zip(&self.scales).map(|(step, scale)| f32::from(*step as i8) * scale)
    }
}
