//! The network's view of documents as JSON lines, from which training reads its inputs.

use super::features;
use crate::nlp::parsed::Parsed;
use crate::text::offsets::Offsets;
use serde::Serialize;

/// The tokens of one document as training reads them.
#[derive(Serialize)]
struct TokenRecord<'d> {
    id: &'d str,
    /// Code points, end exclusive.
    tokens: Vec<[usize; 2]>,
    norm: Vec<String>,
    flags: Vec<u32>,
}

/// One line of JSON with the tokens of a document, their normal forms and flags.
pub fn tokens(id: &str, parsed: &Parsed) -> String {
    let offsets = Offsets::new(parsed.text);
    let points = |token: &crate::nlp::token::Token| {
        [offsets.points(token.span.start()), offsets.points(token.span.end())]
    };
    let norm = |token: usize| {
        let mut norm = String::new();
        features::normalise(parsed.word(token), &mut norm);
        norm
    };
    let record = TokenRecord {
        id,
        tokens: parsed.tokens.iter().map(points).collect(),
        norm: (0..parsed.tokens.len()).map(norm).collect(),
        flags: features::flags(parsed),
    };
    serde_json::to_string(&record).expect("strings and numbers are always JSON")
}
