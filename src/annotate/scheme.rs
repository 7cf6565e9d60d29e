//! Which stance labels there are, how to tell them apart, and what labels of other schemes mean among them.

use super::{Annotated, Annotations, Label, Polarity, Stance};
use crate::order;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A set of stance labels, in the order in which their tests are asked.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Scheme {
    /// Key of the scheme, as exports give it.
    pub id: Rc<str>,
    /// Name shown to people.
    pub name: Rc<str>,
    /// Labels in the order of their tests.
    pub labels: Vec<SchemeLabel>,
    /// What labels of other schemes are in this one; the engine speaks the default scheme, and older decisions
    /// the one of their time. Nothing instead of a label: the one of the statement's polarity.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mapping: Vec<(Label, Option<Label>)>,
}

/// One label of a scheme.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SchemeLabel {
    /// Key in exports.
    pub label: Label,
    /// Shown as, so that "speaker … target" reads as a sentence.
    pub shown: Rc<str>,
    /// Key that sets it.
    pub key: char,
    /// The coarse act.
    pub act: Rc<str>,
    /// Hue in the page, one of [`HUES`]; that of the coarse act when empty.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub colour: Rc<str>,
    /// What it means.
    pub definition: Rc<str>,
    /// How to tell.
    pub test: Rc<str>,
    /// Examples of it, one a line.
    pub example: Rc<str>,
    /// The attitude it mostly carries.
    pub polarity: Polarity,
}

/// The coarse acts; each is a family of hue in the page.
pub const ACTS: [&str; 5] = ["coercive", "directive", "blame", "cooperative", "neutral"];

/// Every hue that the page can show, with enough contrast in both themes: those of the acts, and five more.
pub const HUES: [&str; 10] =
    ["coercive", "directive", "blame", "cooperative", "neutral", "blue", "teal", "pink", "olive", "brown"];

impl SchemeLabel {
    /// Its hue in the page.
    pub fn hue(&self) -> &Rc<str> {
        if self.colour.is_empty() { &self.act } else { &self.colour }
    }
}

impl Scheme {
    /// The default scheme, read from `data/scheme.json`.
    pub fn default_scheme() -> Scheme {
        serde_json::from_str(include_str!("../../data/scheme.json")).expect("data/scheme.json is well formed")
    }

    /// The schemes that come with the page, the default one first.
    pub fn builtin() -> [Scheme; 3] {
        let read = |text| serde_json::from_str(text).expect("data/schemes/ is well formed");
        [
            Scheme::default_scheme(),
            read(include_str!("../../data/schemes/polarity.json")),
            read(include_str!("../../data/schemes/acts.json")),
        ]
    }

    /// The entry of `label`.
    pub fn entry(&self, label: &Label) -> Option<&SchemeLabel> {
        self.labels.iter().find(|entry| entry.label == *label)
    }

    /// What `label` is in this scheme, on a statement of this polarity. One that has no place keeps its name.
    pub fn resolve(&self, label: &Label, polarity: Polarity) -> Label {
        if self.entry(label).is_some() {
            return label.clone();
        }
        let by_polarity = || self.labels.iter().find(|entry| entry.polarity == polarity);
        let home = match self.mapping.iter().find(|(from, _)| from == label) {
            Some((_, Some(to))) => self.entry(to),
            Some((_, None)) => by_polarity(),
            None => None,
        };
        home.map_or_else(|| label.clone(), |entry| entry.label.clone())
    }

    /// Reads every label of `annotations` as one of this scheme.
    pub fn relabel(&self, annotations: &mut Rc<Annotations>) {
        if self.mapping.is_empty() {
            return;
        }
        let own = order::set(self.labels.iter().map(|entry| &entry.label));
        let is_other = |entry: &Annotated| {
            let stance = &entry.statement.stance;
            !own.contains(&stance.label) || stance.ranking.iter().any(|(label, _)| !own.contains(label))
        };
        Annotations::change_entries(annotations, is_other, |entry| self.restate(&mut entry.statement.stance));
    }

    fn restate(&self, stance: &mut Stance) {
        stance.label = self.resolve(&stance.label, stance.polarity);
        let mut ranking: Vec<(Label, f32)> = vec![];
        for (label, probability) in &stance.ranking {
            let is_by_polarity = self.mapping.iter().any(|(from, to)| from == label && to.is_none());
            // Of a label that goes by polarity nobody knows how probable its polarities were.
            if is_by_polarity && self.entry(label).is_none() {
                continue;
            }
            let label = self.resolve(label, stance.polarity);
            match ranking.iter_mut().find(|(known, _)| *known == label) {
                Some((_, sum)) => *sum += probability,
                None => ranking.push((label, *probability)),
            }
        }
        order::sort_by(&mut ranking, |a, b| b.1.total_cmp(&a.1));
        stance.ranking = ranking;
    }

    /// What keeps it from being used, each in a sentence; nothing when it can be used.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = vec![];
        let mut say = |is: bool, sentence: String| {
            if is && !problems.contains(&sentence) {
                problems.push(sentence);
            }
        };
        say(self.name.trim().is_empty(), "The scheme needs a name.".into());
        say(self.labels.is_empty(), "A scheme needs a label.".into());
        for (idx, label) in self.labels.iter().enumerate() {
            let name = label.label.as_str();
            let others = || self.labels.iter().enumerate().filter(|(other, _)| *other != idx);
            let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
            say(name.is_empty(), "A label needs a name for exports.".into());
            say(!name.chars().all(is_plain), format!("{name}: letters, digits, _ and - alone make a name."));
            say(label.shown.trim().is_empty(), format!("{name} needs words to be shown."));
            say(others().any(|(_, other)| other.label == label.label), format!("{name} stands here twice."));
            let is_shared = others().any(|(_, other)| other.key == label.key);
            say(is_shared, format!("Two labels have the key {}.", label.key));
            say(!ACTS.contains(&&*label.act), format!("{name}: {} is no coarse act.", label.act));
            say(
                !HUES.contains(&&**label.hue()),
                format!("{name}: {} is no colour of the page.", label.colour),
            );
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Analysis, Statement, StatementId};
    use crate::text::Span;

    #[test]
    fn the_default_scheme_has_eleven_labels() {
        assert_eq!(Scheme::default_scheme().labels.len(), 11);
    }

    #[test]
    fn schemes_that_come_along_can_be_used_and_place_the_labels_of_all_others() {
        let schemes = Scheme::builtin();
        for scheme in &schemes {
            assert_eq!(scheme.problems(), Vec::<String>::new(), "{}", scheme.name);
        }
        for scheme in &schemes[1..] {
            for entry in &schemes[0].labels {
                let home = scheme.resolve(&entry.label, entry.polarity);
                assert!(scheme.entry(&home).is_some(), "{} has no place for {home:?}", scheme.name);
            }
        }
    }

    #[test]
    fn labels_of_other_schemes_are_read_as_its_own() {
        let mut statement = Statement::bare(StatementId(0), vec![Span::new(0, 1)]);
        statement.stance.label = Label::new("WARN");
        statement.stance.polarity = Polarity::Against;
        statement.stance.ranking =
            [("WARN", 0.5), ("DENY", 0.3), ("THREATEN", 0.2)].map(|(key, p)| (Label::new(key), p)).to_vec();
        let analysis = Rc::new(Analysis { statements: vec![statement], ..Analysis::empty() });
        let before = Rc::new(Annotations::of(&analysis));
        let check = |scheme: &Scheme, label: &str, ranking: &[&str]| {
            let mut after = before.clone();
            scheme.relabel(&mut after);
            let stance = &after.entries[0].statement.stance;
            let found: Vec<&str> = stance.ranking.iter().map(|(label, _)| label.as_str()).collect();
            assert_eq!((stance.label.as_str(), &found[..]), (label, ranking));
        };
        let [default, polarity, acts] = Scheme::builtin();
        check(&default, "WARN", &["WARN", "DENY", "THREATEN"]);
        check(&polarity, "AGAINST", &[]);
        check(&acts, "COERCIVE", &["COERCIVE", "BLAME"]);
    }

    #[test]
    fn what_cannot_be_told_apart_is_named() {
        let mut scheme = Scheme::default_scheme();
        scheme.labels[1].key = scheme.labels[0].key;
        scheme.labels[2].label = Label::new("NO WAY");
        let found = scheme.problems();
        assert_eq!(
            found,
            ["Two labels have the key t.", "NO WAY: letters, digits, _ and - alone make a name."]
        );
    }
}
