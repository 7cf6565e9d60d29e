//! Numbers from a model file, one after the other.

/// What is left of the file.
pub struct Bytes(pub &'static [u8]);

impl Bytes {
    /// The next bytes; nothing when the file is too short.
    pub fn take(&mut self, length: usize) -> Option<&'static [u8]> {
        let (part, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(part)
    }

    /// An unsigned number of four bytes, the lowest first.
    pub fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    /// Numbers of four bytes each.
    pub fn numbers(&mut self, count: usize) -> Option<Vec<u32>> {
        let fours = self.take(4 * count)?.as_chunks::<4>().0;
        Some(fours.iter().map(|four| u32::from_le_bytes(*four)).collect())
    }

    /// Floating-point numbers of four bytes each.
    pub fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        Some(self.numbers(count)?.into_iter().map(f32::from_bits).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_file_has_no_number() {
        let mut bytes = Bytes(&[1, 0, 0, 0, 0, 0, 128, 63, 9]);
        assert_eq!(bytes.number(), Some(1));
        assert_eq!(bytes.floats(1), Some(vec![1.0]));
        assert_eq!((bytes.number(), bytes.take(1)), (None, Some(&[9][..])));
    }
}
