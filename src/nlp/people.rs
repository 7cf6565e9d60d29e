//! Who is named in an article: persons, organisations, states, each with every mention.
//!
//! Names that share words are one figure ("Yuri Ushakov", "Ushakov", "Mr Ushakov"); its name is the fullest form.
//! Titles before a name and appositions beside it give role, affiliation and gender.

use super::gazetteer::{Gazetteer, Gender, gazetteer};
use super::name::{self, Name, Sort, phrase, words};
use super::parsed::Parsed;
use super::token::Shape;
use crate::annotate::analysis::{Person, PersonSort};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// Longest apposition looked at, in tokens.
const LONGEST_APPOSITION: usize = 16;

/// Everybody and everything named in an article.
pub struct Cast {
    /// The named, in the order of their first mention.
    pub figures: Vec<Figure>,
    /// Every name in the text.
    pub names: Vec<Name>,
    /// For each name the number of its figure; `None` for places and things.
    pub figure_of: Vec<Option<usize>>,
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

    /// The person that a name stands for.
    pub fn person_of(&self, name: usize) -> Option<usize> {
        self.figure_of[name].filter(|figure| self.figures[*figure].sort == PersonSort::Person)
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

/// The cast of an article.
pub fn cast(parsed: &Parsed) -> Cast {
    let lists = gazetteer();
    let names = name::names(parsed);
    let mut figure_of = vec![None; names.len()];
    let groups = [persons(parsed, lists, &names), others(parsed, lists, &names)].concat();
    let mut figures: Vec<(Vec<usize>, Figure)> =
        groups.into_iter().map(|group| (group.clone(), figure(parsed, lists, &names, &group))).collect();
    figures.sort_by_key(|(group, _)| group[0]);
    for (number, (group, _)) in figures.iter().enumerate() {
        for name in group {
            figure_of[*name] = Some(number);
        }
    }
    Cast { figures: figures.into_iter().map(|(_, figure)| figure).collect(), names, figure_of }
}

/// A group of names in the making.
struct Group {
    /// Words of its fullest form, initials left out.
    words: Vec<String>,
    gender: Gender,
    names: Vec<usize>,
}

/// Names of persons, those of one person together, in order of the text.
fn persons(parsed: &Parsed, lists: &Gazetteer, names: &[Name]) -> Vec<Vec<usize>> {
    let is_person = |number: &usize| names[*number].sort == Sort::Person;
    let mut order: Vec<usize> = (0..names.len()).filter(is_person).collect();
    // Full names first, so that every part finds its whole.
    order.sort_by_key(|number| std::cmp::Reverse(full_words(parsed, &names[*number]).len().min(4)));
    let mut groups: Vec<Group> = vec![];
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    for number in order {
        let name = &names[number];
        let own = full_words(parsed, name);
        let gender = match name.gender {
            Gender::Unknown if name.tokens.len() > 1 => {
                lists.first_name(parsed.word(name.tokens.start)).unwrap_or_default()
            }
            gender => gender,
        };
        let candidates = own.last().and_then(|word| by_word.get(word)).cloned().unwrap_or_default();
        let fits = |group: &&usize| {
            is_part(&own, &groups[**group].words) && agree(name.gender, groups[**group].gender)
        };
        let mate = candidates.iter().filter(fits).max_by_key(|group| nearness(&groups[**group], number));
        match mate.copied() {
            Some(mate) => {
                groups[mate].names.push(number);
                if groups[mate].gender == Gender::Unknown {
                    groups[mate].gender = gender;
                }
            }
            None => {
                for word in &own {
                    by_word.entry(word.clone()).or_default().push(groups.len());
                }
                groups.push(Group { words: own, gender, names: vec![number] });
            }
        }
    }
    groups
        .into_iter()
        .map(|mut group| {
            group.names.sort_unstable();
            group.names
        })
        .collect()
}

/// Words of a name without initials, which come and go.
fn full_words(parsed: &Parsed, name: &Name) -> Vec<String> {
    let all = words(parsed, &name.tokens);
    let full: Vec<String> = all.iter().filter(|word| !is_initial(word)).cloned().collect();
    if full.is_empty() { all } else { full }
}

fn is_initial(word: &str) -> bool {
    word.ends_with('.') && word.chars().count() <= 3
}

fn agree(one: Gender, other: Gender) -> bool {
    one == other || one == Gender::Unknown || other == Gender::Unknown
}

/// Whether the words stand in this order, without a gap, in `whole`.
fn is_part(part: &[String], whole: &[String]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}

/// Of two of the same surname the one named last before is meant; full names count as near.
fn nearness(group: &Group, number: usize) -> (bool, i64) {
    let before = group.names.iter().filter(|other| **other <= number).max();
    (before.is_some(), before.map_or(0, |other| *other as i64))
}

/// Organisations and states, those of one name together.
fn others(parsed: &Parsed, lists: &Gazetteer, names: &[Name]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = vec![];
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for (number, name) in names.iter().enumerate() {
        let words = phrase(parsed, &name.tokens);
        let key = match name.sort {
            Sort::State => lists.state(&words).unwrap_or(&words).to_lowercase(),
            Sort::Organisation => lists.outlet(&words).unwrap_or(&words).to_lowercase(),
            // A fictional or little known state or body: whatever is not a person may speak.
            Sort::Other => words.to_lowercase(),
            Sort::Person => continue,
        };
        let group = *by_key.entry(key).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(number),
            None => groups.push(vec![number]),
        }
    }
    groups
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
        PersonSort::Person => canonical(parsed, lists, names, group),
        _ => phrase(parsed, &first.tokens),
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
            describe(parsed, lists, &names[*number], &mut figure);
        }
        complete_from_offices(lists, &mut figure);
    }
    figure
}

/// The fullest form: most words, then most often, then first.
fn canonical(parsed: &Parsed, lists: &Gazetteer, names: &[Name], group: &[usize]) -> String {
    let mut forms: Vec<(String, usize)> = vec![];
    for number in group {
        let form = written(parsed, &names[*number]);
        match forms.iter_mut().find(|(other, _)| *other == form) {
            Some((_, n_times)) => *n_times += 1,
            None => forms.push((form, 1)),
        }
    }
    // An initial between first and last name stays only when the article never leaves it out.
    let shorter: Vec<String> = forms
        .iter()
        .map(|(form, _)| form.split(' ').filter(|word| !is_initial(word)).collect::<Vec<_>>().join(" "))
        .collect();
    let has_shorter = |at: usize| {
        shorter[at] != forms[at].0
            && !forms[at].0.split(' ').next().is_some_and(is_initial)
            && forms.iter().any(|(form, _)| *form == shorter[at])
    };
    let kept: Vec<bool> = (0..forms.len()).map(|at| !has_shorter(at)).collect();
    let is_cased = |form: &str| form.chars().any(char::is_lowercase);
    let n_words = |form: &str| form.split(' ').filter(|word| !is_initial(word)).count();
    let best = forms.iter().enumerate().filter(|(at, _)| kept[*at]).max_by_key(|(at, (form, n_times))| {
        (is_cased(form), n_words(form), form.split(' ').count(), *n_times, std::cmp::Reverse(*at))
    });
    let form = best.map(|(_, (form, _))| form.clone()).unwrap_or_default();
    if n_words(&form) == 1 && !form.contains('.') {
        let title = group.iter().find_map(|number| kept_title(parsed, &names[*number]));
        let full = lists.offices(&form).first().filter(|_| n_words(&form) == 1);
        if let (Some(title), None) = (title, full) {
            return format!("{title} {form}");
        }
    }
    if is_cased(&form) { form } else { form.split(' ').map(cased).collect::<Vec<_>>().join(" ") }
}

/// The title without which a single name is not enough: "President Võ", "Pope Leo".
fn kept_title<'t>(parsed: &Parsed<'t>, name: &Name) -> Option<&'t str> {
    let title =
        parsed.word(name.tokens.start.checked_sub(1).filter(|at| *at >= name.prefix && name.is_titled)?);
    matches!(
        title,
        "President"
            | "King"
            | "Queen"
            | "Pope"
            | "Prince"
            | "Princess"
            | "Emperor"
            | "Sultan"
            | "Emir"
            | "Commander"
            | "Col"
            | "Col."
            | "Colonel"
            | "Captain"
            | "Sister"
            | "Brother"
            | "Father"
            | "Mother"
            | "Cardinal"
            | "Patriarch"
    )
    .then_some(title)
}

/// A name as it is filed: no nicknames, no brackets.
fn written(parsed: &Parsed, name: &Name) -> String {
    let mut kept: Vec<&str> = vec![];
    let mut is_nickname = false;
    for at in name.tokens.clone() {
        let word = parsed.word(at);
        match word {
            "“" | "\"" | "‘" => is_nickname = !is_nickname,
            "”" | "’" => is_nickname = false,
            "(" | ")" => {}
            _ if is_nickname => {}
            _ => kept.push(word),
        }
    }
    kept.join(" ")
}

/// MBEKI-THORNE as Mbeki-Thorne.
fn cased(word: &str) -> String {
    let mut cased = String::with_capacity(word.len());
    let mut starts = true;
    for character in word.chars() {
        if starts {
            cased.push(character)
        } else {
            cased.extend(character.to_lowercase())
        }
        starts = !character.is_alphanumeric();
    }
    cased
}

/// Adds what stands beside one mention: role, affiliation, gender.
fn describe(parsed: &Parsed, lists: &Gazetteer, name: &Name, figure: &mut Figure) {
    let first_name = || lists.first_name(parsed.word(name.tokens.start)).filter(|_| name.tokens.len() > 1);
    for part in
        [Some(name.prefix..name.tokens.start), after(parsed, lists, name), before(parsed, lists, name)]
            .into_iter()
            .flatten()
    {
        learn(parsed, lists, part, figure);
    }
    if figure.gender == Gender::Unknown {
        figure.gender =
            if name.gender == Gender::Unknown { first_name().unwrap_or_default() } else { name.gender };
    }
    let owner = name.prefix.checked_sub(2).filter(|at| parsed.tokens[at + 1].shape == Shape::Clitic);
    if let Some(owner) =
        owner.filter(|at| figure.affiliation.is_none() && parsed.word(*at).starts_with(char::is_uppercase))
    {
        figure.affiliation = Some(parsed.word(owner).into());
        figure.state = figure.state.or(lists.state(parsed.word(owner)));
    }
}

/// Takes role, state and gender from a stretch of words beside a name.
fn learn(parsed: &Parsed, lists: &Gazetteer, part: Range<usize>, figure: &mut Figure) {
    let owner = part.clone().rev().find(|at| parsed.tokens[*at].shape == Shape::Clitic);
    if let (Some(owner), None) = (owner.and_then(|at| at.checked_sub(1)), &figure.affiliation) {
        figure.affiliation = Some(parsed.word(owner).into());
        figure.state = figure.state.or(lists.state(parsed.word(owner)));
    }
    let part = owner.map_or(part.start, |at| at + 1)..part.end;
    let office = part.clone().find(|at| lists.role(parsed.word(*at)).is_some());
    let governed = part
        .clone()
        .find(|at| matches!(parsed.word(*at), "of" | "for" | "to" | "at" | "in" | "on"))
        .unwrap_or(part.end);
    let heads = (part.start..governed).filter(|at| lists.role(parsed.word(*at)).is_some());
    figure.role_heads.extend(heads.map(|at| parsed.word(at).to_lowercase()));
    for at in part.clone() {
        let word = parsed.word(at);
        if parsed.tokens[at].shape == Shape::Word {
            figure.role_words.push(word.to_lowercase());
        }
        let shown = name::shown_gender(parsed, lists, at);
        // The gender of an apposition's own head only: "the wife of X" tells nothing of X.
        if figure.gender == Gender::Unknown
            && shown != Gender::Unknown
            && Some(at) <= office.or(Some(part.end))
        {
            figure.gender = shown;
        }
        let state = lists.state(word).filter(|_| word.starts_with(char::is_uppercase));
        if let Some(state) = state.or_else(|| lists.state(&phrase(parsed, &(at..(at + 2).min(part.end))))) {
            figure.state = figure.state.or(Some(state));
            if figure.affiliation.is_none() {
                figure.affiliation = Some(state.into());
            }
        }
    }
    if let (Some(_), None) = (office, &figure.role) {
        let is_edge = |at: &usize| {
            matches!(parsed.word(*at), "the" | "The" | "a" | "A" | "an" | "An" | "its" | "his" | "her")
                || parsed.tokens[*at].shape == Shape::Mark
        };
        let start = part.clone().find(|at| !is_edge(at)).unwrap_or(part.start);
        figure.role = Some(start..part.end);
    }
}

/// ", a Kremlin adviser": the apposition after a name.
fn after(parsed: &Parsed, lists: &Gazetteer, name: &Name) -> Option<Range<usize>> {
    let sentence = &parsed.sentences[parsed.sentence_of(name.tokens.start)].tokens;
    let comma = name.tokens.end;
    if comma + 1 >= sentence.end || parsed.word(comma) != "," {
        return None;
    }
    let end = segment_end(parsed, comma + 1, sentence.end);
    let part = comma + 1..end;
    let n_before_office = part.clone().take(7).position(|at| lists.role(parsed.word(at)).is_some())?;
    let opens = parsed.word(part.start);
    let is_clause = part.clone().take(n_before_office).any(|at| name::is_verb(parsed.word(at)));
    let names_another =
        parsed.word(part.start).starts_with(char::is_uppercase) && lists.first_name(opens).is_some();
    (!is_clause && !names_another && opens != "and").then_some(part)
}

/// "the foreign minister, X": the office before a comma.
fn before(parsed: &Parsed, lists: &Gazetteer, name: &Name) -> Option<Range<usize>> {
    let sentence = &parsed.sentences[parsed.sentence_of(name.tokens.start)].tokens;
    let comma = name.prefix.checked_sub(1).filter(|at| *at > sentence.start && parsed.word(*at) == ",")?;
    let is_stop = |at: &usize| {
        matches!(parsed.tokens[*at].shape, Shape::Mark)
            || name::is_verb(parsed.word(*at))
            || parsed.word(*at) == "and"
    };
    let start = (sentence.start..comma)
        .rev()
        .take(LONGEST_APPOSITION)
        .find(is_stop)
        .map_or(sentence.start.max(comma.saturating_sub(LONGEST_APPOSITION)), |at| at + 1);
    let part = start..comma;
    let has_name = part.clone().any(|at| {
        lists.first_name(parsed.word(at)).is_some() && parsed.word(at).starts_with(char::is_uppercase)
    });
    (part.clone().any(|at| lists.role(parsed.word(at)).is_some()) && !has_name).then_some(part)
}

fn segment_end(parsed: &Parsed, start: usize, limit: usize) -> usize {
    let limit = limit.min(start + LONGEST_APPOSITION);
    (start..limit)
        .find(|at| parsed.tokens[*at].shape == Shape::Mark && parsed.word(*at) != "-")
        .unwrap_or(limit)
}

/// A bare surname with a known office beside it gets its first name: "President Macron".
fn complete_from_offices(lists: &Gazetteer, figure: &mut Figure) {
    let surname = figure.name.rsplit(' ').next().unwrap_or("").to_string();
    let is_bare = figure.name.split(' ').count() == 1;
    let known: Vec<_> = lists.offices(if is_bare { &surname } else { &figure.name }).to_vec();
    let Some(office) = known.iter().find(|office| is_bare || *figure.name == *office.name) else { return };
    let is_other_state =
        figure.state.is_some_and(|state| lists.state(office.state).is_some_and(|known| known != state));
    let conflicts = is_other_state || !agree(office.gender, figure.gender);
    if is_bare && !conflicts && known.iter().all(|other| other.gender == office.gender) {
        figure.name = office.name.into();
    }
    if !conflicts && figure.gender == Gender::Unknown {
        figure.gender = office.gender;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures as `name (role, affiliation) n`, in order of first mention.
    fn check(text: &str, expected: &str) {
        let parsed = Parsed::new(text);
        let cast = cast(&parsed);
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
        check("The minister, Graça Teixeira, said no.", "Graça Teixeira (minister; ; Unknown) 1");
    }
}
