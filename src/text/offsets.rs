//! Where a byte offset stands in code points and in UTF-16 units, and back.
//!
//! Inside the program every offset is a byte offset. Exports count code points, the browser counts
//! UTF-16 units; this is the one place where they are turned into one another.

/// Distance in bytes between two marks of the index.
const STEP: usize = 64;

/// An index over one text that answers in constant time, at 12 bytes per 64 bytes of text.
pub struct Offsets<'t> {
    text: &'t str,
    /// For each multiple of [`STEP`]: the first char boundary at or after it, as (byte, code point, UTF-16); then the end.
    marks: Vec<[u32; 3]>,
}

impl<'t> Offsets<'t> {
    /// The index over `text`.
    pub fn new(text: &'t str) -> Offsets<'t> {
        let mut marks = Vec::with_capacity(text.len() / STEP + 2);
        let (mut points, mut units) = (0, 0);
        for (byte, character) in text.char_indices() {
            if byte >= marks.len() * STEP {
                marks.push([byte as u32, points, units]);
            }
            points += 1;
            units += character.len_utf16() as u32;
        }
        marks.push([text.len() as u32, points, units]);
        Offsets { text, marks }
    }

    /// Code points before `byte`; an offset inside a character counts as its start, one past the end as the end.
    pub fn points(&self, byte: usize) -> usize {
        self.before(byte).1
    }

    /// UTF-16 units before `byte`, rounded like [`Offsets::points`].
    pub fn units(&self, byte: usize) -> usize {
        self.before(byte).2
    }

    /// The byte where code point number `point` starts; the end of the text when there are not so many.
    pub fn byte_of_point(&self, point: usize) -> usize {
        self.byte_where(1, point)
    }

    /// The byte where UTF-16 unit number `unit` starts; the start of its character when it is a low surrogate.
    pub fn byte_of_unit(&self, unit: usize) -> usize {
        self.byte_where(2, unit)
    }

    fn before(&self, byte: usize) -> (usize, usize, usize) {
        let (mut at, end) = self.around(0, byte);
        if let Some(within) = plain(at, end, byte.saturating_sub(at.0)) {
            return within;
        }
        for character in self.text[at.0..].chars() {
            if at.0 + character.len_utf8() > byte {
                break;
            }
            at = step(at, character);
        }
        at
    }

    fn byte_where(&self, unit: usize, count: usize) -> usize {
        let (mut at, end) = self.around(unit, count);
        if let Some(within) = plain(at, end, count.saturating_sub([at.0, at.1, at.2][unit])) {
            return within.0;
        }
        for character in self.text[at.0..].chars() {
            let next = step(at, character);
            if [next.0, next.1, next.2][unit] > count {
                break;
            }
            at = next;
        }
        at.0
    }

    /// The marks around number `count` of a unit (0: bytes): the last one up to it, and the one after.
    fn around(&self, unit: usize, count: usize) -> (Place, Place) {
        let after = self.marks.partition_point(|mark| mark[unit] as usize <= count);
        let mark = |idx: usize| self.marks[idx.min(self.marks.len() - 1)].map(|it| it as usize).into();
        (mark(after.saturating_sub(1)), mark(after))
    }
}

/// A place in the text: byte, code point, UTF-16 unit.
type Place = (usize, usize, usize);

/// `far` characters after `at`, when all up to `end` are of one byte, as in most of an English text.
fn plain(at: Place, end: Place, far: usize) -> Option<Place> {
    let far = far.min(end.0 - at.0);
    (end.0 - at.0 == end.1 - at.1).then_some((at.0 + far, at.1 + far, at.2 + far))
}

fn step(at: Place, character: char) -> Place {
    (at.0 + character.len_utf8(), at.1 + 1, at.2 + character.len_utf16())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_astral_character_is_one_point_and_two_units() {
        let offsets = Offsets::new("a😀b");
        assert_eq!((offsets.points(5), offsets.units(5)), (2, 3));
        assert_eq!((offsets.byte_of_point(2), offsets.byte_of_unit(3)), (5, 5));
        assert_eq!(offsets.byte_of_unit(2), 1, "a low surrogate belongs to its character");
        assert_eq!(offsets.points(999), 3);
    }

    proptest! {
        #[test]
        fn every_boundary_comes_back(text in "(\\PC|[\\n\\t😀é\u{300}]){0,700}") {
            let offsets = Offsets::new(&text);
            for (point, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(offsets.points(byte), point);
                prop_assert_eq!(offsets.byte_of_point(point), byte);
                prop_assert_eq!(offsets.byte_of_unit(offsets.units(byte)), byte);
                prop_assert_eq!(offsets.units(byte), text[..byte].encode_utf16().count());
            }
        }
    }
}
