//! One layer of the stance network: 8-bit weights, a bias, and answers as numbers or as activations.

use super::bytes::Bytes;
use super::network::MOST;
use crate::nlp::attribution::matrix::{Matrix, Rows, quantised4};
use wide::{f32x4, i32x4};

/// A matrix with a bias a row.
pub struct Layer {
    matrix: Matrix,
    /// For each four rows: what a step is worth, and the bias.
    steps: Vec<[f32x4; 2]>,
    weights: &'static [u8],
    scales: Vec<f32>,
    /// How many values an input has.
    pub n_columns: usize,
}

impl Layer {
    /// A layer as `training/stance_student.py` writes it.
    pub fn read(bytes: &mut Bytes, n_rows: usize, n_columns: usize) -> Option<Layer> {
        let scales = bytes.floats(n_rows)?;
        let bias = bytes.floats(n_rows)?;
        let weights = bytes.take(n_rows * n_columns)?;
        let matrix = Matrix::new(n_columns, &scales, |row, column| weights[row * n_columns + column] as i8);
        let four = |values: &[f32], at: usize| {
            f32x4::new(std::array::from_fn(|lane| values.get(at * 4 + lane).copied().unwrap_or(0.0)))
        };
        let steps =
            (0..matrix.n_padded() / 4).map(|at| [four(matrix.scales(), at), four(&bias, at)]).collect();
        Some(Layer { matrix, steps, weights, scales, n_columns })
    }

    /// The layer's answers to each of the inputs, as activations between 0 and [`MOST`].
    pub fn activations(&self, inputs: &Rows) -> Rows {
        let n_padded = self.matrix.n_padded();
        let mut sums = vec![0; inputs.n_rows() * n_padded];
        self.matrix.times_each(inputs.iter(), &mut sums);
        let mut answers = Rows::zeros(inputs.n_rows(), self.scales.len());
        let most = f32x4::splat(MOST);
        for (row, sums) in sums.chunks_exact(n_padded).enumerate() {
            for (four, answers) in answers.row_mut(row).chunks_mut(4).enumerate() {
                let bounded = self.four(sums, four).fast_max(f32x4::ZERO).fast_min(most);
                answers.copy_from_slice(&quantised4(bounded)[..answers.len()]);
            }
        }
        answers
    }

    /// The layer's answer to one input.
    pub fn values(&self, input: &[i16]) -> Vec<f32> {
        let mut sums = vec![0; self.matrix.n_padded()];
        self.matrix.times_each(std::iter::once(input), &mut sums);
        let fours = (0..self.steps.len()).flat_map(|four| self.four(&sums, four).to_array());
        fours.take(self.scales.len()).collect()
    }

    fn four(&self, sums: &[i32], four: usize) -> f32x4 {
        let [step, bias] = self.steps[four];
        let sums: [i32; 4] = std::array::from_fn(|lane| sums[four * 4 + lane]);
        f32x4::from_i32x4(i32x4::new(sums)) * step + bias
    }

    /// A weight.
    pub fn weight(&self, row: usize, column: usize) -> f32 {
        f32::from(self.weights[row * self.n_columns + column] as i8) * self.scales[row]
    }
}
