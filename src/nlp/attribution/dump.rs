//! What network and linker see of documents as JSON lines, from which training reads its inputs.

use super::assemble;
use super::content;
use super::features;
use super::link::{Fragments, Scene};
use super::model::model;
use super::tag;
use crate::annotate::Statement;
use crate::nlp::parsed::Parsed;
use crate::text::Span;
use crate::text::offsets::Offsets;
use serde::{Deserialize, Serialize};
use std::ops::Range;

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
    let norm = |token: usize| {
        let mut norm = String::new();
        features::normalise(parsed.word(token), &mut norm);
        norm
    };
    let offsets = Offsets::new(parsed.text);
    json(&TokenRecord {
        id,
        tokens: parsed.tokens.iter().map(|token| points(&offsets, token.span)).collect(),
        norm: (0..parsed.tokens.len()).map(norm).collect(),
        flags: features::flags(parsed),
    })
}

fn points(offsets: &Offsets, span: Span) -> [usize; 2] {
    [offsets.points(span.start()), offsets.points(span.end())]
}

fn json(record: &impl Serialize) -> String {
    serde_json::to_string(record).expect("strings and numbers are always JSON")
}

/// A statement of a gold file; offsets in code points.
#[derive(Deserialize)]
pub struct GoldStatement {
    #[serde(default)]
    content: Vec<[usize; 2]>,
    #[serde(default)]
    cue: Vec<[usize; 2]>,
    #[serde(default)]
    speaker: Vec<[usize; 2]>,
}

/// A gold statement in tokens.
struct Gold {
    contents: Vec<Range<usize>>,
    cues: Vec<Range<usize>>,
    sources: Vec<Range<usize>>,
}

/// Two fragments: their numbers, their features, and whether gold links them (1), does not (0), or is silent (−1).
type Pair = (usize, usize, Vec<f32>, i8);

#[derive(Serialize)]
struct PairRecord<'d> {
    id: &'d str,
    contents: Vec<[usize; 2]>,
    cues: Vec<[usize; 2]>,
    sources: Vec<[usize; 2]>,
    /// Content and cue.
    cue: Vec<Pair>,
    /// Cue and source.
    source: Vec<Pair>,
    /// Content and source, of contents that gold gives no cue.
    bare: Vec<Pair>,
    /// What the engine makes of the fragments; empty for gold's.
    statements: Vec<StatementRecord>,
}

#[derive(Serialize)]
struct StatementRecord {
    content: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    speaker: Vec<[usize; 2]>,
    confidence: f32,
    /// What the confidence was computed from.
    features: Vec<f32>,
}

/// The features' names, the first line of a pair dump.
pub fn pair_names() -> String {
    let [cue_features, source_features] = feature_names();
    json(&serde_json::json!({ "cue_features": cue_features, "source_features": source_features,
        "confidence_features": assemble::confidence_names() }))
}

/// How many features a content and a cue have, and how many a cue and a source.
pub fn n_pair_features() -> [usize; 2] {
    feature_names().map(|names| names.len())
}

fn feature_names() -> [Vec<&'static str>; 2] {
    let parsed = Parsed::new("He said no");
    let fragments = Fragments { contents: vec![2..3], cues: vec![1..2], sources: vec![0..1] };
    let flags = features::flags(&parsed);
    let scene = Scene::new(&parsed, &flags, &fragments);
    let (mut cue_features, mut source_features) = (vec![], vec![]);
    scene.content_and_cue(0, 0, &mut |name, _| cue_features.push(name));
    scene.cue_and_source(&(1..2), 0, &mut |name, _| source_features.push(name));
    [cue_features, source_features]
}

/// Every pair of near fragments that the network finds, and the statements made of them.
pub fn pairs(id: &str, parsed: &Parsed, statements: &[GoldStatement]) -> String {
    let flags = features::flags(parsed);
    let tagged = tag::tagged(model(), parsed, &flags);
    let rated = assemble::rated(model(), parsed, &flags, &tagged);
    let offsets = Offsets::new(parsed.text);
    let spans = |spans: &[Span]| spans.iter().map(|span| points(&offsets, *span)).collect();
    let statement = |(statement, features): (Statement, Vec<f32>)| StatementRecord {
        content: spans(&statement.content),
        cue: spans(&statement.cue),
        speaker: spans(&statement.speaker),
        confidence: statement.confidence,
        features,
    };
    let record = described(id, parsed, &assemble::fragments(&tagged), &in_tokens(parsed, statements));
    json(&PairRecord { statements: rated.into_iter().map(statement).collect(), ..record })
}

/// Every pair of near fragments of gold.
pub fn gold_pairs(id: &str, parsed: &Parsed, statements: &[GoldStatement]) -> String {
    let gold = in_tokens(parsed, statements);
    let all = |part: fn(&Gold) -> &Vec<Range<usize>>| {
        let mut fragments: Vec<Range<usize>> = gold.iter().flat_map(part).cloned().collect();
        fragments.sort_by_key(|fragment| (fragment.start, fragment.end));
        fragments.dedup();
        fragments
    };
    let fragments = Fragments {
        contents: all(|gold| &gold.contents),
        cues: all(|gold| &gold.cues),
        sources: all(|gold| &gold.sources),
    };
    json(&described(id, parsed, &fragments, &gold))
}

fn in_tokens(parsed: &Parsed, statements: &[GoldStatement]) -> Vec<Gold> {
    let offsets = Offsets::new(parsed.text);
    let span =
        |points: &[usize; 2]| Span::new(offsets.byte_of_point(points[0]), offsets.byte_of_point(points[1]));
    let ranges = |spans: &[[usize; 2]]| -> Vec<Range<usize>> {
        spans
            .iter()
            .map(|points| parsed.tokens_in(span(points)))
            .filter(|tokens| !tokens.is_empty())
            .collect()
    };
    let trimmed = |points: &[usize; 2]| parsed.tokens_in(content::trimmed(parsed.text, span(points)));
    let gold = |statement: &GoldStatement| Gold {
        contents: statement.content.iter().map(trimmed).filter(|tokens| !tokens.is_empty()).collect(),
        cues: ranges(&statement.cue),
        sources: ranges(&statement.speaker),
    };
    statements.iter().map(gold).collect()
}

fn described<'d>(id: &'d str, parsed: &Parsed, fragments: &Fragments, gold: &[Gold]) -> PairRecord<'d> {
    let flags = features::flags(parsed);
    let scene = Scene::new(parsed, &flags, fragments);
    let offsets = Offsets::new(parsed.text);
    let spans = |ranges: &[Range<usize>]| -> Vec<[usize; 2]> {
        ranges.iter().map(|range| points(&offsets, parsed.span_of(range.clone()))).collect()
    };
    let contents = owners(&fragments.contents, gold, |gold| &gold.contents);
    let cues = owners(&fragments.cues, gold, |gold| &gold.cues);
    let sources = owners(&fragments.sources, gold, |gold| &gold.sources);
    let mut record = PairRecord {
        id,
        contents: spans(&fragments.contents),
        cues: spans(&fragments.cues),
        sources: spans(&fragments.sources),
        cue: vec![],
        source: vec![],
        bare: vec![],
        statements: vec![],
    };
    for (content, range) in fragments.contents.iter().enumerate() {
        for cue in scene.near(range, &fragments.cues) {
            let mut values = vec![];
            scene.content_and_cue(content, cue, &mut |_, value| values.push(value));
            record.cue.push((content, cue, values, label(&contents[content], &cues[cue])));
        }
        let is_bare = !contents[content].is_empty()
            && contents[content].iter().all(|owner| gold[*owner].cues.is_empty());
        for source in scene.near(range, &fragments.sources).filter(|_| is_bare) {
            let mut values = vec![];
            scene.cue_and_source(range, source, &mut |_, value| values.push(value));
            record.bare.push((content, source, values, label(&contents[content], &sources[source])));
        }
    }
    for (cue, range) in fragments.cues.iter().enumerate() {
        for source in scene.near(range, &fragments.sources) {
            let mut values = vec![];
            scene.cue_and_source(range, source, &mut |_, value| values.push(value));
            record.source.push((cue, source, values, label(&cues[cue], &sources[source])));
        }
    }
    record
}

/// For each fragment the gold statements that have a part overlapping it.
fn owners(
    fragments: &[Range<usize>],
    gold: &[Gold],
    part: fn(&Gold) -> &Vec<Range<usize>>,
) -> Vec<Vec<usize>> {
    let overlaps = |one: &Range<usize>, other: &Range<usize>| one.start < other.end && other.start < one.end;
    let of = |fragment: &Range<usize>| {
        let owns = |number: &usize| part(&gold[*number]).iter().any(|other| overlaps(fragment, other));
        (0..gold.len()).filter(owns).collect()
    };
    fragments.iter().map(of).collect()
}

fn label(one: &[usize], other: &[usize]) -> i8 {
    if one.is_empty() || other.is_empty() {
        return -1;
    }
    i8::from(one.iter().any(|owner| other.contains(owner)))
}
