//! Counts of one document.

use super::gold::{GoldDocument, GoldStatement, PredictedStatement, Spans};
use super::kind::kind;
use super::pairing::{Sets, pair};
use super::tally::Counts;
use super::words::{WordSet, Words, fold, iou};
use std::collections::BTreeSet;

/// What went wrong with one statement.
#[derive(Clone, PartialEq, Debug)]
pub struct Error {
    /// `missed`, `spurious`, `boilerplate`, `speaker` or `stance`.
    pub sort: &'static str,
    /// Number of the gold statement among those with content, when there is one.
    pub gold: Option<usize>,
    /// Number of the prediction, when there is one.
    pub predicted: Option<usize>,
}

const ROLES: [&str; 3] = ["content", "cue", "speaker"];

/// Compares the predictions with the gold of one document.
pub fn score_document(document: &GoldDocument, predicted: &[PredictedStatement]) -> (Counts, Vec<Error>) {
    let words = Words::new(&document.text);
    let gold: Vec<GoldStatement> =
        statements_with_content(document).map(|it| trimmed_gold(&words, it)).collect();
    let predicted: Vec<PredictedStatement> = predicted.iter().map(|it| trimmed(&words, it)).collect();
    let mut judge = Judge {
        boilerplate: words.set(document.boilerplate.as_deref()),
        optional: words.set(document.optional.as_deref()),
        gold_sets: gold.iter().map(|it| sets(&words, &it.common)).collect(),
        predicted_sets: predicted.iter().map(|it| sets(&words, it)).collect(),
        ignored: BTreeSet::new(),
        counts: Counts::default(),
        errors: vec![],
        words,
        gold,
        predicted,
    };
    let pairs = pair(&judge.gold_sets, &judge.predicted_sets);
    judge.count_gold();
    judge.count_unpaired(&pairs);
    for (gold_idx, predicted_idx) in &pairs {
        judge.count_pair(*gold_idx, *predicted_idx);
    }
    judge.note_missed(&pairs);
    judge.count_spans();
    (judge.counts, judge.errors)
}

/// The gold statements that count; [`Error::gold`] numbers them.
pub fn statements_with_content(document: &GoldDocument) -> impl Iterator<Item = &GoldStatement> {
    document.statements.iter().filter(|it| it.common.content.as_ref().is_some_and(|spans| !spans.is_empty()))
}

fn trimmed(words: &Words, statement: &PredictedStatement) -> PredictedStatement {
    let content = words.without_that(statement.content.as_deref());
    PredictedStatement { content: Some(content), ..statement.clone() }
}

fn trimmed_gold(words: &Words, statement: &GoldStatement) -> GoldStatement {
    GoldStatement { common: trimmed(words, &statement.common), ..statement.clone() }
}

fn sets(words: &Words, statement: &PredictedStatement) -> Sets {
    Sets {
        content: words.set(statement.content.as_deref()),
        cue: words.set(statement.cue.as_deref()),
        speaker: words.set(statement.speaker.as_deref()),
    }
}

/// One document under comparison.
struct Judge {
    words: Words,
    gold: Vec<GoldStatement>,
    predicted: Vec<PredictedStatement>,
    gold_sets: Vec<Sets>,
    predicted_sets: Vec<Sets>,
    boilerplate: WordSet,
    optional: WordSet,
    /// Predictions that are neither rewarded nor punished.
    ignored: BTreeSet<usize>,
    counts: Counts,
    errors: Vec<Error>,
}

impl Judge {
    fn count_gold(&mut self) {
        for gold in self.gold.iter().filter(|gold| is_core(gold)) {
            self.counts.add("gold", 1);
            self.counts.add(&format!("gold_{}", kind(&self.words, gold)), 1);
        }
    }

    /// Predictions with a content word.
    fn kept(&self) -> Vec<usize> {
        (0..self.predicted.len()).filter(|idx| !self.predicted_sets[*idx].content.is_empty()).collect()
    }

    fn count_unpaired(&mut self, pairs: &[(usize, usize)]) {
        let paired: BTreeSet<usize> = pairs.iter().map(|pair| pair.1).collect();
        for predicted_idx in self.kept().into_iter().filter(|idx| !paired.contains(idx)) {
            let content = &self.predicted_sets[predicted_idx].content;
            let is_half =
                |of: &WordSet| content.intersection(of).count() as f64 >= 0.5 * content.len() as f64;
            let sort = if is_half(&self.optional) {
                self.ignored.insert(predicted_idx);
                continue;
            } else if is_half(&self.boilerplate) {
                self.counts.add("fp_boilerplate", 1);
                "boilerplate"
            } else {
                "spurious"
            };
            self.errors.push(Error { sort, gold: None, predicted: Some(predicted_idx) });
        }
    }

    fn count_pair(&mut self, gold_idx: usize, predicted_idx: usize) {
        match self.gold[gold_idx].tier.as_deref() {
            None | Some("core") => {
                self.count_hit(gold_idx, predicted_idx);
                self.count_name(gold_idx, predicted_idx);
                self.count_stance(gold_idx, predicted_idx);
                self.count_rest(gold_idx, predicted_idx);
            }
            Some("excluded") => {
                self.counts.add("fp_boilerplate", 1);
                let (gold, predicted) = (Some(gold_idx), Some(predicted_idx));
                self.errors.push(Error { sort: "boilerplate", gold, predicted });
            }
            Some(_) => {
                self.ignored.insert(predicted_idx);
            }
        }
    }

    fn count_hit(&mut self, gold_idx: usize, predicted_idx: usize) {
        let (gold, predicted) = (&self.gold_sets[gold_idx], &self.predicted_sets[predicted_idx]);
        let counts = &mut self.counts;
        counts.add("hit", 1);
        counts.add(&format!("hit_{}", kind(&self.words, &self.gold[gold_idx])), 1);
        counts.add("exact", u64::from(gold.content == predicted.content));
        let cue_fits =
            !gold.cue.is_disjoint(&predicted.cue) || (gold.cue.is_empty() && predicted.cue.is_empty());
        let (wanted, found) = (strong(&self.words, &gold.speaker), strong(&self.words, &predicted.speaker));
        let speaker_fits = if wanted.is_empty() { found.is_empty() } else { !wanted.is_disjoint(&found) };
        if !wanted.is_empty() {
            counts.try_it("mention", speaker_fits);
        }
        counts.add("triple", u64::from(cue_fits && speaker_fits));
    }

    fn count_name(&mut self, gold_idx: usize, predicted_idx: usize) {
        let gold = &self.gold[gold_idx];
        let Some(name) = given(gold.common.speaker_name.as_ref()) else { return };
        let found = fold(self.predicted[predicted_idx].speaker_name.as_deref());
        let is_right = fold(Some(name)) == found || gold.accept.iter().any(|name| fold(Some(name)) == found);
        let mention_type = given(gold.mention_type.as_ref()).unwrap_or("all");
        self.counts.try_it("name", is_right);
        self.counts.add(&format!("name_{mention_type}"), 1);
        self.counts.add(&format!("name_ok_{mention_type}"), u64::from(is_right));
        if !is_right {
            self.errors.push(Error { sort: "speaker", gold: Some(gold_idx), predicted: Some(predicted_idx) });
        }
    }

    fn count_stance(&mut self, gold_idx: usize, predicted_idx: usize) {
        let gold = &self.gold[gold_idx];
        let Some(wanted) = given(gold.common.label.as_ref()) else { return };
        let found = self.predicted[predicted_idx].label.as_deref().unwrap_or_default().to_uppercase();
        let is_right = wanted == found;
        self.counts.try_it("stance", is_right);
        self.counts.add("stance_lenient", u64::from(is_right || gold.alt.contains(&found)));
        self.counts.add(&format!("Lg_{wanted}"), 1);
        self.counts.add(&format!("Lp_{found}"), 1);
        self.counts.add(&format!("Lh_{wanted}"), u64::from(is_right));
        if !is_right {
            self.errors.push(Error { sort: "stance", gold: Some(gold_idx), predicted: Some(predicted_idx) });
        }
    }

    fn count_rest(&mut self, gold_idx: usize, predicted_idx: usize) {
        let (gold, predicted) = (&self.gold[gold_idx].common, &self.predicted[predicted_idx]);
        let (words, counts) = (&self.words, &mut self.counts);
        if let Some(polarity) = given(gold.polarity.as_ref()) {
            counts.try_it("polarity", predicted.polarity.as_deref() == Some(polarity));
        }
        if let Some(kind) = given(gold.kind.as_ref()) {
            counts.try_it("kind", predicted.kind.as_deref() == Some(kind));
        }
        for (name, wanted, found) in [
            ("condition", &gold.condition, &predicted.condition),
            ("consequence", &gold.consequence, &predicted.consequence),
        ] {
            if is_some(wanted) {
                counts.try_it(name, iou(&words.set(wanted.as_deref()), &words.set(found.as_deref())) >= 0.5);
            }
        }
        if let Some(name) = given(gold.target_name.as_ref()) {
            let touch =
                !words.set(gold.target.as_deref()).is_disjoint(&words.set(predicted.target.as_deref()));
            counts.try_it("target", touch || shares_a_word(name, predicted.target_name.as_deref()));
        }
        if let Some(relays) = gold.relays.as_ref().filter(|relays| !relays.is_empty()) {
            let folded =
                |names: &[String]| names.iter().map(|name| fold(Some(name))).collect::<BTreeSet<_>>();
            let found = folded(predicted.relays.as_deref().unwrap_or_default());
            counts.try_it("relays", folded(relays).is_subset(&found));
        }
    }

    fn note_missed(&mut self, pairs: &[(usize, usize)]) {
        let paired: BTreeSet<usize> = pairs.iter().map(|pair| pair.0).collect();
        for (gold_idx, _) in self.gold.iter().enumerate().filter(|(_, gold)| is_core(gold)) {
            if !paired.contains(&gold_idx) {
                self.errors.push(Error { sort: "missed", gold: Some(gold_idx), predicted: None });
            }
        }
    }

    fn count_spans(&mut self) {
        let counted: Vec<usize> = self.kept().into_iter().filter(|idx| !self.ignored.contains(idx)).collect();
        self.counts.add("pred", counted.len() as u64);
        for role in ROLES {
            let core = self.gold.iter().filter(|gold| is_core(gold));
            let wanted: BTreeSet<_> =
                core.flat_map(|gold| self.words.fragments(role_spans(&gold.common, role))).collect();
            let found: BTreeSet<_> = counted
                .iter()
                .flat_map(|idx| self.words.fragments(role_spans(&self.predicted[*idx], role)))
                .collect();
            self.counts.add(&format!("span_{role}_hit"), wanted.intersection(&found).count() as u64);
            self.counts.add(&format!("span_{role}_pred"), found.len() as u64);
            self.counts.add(&format!("span_{role}_gold"), wanted.len() as u64);
        }
    }
}

fn is_core(gold: &GoldStatement) -> bool {
    gold.tier.as_deref().is_none_or(|tier| tier == "core")
}

fn role_spans<'s>(statement: &'s PredictedStatement, role: &str) -> Option<&'s [(usize, usize)]> {
    match role {
        "content" => statement.content.as_deref(),
        "cue" => statement.cue.as_deref(),
        _ => statement.speaker.as_deref(),
    }
}

/// Python's truth: an empty string is as good as none.
pub fn given(value: Option<&String>) -> Option<&str> {
    value.map(String::as_str).filter(|value| !value.is_empty())
}

fn is_some(spans: &Option<Spans>) -> bool {
    spans.as_ref().is_some_and(|spans| !spans.is_empty())
}

/// Words too small to make two mentions the same.
const SMALL: [&str; 5] = ["the", "a", "an", "of", "s"];

fn strong(words: &Words, set: &WordSet) -> WordSet {
    set.iter().copied().filter(|idx| !SMALL.contains(&words.word(*idx))).collect()
}

fn shares_a_word(name: &str, other: Option<&str>) -> bool {
    let (name, other) = (fold(Some(name)), fold(other));
    let other: BTreeSet<&str> =
        other.split(' ').filter(|word| !SMALL.contains(word) && !word.is_empty()).collect();
    name.split(' ').any(|word| other.contains(word))
}
