//! Counts as figures.

use super::tally::Counts;
use serde::{Serialize, Serializer};

/// A figure of the report.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(untagged)]
pub enum Figure {
    /// Between 0 and 1.
    Share(f64),
    /// Several shares that belong together.
    Shares(Vec<f64>),
    /// A share for each label.
    ByLabel(#[serde(serialize_with = "as_map")] Vec<(String, f64)>),
    /// A plain number.
    Count(u64),
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = |share: &f64| format!("{:.1}", 100.0 * share);
        match self {
            Figure::Share(share) => f.write_str(&percent(share)),
            Figure::Shares(shares) => {
                f.write_str(&shares.iter().map(percent).collect::<Vec<_>>().join(" / "))
            }
            Figure::ByLabel(shares) => {
                let labelled = |(label, share): &(String, f64)| format!("{label} {}", percent(share));
                f.write_str(&shares.iter().map(labelled).collect::<Vec<_>>().join(", "))
            }
            Figure::Count(count) => write!(f, "{count}"),
        }
    }
}

/// A list of pairs as a JSON object, in its order.
///
/// # Errors
/// When the serializer fails.
pub fn as_map<S: Serializer, V: Serialize>(pairs: &[(String, V)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(key, value)| (key, value)))
}

/// The figures of a collection, in the order in which they are printed.
pub fn report(counts: &Counts) -> Vec<(String, Figure)> {
    let mut figures = vec![];
    let mut put = |name: &str, figure| figures.push((name.to_owned(), figure));
    let against_all = |name| measures(counts.get(name), counts.get("pred"), counts.get("gold"));
    put("statement P/R/F", Figure::Shares(against_all("hit").to_vec()));
    put("exact F", Figure::Share(against_all("exact")[2]));
    put("triple F", Figure::Share(against_all("triple")[2]));
    let recall =
        |kind: &str| share(counts.get(&format!("hit_{kind}")), counts.get(&format!("gold_{kind}")).max(1));
    put("recall direct/mixed/indirect", Figure::Shares(["direct", "mixed", "indirect"].map(recall).to_vec()));
    for role in ["content", "cue", "speaker"] {
        let count = |what| counts.get(&format!("span_{role}_{what}"));
        let [_, _, f] = measures(count("hit"), count("pred"), count("gold"));
        put(&format!("span F {role}"), Figure::Share(f));
    }
    accuracy(counts, "mention", "speaker mention acc", &mut put);
    accuracy(counts, "name", "speaker name acc", &mut put);
    if counts.get("name") > 0 {
        put("speaker name end-to-end", Figure::Share(share(counts.get("name_ok"), counts.get("gold"))));
        for sort in ["name", "pronoun", "description", "none"] {
            let (right, all) = (counts.get(&format!("name_ok_{sort}")), counts.get(&format!("name_{sort}")));
            if all > 0 {
                put(&format!("speaker name acc, {sort}"), Figure::Share(share(right, all)));
            }
        }
    }
    stance(counts, &mut put);
    for field in ["polarity", "kind", "target", "condition", "consequence", "relays"] {
        accuracy(counts, field, &format!("{field} acc"), &mut put);
    }
    put("boilerplate false positives", Figure::Count(counts.get("fp_boilerplate")));
    put("gold", Figure::Count(counts.get("gold")));
    put("predicted", Figure::Count(counts.get("pred")));
    figures
}

fn accuracy(counts: &Counts, name: &str, title: &str, put: &mut impl FnMut(&str, Figure)) {
    if counts.get(name) > 0 {
        put(title, Figure::Share(share(counts.get(&format!("{name}_ok")), counts.get(name))));
    }
}

fn stance(counts: &Counts, put: &mut impl FnMut(&str, Figure)) {
    if counts.get("stance") == 0 {
        return;
    }
    put("stance strict acc", Figure::Share(share(counts.get("stance_ok"), counts.get("stance"))));
    put("stance lenient acc", Figure::Share(share(counts.get("stance_lenient"), counts.get("stance"))));
    put("stance strict end-to-end", Figure::Share(share(counts.get("stance_ok"), counts.get("gold"))));
    let f_of = |label: &str| {
        let count = |what: &str| counts.get(&format!("L{what}_{label}"));
        (label.to_owned(), share(2 * count("h"), (count("g") + count("p")).max(1)))
    };
    let by_label: Vec<(String, f64)> = counts.names_after("Lg_").map(f_of).collect();
    let sum: f64 = by_label.iter().map(|(_, f)| f).sum();
    put("stance macro-F1", Figure::Share(sum / by_label.len() as f64));
    put("stance F1", Figure::ByLabel(by_label));
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Precision, recall and their harmonic mean.
fn measures(hits: u64, predicted: u64, gold: u64) -> [f64; 3] {
    let (p, r) = (share(hits, predicted), share(hits, gold));
    [p, r, if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }]
}
