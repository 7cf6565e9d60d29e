//! From fragments to statements: which contents, cues and sources belong together, and how sure that is.

use super::content;
use super::link::{Fragments, Scene};
use super::model::{Model, Scorer};
use super::tag::{Fragment, Tagged};
use crate::annotate::{Statement, StatementId};
use crate::nlp::parsed::Parsed;
use crate::text::Span;
use std::ops::Range;

/// A quotation that nobody is said to say is kept from this many tokens on; shorter ones are titles and terms.
const MIN_BARE: usize = 5;

/// A statement as numbers of fragments.
struct Draft {
    contents: Vec<usize>,
    /// With the score of its link to the first content.
    cue: Option<(usize, f32)>,
    /// With the score of its link to the cue.
    source: Option<(usize, f32)>,
}

/// The statements that some fragments make, in the order of their first content byte, ids counted from 0.
pub fn statements(model: &Model, parsed: &Parsed, flags: &[u32], tagged: &Tagged) -> Vec<Statement> {
    let rated = rated(model, parsed, flags, tagged);
    rated.into_iter().map(|(statement, _)| statement).collect()
}

/// The same with what their confidence was computed from, for training.
pub fn rated(model: &Model, parsed: &Parsed, flags: &[u32], tagged: &Tagged) -> Vec<(Statement, Vec<f32>)> {
    let fragments = fragments(tagged);
    let scene = Scene::new(parsed, flags, &fragments);
    let drafts = drafts(model, &scene, parsed);
    let mut rated: Vec<(Statement, Vec<f32>)> =
        drafts.iter().filter_map(|draft| finished(model, parsed, tagged, draft)).collect();
    rated.retain(|(statement, _)| !is_boilerplate(parsed, statement));
    rated.sort_by_key(|(statement, _)| statement.content.first().copied());
    for (number, (statement, _)) in rated.iter_mut().enumerate() {
        statement.id = StatementId(number as u32);
    }
    rated
}

/// The cue that a content most likely belongs to.
pub fn cue_of(
    model: &Model,
    parsed: &Parsed,
    flags: &[u32],
    tagged: &Tagged,
    content: Range<usize>,
) -> Option<Range<usize>> {
    let fragments = Fragments { contents: vec![content], ..fragments(tagged) };
    let scene = Scene::new(parsed, flags, &fragments);
    let [scorer, _] = model.links.as_ref()?;
    best_cue(scorer, &scene, 0).map(|(cue, _)| fragments.cues[cue].clone())
}

/// The source that a cue, or a content without one, most likely belongs to.
pub fn source_of(
    model: &Model,
    parsed: &Parsed,
    flags: &[u32],
    tagged: &Tagged,
    cue: Range<usize>,
) -> Option<Range<usize>> {
    let fragments = fragments(tagged);
    let scene = Scene::new(parsed, flags, &fragments);
    let [_, scorer] = model.links.as_ref()?;
    best_source(scorer, &scene, &cue).map(|(source, _)| fragments.sources[source].clone())
}

/// The fragments as the linker wants them.
pub fn fragments(tagged: &Tagged) -> Fragments {
    let tokens = |fragments: &[Fragment]| fragments.iter().map(|fragment| fragment.tokens.clone()).collect();
    Fragments {
        contents: tokens(&tagged.contents),
        cues: tokens(&tagged.cues),
        sources: tokens(&tagged.sources),
    }
}

/// Which fragments make a statement together.
fn drafts(model: &Model, scene: &Scene, parsed: &Parsed) -> Vec<Draft> {
    let Some([cue_scorer, source_scorer]) = &model.links else { return vec![] };
    let fragments = scene.fragments;
    let mut by_cue: Vec<Vec<(usize, f32)>> = vec![vec![]; fragments.cues.len()];
    let mut bare = vec![];
    for content in 0..fragments.contents.len() {
        match best_cue(cue_scorer, scene, content) {
            Some((cue, score)) => by_cue[cue].push((content, score)),
            None => bare.push(content),
        }
    }
    let sources: Vec<Option<(usize, f32)>> =
        fragments.cues.iter().map(|cue| best_source(source_scorer, scene, cue)).collect();
    let mut drafts: Vec<Draft> = vec![];
    for (cue, contents) in by_cue.iter().enumerate() {
        let Some((_, score)) = contents.first() else { continue };
        let contents = contents.iter().map(|(content, _)| *content).collect();
        drafts.push(Draft { contents, cue: Some((cue, *score)), source: sources[cue] });
    }
    for content in bare {
        let tokens = &fragments.contents[content];
        if tokens.len() >= MIN_BARE && is_quoted(parsed, tokens) {
            let source = best_source(source_scorer, scene, tokens);
            drafts.push(Draft { contents: vec![content], cue: None, source });
        }
    }
    drafts
}

fn is_quoted(parsed: &Parsed, tokens: &Range<usize>) -> bool {
    let middle = tokens.start + tokens.len() / 2;
    parsed.quote_depth(middle) > 0
}

fn best_cue(scorer: &Scorer, scene: &Scene, content: usize) -> Option<(usize, f32)> {
    let mut features = Vec::with_capacity(scorer.n_features());
    let near = scene.near(&scene.fragments.contents[content], &scene.fragments.cues);
    best(near.map(|cue| {
        features.clear();
        scene.content_and_cue(content, cue, &mut |_, value| features.push(value));
        (cue, scorer.score(&features))
    }))
}

fn best_source(scorer: &Scorer, scene: &Scene, cue: &Range<usize>) -> Option<(usize, f32)> {
    let mut features = Vec::with_capacity(scorer.n_features());
    let near = scene.near(cue, &scene.fragments.sources);
    best(near.map(|source| {
        features.clear();
        scene.cue_and_source(cue, source, &mut |_, value| features.push(value));
        (source, scorer.score(&features))
    }))
}

/// The highest score above 0; the first of equals.
fn best(scored: impl Iterator<Item = (usize, f32)>) -> Option<(usize, f32)> {
    scored.filter(|(_, score)| *score > 0.0).reduce(|best, next| if next.1 > best.1 { next } else { best })
}

fn finished(model: &Model, parsed: &Parsed, tagged: &Tagged, draft: &Draft) -> Option<(Statement, Vec<f32>)> {
    let trimmed = |content: &usize| {
        content::trimmed(parsed.text, parsed.span_of(tagged.contents[*content].tokens.clone()))
    };
    let contents: Vec<Span> = draft.contents.iter().map(trimmed).filter(|span| !span.is_empty()).collect();
    if contents.is_empty() {
        return None;
    }
    let mut features = vec![];
    confidence_features(parsed, tagged, draft, &mut |_, value| features.push(value));
    let mut statement = Statement::bare(StatementId(0), contents);
    let span = |fragment: &Fragment| content::bare(parsed.text, parsed.span_of(fragment.tokens.clone()));
    statement.cue = draft.cue.iter().map(|(cue, _)| span(&tagged.cues[*cue])).collect();
    statement.speaker = draft.source.iter().map(|(source, _)| span(&tagged.sources[*source])).collect();
    statement.cue.retain(|span| !span.is_empty());
    statement.speaker.retain(|span| !span.is_empty());
    statement.kind = content::kind(parsed.text, &statement.content);
    statement.confidence = match &model.calibration {
        Some(calibration) => calibration.probability(&features),
        None => draft.contents.iter().map(|content| tagged.contents[*content].mean).fold(1.0, f32::min),
    };
    Some((statement, features))
}

/// Whether most of a statement is page chrome.
fn is_boilerplate(parsed: &Parsed, statement: &Statement) -> bool {
    let tokens = || statement.content.iter().flat_map(|span| parsed.tokens_in(*span));
    let inside = tokens().filter(|token| parsed.is_boilerplate(parsed.tokens[*token].span.start())).count();
    inside * 2 >= tokens().count().max(1)
}

/// Names of what confidence is computed from, in order.
pub fn confidence_names() -> Vec<&'static str> {
    let one = || vec![Fragment { tokens: 0..1, mean: 1.0, border: 1.0 }];
    let tagged = Tagged { contents: one(), cues: one(), sources: one() };
    let draft = Draft { contents: vec![0], cue: None, source: None };
    let mut names = vec![];
    confidence_features(&Parsed::new("word"), &tagged, &draft, &mut |name, _| names.push(name));
    names
}

fn confidence_features(
    parsed: &Parsed,
    tagged: &Tagged,
    draft: &Draft,
    add: &mut impl FnMut(&'static str, f32),
) {
    let contents = || draft.contents.iter().map(|content| &tagged.contents[*content]);
    let n_tokens: usize = contents().map(|content| content.tokens.len()).sum();
    let least = |value: fn(&Fragment) -> f32| contents().map(value).fold(1.0, f32::min);
    let cue = draft.cue.map(|(cue, score)| (&tagged.cues[cue], score));
    let source = draft.source.map(|(source, score)| (&tagged.sources[source], score));
    let part = |found: Option<(&Fragment, f32)>| {
        found.map_or([0.0; 3], |(part, score)| [part.mean, part.border, score])
    };
    let ([cue_mean, cue_border, cue_score], [source_mean, source_border, source_score]) =
        (part(cue), part(source));
    add("content_mean", least(|content| content.mean));
    add("content_border", least(|content| content.border));
    add("cue_mean", cue_mean);
    add("cue_border", cue_border);
    add("cue_score", cue_score.clamp(0.0, 8.0) / 8.0);
    add("no_cue", f32::from(u8::from(cue.is_none())));
    add("source_mean", source_mean);
    add("source_border", source_border);
    add("source_score", source_score.clamp(0.0, 8.0) / 8.0);
    add("no_source", f32::from(u8::from(source.is_none())));
    add("length", n_tokens as f32 / (n_tokens as f32 + 8.0));
    add("pieces", 1.0 - 1.0 / draft.contents.len().max(1) as f32);
    add("quoted", f32::from(u8::from(contents().all(|content| is_quoted(parsed, &content.tokens)))));
}
