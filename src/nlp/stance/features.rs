//! What the stance model is told about a statement.
//!
//! A feature is a short text such as `c=threaten` (cue) or `md=will:self` ("we will"). The same code serves
//! training (`examples/stance_features.rs` writes them out) and the engine, so that the two cannot differ.

use super::lexicon::{classes, is};
use super::words::Words;
use crate::annotate::{Kind, Statement};
use std::collections::HashSet;

/// One thing that holds of a statement, and the token that shows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Feature {
    /// Its name, unique within a statement.
    pub name: String,
    /// The token to show when the feature decides, if it hangs on one.
    pub token: Option<u32>,
}

/// What is known around a statement.
pub struct Side {
    /// First letters of the names that stand for the speaker and the speaker's country or organisation.
    pub own: Vec<String>,
}

/// Everything the model is told about `statement`.
pub fn features(words: &Words, statement: &Statement, side: &Side) -> Vec<Feature> {
    let mut list = List { seen: HashSet::new(), features: Vec::with_capacity(256) };
    let cue = words.of(&statement.cue);
    let content = words.of(&statement.content);
    let cue_classes = cue_features(words, &cue, &mut list);
    content_features(words, &content, side, &mut list);
    start_features(words, &content, &cue_classes, &mut list);
    agency_features(words, &content, side, &cue_classes, &mut list);
    condition_features(words, statement, side, &mut list);
    form_features(words, statement, &content, &mut list);
    context_features(words, statement, &cue, &content, &mut list);
    list.features
}

struct List {
    seen: HashSet<String>,
    features: Vec<Feature>,
}

impl List {
    fn add(&mut self, token: usize, name: String) {
        self.push(Some(token as u32), name);
    }

    fn note(&mut self, name: &str) {
        self.push(None, name.to_string());
    }

    fn push(&mut self, token: Option<u32>, name: String) {
        if self.seen.insert(name.clone()) {
            self.features.push(Feature { name, token });
        }
    }
}

fn cue_features(words: &Words, cue: &[usize], list: &mut List) -> Vec<&'static str> {
    let mut of_cue = vec![];
    let mut negated = false;
    for (place, &at) in cue.iter().enumerate() {
        let stem = &words.stem[at];
        if !words.is_word(at) {
            list.add(at, format!("c={}", words.lower[at]));
            continue;
        }
        list.add(at, format!("c={stem}"));
        if words.lower[at] != *stem {
            list.add(at, format!("cf={}", words.lower[at]));
        }
        if let Some(&next) = cue.get(place + 1) {
            list.add(at, format!("cc={stem}_{}", words.stem[next]));
        }
        for class in classes(stem) {
            list.add(at, format!("c#{}{class}", if negated { "!" } else { "" }));
            if !of_cue.contains(class) {
                of_cue.push(*class);
            }
        }
        if words.lower[at].ends_with("ing") {
            list.note("c-ing");
        }
        negated |= is(stem, "negation");
    }
    let first_act = of_cue.iter().copied().filter(|class| ACTS.contains(class)).collect::<Vec<_>>();
    if negated {
        list.note("c-negated");
    }
    match cue.len() {
        0 => list.note("c-none"),
        1 => list.note("c-single"),
        _ => list.note("c-many"),
    }
    if first_act.is_empty() {
        vec!["other"]
    } else if first_act == ["say"] {
        vec!["say"]
    } else {
        first_act.into_iter().filter(|class| *class != "say").collect()
    }
}

/// Classes of cues that name an act.
const ACTS: [&str; 12] = [
    "say", "threaten", "vow", "demand", "accuse", "deny", "reject", "propose", "commit", "warn", "concern",
    "approve",
];

fn content_features(words: &Words, content: &[usize], side: &Side, list: &mut List) {
    let mut scope = 0; // tokens left in which a negation reaches
    for (place, &at) in content.iter().enumerate() {
        let stem = &words.stem[at];
        if !words.is_word(at) {
            scope = 0;
            if matches!(words.lower[at].as_str(), "?" | "!" | "…" | "..." | ":" | "%" | "$") {
                list.add(at, format!("w={}", words.lower[at]));
            }
            continue;
        }
        let not = if scope > 0 { "!" } else { "" };
        if is_own(words, at, side) {
            list.add(at, "w=<own>".into());
        } else if words.is_capital(at) && place > 0 {
            list.add(at, "w=<name>".into());
        }
        list.add(at, format!("w={stem}"));
        if !not.is_empty() {
            list.add(at, format!("w!={stem}"));
        }
        if let Some(&next) = content.get(place + 1).filter(|next| words.is_word(**next)) {
            list.add(at, format!("b={stem}_{}", words.stem[next]));
            if let Some(&third) = content.get(place + 2).filter(|third| words.is_word(**third))
                && ["not", "will", "be", "have", "no", "must", "to"]
                    .iter()
                    .any(|small| words.stem[next] == *small)
            {
                list.add(at, format!("t={stem}_{}_{}", words.stem[next], words.stem[third]));
            }
        }
        for class in classes(stem) {
            list.add(at, format!("w#{not}{class}"));
        }
        if is(stem, "negation") {
            scope = 5;
        } else {
            scope = usize::saturating_sub(scope, 1);
        }
    }
}

fn start_features(words: &Words, content: &[usize], cue: &[&str], list: &mut List) {
    let opening: Vec<usize> = content.iter().copied().filter(|at| words.is_word(*at)).take(3).collect();
    let Some(&first) = opening.first() else { return };
    let shape = match words.lower[first].as_str() {
        "to" => "to",
        "not" => "not",
        "the" | "a" | "an" | "its" | "his" | "their" | "any" | "all" => "noun",
        "we" | "i" | "our" | "my" => "self",
        "if" | "unless" | "should" | "without" => "condition",
        "it" | "there" | "this" | "that" => "it",
        word if word.ends_with("ing") => "ing",
        _ if words.is_capital(first) => "name",
        _ => "word",
    };
    list.add(first, format!("s1={}", words.stem[first]));
    list.add(first, format!("ss={shape}"));
    for class in cue {
        list.add(first, format!("c#{class}+ss={shape}"));
    }
    if let Some(&second) = opening.get(1) {
        list.add(second, format!("s2={}_{}", words.stem[first], words.stem[second]));
        for class in classes(&words.stem[second]) {
            list.add(second, format!("s2#{class}"));
            if shape == "to" {
                list.add(second, format!("to#{class}"));
            }
        }
    }
    for class in classes(&words.stem[first]) {
        list.add(first, format!("s1#{class}"));
    }
}

/// Who is to do what: the subject before each modal and the class of the verb after it.
fn agency_features(words: &Words, content: &[usize], side: &Side, cue: &[&str], list: &mut List) {
    for (place, &at) in content.iter().enumerate() {
        if !is(&words.stem[at], "modal") && !is(&words.stem[at], "want") {
            continue;
        }
        let modal = &words.stem[at];
        let subject = subject(words, &content[..place], side);
        list.add(at, format!("md={modal}:{subject}"));
        for class in cue {
            list.add(at, format!("c#{class}+md={modal}:{subject}"));
        }
        let after = &content[place + 1..];
        let mut negated = "";
        for &next in after.iter().take(4) {
            if is(&words.stem[next], "negation") {
                negated = "!";
                list.add(at, format!("md={modal}:{subject}:!"));
            }
            for class in classes(&words.stem[next]) {
                list.add(next, format!("mv={subject}:{negated}{class}"));
                list.add(next, format!("mm={modal}:{negated}{class}"));
            }
        }
    }
}

/// The kind of subject that stands nearest before a verb.
fn subject(words: &Words, before: &[usize], side: &Side) -> &'static str {
    for &at in before.iter().rev().take(8) {
        if !words.is_word(at) && words.lower[at] != "," {
            break;
        }
        match words.lower[at].as_str() {
            "we" | "i" | "our" | "us" | "my" => return "self",
            "you" | "your" => return "you",
            "they" | "their" | "he" | "she" | "his" | "her" => return "they",
            "it" | "this" | "that" | "which" | "there" => return "it",
            "who" | "anyone" | "everyone" | "everybody" | "nobody" | "whoever" => return "who",
            _ if is_own(words, at, side) => return "own",
            _ if words.is_capital(at) => return "name",
            _ => {}
        }
    }
    if before.is_empty() { "none" } else { "noun" }
}

/// Whether a capitalised token names the speaker or the speaker's side.
pub fn is_own(words: &Words, at: usize, side: &Side) -> bool {
    words.is_capital(at) && side.own.iter().any(|own| words.lower[at].starts_with(own.as_str()))
}

fn condition_features(words: &Words, statement: &Statement, side: &Side, list: &mut List) {
    for (letter, spans) in [("i", &statement.condition), ("k", &statement.consequence)] {
        let tokens = words.of(spans);
        if let Some(&first) = tokens.first() {
            list.note(&format!("{letter}-has"));
            list.add(first, format!("{letter}1={}", words.stem[first]));
        }
        for &at in &tokens {
            for class in classes(&words.stem[at]) {
                list.add(at, format!("{letter}#{class}"));
            }
            if is_own(words, at, side) {
                list.add(at, format!("{letter}=<own>"));
            }
        }
    }
}

fn form_features(words: &Words, statement: &Statement, content: &[usize], list: &mut List) {
    list.note(match statement.kind {
        Kind::Direct => "kind=direct",
        Kind::Mixed => "kind=mixed",
        Kind::Indirect => "kind=indirect",
    });
    list.note(match content.len() {
        0..=3 => "len=3",
        4..=8 => "len=8",
        9..=15 => "len=15",
        16..=30 => "len=30",
        _ => "len=more",
    });
    let numbers =
        content.iter().filter(|at| words.at(**at).starts_with(|first: char| first.is_ascii_digit())).count();
    if numbers > 0 {
        list.note(if numbers > 2 { "numbers=3" } else { "numbers=1" });
    }
    if statement.content.len() > 1 {
        list.note("pieces");
    }
    if !statement.addressee.is_empty() {
        list.note("addressed");
    }
    if !statement.relays.is_empty() {
        list.note("relayed");
    }
    let mention = words.of(&statement.speaker);
    list.note(match mention.len() {
        0 => "sp-none",
        1 => "sp-single",
        _ => "sp-many",
    });
    for &at in &mention {
        if !words.is_capital(at) || at == mention[0] {
            list.add(at, format!("sp={}", words.stem[at]));
        }
        for class in classes(&words.stem[at])
            .iter()
            .filter(|class| matches!(**class, "report" | "expert" | "official" | "outlet" | "self"))
        {
            list.add(at, format!("sp#{class}"));
        }
    }
}

/// What stands around the statement: the rest of its sentence, and the sentence before.
fn context_features(words: &Words, statement: &Statement, cue: &[usize], content: &[usize], list: &mut List) {
    let Some(&first) = content.first() else { return };
    let taken: HashSet<usize> =
        cue.iter().chain(content).copied().chain(words.of(&statement.speaker)).collect();
    let from = taken.iter().copied().min().unwrap_or(first);
    let to = taken.iter().copied().max().unwrap_or(first);
    let sentence = words.sentence(from).start..words.sentence(to).end;
    for at in sentence.clone().filter(|at| words.is_word(*at) && !taken.contains(at)) {
        list.add(at, format!("x={}", words.stem[at]));
        for class in classes(&words.stem[at]) {
            list.add(at, format!("x#{class}"));
        }
    }
    if sentence.start == 0 {
        return;
    }
    for at in words.sentence(sentence.start - 1).filter(|at| words.is_word(*at)) {
        for class in classes(&words.stem[at]) {
            list.add(at, format!("y#{class}"));
        }
        if words.is_word(at) && words.stem[at].len() > 3 {
            list.add(at, format!("y={}", words.stem[at]));
        }
    }
    if words.sentence(sentence.start - 1).any(|at| words.lower[at] == "?") {
        list.note("y-question");
    }
}
