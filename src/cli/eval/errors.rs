//! What goes wrong, grouped by what the statements have in common, with examples.

use super::Compared;
use crate::cli::score::count::statements_with_content;
use crate::cli::score::{GoldStatement, PredictedStatement};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many groups of one property are shown.
const N_GROUPS: usize = 12;

/// One statement that went wrong.
struct Case {
    sort: &'static str,
    /// Property and the value that the statement has of it.
    properties: Vec<(&'static str, String)>,
    shown: String,
}

/// A text with, for each sort of error and each property, the largest groups, and `n_examples` of each sort.
pub fn grouped(compared: &[Compared], n_examples: usize) -> String {
    let cases: Vec<Case> = compared.iter().flat_map(cases).collect();
    let mut text = String::new();
    for sort in ["missed", "spurious", "boilerplate", "speaker", "stance"] {
        let of_sort: Vec<&Case> = cases.iter().filter(|case| case.sort == sort).collect();
        if of_sort.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{sort}: {}", of_sort.len());
        for (property, groups) in groups(&of_sort) {
            let listed: Vec<String> =
                groups.iter().take(N_GROUPS).map(|(value, n)| format!("{value} {n}")).collect();
            let _ = writeln!(text, "  by {property}: {}", listed.join(" · "));
        }
        // Spread over the whole collection, not the first document's only.
        let step = of_sort.len().div_ceil(n_examples).max(1);
        for case in of_sort.iter().step_by(step) {
            let _ = writeln!(text, "  - {}", case.shown);
        }
    }
    text
}

/// For each property its values with their numbers of cases, the most frequent first.
fn groups(cases: &[&Case]) -> Vec<(&'static str, Vec<(String, usize)>)> {
    let mut counts: BTreeMap<&'static str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (property, value) in cases.iter().flat_map(|case| &case.properties) {
        *counts.entry(property).or_default().entry(value).or_default() += 1;
    }
    let sorted = |values: BTreeMap<&str, usize>| {
        let mut values: Vec<_> = values.into_iter().map(|(value, n)| (value.to_owned(), n)).collect();
        values.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        values
    };
    counts.into_iter().map(|(property, values)| (property, sorted(values))).collect()
}

fn cases(compared: &Compared) -> Vec<Case> {
    let text: Vec<char> = compared.gold.text.chars().collect();
    let gold: Vec<&GoldStatement> = statements_with_content(&compared.gold).collect();
    let case = |error: &super::Error| {
        let wanted = error.gold.map(|idx| gold[idx]);
        let found = error.predicted.map(|idx| &compared.predicted[idx]);
        let statement = wanted.map(|gold| &gold.common).or(found);
        let mut properties = statement.map_or(vec![], |statement| common_properties(&text, statement));
        let given = wanted.and_then(|gold| gold.mention_type.clone());
        let sort = given.or_else(|| Some(source(&text, statement?).to_owned()));
        properties.extend(sort.map(|sort| ("source", sort)));
        properties.extend(confusion(error.sort, wanted, found));
        Case { sort: error.sort, properties, shown: shown(&compared.gold.id, &text, wanted, found) }
    };
    compared.errors.iter().map(case).collect()
}

fn common_properties(text: &[char], statement: &PredictedStatement) -> Vec<(&'static str, String)> {
    let length =
        spans(statement.content.as_ref()).map(|(start, end)| end.saturating_sub(*start)).sum::<usize>();
    let length = match length {
        0..20 => "under 20",
        20..60 => "20–59",
        60..120 => "60–119",
        120..240 => "120–239",
        _ => "240 and more",
    };
    let cue = words(text, statement.cue.as_ref()).to_lowercase();
    vec![
        ("cue", if cue.is_empty() { "(none)".to_owned() } else { cue }),
        ("kind", statement.kind.clone().unwrap_or_else(|| "(not given)".to_owned())),
        ("length", length.to_owned()),
        ("order", order(statement)),
        ("position", position(text, statement)),
    ]
}

/// Where in the document the content begins.
fn position(text: &[char], statement: &PredictedStatement) -> String {
    let start = spans(statement.content.as_ref()).map(|(start, _)| *start).min().unwrap_or(0);
    let part = start * 4 / text.len().max(1);
    ["first quarter", "second quarter", "third quarter", "last quarter"][part.min(3)].to_owned()
}

/// What sort of mention the speaker is, judged by its letters.
fn source(text: &[char], statement: &PredictedStatement) -> &'static str {
    let mention = words(text, statement.speaker.as_ref());
    let pronouns = ["he", "she", "they", "it", "i", "we", "you", "who", "which", "one", "that"];
    let mut named = mention.split(' ').filter(|word| word.starts_with(char::is_uppercase));
    if mention.is_empty() {
        "none"
    } else if pronouns.contains(&mention.to_lowercase().as_str()) {
        "pronoun"
    } else if named.next_back().is_some_and(|word| !["The", "A", "An"].contains(&word)) {
        "name"
    } else {
        "description"
    }
}

/// Which of speaker, cue and content comes first.
fn order(statement: &PredictedStatement) -> String {
    let first = |letter, role: Option<&Vec<(usize, usize)>>| {
        spans(role).map(|span| span.0).min().map(|at| (at, letter))
    };
    let mut parts: Vec<(usize, &str)> = [
        first("speaker", statement.speaker.as_ref()),
        first("cue", statement.cue.as_ref()),
        first("content", statement.content.as_ref()),
    ]
    .into_iter()
    .flatten()
    .collect();
    parts.sort();
    parts.into_iter().map(|(_, letter)| letter).collect::<Vec<_>>().join("-")
}

fn confusion(
    sort: &str,
    gold: Option<&GoldStatement>,
    found: Option<&PredictedStatement>,
) -> Vec<(&'static str, String)> {
    let (Some(gold), Some(found)) = (gold, found) else { return vec![] };
    let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| "(none)".to_owned());
    match sort {
        "stance" => {
            vec![("confusion", format!("{} ← {}", or_none(&gold.common.label), or_none(&found.label)))]
        }
        _ => vec![],
    }
}

fn shown(
    document: &str,
    text: &[char],
    gold: Option<&GoldStatement>,
    found: Option<&PredictedStatement>,
) -> String {
    let side = |statement: &PredictedStatement| {
        let content: String = words(text, statement.content.as_ref()).chars().take(120).collect();
        format!(
            "[{}] {} ({}) {}: {content}",
            words(text, statement.speaker.as_ref()),
            statement.speaker_name.as_deref().unwrap_or("?"),
            words(text, statement.cue.as_ref()),
            statement.label.as_deref().unwrap_or("?"),
        )
    };
    match (gold.map(|gold| side(&gold.common)), found.map(side)) {
        (Some(gold), Some(found)) => format!("{document}\n      gold  {gold}\n      found {found}"),
        (Some(only), None) | (None, Some(only)) => format!("{document} {only}"),
        (None, None) => document.to_owned(),
    }
}

fn spans(role: Option<&Vec<(usize, usize)>>) -> impl Iterator<Item = &(usize, usize)> {
    role.into_iter().flatten()
}

/// The words of a role on one line.
fn words(text: &[char], role: Option<&Vec<(usize, usize)>>) -> String {
    let part =
        |(start, end): &(usize, usize)| text.get(*start..*end).unwrap_or_default().iter().collect::<String>();
    let parts: Vec<String> = spans(role).map(part).collect();
    parts.join(" … ").split_whitespace().collect::<Vec<_>>().join(" ")
}
