//! Whose words they are when a sentence names both who said them and who reports it.
//!
//! In "Ushakov quoted Putin as saying", "…, Ryabkov said, according to TASS" and "Biden assured him, according to
//! the Kremlin, that …" the tagger may mark the reporter; the inner one speaks, and the reporter becomes a relay.

use super::nominal::{is_nominal, is_past, without_auxiliaries};
use super::outlet::Outlets;
use super::reporter;
use crate::annotate::Statement;
use crate::nlp::name::is_speech;
use crate::nlp::parsed::Parsed;
use crate::nlp::people::Cast;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;
use crate::text::Span;
use std::ops::Range;

/// Farthest that the "that" of a clause stands behind its verb, and the verb behind the head of the clause.
const NEAR: usize = 9;

/// The same where an apposition stands between, or one who is told.
const FAR: usize = 18;

/// A noun phrase with and without what stands behind its first comma.
struct Apposed {
    head: Range<usize>,
    whole: Range<usize>,
}

/// "Senator Whitlock of Ohio, the majority leader,": the apposition ends before the verb.
fn apposed(parsed: &Parsed, tokens: Range<usize>) -> Apposed {
    let is_comma = |at: &usize| parsed.word(*at) == ",";
    let Some(comma) = tokens.clone().find(is_comma) else {
        return Apposed { head: tokens.clone(), whole: tokens };
    };
    // Two commas at least: one opens the apposition, one closes it.
    let closes = tokens.end > comma + 2 && is_comma(&(tokens.end - 1));
    let head = if closes { tokens.start..comma } else { tokens.clone() };
    let end = if closes { tokens.end - 1 } else { tokens.end };
    Apposed { head, whole: tokens.start..end }
}

/// Who speaks instead of the reporter.
struct Inner {
    speaker: Range<usize>,
    cue: Option<Range<usize>>,
    content: Option<Vec<Span>>,
}

impl Inner {
    fn speaker(speaker: Range<usize>) -> Inner {
        Inner { speaker, cue: None, content: None }
    }
}

/// Gives a statement that was laid at a reporter's door to whom the reporter quotes.
pub fn settle(parsed: &Parsed, cast: &Cast, outlets: &Outlets, statement: &mut Statement) {
    if statement.cue.is_empty() {
        if let Some(label) = label(parsed, statement) {
            statement.speaker = vec![parsed.span_of(label)];
        }
        return;
    }
    let inner = quoted(parsed, statement)
        .or_else(|| cited(parsed, cast, outlets, statement))
        .or_else(|| said_before(parsed, statement))
        .or_else(|| clause(parsed, statement))
        .or_else(|| told_before(parsed, statement))
        .or_else(|| broken_clause(parsed, statement))
        .or_else(|| broken_predicate(parsed, statement))
        .or_else(|| parenthesis(parsed, statement));
    let Some(inner) = inner.filter(|inner| !inner.speaker.is_empty()) else { return };
    statement.speaker = vec![parsed.span_of(inner.speaker)];
    if let Some(cue) = inner.cue {
        statement.cue = vec![parsed.span_of(cue)];
    }
    if let Some(content) = inner.content.filter(|content| !content.is_empty()) {
        statement.content = content;
    }
}

/// Longest label of a turn, in tokens.
const LONGEST_LABEL: usize = 7;

/// "Deutsche Welle: Will you come back?": who asks is whom the label names, where nobody else does.
fn label(parsed: &Parsed, statement: &Statement) -> Option<Range<usize>> {
    let first = parsed.tokens_in(*statement.content.first()?).start;
    let colon = first.checked_sub(1).filter(|at| parsed.word(*at) == ":")?;
    let start = parsed.paragraphs[parsed.paragraph_of(colon)].tokens.start;
    let line = parsed.text[..parsed.tokens[colon].span.start()].rfind('\n').map_or(0, |end| end + 1);
    let start = (start..colon).find(|at| parsed.tokens[*at].span.start() >= line)?;
    let is_word = |at: usize| {
        let word = parsed.word(at);
        word.starts_with(char::is_uppercase)
            || matches!(word, "," | "." | "of" | "the" | "de" | "-" | "’" | "'")
    };
    let is_label = statement.speaker.is_empty()
        && colon - start <= LONGEST_LABEL
        && parsed.word(start).chars().count() > 1
        && (start..colon).all(is_word);
    is_label.then_some(start..colon)
}

/// "Ushakov quoted Putin as saying": Putin.
fn quoted(parsed: &Parsed, statement: &Statement) -> Option<Inner> {
    let verb =
        first_of(parsed, &statement.cue, |word| matches!(word, "quoted" | "quotes" | "cited" | "cites"))?;
    let is_passive = verb > 0
        && matches!(parsed.word(verb - 1), "was" | "were" | "is" | "are" | "been" | "being" | "as" | "also");
    let sentence = sentence(parsed, verb);
    let is_as = |at: &usize| {
        parsed.word(*at) == "as"
            && parsed.tokens.get(at + 1).is_some_and(|next| next.of(parsed.text).ends_with("ing"))
    };
    let end = (verb + 2..sentence.end.min(verb + 14)).find(is_as)?;
    (!is_passive && parsed.word(verb + 1) != "by" && is_free(parsed, statement, &(verb + 1..end)))
        .then(|| Inner::speaker(verb + 1..end))
}

/// "TASS reported, citing Ryabkov": Ryabkov; "Austral quotes Pampa Press, which quotes a guest": the guest.
fn cited(parsed: &Parsed, cast: &Cast, outlets: &Outlets, statement: &Statement) -> Option<Inner> {
    let speaker = statement.speaker.first().map(|span| parsed.tokens_in(*span)).unwrap_or_default();
    let start = match speaker.is_empty() {
        false => Some(speaker.end).filter(|_| outlets.named_in(parsed, cast, &speaker))?,
        true => first_of(parsed, &statement.cue, |word| List::Citing.holds(word))?,
    };
    let end = sentence(parsed, start.min(parsed.tokens.len() - 1)).end;
    let mut found = None;
    let mut at = start;
    while let Some(verb) = (at..end).find(|at| List::Citing.holds(parsed.word(*at))) {
        let opens = (verb + 1..end).find(|at| parsed.tokens[*at].shape != Shape::Mark)?;
        let source = reporter::source(parsed, opens, end);
        if source.is_empty() || parsed.word(source.start) == "by" {
            break;
        }
        at = source.end;
        let is_content = within(parsed, source.start, &statement.content).is_some_and(|number| number == 0);
        if is_content {
            break;
        }
        let is_outlet = outlets.named_in(parsed, cast, &source);
        found = Some(source);
        if !is_outlet {
            break;
        }
    }
    let source = found?;
    // What the tagger took for more of the content is who said it.
    let rest = parsed.span_of(source.clone());
    let content: Vec<Span> = statement.content.iter().copied().filter(|span| !span.overlaps(rest)).collect();
    let is_changed = content.len() < statement.content.len() && !content.is_empty();
    Some(Inner { speaker: source, cue: None, content: is_changed.then_some(content) })
}

/// "…, Ryabkov said, according to TASS": Ryabkov.
fn said_before(parsed: &Parsed, statement: &Statement) -> Option<Inner> {
    let according = first_of(parsed, &statement.cue, |word| word.eq_ignore_ascii_case("according"))?;
    let end =
        statement.content.iter().rfind(|span| span.end() <= parsed.tokens[according].span.start())?.end();
    let start = parsed.tokens.partition_point(|token| token.span.start() < end);
    let is_mark = |at: &usize| parsed.tokens[*at].shape == Shape::Mark;
    let start = (start..according).find(|at| !is_mark(at))?;
    if according - start > NEAR + 4 {
        return None;
    }
    let end = (start..according).rfind(|at| !is_mark(at))? + 1;
    if end - start > 1 && is_speech(parsed.word(start)) {
        let speaker = reporter::source(parsed, start + 1, end);
        return is_nominal(parsed, &speaker).then_some(Inner {
            speaker,
            cue: Some(start..start + 1),
            content: None,
        });
    }
    let verb = (start..end).find(|at| is_speech(parsed.word(*at)))?;
    let speaker = start..verb;
    let is_clean = !speaker.clone().any(|at| is_mark(&at));
    (is_clean && is_nominal(parsed, &speaker)).then_some(Inner {
        speaker,
        cue: Some(verb..verb + 1),
        content: None,
    })
}

/// "According to the Kremlin, Biden assured Putin that …" where all of it was taken for what the Kremlin says;
/// "Biden assured Putin that …, Ushakov said" too.
fn clause(parsed: &Parsed, statement: &Statement) -> Option<Inner> {
    let is_according =
        first_of(parsed, &statement.cue, |word| word.eq_ignore_ascii_case("according")).is_some();
    if !is_according && !is_told_after(parsed, statement) {
        return None;
    }
    statement.content.iter().enumerate().find_map(|(number, span)| {
        let tokens = parsed.tokens_in(*span);
        let verb = tokens.clone().take(FAR).skip(1).find(|at| List::Utterance.holds(parsed.word(*at)))?;
        let speaker = apposed(parsed, tokens.start..without_auxiliaries(parsed, tokens.start, verb));
        let opens = |at: &usize| {
            parsed.word(*at) == "that"
                || *at == verb + 1 && parsed.word(*at) == "to" && is_pledge(parsed.word(verb))
        };
        let that = (verb + 1..tokens.end.min(verb + FAR)).find(opens)?;
        let is_told = (verb + 1..that).all(|at| parsed.tokens[at].shape != Shape::Mark);
        if !is_told || !is_nominal(parsed, &speaker.head) || that + 1 >= tokens.end {
            return None;
        }
        let speaker = speaker.whole;
        let start = that + usize::from(parsed.word(that) == "that");
        let rest = Span::new(parsed.tokens[start].span.start(), span.end());
        let content = [rest].into_iter().chain(statement.content[number + 1..].iter().copied()).collect();
        let cue = without_auxiliaries(parsed, speaker.end, verb)..verb + 1;
        Some(Inner { cue: Some(cue), speaker, content: Some(content) })
    })
}

/// "Biden assured Putin that …, Ushakov said" where only what Biden assured was taken for what is said: Biden.
fn told_before(parsed: &Parsed, statement: &Statement) -> Option<Inner> {
    let first = parsed.tokens_in(*statement.content.first()?).start;
    let that = first.checked_sub(1).filter(|at| parsed.word(*at) == "that")?;
    if !is_told_after(parsed, statement) {
        return None;
    }
    let sentence = sentence(parsed, that);
    let is_mark = |at: usize| parsed.tokens[at].shape == Shape::Mark;
    let verb = (sentence.start..that)
        .rev()
        .take(FAR)
        .take_while(|at| !is_mark(*at))
        .find(|at| List::Utterance.holds(parsed.word(*at)))?;
    // A dateline ends in a dash.
    let is_dash = |at: &usize| matches!(parsed.word(*at), "—" | "–" | "-" | "--" | ":");
    let start = (sentence.start..verb).rfind(is_dash).map_or(sentence.start, |dash| dash + 1);
    let speaker = apposed(parsed, start..without_auxiliaries(parsed, start, verb));
    let is_free = speaker.whole.clone().all(|at| parsed.quote_depth(at) == 0);
    (is_free && is_nominal(parsed, &speaker.head)).then(|| Inner {
        cue: Some(without_auxiliaries(parsed, start, verb)..verb + 1),
        speaker: speaker.whole,
        content: None,
    })
}

/// Whether cue and speaker stand behind all that is said, which is not quoted.
fn is_told_after(parsed: &Parsed, statement: &Statement) -> bool {
    let (Some(first), Some(last)) = (statement.content.first(), statement.content.last()) else {
        return false;
    };
    let outer = || statement.cue.iter().chain(&statement.speaker);
    let start = parsed.tokens_in(*first).start;
    !statement.speaker.is_empty()
        && outer().all(|span| span.start() >= last.end())
        && start < parsed.tokens.len()
        && parsed.quote_depth(start) == 0
}

/// "has threatened *to* leave": verbs whose infinitive is what was said.
fn is_pledge(verb: &str) -> bool {
    matches!(
        verb,
        "threatened" | "promised" | "vowed" | "pledged" | "agreed" | "refused" | "offered" | "swore"
    )
}

/// "Biden reminded him, according to the Kremlin, that …": Biden.
fn broken_clause(parsed: &Parsed, statement: &Statement) -> Option<Inner> {
    let according = first_of(parsed, &statement.cue, |word| word.eq_ignore_ascii_case("according"))?;
    let first = parsed.tokens_in(*statement.content.first()?).start;
    let sentence = sentence(parsed, according);
    let is_broken = first > according
        && sentence.contains(&first)
        && (according..=first).any(|at| parsed.word(at) == "that")
        && according > sentence.start + 2
        && parsed.word(according - 1) == ",";
    let verb = (sentence.start..according - usize::from(is_broken))
        .rev()
        .take(5)
        .find(|at| List::Utterance.holds(parsed.word(*at)) || is_past(parsed, *at))
        .filter(|_| is_broken)?;
    let speaker = reporter::subject_before(parsed, verb, &sentence)?;
    let speaker = speaker.start..without_auxiliaries(parsed, speaker.start, verb);
    is_nominal(parsed, &speaker).then(|| Inner { cue: Some(speaker.end..verb + 1), speaker, content: None })
}

/// "His superiors, according to an official, are reluctant to …": his superiors.
fn broken_predicate(parsed: &Parsed, statement: &Statement) -> Option<Inner> {
    let according = first_of(parsed, &statement.cue, |word| word.eq_ignore_ascii_case("according"))?;
    let [subject, predicate] = statement.content.as_slice() else { return None };
    let (subject, predicate) = (parsed.tokens_in(*subject), parsed.tokens_in(*predicate));
    let is_around = subject.end <= according && according < predicate.start;
    let mood =
        predicate.clone().take(4).find(|at| List::Mood.holds(parsed.word(*at))).filter(|_| is_around)?;
    let is_opening = (predicate.start..mood).all(|at| List::Clause.holds(parsed.word(at)));
    if !is_opening || mood + 1 >= predicate.end || !is_nominal(parsed, &subject) {
        return None;
    }
    let rest = Span::new(parsed.tokens[mood + 1].span.start(), statement.content[1].end());
    Some(Inner { speaker: subject, cue: Some(predicate.start..mood + 1), content: Some(vec![rest]) })
}

/// "Her colleague, she said, had assured her that …": her colleague.
fn parenthesis(parsed: &Parsed, statement: &Statement) -> Option<Inner> {
    let speaker = parsed.tokens_in(*statement.speaker.first()?);
    let cue = parsed.tokens_in(*statement.cue.first()?);
    let verb = speaker.end;
    let is_inserted = cue.start == verb + 2
        && is_speech(parsed.word(verb))
        && parsed.word(verb + 1) == ","
        && speaker.start > 1
        && parsed.word(speaker.start - 1) == ",";
    let sentence = sentence(parsed, speaker.start);
    let end = speaker.start.checked_sub(1).filter(|_| is_inserted)?;
    let is_mark = |at: &usize| parsed.tokens[*at].shape == Shape::Mark;
    let start = (sentence.start..end).rfind(is_mark).map_or(sentence.start, |mark| mark + 1);
    is_nominal(parsed, &(start..end)).then(|| Inner::speaker(start..end))
}

fn first_of(parsed: &Parsed, spans: &[Span], is: impl Fn(&str) -> bool) -> Option<usize> {
    spans.iter().flat_map(|span| parsed.tokens_in(*span)).find(|at| is(parsed.word(*at)))
}

fn sentence(parsed: &Parsed, at: usize) -> Range<usize> {
    parsed.sentences[parsed.sentence_of(at)].tokens.clone()
}

/// Number of the span that holds a token.
fn within(parsed: &Parsed, token: usize, spans: &[Span]) -> Option<usize> {
    spans.iter().position(|span| span.contains(parsed.tokens[token].span.start()))
}

fn is_free(parsed: &Parsed, statement: &Statement, tokens: &Range<usize>) -> bool {
    tokens.clone().all(|at| within(parsed, at, &statement.content).is_none())
}
