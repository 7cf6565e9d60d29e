//! Which closed list of words a word is on.
//!
//! The lists stand in `data/people/words.tsv`, one a line; they are read once.

use rustc_hash::FxHashSet as HashSet;
use std::sync::LazyLock;

/// A list, by what its words have in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum List {
    /// Days of the week and months.
    Calendar,
    /// Small words inside a name: de, bin, von.
    Particle,
    /// Words that a capital does not make a name, in lower case.
    Function,
    /// Numbers with a capital.
    Number,
    /// Subjects of ministries and parts of offices, in lower case.
    Field,
    /// Verbs that only somebody who speaks stands beside.
    Speech,
    /// Words that make a stretch a clause rather than an apposition.
    Clause,
    /// Nouns for outlets, in lower case.
    OutletNoun,
    /// Last words of the names of papers.
    Paper,
    /// Titles without which a single name is not enough.
    KeptTitle,
    /// Titles that stand within names too: Nadir Shah Bugti.
    TitleInNames,
    /// Letters after a name: KC, MP, PhD.
    PostNominal,
    /// What follows "His" and "Her" when a person is honoured.
    Honorific,
    /// Words that start what only qualifies a noun.
    Preposition,
    /// Participles that do so.
    Participle,
    /// Bodies that every state has.
    GeneralBody,
    /// Writings that speak for their authors, in lower case.
    Document,
    /// Verbs after which "to" names an outlet.
    Confiding,
    /// Participles after which "by" names who passes words on.
    PassingOn,
    /// Verbs of those who report what others said, besides those of speech.
    Reporting,
    /// Words at which the name of a source ends.
    SourceEnd,
    /// Stems of verbs whose object is the one spoken to.
    Telling,
    /// Stems of nouns for those who are spoken to.
    Hearer,
    /// Words in lower case at which a noun phrase ends.
    PhraseEnd,
    /// Verbs before whom an outlet cites.
    Citing,
    /// Verbs of what one says to another, in the past and the present.
    Utterance,
    /// Adjectives and verbs before an infinitive that say how somebody stands.
    Mood,
    /// Nouns for what somebody tells of an event.
    Account,
    /// How the names of agencies and papers end, in lower case.
    OutletEnding,
    /// First words of the names of broadcasters and agencies.
    OutletOpening,
    /// Words that join a sentence to the one before, in lower case.
    Conjunction,
    /// Verbs that stand mostly in a finite form, as counted in tagged news, in lower case.
    FiniteVerb,
    /// Words that stand for somebody or something named elsewhere, in lower case.
    StandIn,
    /// Adverbs and joining words at which a noun phrase ends, in lower case.
    LooseAdverb,
    /// Articles and possessives before a noun, in lower case.
    Article,
    /// Words that may stand before a noun and otherwise stand for one, in lower case.
    Quantifier,
    /// Words that are nobody's name when they stand alone with a capital, in lower case.
    NoName,
    /// How nouns end that only a person bears.
    PersonEnding,
    /// What a state or a party has, not the person who leads it, in lower case.
    StateBody,
    /// Participles between a writing and "by" whose it is.
    Making,
    /// Members of parties.
    Partisan,
    /// What somebody has with an outlet.
    Talk,
}

/// Every list with its name in the file, in the order of [`List`].
const NAMES: [(List, &str); 42] = [
    (List::Calendar, "calendar"),
    (List::Particle, "particle"),
    (List::Function, "function"),
    (List::Number, "number"),
    (List::Field, "field"),
    (List::Speech, "speech"),
    (List::Clause, "clause"),
    (List::OutletNoun, "outlet noun"),
    (List::Paper, "paper"),
    (List::KeptTitle, "kept title"),
    (List::TitleInNames, "title in names"),
    (List::PostNominal, "post-nominal"),
    (List::Honorific, "honorific"),
    (List::Preposition, "preposition"),
    (List::Participle, "participle"),
    (List::GeneralBody, "general body"),
    (List::Document, "document"),
    (List::Confiding, "confiding"),
    (List::PassingOn, "passing on"),
    (List::Reporting, "reporting"),
    (List::SourceEnd, "source end"),
    (List::Telling, "telling"),
    (List::Hearer, "hearer"),
    (List::PhraseEnd, "phrase end"),
    (List::Citing, "citing"),
    (List::Utterance, "utterance"),
    (List::Mood, "mood"),
    (List::Account, "account"),
    (List::OutletEnding, "outlet ending"),
    (List::OutletOpening, "outlet opening"),
    (List::Conjunction, "conjunction"),
    (List::FiniteVerb, "finite verb"),
    (List::StandIn, "stand-in"),
    (List::LooseAdverb, "loose adverb"),
    (List::Article, "article"),
    (List::Quantifier, "quantifier"),
    (List::NoName, "no name"),
    (List::PersonEnding, "person ending"),
    (List::StateBody, "state body"),
    (List::Making, "making"),
    (List::Partisan, "partisan"),
    (List::Talk, "talk"),
];

impl List {
    /// Whether `word` is on the list, letter by letter.
    pub fn holds(self, word: &str) -> bool {
        self.all().contains(word)
    }

    fn all(self) -> &'static HashSet<&'static str> {
        static LISTS: LazyLock<Vec<HashSet<&str>>> = LazyLock::new(read);
        &LISTS[self as usize]
    }

    /// The words of the list, in no order.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        self.all().iter().copied()
    }

    /// Whether the list holds `word` in lower case.
    pub fn holds_lower(self, word: &str) -> bool {
        self.holds(&word.to_lowercase())
    }
}

fn read() -> Vec<HashSet<&'static str>> {
    let lines = || include_str!("../../data/people/words.tsv").lines().filter(|line| !line.starts_with('#'));
    let of = |name: &str| {
        let line = lines().filter_map(|line| line.split_once('\t')).find(|(key, _)| *key == name);
        line.map_or("", |(_, words)| words).split(' ').collect()
    };
    NAMES.iter().map(|(_, name)| of(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_words_and_stands_in_its_place() {
        for (place, (list, name)) in NAMES.iter().enumerate() {
            assert_eq!(*list as usize, place, "{name}");
            assert!(read()[place].len() > 2, "{name}");
        }
    }

    #[test]
    fn words_are_told_apart_by_case() {
        assert!(List::Calendar.holds("Monday") && !List::Calendar.holds("monday"));
        assert!(List::OutletNoun.holds_lower("Newspaper") && !List::OutletNoun.holds("Newspaper"));
    }
}
