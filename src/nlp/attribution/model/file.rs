//! How the network and the linker are read from the model file (the format stands in `training/FORMAT.md`).

use super::{Lstm, Scorer, Table};
use crate::nlp::attribution::matrix::{COLUMNS, Matrix, ROWS, UNIT};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;

const MAGIC: &[u8] = b"DMRC1\n";

/// A model file taken apart.
pub struct File {
    /// What it says of itself.
    pub header: Header,
    data: &'static [u8],
    by_name: HashMap<String, usize>,
}

/// What a file says of itself.
#[derive(Deserialize)]
pub struct Header {
    /// Which weights these are.
    pub name: String,
    /// When they were made.
    #[serde(default)]
    pub trained: String,
    /// The shape of the network.
    pub config: Config,
    tensors: Vec<Tensor>,
    /// Whether there is a linker.
    #[serde(default)]
    pub linker: Option<serde_json::Value>,
    /// From features of a statement to its probability.
    #[serde(default)]
    pub calibration: Option<serde_json::Value>,
}

/// The shape of the network.
#[derive(Deserialize)]
pub struct Config {
    /// Units of one direction.
    pub hidden: usize,
    /// How many layers.
    pub layers: usize,
    /// Names of the token flags that are inputs.
    pub flags: Vec<String>,
    /// The affixes that are inputs.
    pub affixes: Vec<AffixConfig>,
}

/// A sort of affix.
#[derive(Deserialize)]
pub struct AffixConfig {
    /// Its name.
    pub kind: String,
}

#[derive(Deserialize)]
struct Tensor {
    name: String,
    #[serde(default)]
    shape: Vec<usize>,
    offset: usize,
    bytes: usize,
    #[serde(default)]
    scale: Option<String>,
    #[serde(default)]
    blocks: Option<String>,
}

impl File {
    /// The parts of a file.
    ///
    /// # Errors
    /// When it is none, or ends too early.
    pub fn read(bytes: &'static [u8]) -> Result<File, String> {
        let rest = bytes.strip_prefix(MAGIC).ok_or("is no model file")?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or("ends in its header")?;
        let length = u32::from_le_bytes(*length) as usize;
        let json = rest.get(..length).ok_or("ends in its header")?;
        let header: Header = serde_json::from_slice(json).map_err(|error| format!("header: {error}"))?;
        let start = (MAGIC.len() + 4 + length).next_multiple_of(16);
        let data = bytes.get(start..).ok_or("ends before its tensors")?;
        let by_name =
            header.tensors.iter().enumerate().map(|(at, tensor)| (tensor.name.clone(), at)).collect();
        Ok(File { header, data, by_name })
    }

    fn tensor(&self, name: &str) -> Result<(&Tensor, &'static [u8]), String> {
        let at = self.by_name.get(name).ok_or_else(|| format!("has no {name}"))?;
        let tensor = &self.header.tensors[*at];
        let bytes = self.data.get(tensor.offset..tensor.offset + tensor.bytes);
        Ok((tensor, bytes.ok_or_else(|| format!("{name} lies outside the file"))?))
    }

    /// The text of this name.
    ///
    /// # Errors
    /// When it is not there, or of another shape.
    pub fn text(&self, name: &str) -> Result<&'static str, String> {
        std::str::from_utf8(self.tensor(name)?.1).map_err(|error| format!("{name}: {error}"))
    }

    /// So many numbers.
    ///
    /// # Errors
    /// When it is not there, or of another shape.
    pub fn floats(&self, name: &str, count: usize) -> Result<Vec<f32>, String> {
        let (_, bytes) = self.tensor(name)?;
        let (values, _) = bytes.as_chunks::<4>();
        let values: Vec<f32> = values.iter().map(|value| f32::from_le_bytes(*value)).collect();
        if values.len() == count {
            Ok(values)
        } else {
            Err(format!("{name} has {} numbers, not {count}", values.len()))
        }
    }

    /// Bytes of rows × columns, with `n_scales` scales.
    fn bytes(
        &self,
        name: &str,
        [n_rows, n_columns]: [usize; 2],
        n_scales: usize,
    ) -> Result<(Cow<'static, [u8]>, Vec<f32>), String> {
        let (tensor, bytes) = self.tensor(name)?;
        let whole = match &tensor.blocks {
            Some(kept) => Cow::Owned(unpacked(bytes, self.tensor(kept)?.1, [n_rows, n_columns])),
            None => Cow::Borrowed(bytes),
        };
        if whole.len() != n_rows * n_columns || tensor.shape != [n_rows, n_columns] {
            return Err(format!("{name} is {:?}, not {n_rows} by {n_columns}", tensor.shape));
        }
        let scale = tensor.scale.as_ref().ok_or_else(|| format!("{name} has no scale"))?;
        Ok((whole, self.floats(scale, n_scales)?))
    }

    /// The table of this name, as wide as it is.
    ///
    /// # Errors
    /// When it is not there, or of another shape.
    pub fn table(&self, name: &str) -> Result<Table, String> {
        let shape = self.tensor(name)?.0.shape.clone();
        let [n_rows, width] = shape[..] else { return Err(format!("{name} has no rows")) };
        let (Cow::Borrowed(values), scales) = self.bytes(name, [n_rows, width], width)? else {
            return Err(format!("{name} is a table, but in blocks"));
        };
        if n_rows == 0 || width == 0 {
            return Err(format!("{name} is empty"));
        }
        Ok(Table { values, scales, width })
    }

    /// So many columns of a matrix, from the `first` on.
    ///
    /// # Errors
    /// When it is not there, or of another shape.
    pub fn matrix(&self, name: &str, first: usize, n_columns: usize) -> Result<Matrix, String> {
        let shape = self.tensor(name)?.0.shape.clone();
        let [n_rows, width] = shape[..] else { return Err(format!("{name} has no rows")) };
        if first + n_columns > width {
            return Err(format!("{name} has {width} columns, fewer than {}", first + n_columns));
        }
        let (bytes, scales) = self.bytes(name, [n_rows, width], n_rows)?;
        Ok(Matrix::new(n_columns, &scales, |row, column| bytes[row * width + first + column] as i8))
    }

    /// A direction that reads so many values and flags beside its own hidden state.
    ///
    /// # Errors
    /// When it is not there, or of another shape.
    pub fn lstm(&self, name: &str, [n_values, n_flags]: [usize; 2], hidden: usize) -> Result<Lstm, String> {
        let (n_rows, n_columns) = (4 * hidden, n_values + n_flags + hidden);
        let (bytes, _) = self.bytes(name, [n_rows, n_columns], n_rows)?;
        let column = |column: usize| -> Vec<i32> {
            bytes
                .iter()
                .skip(column)
                .step_by(n_columns)
                .map(|weight| i32::from(*weight as i8) * UNIT as i32)
                .collect()
        };
        Ok(Lstm {
            input: self.matrix(name, 0, n_values)?,
            flags: (n_values..n_values + n_flags).map(column).collect(),
            hidden: self.matrix(name, n_values + n_flags, hidden)?,
            bias: self.floats(&format!("{name}.bias"), n_rows)?,
        })
    }

    /// The perceptron of this name.
    ///
    /// # Errors
    /// When it is not there, or of another shape.
    pub fn scorer(&self, name: &str) -> Result<Scorer, String> {
        let shape = self.tensor(&format!("{name}.w1"))?.0.shape.clone();
        let [n_hidden, n_features] = shape[..] else { return Err(format!("{name}.w1 has no rows")) };
        Ok(Scorer {
            w1: self.floats(&format!("{name}.w1"), n_hidden * n_features)?,
            b1: self.floats(&format!("{name}.b1"), n_hidden)?,
            w2: self.floats(&format!("{name}.w2"), n_hidden)?,
            b2: self.floats(&format!("{name}.b2"), 1)?[0],
            n_features,
        })
    }
}

/// A matrix of which only the blocks are stored whose bit is set, zeros elsewhere; empty if the parts do not agree.
fn unpacked(stored: &[u8], kept: &[u8], [n_rows, n_columns]: [usize; 2]) -> Vec<u8> {
    let mut whole = vec![0; n_rows * n_columns];
    let mut stored = stored.chunks_exact(ROWS * COLUMNS);
    let bits = kept.iter().flat_map(|byte| (0..8).map(move |bit| byte >> bit & 1 > 0));
    let across = n_columns / COLUMNS;
    for (at, _) in bits.enumerate().filter(|(_, kept)| *kept) {
        let (Some(block), true) = (stored.next(), at < n_rows / ROWS * across) else { return vec![] };
        for (row, pair) in block.chunks_exact(COLUMNS).enumerate() {
            let start = (at / across * ROWS + row) * n_columns + at % across * COLUMNS;
            whole[start..start + COLUMNS].copy_from_slice(pair);
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_take_their_places() {
        // Two rows of blocks of two pairs each, of which the second and the third are stored.
        let stored: Vec<u8> = (1..=64).collect();
        let whole = unpacked(&stored, &[0b0110], [32, 4]);
        assert_eq!(whole[..8], [0, 0, 1, 2, 0, 0, 3, 4]);
        assert_eq!(whole[64..72], [33, 34, 0, 0, 35, 36, 0, 0]);
        assert!(unpacked(&stored, &[0b1110], [32, 4]).is_empty(), "a block too few");
        assert!(unpacked(&stored, &[0b1_0001], [32, 4]).is_empty(), "a block beyond the last");
    }
}
