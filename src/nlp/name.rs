//! Where names stand in a text, and of what sort each is.
//!
//! A name is a run of capitalised words. Where titles and offices end and the person's own name begins, and
//! whether it is a person at all, is decided from lists and from what the whole article shows of the same words:
//! "said", "in", "Mr", an apposition. Linear in the text.

use super::gazetteer::{Gazetteer, Gender, gazetteer};
use super::parsed::Parsed;
use super::token::Shape;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A name in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// Its words, without titles.
    pub tokens: Range<usize>,
    /// First token of the titles and offices before it ("Russian Deputy Foreign Minister"); the start of the
    /// name when there are none.
    pub prefix: usize,
    /// What it names.
    pub sort: Sort,
    /// What the titles before it show.
    pub gender: Gender,
    /// Whether a title or an office stands before it.
    pub is_titled: bool,
}

/// What a name is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// A human being.
    Person,
    /// A ministry, a party, an outlet.
    Organisation,
    /// A state or what stands for one.
    State,
    /// A place, a thing, or not to be told.
    Other,
}

/// How much the article must speak for a person before one is seen.
const ENOUGH: f32 = 1.0;

/// Longest stretch of titles and offices before a name, in tokens.
const LONGEST_PREFIX: usize = 14;

/// The names of a text in order, page chrome included.
pub fn names(parsed: &Parsed) -> Vec<Name> {
    let lists = gazetteer();
    let runs = runs(parsed, lists);
    let alone: HashSet<&str> =
        runs.iter().filter(|run| run.len() == 1).map(|run| parsed.word(run.start)).collect();
    let mut names: Vec<Name> =
        runs.iter().filter_map(|run| name_of(parsed, lists, &alone, run.clone())).collect();
    let evidence = evidence(parsed, lists, &names);
    for name in &mut names {
        if name.sort == Sort::Other
            && evidence.get(&key(parsed, &name.tokens)).is_some_and(|score| *score >= ENOUGH)
        {
            name.sort = Sort::Person;
        }
    }
    adopt_parts(parsed, &mut names);
    join_organisations(parsed, lists, names)
}

/// Maximal runs of capitalised words with the particles between them.
fn runs(parsed: &Parsed, lists: &Gazetteer) -> Vec<Range<usize>> {
    let common: HashSet<&str> = (0..parsed.tokens.len())
        .map(|at| parsed.word(at))
        .filter(|word| word.starts_with(char::is_lowercase))
        .collect();
    let mut runs = vec![];
    for sentence in &parsed.sentences {
        let is_title_case = is_title_case(parsed, &sentence.tokens);
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if !is_capital(parsed, at) {
                at += 1;
                continue;
            }
            let end = run_end(parsed, at, sentence.tokens.end);
            let start = run_start(parsed, lists, &common, at, sentence.tokens.start, end);
            if start < end && !(is_title_case && !is_set_off(parsed, start..end)) {
                runs.push(start..end);
            }
            at = end;
        }
    }
    runs
}

/// Headlines In Title Case show nothing by their capitals.
fn is_title_case(parsed: &Parsed, tokens: &Range<usize>) -> bool {
    let words =
        || tokens.clone().filter(|at| parsed.tokens[*at].shape == Shape::Word && parsed.word(*at).len() > 3);
    let n_capital = words().filter(|at| is_capital(parsed, *at)).count();
    let n_words = words().count();
    let last = parsed.word(tokens.end - 1);
    n_words >= 5 && n_capital * 10 >= n_words * 9 && !matches!(last, "." | "”" | "\"")
}

/// A short run between marks, as in a list of those present.
fn is_set_off(parsed: &Parsed, run: Range<usize>) -> bool {
    let is_edge = |at: Option<usize>| {
        at.and_then(|at| parsed.tokens.get(at)).is_none_or(|token| {
            token.shape == Shape::Mark || matches!(token.of(parsed.text), "AND" | "OF" | "BY" | "WITH")
        })
    };
    let sentence = &parsed.sentences[parsed.sentence_of(run.start)].tokens;
    let opens = run.start == sentence.start || is_edge(run.start.checked_sub(1));
    run.len() <= 5 && opens && (run.end == sentence.end || is_edge(Some(run.end)))
}

fn run_end(parsed: &Parsed, start: usize, limit: usize) -> usize {
    let mut end = start + 1;
    while end < limit {
        let is_near = |at: usize| {
            let gap = &parsed.text[parsed.tokens[at - 1].span.end()..parsed.tokens[at].span.start()];
            gap.len() <= 2 && !gap.contains(['\n', '\r'])
        };
        let mut next = end;
        while next < limit && next < end + 3 && is_near(next) && is_particle(parsed.word(next)) {
            next += 1;
        }
        // In a line of capitals the little words are capitals too.
        let is_little = next < limit
            && matches!(parsed.word(next), "I" | "AND" | "OF" | "THE" | "BY" | "WITH" | "FOR" | "IN");
        if next < limit && is_near(next) && is_capital(parsed, next) && !is_little {
            end = next + 1;
        } else if let Some(after) = nickname_end(parsed, end, limit) {
            end = after;
        } else {
            break;
        }
    }
    end
}

/// Denzil “Cod” Carrow, Lord (Peregrine) Tollemache.
fn nickname_end(parsed: &Parsed, at: usize, limit: usize) -> Option<usize> {
    let is_mark = |at: usize, marks: [&str; 4]| marks.contains(&parsed.word(at));
    let closes =
        at + 3 < limit && is_mark(at, ["“", "\"", "‘", "("]) && is_mark(at + 2, ["”", "\"", "’", ")"]);
    (closes && is_capital(parsed, at + 1) && is_capital(parsed, at + 3)).then_some(at + 4)
}

/// Where a run starts once words that are capital only by their place are left out.
fn run_start(
    parsed: &Parsed,
    lists: &Gazetteer,
    common: &HashSet<&str>,
    first: usize,
    sentence_start: usize,
    end: usize,
) -> usize {
    let mut start = first;
    let is_inner = first > sentence_start && parsed.tokens[first - 1].shape == Shape::Word;
    while start < end
        && is_function_word(parsed.word(start))
        && !(is_inner && start + 1 < end && is_number_word(parsed.word(start)))
    {
        start += 1;
    }
    let opens = start == sentence_start
        || !matches!(parsed.tokens[start - 1].shape, Shape::Word | Shape::Clitic | Shape::Number)
            && parsed.word(start - 1) != ",";
    // Mum-of-three Loveday Pengilly
    let is_compound =
        |word: &str| word.split_once('-').is_some_and(|(_, tail)| tail.starts_with(char::is_lowercase));
    if start + 2 < end && opens && is_compound(parsed.word(start)) {
        return start + 1;
    }
    if start < end && start == first && opens {
        let word = parsed.word(start);
        let is_known =
            lists.title(word).is_some() || lists.role(word).is_some() || lists.state(word).is_some();
        let is_common = common.contains(word.to_lowercase().as_str());
        if is_common && !is_known && lists.first_name(word).is_none() && !lists.is_organisation_word(word) {
            start += 1;
        }
    }
    start
}

fn is_capital(parsed: &Parsed, at: usize) -> bool {
    if parsed.tokens[at].shape != Shape::Word {
        return false;
    }
    let word = parsed.word(at);
    if is_calendar(word) {
        return false;
    }
    match word.chars().next() {
        Some(first) if first.is_uppercase() => true,
        // al-Hamdani, d’Ornelas
        Some(_) => word.split_once(['-', '\'', '’']).is_some_and(|(head, tail)| {
            head.chars().count() <= 3 && tail.starts_with(char::is_uppercase) && !is_calendar(tail)
        }),
        None => false,
    }
}

fn is_calendar(word: &str) -> bool {
    matches!(
        word,
        "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
            | "January"
            | "February"
            | "March"
            | "April"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
            | "Jan."
            | "Feb."
            | "Mar."
            | "Apr."
            | "Aug."
            | "Sept."
            | "Sep."
            | "Oct."
            | "Nov."
            | "Dec."
    )
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "del"
            | "den"
            | "der"
            | "di"
            | "da"
            | "do"
            | "dos"
            | "das"
            | "du"
            | "la"
            | "le"
            | "el"
            | "al"
            | "ibn"
            | "bin"
            | "bint"
            | "ben"
            | "von"
            | "zu"
            | "zur"
            | "van"
            | "af"
            | "av"
            | "ten"
            | "ter"
            | "y"
            | "i"
            | "e"
            | "&"
            | "ul"
            | "della"
            | "degli"
            | "ap"
            | "binti"
            | "abu"
            | "ould"
            | "op"
            | "het"
    )
}

fn is_function_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "a",
        "about",
        "according",
        "across",
        "after",
        "against",
        "all",
        "also",
        "although",
        "among",
        "an",
        "and",
        "another",
        "any",
        "are",
        "as",
        "asked",
        "at",
        "be",
        "because",
        "before",
        "both",
        "but",
        "by",
        "can",
        "could",
        "despite",
        "did",
        "do",
        "does",
        "during",
        "each",
        "earlier",
        "either",
        "even",
        "ever",
        "every",
        "few",
        "five",
        "for",
        "four",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "here",
        "his",
        "how",
        "however",
        "i",
        "if",
        "in",
        "instead",
        "into",
        "is",
        "it",
        "its",
        "just",
        "last",
        "later",
        "let",
        "like",
        "many",
        "may",
        "meanwhile",
        "might",
        "more",
        "moreover",
        "most",
        "much",
        "must",
        "my",
        "neither",
        "never",
        "next",
        "no",
        "nobody",
        "none",
        "nor",
        "not",
        "nothing",
        "now",
        "of",
        "on",
        "once",
        "one",
        "only",
        "or",
        "other",
        "our",
        "over",
        "read",
        "seven",
        "several",
        "she",
        "should",
        "since",
        "six",
        "so",
        "some",
        "speaking",
        "still",
        "such",
        "ten",
        "than",
        "that",
        "the",
        "their",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "though",
        "three",
        "through",
        "thus",
        "to",
        "today",
        "tomorrow",
        "two",
        "under",
        "unless",
        "until",
        "upon",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "why",
        "will",
        "with",
        "without",
        "would",
        "yes",
        "yesterday",
        "yet",
        "you",
        "your",
        "photo",
        "image",
        "updated",
        "published",
        "watch",
        "video",
        "exclusive",
        "breaking",
        "asked",
        "answering",
        "near",
        "outside",
        "inside",
        "within",
        "between",
        "behind",
        "beyond",
        "further",
        "finally",
        "indeed",
        "perhaps",
        "nevertheless",
        "nonetheless",
        "therefore",
        "hence",
        "again",
        "first",
        "second",
        "third",
        "question",
        "answer",
        "mid",
        "late",
        "early",
        "off",
        "out",
        "up",
        "down",
        "back",
        "us",
        "him",
        "them",
        "me",
    ];
    // "US" is a state, "us" is not.
    let is_shouted = word.len() > 1 && !word.chars().any(char::is_lowercase);
    !is_shouted && WORDS.contains(&word.to_lowercase().as_str())
}

/// "the Seven Straits Group"
fn is_number_word(word: &str) -> bool {
    matches!(
        word,
        "One"
            | "Two"
            | "Three"
            | "Four"
            | "Five"
            | "Six"
            | "Seven"
            | "Eight"
            | "Nine"
            | "Ten"
            | "First"
            | "Second"
            | "Third"
    )
}

/// Subject of a ministry: "Minister of Foreign Affairs".
fn is_field(word: &str) -> bool {
    const FIELDS: &[&str] = &[
        "affairs",
        "agriculture",
        "commerce",
        "communication",
        "communications",
        "culture",
        "defence",
        "defense",
        "development",
        "economic",
        "economy",
        "education",
        "energy",
        "environment",
        "exterior",
        "external",
        "finance",
        "fisheries",
        "foreign",
        "health",
        "home",
        "industry",
        "information",
        "interior",
        "internal",
        "irrigation",
        "justice",
        "labor",
        "labour",
        "maritime",
        "national",
        "public",
        "relations",
        "security",
        "state",
        "strategic",
        "trade",
        "transport",
        "transportation",
        "treasury",
        "water",
        "welfare",
        "opposition",
        "general",
        "permanent",
        "special",
        "senior",
        "former",
        "acting",
        "deputy",
        "vice",
        "first",
        "second",
        "press",
        "prime",
        "chief",
        "military",
        "political",
        "interim",
        "presidential",
        "retired",
    ];
    FIELDS.contains(&word.to_lowercase().as_str())
}

/// What a word of a run is likely to be.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    /// Title, rank, office.
    Office,
    State,
    Organisation,
    First,
    Plain,
}

fn class(parsed: &Parsed, lists: &Gazetteer, run: &Range<usize>, at: usize) -> Class {
    let word = parsed.word(at);
    let is_first = lists.first_name(word).is_some();
    let follows_first = at > run.start && lists.first_name(parsed.word(at - 1)).is_some();
    // Pak Yong-guk: a Korean surname, not the Indonesian form of address.
    let is_korean = word == "Pak" && at + 1 < run.end && parsed.word(at + 1).contains('-');
    let is_office = (lists.title(word).is_some() || lists.role(word).is_some()) && !is_korean;
    let is_state =
        lists.state(word).is_some() || lists.is_adjective(word) || is_in_long_state(parsed, lists, run, at);
    let is_organisation = lists.is_organisation_word(word) || is_field(word) || lists.is_organisation(word);
    let is_known = is_office || is_state || is_organisation;
    if at + 1 == run.end && follows_first && is_known && run.len() == 2 {
        return Class::Plain; // Boris Johnson's colleague Michael Bishop, Kanye West
    }
    if is_first && is_known && at + 1 < run.end && !lists.is_organisation(word) {
        let next = parsed.word(at + 1);
        let is_before_more = lists.title(next).is_some()
            || lists.role(next).is_some()
            || lists.is_organisation_word(next)
            || is_field(next);
        if !is_office && !is_before_more {
            return Class::First; // Israel Katz
        }
    }
    match () {
        () if is_office => Class::Office,
        () if is_state => Class::State,
        () if is_organisation => Class::Organisation,
        () if is_first => Class::First,
        () => Class::Plain,
    }
}

/// An office in the singular: nobody is called "workers Silk Combine".
fn is_single_role(lists: &Gazetteer, word: &str) -> bool {
    lists.role(word).is_some() && !(word.ends_with('s') && lists.role(&word[..word.len() - 1]).is_some())
}

/// "United States", "South Korea", "Saudi Arabia" inside a run.
fn is_in_long_state(parsed: &Parsed, lists: &Gazetteer, run: &Range<usize>, at: usize) -> bool {
    let pair = |first: usize| {
        first >= run.start
            && first + 1 < run.end
            && lists.state(&phrase(parsed, &(first..first + 2))).is_some()
    };
    pair(at) || at > run.start && pair(at - 1)
}

/// The words of some tokens, joined by single blanks.
pub fn phrase(parsed: &Parsed, tokens: &Range<usize>) -> String {
    let mut phrase = String::new();
    for at in tokens.clone() {
        let is_apart = at > tokens.start && parsed.tokens[at - 1].span.end() < parsed.tokens[at].span.start();
        if is_apart {
            phrase.push(' ');
        }
        phrase += parsed.word(at);
    }
    phrase
}

/// Key under which evidence for the same name is summed: its words in lower case.
fn key(parsed: &Parsed, tokens: &Range<usize>) -> String {
    phrase(parsed, tokens).to_lowercase()
}

/// What a run names; `None` when it is nothing but titles.
fn name_of(parsed: &Parsed, lists: &Gazetteer, alone: &HashSet<&str>, run: Range<usize>) -> Option<Name> {
    let whole = phrase(parsed, &run);
    let named = |tokens: Range<usize>, sort| {
        let prefix = prefix(parsed, lists, tokens.start);
        let is_titled = prefix < tokens.start;
        let gender = (prefix..tokens.start).rev().map(|at| shown_gender(parsed, lists, at));
        let gender = gender.into_iter().find(|gender| *gender != Gender::Unknown).unwrap_or_default();
        Some(Name { tokens, prefix, sort, gender, is_titled })
    };
    if lists.is_organisation(&whole) {
        return Some(Name {
            prefix: run.start,
            tokens: run,
            sort: Sort::Organisation,
            gender: Gender::Unknown,
            is_titled: false,
        });
    }
    if lists.state(&whole).is_some() {
        return Some(Name {
            prefix: run.start,
            tokens: run,
            sort: Sort::State,
            gender: Gender::Unknown,
            is_titled: false,
        });
    }
    let classes: Vec<Class> = run.clone().map(|at| class(parsed, lists, &run, at)).collect();
    let stripped = classes
        .iter()
        .rposition(|class| !matches!(class, Class::First | Class::Plain))
        .map_or(0, |last| last + 1);
    let mut start = run.start + stripped;
    if start < run.end && start == run.start {
        start = after_place(parsed, lists, alone, &run, &classes);
    }
    if start == run.end {
        let is_institution =
            |at: usize| lists.is_organisation_word(parsed.word(at)) && !is_field(parsed.word(at));
        let last = classes.last().copied().unwrap_or(Class::Plain);
        let is_organisation = last == Class::Organisation && (run.len() > 1 || is_institution(run.end - 1))
            || last != Class::Office && run.clone().any(is_institution);
        return match () {
            () if is_organisation => named(run, Sort::Organisation).map(|name| Name {
                prefix: name.tokens.start,
                is_titled: false,
                ..name
            }),
            () if classes.iter().all(|class| *class == Class::State) => named(run, Sort::State),
            () => None,
        };
    }
    let after_organisation =
        stripped > 0 && classes[stripped - 1] == Class::Organisation && !is_field(parsed.word(start - 1));
    if after_organisation
        && (run.end - start < 2 || lists.first_name(parsed.word(start)).is_none())
        && !follows_of(parsed, lists, run.start)
    {
        // Radio Nova, Bank Melli
        return Some(Name {
            prefix: run.start,
            tokens: run,
            sort: Sort::Organisation,
            gender: Gender::Unknown,
            is_titled: false,
        });
    }
    named(start..run.end, Sort::Other)
}

/// Whether "President of", "Speaker of the", "Ministry of Energy of" stand before.
fn follows_of(parsed: &Parsed, lists: &Gazetteer, start: usize) -> bool {
    let before = |back: usize| start.checked_sub(back).map_or("", |at| parsed.word(at));
    let of = if before(1) == "the" { 2 } else { 1 };
    let owner = before(of + 1);
    let is_acronym = owner.len() > 1 && owner.chars().all(char::is_uppercase);
    before(of) == "of"
        && (lists.role(owner).is_some()
            || lists.title(owner).is_some()
            || is_acronym
            || is_field(owner)
            || lists.is_organisation_word(owner))
}

/// "[President of] Serdania Bogdan Zorich": where the person begins.
fn after_place(
    parsed: &Parsed,
    lists: &Gazetteer,
    alone: &HashSet<&str>,
    run: &Range<usize>,
    classes: &[Class],
) -> usize {
    if run.len() < 3 {
        return run.start;
    }
    if classes[0] == Class::Plain
        && let Some(first) = classes[1..run.len() - 1].iter().position(|class| *class == Class::First)
        && !parsed.word(run.start).contains('-')
        && !parsed.word(run.start + first).ends_with('.')
        && (run.len() > 3 || first == 0)
        && follows_of(parsed, lists, run.start)
    {
        return run.start + first + 1;
    }
    let is_split = follows_of(parsed, lists, run.start)
        && (alone.contains(parsed.word(run.start)) || run.len() == 3 && classes[0] != Class::First);
    run.start + usize::from(is_split)
}

/// First token of the titles and offices before a name that starts at `start`.
fn prefix(parsed: &Parsed, lists: &Gazetteer, start: usize) -> usize {
    let sentence = parsed.sentences[parsed.sentence_of(start)].tokens.start;
    let (mut prefix, mut at, mut n_pending, mut has_office) = (start, start, 0, false);
    while at > sentence && start - at < LONGEST_PREFIX {
        at -= 1;
        let word = parsed.word(at);
        let is_cased = word.starts_with(char::is_uppercase);
        if word == ")" && at >= sentence + 2 && parsed.word(at - 2) == "(" && parsed.word(at - 1).len() <= 5 {
            at -= 2; // Gen. (retd)
        } else if lists.title(word).is_some() && (is_cased || word.len() > 2) || is_single_role(lists, word) {
            (prefix, has_office) = (at, true);
        } else if lists.state(word).is_some() && is_cased
            || is_field(word)
            || lists.is_organisation_word(word)
        {
            n_pending += 1;
            prefix = if has_office { at } else { prefix };
        } else if word == "of" && !has_office && n_pending > 0
            || word == "the" && n_pending > 0 && !has_office && parsed_is(parsed, at, "of")
        {
        } else if word == "and" && n_pending > 0 && !has_office {
        } else if is_cased && !has_office && parsed.tokens[at].shape == Shape::Word && !is_function_word(word)
        {
            n_pending += 1; // the state or institution of "President of X"
        } else {
            break;
        }
    }
    prefix
}

fn before_word<'t>(parsed: &Parsed<'t>, at: usize) -> &'t str {
    at.checked_sub(1).map_or("", |before| parsed.word(before))
}

/// Whether the word before token `at` is `word`.
fn parsed_is(parsed: &Parsed, at: usize, word: &str) -> bool {
    at > 0 && parsed.word(at - 1) == word
}

/// What a title or an office tells of its bearer.
pub fn shown_gender(parsed: &Parsed, lists: &Gazetteer, at: usize) -> Gender {
    let word = parsed.word(at);
    match lists.title(word).filter(|_| word.starts_with(char::is_uppercase)) {
        Some(gender) if gender != Gender::Unknown => gender,
        _ => lists.role(word).map_or(Gender::Unknown, |role| role.1),
    }
}

/// How much speaks for each name's being a person, over the whole article.
fn evidence(parsed: &Parsed, lists: &Gazetteer, names: &[Name]) -> HashMap<String, f32> {
    let mut evidence = HashMap::new();
    for name in names.iter().filter(|name| name.sort == Sort::Other) {
        *evidence.entry(key(parsed, &name.tokens)).or_insert(0.0) += evidence_of(parsed, lists, name);
    }
    evidence
}

fn evidence_of(parsed: &Parsed, lists: &Gazetteer, name: &Name) -> f32 {
    let tokens = &name.tokens;
    let word = |at: usize| parsed.tokens.get(at).map_or("", |_| parsed.word(at));
    let before = tokens.start.checked_sub(1).map_or("", |at| parsed.word(at));
    let (after, second) = (word(tokens.end), word(tokens.end + 1));
    let is_long = tokens.len() > 1;
    let mut score = 0.0;
    if name.is_titled {
        score += 3.0;
    }
    if is_long && lists.first_name(word(tokens.start)).is_some() {
        score += 2.0;
    }
    if is_long && tokens.clone().any(|at| word(at).len() == 2 && word(at).ends_with('.')) {
        score += 1.0;
    }
    if is_long
        && (is_speech(after)
            || is_speech(before) && before != "told"
            || matches!(before, "to") && second == ",")
    {
        score += 1.5;
    }
    if is_long && before == "," && follows_office(parsed, lists, tokens.start - 1) {
        score += 2.0;
    }
    if is_long && !name.is_titled && matches!(after, "of" | "at") {
        score += 0.7;
    }
    let opens = parsed.paragraphs[parsed.paragraph_of(tokens.start)].tokens.start == name.prefix;
    let is_label = |at: &usize| word(*at) == ":";
    let labels = (tokens.end..tokens.end + 8)
        .take_while(|at| !is_verb(word(*at)) && word(*at) != ".")
        .any(|at| is_label(&at));
    if opens && (is_long || name.is_titled) && labels && matches!(after, ":" | "(" | ",") {
        score += 1.5; // who speaks next in a transcript
    }
    if !is_long && after == "," && lists.title(second).is_some() && second.starts_with(char::is_uppercase) {
        score -= 6.0; // Foreign Minister Borneva, Datin Suraya
    }
    let is_apposed = after == ","
        && (matches!(second, "who" | "whose" | "a" | "an" | "the" | "his" | "her")
            || parsed.tokens.get(tokens.end + 1).is_some_and(|token| token.shape == Shape::Number)
            || lists.role(second).is_some());
    if is_long && is_apposed {
        score += 1.5;
    }
    if tokens.clone().any(|at| is_double_barrelled(word(at))) {
        score += 0.8;
    }
    if matches!(tokens.len(), 2 | 3) {
        score += 0.4;
    }
    // "the official Vestal news agency", "the newspaper Halle Bote"
    let is_medium = |word: &str| {
        matches!(word, "agency" | "newspaper" | "daily" | "radio" | "broadcaster" | "website" | "magazine")
    };
    if is_medium(after) || after == "news" && is_medium(second) || is_medium(before) {
        score -= 6.0;
    }
    if !name.is_titled {
        score -= match before {
            "in" | "at" | "near" | "outside" | "across" | "from" | "into" | "toward" | "towards" => 1.5,
            "the" | "The" | "of" | "to" => 0.8,
            _ => 0.0,
        };
    }
    let is_acronym =
        !is_long && word(tokens.start).chars().all(|character| character.is_uppercase() || character == '.');
    if is_acronym && word(tokens.start).len() <= 6 && !name.is_titled {
        score -= 2.0;
    }
    score
}

/// ", the foreign minister," or "Its director," before a comma.
fn follows_office(parsed: &Parsed, lists: &Gazetteer, comma: usize) -> bool {
    let start = parsed.sentences[parsed.sentence_of(comma)].tokens.start;
    let before = (start..comma).rev().take(10);
    let mut before =
        before.take_while(|at| parsed.tokens[*at].shape != Shape::Mark && !is_verb(parsed.word(*at)));
    before.any(|at| is_single_role(lists, parsed.word(at)))
}

fn is_double_barrelled(word: &str) -> bool {
    word.split_once('-').is_some_and(|(first, second)| {
        first.len() > 2
            && second.len() > 2
            && first.starts_with(char::is_uppercase)
            && second.starts_with(char::is_uppercase)
    })
}

/// Verbs that only somebody who speaks stands beside.
pub fn is_speech(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "told"
            | "tells"
            | "asked"
            | "added"
            | "warned"
            | "stressed"
            | "insisted"
            | "noted"
            | "wrote"
            | "replied"
            | "explained"
            | "argued"
            | "stated"
            | "announced"
            | "admitted"
            | "denied"
            | "declared"
            | "recalled"
            | "promised"
            | "urged"
            | "thinks"
            | "believes"
            | "tweeted"
            | "concluded"
            | "continued"
            | "emphasized"
            | "emphasised"
    )
}

/// Words that make a stretch a clause rather than an apposition.
pub fn is_verb(word: &str) -> bool {
    is_speech(word)
        || matches!(
            word,
            "is" | "was"
                | "are"
                | "were"
                | "has"
                | "had"
                | "have"
                | "will"
                | "would"
                | "could"
                | "can"
                | "may"
                | "might"
                | "did"
                | "does"
                | "been"
                | "that"
                | "which"
                | "said"
        )
}

/// A part of a person's name stands for the person: "Ushakov" after "Yuri Ushakov".
fn adopt_parts(parsed: &Parsed, names: &mut [Name]) {
    let persons = names.iter().filter(|name| name.sort == Sort::Person && name.tokens.len() > 1);
    let parts: HashSet<String> = persons.flat_map(|name| words(parsed, &name.tokens)).collect();
    for name in names.iter_mut().filter(|name| name.sort == Sort::Other) {
        if words(parsed, &name.tokens).iter().all(|word| word.chars().count() > 1 && parts.contains(word)) {
            name.sort = Sort::Person;
        }
    }
}

/// The words of a name in lower case, double barrels taken apart.
pub fn words(parsed: &Parsed, tokens: &Range<usize>) -> Vec<String> {
    let words = tokens.clone().filter(|at| parsed.tokens[*at].shape == Shape::Word);
    words
        .flat_map(|at| parsed.word(at).split('-'))
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// "Ministry" + "of" + "Foreign Affairs" is one name.
fn join_organisations(parsed: &Parsed, lists: &Gazetteer, names: Vec<Name>) -> Vec<Name> {
    let mut joined: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        if let Some(last) = joined.last_mut() {
            let gap = last.tokens.end..name.tokens.start;
            let links =
                gap.len() <= 2 && gap.clone().any(|at| matches!(parsed.word(at), "of" | "for" | "on"));
            let links =
                links && gap.clone().all(|at| matches!(parsed.word(at), "of" | "for" | "on" | "the" | "and"));
            let is_order = last.sort == Sort::Other
                && last.tokens.len() == 1
                && !last.is_titled
                && matches!(before_word(parsed, last.tokens.start), "the" | "The");
            let is_institution = is_order
                || last.sort == Sort::Organisation
                    && last.tokens.clone().any(|at| lists.is_organisation_word(parsed.word(at)));
            if links && is_institution && name.sort != Sort::Person && name.prefix == name.tokens.start {
                last.tokens.end = name.tokens.end;
                continue;
            }
        }
        joined.push(with_owners(parsed, name));
    }
    joined
}

/// Sailors' Rescue League, People's Republic: owners in the plural belong to the name.
fn with_owners(parsed: &Parsed, mut name: Name) -> Name {
    let Some(owner) = name.tokens.start.checked_sub(2) else { return name };
    let (word, mark) = (parsed.word(owner), parsed.word(owner + 1));
    let touches = parsed.tokens[owner].span.end() == parsed.tokens[owner + 1].span.start();
    let is_plural = matches!(mark, "'" | "’") && word.ends_with('s')
        || matches!(mark, "'s" | "’s")
            && matches!(word, "People" | "Women" | "Men" | "Children" | "Fishermen" | "Veterans");
    if touches
        && is_plural
        && is_capital(parsed, owner)
        && matches!(name.sort, Sort::Organisation | Sort::Other | Sort::State)
    {
        name.tokens.start = owner;
        name.prefix = owner;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Names with their sort's first letter, titles in brackets.
    fn check(text: &str, expected: &str) {
        let parsed = Parsed::new(text);
        let found: Vec<String> = names(&parsed)
            .iter()
            .map(|name| {
                let prefix = match phrase(&parsed, &(name.prefix..name.tokens.start)) {
                    prefix if prefix.is_empty() => prefix,
                    prefix => format!("[{prefix}] "),
                };
                let sort = format!("{:?}", name.sort).remove(0);
                format!("{prefix}{} {sort}", phrase(&parsed, &name.tokens))
            })
            .collect();
        assert_eq!(found.join(" | "), expected);
    }

    #[test]
    fn titles_and_offices_are_no_part_of_a_name() {
        check("Kremlin spokesman Dmitry Peskov spoke.", "Kremlin S | [Kremlin spokesman] Dmitry Peskov P");
        check(
            "The spokesman for Russian President Vladimir Putin left.",
            "[Russian President] Vladimir Putin P",
        );
        check(
            "It was said by Defence Minister of Halfaya Samir Qandil. Halfaya left.",
            "[Defence Minister of Halfaya] Samir Qandil P | Halfaya O",
        );
        check(
            "Minister of Foreign Affairs Tuncay Erdemsoy left.",
            "[Minister of Foreign Affairs] Tuncay Erdemsoy P",
        );
        check("Mr Obeng-Rao and Dr. Ludo van der Hoek met.", "[Mr] Obeng-Rao P | [Dr.] Ludo van der Hoek P");
    }

    #[test]
    fn an_office_beside_a_name_makes_a_person() {
        check("Its director, Wambui Sorensen, left.", "Wambui Sorensen P");
        check(
            "Interior Minister Gen. (retd) Sohrab Dost left.",
            "[Interior Minister Gen. (retd)] Sohrab Dost P",
        );
        check("Workers of the Haepyong Tram Factory left.", "Haepyong Tram Factory O");
        check("The Sailors' Rescue League left.", "Sailors' Rescue League O");
        check("He is deputy of Minister Pak Yong-guk.", "[Minister] Pak Yong-guk P");
    }

    #[test]
    fn what_is_no_person() {
        check(
            "The Ministry of Foreign Affairs and the United States met in Port Sabine.",
            "Ministry of Foreign Affairs O | United States S | Port Sabine O",
        );
        check("Moscow told Reuters.", "Moscow S | Reuters O");
    }

    #[test]
    fn a_part_stands_for_the_whole() {
        check("Yuri Ushakov left. Then Ushakov came back.", "Yuri Ushakov P | Ushakov P");
    }

    proptest! {
        #[test]
        fn any_text_has_names(text in "(\\PC|[A-Z][a-z]{1,3}|President|of|the|Mr|said|Moscow|[ ,.“”'\n-]){0,120}") {
            let parsed = Parsed::new(&text);
            for name in names(&parsed) {
                prop_assert!(name.prefix <= name.tokens.start && name.tokens.start < name.tokens.end);
                prop_assert!(name.tokens.end <= parsed.tokens.len());
            }
        }
    }
}
