//! Who is named in an article: persons, organisations, states, each with every mention.
//!
//! Names that share words are one figure ("Yuri Ushakov", "Ushakov", "Mr Ushakov"); its name is the fullest form.
//! Titles before a name and appositions beside it give role, affiliation and gender.

use super::gazetteer::{Gazetteer, Gender, gazetteer};
use super::name::{self, Name, Sort, phrase};
use super::parsed::Parsed;
use crate::annotate::analysis::{Person, PersonSort};
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

/// Names of one bearer.
mod group;

/// The fullest form.
mod canonical;

pub use canonical::{cased, places_of};

/// First names that stand in capitals alone.
mod capitals;

/// Role, affiliation, gender.
mod apposition;

/// Everybody and everything named in an article.
pub struct Cast {
    /// The named, in the order of their first mention.
    pub figures: Vec<Figure>,
    /// Every name in the text.
    pub names: Vec<Name>,
    /// For each name the number of its figure; `None` for places and things.
    pub figure_of: Vec<Option<usize>>,
    /// Figures whose names have several words, by the last one in lower case, and by the last one before "of".
    by_last_word: HashMap<String, Vec<usize>>,
    /// Names of states and of whatever else is no person and no organisation.
    places: HashSet<Rc<str>>,
}

/// Somebody or something named.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The fullest form in the article.
    pub name: Rc<str>,
    /// Person, organisation or state.
    pub sort: PersonSort,
    /// As titles, roles or the first name show it.
    pub gender: Gender,
    /// Tokens of each mention, in order.
    pub mentions: Vec<Range<usize>>,
    /// Office or profession as the article words it.
    pub role: Option<Range<usize>>,
    /// Words of every title, office and apposition, in lower case.
    pub role_words: Vec<String>,
    /// Nouns that head them.
    pub role_heads: Vec<String>,
    /// To what the figure belongs.
    pub affiliation: Option<Rc<str>>,
    /// The known state among its titles and appositions.
    pub state: Option<&'static str>,
}

impl Cast {
    /// The names that lie within some tokens.
    pub fn names_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = (usize, &Name)> {
        let first = self.names.partition_point(|name| name.tokens.start < tokens.start);
        let end = tokens.end;
        self.names[first..]
            .iter()
            .enumerate()
            .map(move |(at, name)| (first + at, name))
            .take_while(move |(_, name)| name.tokens.end <= end)
    }

    /// The end of the name that goes on beyond a token; the token itself where none does.
    pub fn end_of_name(&self, token: usize) -> usize {
        let place = self.names.partition_point(|name| name.tokens.start < token);
        let last = place.checked_sub(1).map(|last| &self.names[last].tokens);
        last.filter(|tokens| tokens.contains(&token)).map_or(token, |tokens| tokens.end)
    }

    /// The person that a name stands for.
    pub fn person_of(&self, name: usize) -> Option<usize> {
        self.figure_of[name].filter(|figure| self.figures[*figure].sort == PersonSort::Person)
    }

    /// Figures whose names are longer and end in `word`, or have it before "of", in the order of their first mention.
    pub fn longer(&self, word: &str) -> &[usize] {
        self.by_last_word.get(&word.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// Whether the article names a place so.
    pub fn names_place(&self, place: &str) -> bool {
        self.places.contains(place)
    }

    /// The one person whose name, or the end of whose name, some words are: in headlines no names are seen.
    pub fn person_called(&self, words: &str) -> Option<usize> {
        let tail = format!(" {words}");
        let is_called = |number: &usize| {
            let figure = &self.figures[*number];
            figure.sort == PersonSort::Person && (*figure.name == *words || figure.name.ends_with(&tail))
        };
        let mut called =
            self.longer(words.rsplit(' ').next().unwrap_or("")).iter().copied().filter(is_called);
        called.next().filter(|_| called.next().is_none())
    }

    /// Everybody named outside page chrome, most mentioned first.
    pub fn people(&self, parsed: &Parsed) -> Vec<Person> {
        let mut people: Vec<Person> = self.figures.iter().map(|figure| person(parsed, figure)).collect();
        people.retain(|person| !person.mentions.is_empty());
        people.sort_by_key(|person| std::cmp::Reverse(person.mentions.len()));
        people
    }
}

fn person(parsed: &Parsed, figure: &Figure) -> Person {
    let spans = figure.mentions.iter().map(|tokens| parsed.span_of(tokens.clone()));
    Person {
        name: figure.name.clone(),
        sort: figure.sort,
        role: figure.role.clone().map(|role| phrase(parsed, &role).into()),
        affiliation: figure.affiliation.clone(),
        mentions: spans.filter(|span| !parsed.is_boilerplate(span.start())).collect(),
    }
}

/// The cast of an article; `speakers` are mentions of those who speak in it, as far as they are known.
pub fn cast(parsed: &Parsed, speakers: &[Span]) -> Cast {
    let lists = gazetteer();
    let names = name::names(parsed, speakers);
    let mut figure_of = vec![None; names.len()];
    let groups = [group::persons(parsed, lists, &names), group::others(parsed, lists, &names)].concat();
    let capitals = capitals::Capitals::new(parsed, lists);
    let figure = |group: Vec<usize>| {
        let figure = figure(parsed, lists, &names, &group);
        let is_short = figure.sort == PersonSort::Person && !figure.name.contains(' ');
        let full = capitals.full(&figure.name).filter(|_| is_short);
        (group, Figure { name: full.map_or(figure.name.clone(), Rc::from), ..figure })
    };
    // Whom the lists complete may stand in the article in full as well.
    let mut by_name: HashMap<(Rc<str>, bool), Vec<usize>> = HashMap::new();
    for (group, figure) in groups.into_iter().map(figure) {
        by_name.entry((figure.name, figure.sort == PersonSort::Person)).or_default().extend(group);
    }
    let whole = |mut group: Vec<usize>| {
        group.sort_unstable();
        figure(group)
    };
    let mut figures: Vec<(Vec<usize>, Figure)> = by_name.into_values().map(whole).collect();
    figures.sort_by_key(|(group, _)| group[0]);
    for (number, (group, _)) in figures.iter().enumerate() {
        for name in group {
            figure_of[*name] = Some(number);
        }
    }
    let figures: Vec<Figure> = figures.into_iter().map(|(_, figure)| figure).collect();
    let mut by_last_word: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, figure) in figures.iter().enumerate() {
        let before = [" of ", " for "].iter().find_map(|link| Some(figure.name.split_once(link)?.0));
        let head = before.map(|before| before.rsplit(' ').next().unwrap_or(before));
        let last = figure.name.rsplit_once(' ').map(|(_, last)| last);
        for word in last.into_iter().chain(head) {
            by_last_word.entry(word.to_lowercase()).or_default().push(number);
        }
    }
    let is_place = |figure: &&Figure| figure.sort == PersonSort::State;
    let places = figures.iter().filter(is_place).map(|figure| figure.name.clone()).collect();
    Cast { figures, names, figure_of, by_last_word, places }
}

fn figure(parsed: &Parsed, lists: &Gazetteer, names: &[Name], group: &[usize]) -> Figure {
    let first = &names[group[0]];
    let sort = match first.sort {
        Sort::Person => PersonSort::Person,
        Sort::Organisation => PersonSort::Organisation,
        Sort::State | Sort::Other => PersonSort::State,
    };
    let mentions = group.iter().map(|number| names[*number].tokens.clone()).collect();
    let name = match sort {
        PersonSort::Person => canonical::canonical(parsed, lists, names, group),
        _ => canonical::of_body(parsed, lists, names, group),
    };
    let mut figure = Figure {
        name: name.into(),
        sort,
        gender: Gender::Unknown,
        mentions,
        role: None,
        role_words: vec![],
        role_heads: vec![],
        affiliation: None,
        state: if sort == PersonSort::State { lists.state(&phrase(parsed, &first.tokens)) } else { None },
    };
    if sort == PersonSort::Person {
        for number in group {
            apposition::describe(parsed, lists, &names[*number], &mut figure);
        }
        apposition::complete_from_offices(lists, &mut figure);
    }
    figure
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures as `name (role, affiliation) n`, in order of first mention.
    fn check(text: &str, expected: &str) {
        let parsed = Parsed::new(text);
        let cast = cast(&parsed, &[]);
        let found: Vec<String> = cast
            .figures
            .iter()
            .map(|figure| {
                let role = figure.role.clone().map(|role| phrase(&parsed, &role)).unwrap_or_default();
                let affiliation = figure.affiliation.as_deref().unwrap_or("");
                format!(
                    "{} ({role}; {affiliation}; {:?}) {}",
                    figure.name,
                    figure.gender,
                    figure.mentions.len()
                )
            })
            .collect();
        assert_eq!(found.join(" | "), expected);
    }

    #[test]
    fn parts_join_the_whole() {
        check(
            "“No,” said Yuri Ushakov, a Kremlin adviser. Ushakov left. Mr Ushakov was late.",
            "Yuri Ushakov (Kremlin adviser; Russia; Male) 3 | Kremlin (; ; Unknown) 1",
        );
    }

    #[test]
    fn the_fullest_form_names_the_figure() {
        check(
            "Deputy Minister Arkady V. Molchin spoke. Molchin left. MOLCHIN: Never.",
            "Arkady V. Molchin (Deputy Minister; ; Male) 3",
        );
        check(
            "BRIEFING BY SPOKESMAN MARK OTO\n\nMR. OTO: Never again.",
            "BRIEFING (; ; Unknown) 1 | Mark Oto (SPOKESMAN; ; Male) 2",
        );
        check("The minister, Graça Teixeira, said no.", "Graça Teixeira (minister; ; Unknown) 1");
    }
}
