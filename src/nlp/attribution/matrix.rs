//! Products of small integer matrices with vectors, eight at a time.
//!
//! Weights are widened from 8 to 16 bits once; activations are 16-bit fixed point. Sums are exact in 32 bits, so
//! the order of additions, and with it the machine, makes no difference. A block holds sixteen rows of two columns in
//! four vectors: each lane sums one row, two columns at a step, and no sum across lanes is ever needed. Blocks of
//! zeros are not kept and cost nothing: training can make them (`training/prune.py`).

use wide::{f32x4, i16x8, i32x4};

/// Rows that are computed together.
pub const ROWS: usize = 16;
/// Columns that are.
pub const COLUMNS: usize = 2;

/// How finely an activation is resolved: 1.0 is this many steps.
pub const UNIT: f32 = 4096.0;

/// A matrix of 8-bit weights, one scale a row.
pub struct Matrix {
    /// The blocks that are not zero, row of blocks by row of blocks.
    blocks: Vec<[i16x8; 4]>,
    /// Which pair of columns each of them multiplies.
    pairs: Vec<u16>,
    /// Where each row of blocks ends.
    ends: Vec<u32>,
    scales: Vec<f32>,
    n_pairs: usize,
}

/// A vector of activations, two columns side by side.
#[derive(Clone)]
pub struct Activations {
    pairs: Vec<[i16; COLUMNS]>,
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
        let n_pairs = n_columns.div_ceil(COLUMNS);
        let get = |row: usize, column: usize| {
            if row < scales.len() && column < n_columns { i16::from(weight(row, column)) } else { 0 }
        };
        let vector = |row: usize, column: usize| {
            i16x8::new(std::array::from_fn(|lane| get(row + lane / COLUMNS, column + lane % COLUMNS)))
        };
        let (mut blocks, mut pairs, mut ends) = (vec![], vec![], vec![]);
        for row in (0..scales.len()).step_by(ROWS) {
            for pair in 0..n_pairs {
                let block = std::array::from_fn(|four| vector(row + four * 4, pair * COLUMNS));
                if block != [i16x8::ZERO; 4] {
                    blocks.push(block);
                    pairs.push(pair as u16);
                }
            }
            ends.push(blocks.len() as u32);
        }
        Matrix { blocks, pairs, ends, scales: scales.iter().map(|scale| scale / UNIT).collect(), n_pairs }
    }

    /// Rows, rounded up to whole blocks: how long results are.
    pub fn n_padded(&self) -> usize {
        self.ends.len() * ROWS
    }

    /// For each row what one step of its sum is worth.
    pub fn scales(&self) -> &[f32] {
        &self.scales
    }

    /// Each row of blocks: the blocks with their pairs of columns.
    fn rows(&self) -> impl Iterator<Item = impl Iterator<Item = (&[i16x8; 4], usize)>> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let kept = start..*end as usize;
            start = kept.end;
            self.blocks[kept.clone()].iter().zip(self.pairs[kept].iter().map(|pair| usize::from(*pair)))
        })
    }

    /// Sums of one vector into `sums`.
    pub fn times(&self, activations: &Activations, sums: &mut [i32]) {
        let values = &activations.pairs[..self.n_pairs];
        for (row, sums) in self.rows().zip(sums.chunks_exact_mut(ROWS)) {
            let mut totals = [i32x4::ZERO; 4];
            for (block, pair) in row {
                let both = twice(values[pair]);
                for four in 0..4 {
                    totals[four] += block[four].dot(both);
                }
            }
            store(totals, sums);
        }
    }

    /// Sums of each row into its part of `sums`, [`Matrix::n_padded`] long.
    pub fn times_each<'r>(&self, mut rows: impl Iterator<Item = &'r [i16]>, sums: &mut [i32]) {
        let n_padded = self.n_padded();
        let mut two = [Activations::new(COLUMNS * self.n_pairs), Activations::new(COLUMNS * self.n_pairs)];
        let mut sums = sums.chunks_exact_mut(n_padded);
        while let (Some(left), Some(left_sums)) = (rows.next(), sums.next()) {
            two[0].set(left);
            if let (Some(right), Some(right_sums)) = (rows.next(), sums.next()) {
                two[1].set(right);
                self.times_two(&two, [left_sums, right_sums]);
            } else {
                self.times(&two[0], left_sums);
            }
        }
    }

    /// Sums of two vectors at once: each weight is fetched once for both.
    fn times_two(&self, activations: &[Activations; 2], sums: [&mut [i32]; 2]) {
        let [left_sums, right_sums] = sums;
        let [left, right] = activations.each_ref().map(|vector| &vector.pairs[..self.n_pairs]);
        let sums = left_sums.chunks_exact_mut(ROWS).zip(right_sums.chunks_exact_mut(ROWS));
        for (row, (left_sums, right_sums)) in self.rows().zip(sums) {
            let (mut lefts, mut rights) = ([i32x4::ZERO; 4], [i32x4::ZERO; 4]);
            for (block, pair) in row {
                let (left, right) = (twice(left[pair]), twice(right[pair]));
                for four in 0..4 {
                    lefts[four] += block[four].dot(left);
                    rights[four] += block[four].dot(right);
                }
            }
            store(lefts, left_sums);
            store(rights, right_sums);
        }
    }
}

/// A pair of columns for each of four rows.
fn twice(pair: [i16; COLUMNS]) -> i16x8 {
    bytemuck::cast(i32x4::splat(bytemuck::cast(pair)))
}

fn store(totals: [i32x4; 4], sums: &mut [i32]) {
    for (total, sums) in totals.iter().zip(sums.chunks_exact_mut(4)) {
        sums.copy_from_slice(&total.to_array());
    }
}

impl Activations {
    /// Zeros.
    pub fn new(n_values: usize) -> Activations {
        Activations { pairs: vec![[0; COLUMNS]; n_values.div_ceil(COLUMNS)] }
    }

    /// Takes over these values.
    pub fn set(&mut self, values: &[i16]) {
        let (whole, rest) = values.as_chunks();
        self.pairs[..whole.len()].copy_from_slice(whole);
        if let ([last], Some(pair)) = (rest, self.pairs.get_mut(whole.len())) {
            *pair = [*last, 0];
        }
    }

    /// All values, to be written.
    pub fn values_mut(&mut self) -> &mut [i16] {
        self.pairs.as_flattened_mut()
    }

    /// All values.
    pub fn values(&self) -> &[i16] {
        self.pairs.as_flattened()
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

/// Four numbers as activations: rounded half to even, held within 16 bits.
pub fn quantised4(values: f32x4) -> [i16; 4] {
    let most = f32x4::splat(32767.0);
    rounded4((values * f32x4::splat(UNIT)).fast_max(-most).fast_min(most))
}

/// The same of numbers that are between -1 and 1.
pub fn quantised4_small(values: f32x4) -> [i16; 4] {
    rounded4(values * f32x4::splat(UNIT))
}

/// At a number of this size the last binary place of an f32 is a whole, and the lower half of its bits is that of zero.
const WHOLE: f32 = (3 << 22) as f32;

fn rounded4(steps: f32x4) -> [i16; 4] {
    bytemuck::cast::<f32x4, [i32; 4]>(steps + f32x4::splat(WHOLE)).map(|steps| steps as i16)
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
    fn activations_round_half_to_even() {
        let steps = [0.5, -0.5, 0.51, -0.51, 1.5, -1.5, 4095.6, -4096.0];
        assert_eq!(steps.map(|steps| quantised(steps / UNIT)), [0, 0, 1, -1, 2, -2, 4096, -4096]);
        assert_eq!([1e9, -1e9, f32::INFINITY].map(quantised), [32767, -32767, 32767]);
    }

    #[test]
    fn blocks_of_zeros_are_not_kept() {
        let weight = |row: usize, column: usize| i8::from(row == 20 && column == 3);
        let matrix = Matrix::new(8, &[1.0; 40], weight);
        assert_eq!((matrix.blocks.len(), &matrix.pairs[..], &matrix.ends[..]), (1, &[1][..], &[0, 1, 1][..]));
    }
}
