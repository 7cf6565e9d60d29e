//! Under which name a person is filed: the fullest form in the article.

use super::group::is_initial;
use crate::nlp::gazetteer::Gazetteer;
use crate::nlp::name::{Name, phrase};
use crate::nlp::parsed::Parsed;
use crate::nlp::wordlist::List;

/// The fullest form: most words, then most often, then first.
pub(super) fn canonical(parsed: &Parsed, lists: &Gazetteer, names: &[Name], group: &[usize]) -> String {
    let mut forms: Vec<(String, usize)> = vec![];
    let nicknames: Vec<String> =
        group.iter().filter_map(|number| nickname(parsed, &names[*number])).collect();
    for number in group {
        let form = written(parsed, &names[*number]);
        if nicknames.contains(&form) {
            continue;
        }
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

/// The name of a state or another body: a known state's own name unless only its capital or its seat is named;
/// else the form that is no adjective of another one, the first of them.
pub(super) fn of_body(parsed: &Parsed, lists: &Gazetteer, names: &[Name], group: &[usize]) -> String {
    let forms: Vec<String> = group.iter().map(|number| phrase(parsed, &names[*number].tokens)).collect();
    let own = forms.iter().find(|form| lists.state(form).is_some() && !lists.is_metonym(form));
    if let Some(state) = own.and_then(|form| lists.state(form)) {
        return state.into();
    }
    let is_derived = |form: &String| forms.iter().any(|other| is_adjective_of(form, other));
    forms.iter().find(|form| !is_derived(form)).or(forms.first()).cloned().unwrap_or_default()
}

/// Endings that make the adjective of a place, and what ends the place instead.
const ENDINGS: [(&str, &[&str]); 8] = [
    ("ian", &["", "ia", "e", "y", "o", "a"]),
    ("an", &["", "a", "o", "e", "ia"]),
    ("n", &[""]),
    ("ese", &["", "a", "o", "e"]),
    ("ish", &["", "e", "land"]),
    ("i", &["", "a", "o", "ia"]),
    ("ic", &["", "ia", "land"]),
    ("er", &[""]),
];

/// Shortest beginning that an adjective shares with its place, in bytes.
const SHORTEST: usize = 3;

/// Names of places of which a word may be the adjective: "Vardarian" of "Vardaria", "Vardar" …
pub fn places_of(word: &str) -> Vec<String> {
    let word = word.strip_suffix('s').unwrap_or(word);
    let stems = ENDINGS.iter().filter_map(|(ending, instead)| Some((word.strip_suffix(ending)?, instead)));
    let stems = stems.filter(|(stem, _)| stem.len() >= SHORTEST);
    stems.flat_map(|(stem, instead)| instead.iter().map(move |end| format!("{stem}{end}"))).collect()
}

fn is_adjective_of(form: &str, place: &str) -> bool {
    form != place && places_of(form).iter().any(|other| other == place)
}

/// The title without which a single name is not enough: "President Võ", "Pope Leo".
fn kept_title<'t>(parsed: &Parsed<'t>, name: &Name) -> Option<&'t str> {
    let title =
        parsed.word(name.tokens.start.checked_sub(1).filter(|at| *at >= name.prefix && name.is_titled)?);
    List::KeptTitle.holds(title).then_some(title)
}

/// What stands in quotation marks within a name.
fn nickname(parsed: &Parsed, name: &Name) -> Option<String> {
    let open = name.tokens.clone().find(|at| matches!(parsed.word(*at), "“" | "\"" | "‘"))?;
    let close = (open + 1..name.tokens.end).find(|at| matches!(parsed.word(*at), "”" | "\"" | "’"))?;
    Some(phrase(parsed, &(open + 1..close)))
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
pub fn cased(word: &str) -> String {
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
