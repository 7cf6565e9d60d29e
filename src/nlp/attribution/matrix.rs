//! Products of small integer matrices with vectors, eight at a time.
//!
//! Weights are widened from 8 to 16 bits once; activations are 16-bit fixed point. Sums are exact in 32 bits, so
//! the order of additions, and with it the machine, makes no difference. A block holds four times four rows: each
//! lane of a vector sums one row, two columns at a step, and no sum across lanes is ever needed.

use wide::{f32x4, i16x8, i32x4};

/// Rows that are computed together.
const BLOCK: usize = 16;

/// How finely an activation is resolved: 1.0 is this many steps.
pub const UNIT: f32 = 4096.0;

/// A matrix of 8-bit weights, one scale a row.
pub struct Matrix {
    /// For each block of rows, for each pair of columns: four vectors of four rows.
    weights: Vec<[i16x8; 4]>,
    scales: Vec<f32>,
    n_pairs: usize,
}

/// A vector of activations, each pair of neighbours repeated four times.
#[derive(Clone)]
pub struct Activations {
    pairs: Vec<i16x8>,
}

/// Vectors of activations, one a row.
#[derive(Default)]
pub struct Rows {
    values: Vec<i16>,
    width: usize,
}

impl Matrix {
    /// The matrix whose element is `weight(row, column)` times the row's scale.
    pub fn new(n_columns: usize, scales: &[f32], weight: impl Fn(usize, usize) -> i8) -> Matrix {
        let n_pairs = n_columns.div_ceil(2);
        let get = |row: usize, column: usize| {
            if row < scales.len() && column < n_columns { i16::from(weight(row, column)) } else { 0 }
        };
        let vector = |row: usize, column: usize| {
            i16x8::new(std::array::from_fn(|lane| get(row + lane / 2, column + lane % 2)))
        };
        let mut weights = Vec::with_capacity(scales.len().div_ceil(BLOCK) * n_pairs);
        for block in 0..scales.len().div_ceil(BLOCK) {
            for pair in 0..n_pairs {
                weights.push(std::array::from_fn(|four| vector(block * BLOCK + four * 4, pair * 2)));
            }
        }
        Matrix { weights, scales: scales.iter().map(|scale| scale / UNIT).collect(), n_pairs }
    }

    /// Rows, rounded up to whole blocks: how long results are.
    pub fn n_padded(&self) -> usize {
        self.scales.len().div_ceil(BLOCK) * BLOCK
    }

    /// For each row what one step of its sum is worth.
    pub fn scales(&self) -> &[f32] {
        &self.scales
    }

    /// Sums of one vector into `sums`.
    pub fn times(&self, activations: &Activations, sums: &mut [i32]) {
        let blocks = self.weights.chunks_exact(self.n_pairs);
        for (block, sums) in blocks.zip(sums.chunks_exact_mut(BLOCK)) {
            let mut totals = [i32x4::ZERO; 4];
            for (weights, pair) in block.iter().zip(&activations.pairs) {
                for four in 0..4 {
                    totals[four] += weights[four].dot(*pair);
                }
            }
            store(totals, sums);
        }
    }

    /// Sums of each row into its part of `sums`, [`Matrix::n_padded`] long.
    pub fn times_each<'r>(&self, mut rows: impl Iterator<Item = &'r [i16]>, sums: &mut [i32]) {
        let n_padded = self.n_padded();
        let mut pair = [Activations::new(2 * self.n_pairs), Activations::new(2 * self.n_pairs)];
        let mut sums = sums.chunks_exact_mut(n_padded);
        while let (Some(left), Some(left_sums)) = (rows.next(), sums.next()) {
            pair[0].set(left);
            if let (Some(right), Some(right_sums)) = (rows.next(), sums.next()) {
                pair[1].set(right);
                self.times_two(&pair, [left_sums, right_sums]);
            } else {
                self.times(&pair[0], left_sums);
            }
        }
    }

    /// Sums of two vectors at once: each weight is fetched once for both.
    fn times_two(&self, activations: &[Activations; 2], sums: [&mut [i32]; 2]) {
        let [left_sums, right_sums] = sums;
        let blocks = self.weights.chunks_exact(self.n_pairs);
        let sums = left_sums.chunks_exact_mut(BLOCK).zip(right_sums.chunks_exact_mut(BLOCK));
        for (block, (left_sums, right_sums)) in blocks.zip(sums) {
            let (mut lefts, mut rights) = ([i32x4::ZERO; 4], [i32x4::ZERO; 4]);
            let pairs = activations[0].pairs.iter().zip(&activations[1].pairs);
            for (weights, (left, right)) in block.iter().zip(pairs) {
                for four in 0..4 {
                    lefts[four] += weights[four].dot(*left);
                    rights[four] += weights[four].dot(*right);
                }
            }
            store(lefts, left_sums);
            store(rights, right_sums);
        }
    }
}

fn store(totals: [i32x4; 4], sums: &mut [i32]) {
    for (total, sums) in totals.iter().zip(sums.chunks_exact_mut(4)) {
        sums.copy_from_slice(&total.to_array());
    }
}

impl Activations {
    /// Zeros.
    pub fn new(n_values: usize) -> Activations {
        Activations { pairs: vec![i16x8::ZERO; n_values.div_ceil(2)] }
    }

    /// Takes over these values.
    pub fn set(&mut self, values: &[i16]) {
        for (pair, two) in self.pairs.iter_mut().zip(values.chunks(2)) {
            let low = i32::from(two[0]) & 0xffff;
            let high = i32::from(two.get(1).copied().unwrap_or(0)) << 16;
            *pair = bytemuck::cast(i32x4::splat(low | high));
        }
    }
}

impl Rows {
    /// So many rows of zeros.
    pub fn zeros(n_rows: usize, width: usize) -> Rows {
        Rows { values: vec![0; n_rows * width], width }
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// A row.
    pub fn row(&self, row: usize) -> &[i16] {
        &self.values[row * self.width..(row + 1) * self.width]
    }

    /// A row, to be written.
    pub fn row_mut(&mut self, row: usize) -> &mut [i16] {
        &mut self.values[row * self.width..(row + 1) * self.width]
    }

    /// The rows in order.
    pub fn iter(&self) -> std::slice::ChunksExact<'_, i16> {
        self.values.chunks_exact(self.width.max(1))
    }
}

/// Four numbers as activations: rounded half away from zero, held within 16 bits.
pub fn quantised4(values: f32x4) -> [i16; 4] {
    let most = f32x4::splat(32767.0);
    let steps = (values * f32x4::splat(UNIT)).fast_max(-most).fast_min(most);
    let whole = (steps + f32x4::splat(0.5).copysign(steps)).fast_trunc_int();
    whole.to_array().map(|steps| steps as i16)
}

/// A number as an activation.
pub fn quantised(value: f32) -> i16 {
    quantised4(f32x4::splat(value))[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_exact() {
        for (n_rows, n_columns) in [(1, 1), (7, 14), (16, 8), (33, 5), (64, 31)] {
            let weight = |row: usize, column: usize| ((row * 31 + column * 17) % 255) as i8;
            let value = |column: usize| (column as i16 + 1).wrapping_mul(7919);
            let matrix = Matrix::new(n_columns, &vec![1.0; n_rows], weight);
            let mut activations = Activations::new(n_columns);
            activations.set(&(0..n_columns).map(value).collect::<Vec<_>>());
            let mut sums = vec![0; matrix.n_padded()];
            matrix.times(&activations, &mut sums);
            let values: Vec<i16> = (0..n_columns).map(value).collect();
            let mut each = vec![0; 3 * matrix.n_padded()];
            matrix.times_each([&values[..]; 3].into_iter(), &mut each);
            assert_eq!(each, [&sums[..]; 3].concat());
            for (row, sum) in sums.iter().take(n_rows).enumerate() {
                let product = |column| i32::from(weight(row, column)) * i32::from(value(column));
                assert_eq!(*sum, (0..n_columns).map(product).sum::<i32>());
            }
        }
    }

    #[test]
    fn activations_round_half_away_from_zero() {
        assert_eq!([0.5, -0.5, 0.49].map(|steps| quantised(steps / UNIT)), [1, -1, 0]);
        assert_eq!(quantised(1e9), 32767);
    }
}
