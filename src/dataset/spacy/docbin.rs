//! spaCy's binary collection of documents, version 0.1.
//!
//! zlib over MessagePack; strings stand as numbers: those of a fixed table, or MurmurHash64A with seed 1.

use super::{Labelled, Strings};
use crate::dataset::pieces::Pieces;
use crate::dataset::{ExportError, Record, Ruler, Unit};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use rmp::encode as msgpack;
use serde_json::Value;
use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

/// spaCy's number for the attribute "verbatim text".
const ORTH: u64 = 65;

/// Documents being collected.
#[derive(Default)]
pub struct DocBin {
    tokens: Vec<u8>,
    spaces: Vec<u8>,
    lengths: Vec<i32>,
    span_groups: Vec<Vec<u8>>,
    user_data: Vec<Vec<u8>>,
    strings: Strings,
}

impl DocBin {
    /// Adds a document; the spans of `groups` start and end at `pieces`.
    ///
    /// # Errors
    /// When a span would be shifted.
    pub fn add(
        &mut self,
        record: &Record,
        pieces: &Pieces,
        groups: &[(&str, Vec<Labelled>)],
        user_data: &Value,
    ) -> Result<(), ExportError> {
        for piece in &pieces.0 {
            let number = self.strings.number(piece.span.of(&record.document.text));
            self.tokens.extend(number.to_le_bytes());
            self.spaces.push(u8::from(piece.space_after));
        }
        self.lengths.push(pieces.0.len() as i32);
        let mut encoded = vec![];
        let filled: Vec<_> = groups.iter().filter(|(_, group)| !group.is_empty()).collect();
        if !filled.is_empty() {
            msgpack::write_map_len(&mut encoded, filled.len() as u32).map_err(refused)?;
        }
        for (name, group) in filled {
            let bytes = self.group(record, pieces, name, group)?;
            msgpack::write_bin(&mut encoded, &bytes).map_err(refused)?;
            msgpack::write_array_len(&mut encoded, 1).map_err(refused)?;
            msgpack::write_str(&mut encoded, name).map_err(refused)?;
        }
        self.span_groups.push(encoded);
        let mut encoded = vec![];
        write_value(&mut encoded, user_data)?;
        self.user_data.push(encoded);
        Ok(())
    }

    fn group(
        &mut self,
        record: &Record,
        pieces: &Pieces,
        name: &str,
        group: &[Labelled],
    ) -> Result<Vec<u8>, ExportError> {
        let ruler = Ruler::new(&record.document, Unit::CodePoints);
        let mut out = vec![];
        msgpack::write_map_len(&mut out, 3).map_err(refused)?;
        write_text(&mut out, "name")?;
        write_text(&mut out, name)?;
        write_text(&mut out, "attrs")?;
        msgpack::write_map_len(&mut out, 0).map_err(refused)?;
        write_text(&mut out, "spans")?;
        msgpack::write_array_len(&mut out, group.len() as u32).map_err(refused)?;
        for Labelled { span, label, id } in group {
            let (first, after) = pieces.of(&record.document, *span)?;
            let [start, end] = ruler.measure(*span)?;
            let mut packed = vec![];
            for number in [self.strings.number(id), 0, self.strings.number(label)] {
                packed.extend(number.to_be_bytes());
            }
            for number in [first, after, start, end] {
                packed.extend((number as i32).to_be_bytes());
            }
            msgpack::write_bin(&mut out, &packed).map_err(refused)?;
        }
        Ok(out)
    }

    /// The file.
    ///
    /// # Errors
    /// When the encoder refuses.
    pub fn into_bytes(self) -> Result<Vec<u8>, ExportError> {
        let mut out = vec![];
        msgpack::write_map_len(&mut out, 10).map_err(refused)?;
        write_text(&mut out, "version")?;
        write_text(&mut out, "0.1")?;
        write_text(&mut out, "attrs")?;
        msgpack::write_array_len(&mut out, 1).map_err(refused)?;
        msgpack::write_uint(&mut out, ORTH).map_err(refused)?;
        let lengths: Vec<u8> = self.lengths.iter().flat_map(|length| length.to_le_bytes()).collect();
        for (key, bytes) in [("tokens", &self.tokens), ("spaces", &self.spaces), ("lengths", &lengths)] {
            write_text(&mut out, key)?;
            msgpack::write_bin(&mut out, bytes).map_err(refused)?;
        }
        let n = self.lengths.len() as u32;
        write_text(&mut out, "strings")?;
        msgpack::write_array_len(&mut out, self.strings.0.len() as u32).map_err(refused)?;
        for text in &self.strings.0 {
            write_text(&mut out, text)?;
        }
        write_text(&mut out, "cats")?;
        msgpack::write_array_len(&mut out, n).map_err(refused)?;
        for _ in 0..n {
            msgpack::write_map_len(&mut out, 0).map_err(refused)?;
        }
        write_text(&mut out, "flags")?;
        msgpack::write_array_len(&mut out, n).map_err(refused)?;
        for _ in 0..n {
            write_value(&mut out, &serde_json::json!({"has_unknown_spaces": false}))?;
        }
        for (key, blobs) in [("span_groups", &self.span_groups), ("user_data", &self.user_data)] {
            write_text(&mut out, key)?;
            msgpack::write_array_len(&mut out, n).map_err(refused)?;
            for blob in blobs {
                msgpack::write_bin(&mut out, blob).map_err(refused)?;
            }
        }
        let mut encoder = ZlibEncoder::new(vec![], Compression::default());
        encoder.write_all(&out).and_then(|()| encoder.finish()).map_err(refused)
    }
}

impl Strings {
    /// The number that stands for `text`.
    fn number(&mut self, text: &str) -> u64 {
        if !self.0.contains(text) {
            self.0.insert(text.to_owned());
        }
        number_of(text)
    }
}

fn number_of(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    SYMBOLS.get(text).copied().unwrap_or_else(|| murmur_hash_64a(text.as_bytes(), 1))
}

/// Strings that spaCy numbers by hand.
static SYMBOLS: LazyLock<HashMap<&str, u64>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/formats/spacy-symbols.tsv").lines();
    lines
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(text, number)| Some((text, number.parse().ok()?)))
        .collect()
});

/// MurmurHash2, 64-bit version A (Austin Appleby, public domain).
fn murmur_hash_64a(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let chunks = bytes.chunks_exact(8);
    let rest = chunks.remainder();
    for chunk in chunks {
        let mut word = u64::from_le_bytes(chunk.try_into().expect("chunks of eight")).wrapping_mul(M);
        word = (word ^ (word >> R)).wrapping_mul(M);
        hash = (hash ^ word).wrapping_mul(M);
    }
    if !rest.is_empty() {
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(M);
    }
    hash = (hash ^ (hash >> R)).wrapping_mul(M);
    hash ^ (hash >> R)
}

fn write_text(out: &mut Vec<u8>, text: &str) -> Result<(), ExportError> {
    msgpack::write_str(out, text).map_err(refused)
}

fn write_value(out: &mut Vec<u8>, value: &Value) -> Result<(), ExportError> {
    match value {
        Value::Null => msgpack::write_nil(out).map_err(refused),
        Value::Bool(value) => msgpack::write_bool(out, *value).map_err(refused),
        Value::Number(number) => match number.as_i64() {
            Some(number) => msgpack::write_sint(out, number).map(|_| ()).map_err(refused),
            None => msgpack::write_f64(out, number.as_f64().unwrap_or(0.0)).map_err(refused),
        },
        Value::String(text) => write_text(out, text),
        Value::Array(values) => {
            msgpack::write_array_len(out, values.len() as u32).map_err(refused)?;
            values.iter().try_for_each(|value| write_value(out, value))
        }
        Value::Object(object) => {
            msgpack::write_map_len(out, object.len() as u32).map_err(refused)?;
            object.iter().try_for_each(|(key, value)| {
                write_text(out, key)?;
                write_value(out, value)
            })
        }
    }
}

fn refused(error: impl std::fmt::Display) -> ExportError {
    ExportError::Writer(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers as spaCy 3.8 gives them.
    #[test]
    fn numbers_are_spacys() {
        assert_eq!(number_of("Ana"), 17_804_568_781_438_116_804);
        assert_eq!(number_of("a long string beyond sixteen bytes, é"), 12_324_093_867_711_546_149);
        assert_eq!((number_of("X"), number_of("")), (101, 0));
    }
}
