//! What is known of the world's names beforehand: states, roles, titles, outlets, organisations, first names.
//!
//! The lists and their licences stand in `data/people`; every one is a hint that an article may overrule.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};
use std::sync::LazyLock;

/// The lists in the program.
mod read;

/// Male, female, or not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Gender {
    /// No hint.
    #[default]
    Unknown,
    /// He.
    Male,
    /// She.
    Female,
}

/// Somebody known by office, so that a bare surname may be completed.
#[derive(Clone, Copy, Debug)]
pub struct Office {
    /// First and last name.
    pub name: &'static str,
    /// "foreign minister"
    pub role: &'static str,
    /// State or organisation.
    pub state: &'static str,
    /// He or she.
    pub gender: Gender,
}

/// All lists, keyed in lower case.
pub struct Gazetteer {
    /// Every word for a state (name, capital, metonym, adjective) and the state's own name.
    states: HashMap<String, &'static str>,
    /// Those of them that are adjectives or inhabitants.
    adjectives: HashSet<String>,
    /// Those of them that are a capital or a seat, not the state's name.
    metonyms: HashSet<String>,
    roles: HashMap<&'static str, (&'static str, Gender)>,
    kinds: HashMap<&'static str, Vec<&'static str>>,
    titles: HashMap<String, Gender>,
    outlets: HashMap<String, &'static str>,
    /// Single words that make a name an organisation's.
    organisation_words: HashSet<&'static str>,
    organisations: HashSet<String>,
    first_names: HashMap<String, Gender>,
    /// Ends of first names with how many men and women bear such a name.
    endings: HashMap<String, (u32, u32)>,
    offices: HashMap<String, Vec<Office>>,
}

/// The gazetteer of this build.
pub fn gazetteer() -> &'static Gazetteer {
    static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(read::read);
    &GAZETTEER
}

impl Gazetteer {
    /// The state that a word or phrase stands for: "Kyiv", "Ukrainian" and "Ukraine" are Ukraine.
    pub fn state(&self, phrase: &str) -> Option<&'static str> {
        self.states.get(&phrase.to_lowercase()).copied()
    }

    /// Whether a phrase stands for a state without being its name: "Moscow", "the Kremlin".
    pub fn is_metonym(&self, phrase: &str) -> bool {
        self.metonyms.contains(&phrase.to_lowercase())
    }

    /// Whether a word is a state's adjective or an inhabitant, singular or plural.
    pub fn is_adjective(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.adjectives.contains(&word)
            || word.strip_suffix('s').is_some_and(|singular| self.adjectives.contains(singular))
    }

    /// Class and gender of a noun for an office or a profession, singular or plural.
    pub fn role(&self, word: &str) -> Option<(&'static str, Gender)> {
        let word = word.to_lowercase();
        let found = self.roles.get(word.as_str());
        let found = found.or_else(|| self.roles.get(word.strip_suffix('s')?));
        // "deputy-minister", "ex-president"
        let office = |word: &str| {
            word.rsplit_once('-')
                .map(|(first, last)| if last == "general" { first.to_string() } else { last.to_string() })
        };
        found.or_else(|| self.roles.get(office(&word)?.as_str())).copied()
    }

    /// Whether a description with this head noun may stand for somebody of that class.
    pub fn may_stand_for(&self, head: &str, class: &str) -> bool {
        let head = head.to_lowercase();
        self.kinds.get(head.as_str()).is_some_and(|classes| classes.contains(&class))
    }

    /// Whether a word is a form of address or a rank, and the gender it shows.
    pub fn title(&self, word: &str) -> Option<Gender> {
        self.titles.get(word).or_else(|| self.titles.get(&capitalised(word)?)).copied()
    }

    /// The outlet of this name.
    pub fn outlet(&self, name: &str) -> Option<&'static str> {
        let name = name.to_lowercase();
        let bare = name.strip_prefix("the ").unwrap_or(&name);
        self.outlets.get(&name).or_else(|| self.outlets.get(bare)).copied()
    }

    /// Whether a word makes the name it belongs to an organisation's.
    pub fn is_organisation_word(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.organisation_words.contains(word.as_str())
            || word.strip_suffix('s').is_some_and(|singular| self.organisation_words.contains(singular))
    }

    /// Whether a name is a known organisation's.
    pub fn is_organisation(&self, name: &str) -> bool {
        self.organisations.contains(&name.to_lowercase()) || self.outlet(name).is_some()
    }

    /// Gender of a first name; `None` when it is not known as one.
    pub fn first_name(&self, word: &str) -> Option<Gender> {
        let word = word.to_lowercase();
        let parts = || word.split('-').next().and_then(|first| self.first_names.get(first));
        self.first_names.get(&word).or_else(parts).copied()
    }

    /// What the end of a first name makes likely: "Solvita" is a woman's like Rita and Anita.
    pub fn guess(&self, first_name: &str) -> Gender {
        let name = first_name.to_lowercase();
        for length in [4, 3, 2, 1] {
            let Some((men, women)) = ending(&name, length).and_then(|ending| self.endings.get(ending)) else {
                continue;
            };
            if men + women < 4 {
                continue;
            }
            return match (f64::from(*men), f64::from(*women)) {
                (men, women) if men > 4.0 * women => Gender::Male,
                (men, women) if women > 4.0 * men => Gender::Female,
                _ => Gender::Unknown,
            };
        }
        Gender::Unknown
    }

    /// Office-holders of this surname.
    pub fn offices(&self, surname: &str) -> &[Office] {
        self.offices.get(&surname.to_lowercase()).map_or(&[], Vec::as_slice)
    }
}

/// The last characters of a word, when it has more than so many.
fn ending(word: &str, length: usize) -> Option<&str> {
    let (at, _) = word.char_indices().rev().nth(length - 1)?;
    (at > 0).then(|| &word[at..])
}

/// "PRESIDENT" as "President"; `None` for anything else.
fn capitalised(word: &str) -> Option<String> {
    let mut characters = word.chars();
    let first = characters.next()?;
    let rest = characters.as_str();
    let shouted = !rest.is_empty() && !rest.chars().any(char::is_lowercase);
    shouted.then(|| first.to_string() + &rest.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_world() {
        let gazetteer = gazetteer();
        assert_eq!(gazetteer.state("Kiev"), Some("Ukraine"));
        assert_eq!(gazetteer.state("the Kremlin").or(gazetteer.state("Kremlin")), Some("Russia"));
        assert!(gazetteer.is_adjective("Russians") && !gazetteer.is_adjective("Moscow"));
        assert_eq!(gazetteer.role("Spokeswoman"), Some(("spk", Gender::Female)));
        assert_eq!(gazetteer.role("vice-ministers").map(|role| role.0), Some("min"));
        assert_eq!(gazetteer.title("DAME"), Some(Gender::Female));
        assert_eq!(gazetteer.first_name("Yuri"), Some(Gender::Male));
        assert_eq!(gazetteer.first_name("Andrea"), Some(Gender::Unknown));
        assert!(gazetteer.may_stand_for("diplomat", "min") && !gazetteer.may_stand_for("diplomat", "jur"));
        assert_eq!(gazetteer.offices("Peskov")[0].name, "Dmitry Peskov");
        assert_eq!(gazetteer.outlet("the new york times"), Some("The New York Times"));
    }
}
