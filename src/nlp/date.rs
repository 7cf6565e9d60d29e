//! On which day an article appeared, and which day its "on Wednesday" is.
//!
//! Only what the page says: a full date in page chrome, in a line of its own or in a dateline. Never a guess.

use super::parsed::Parsed;
use crate::annotate::Statement;
use crate::annotate::analysis::Dated;
use crate::text::Span;
use day::Day;
use std::sync::LazyLock;

/// Days of the calendar.
mod day;
pub use day::days_in;

/// How many tokens of the head of a page are looked at.
const HEAD: usize = 400;

/// Longest line that may hold nothing but a date and its trimmings, in tokens.
const LONGEST_LINE: usize = 28;

/// The day that the page or its dateline gives; never a guess.
pub fn published(parsed: &Parsed) -> Option<Dated> {
    let dates = dates(parsed);
    let limit = parsed.tokens.get(HEAD).map_or(usize::MAX, |token| token.span.start());
    let is_page = |found: &&(Day, Span)| {
        let line = &parsed.paragraphs[parsed.paragraph_of(parsed.tokens_in(found.1).start)];
        parsed.is_boilerplate(found.1.start())
            || found.1.start() < limit
                && line.tokens.len() <= LONGEST_LINE
                && !ends_as_sentence(parsed, line.tokens.end)
    };
    let page = dates
        .iter()
        .find(|found| is_page(found) && found.1.start() < limit)
        .or_else(|| dates.iter().find(is_page));
    let found = page.or_else(|| dates.iter().find(|found| is_dateline(parsed, found.1)))?;
    Some(Dated { day: found.0.iso().into(), span: found.1 })
}

/// How far from the cue the day of a statement may stand, in tokens.
const REACH: usize = 24;

/// Sets `said_on` of each statement beside whose cue a day stands: a full date, or "on Wednesday" as seen from the
/// day of publication. Without one nothing is set; a day inside the content is none of the statement's.
pub fn assign(parsed: &Parsed, published: Option<&Dated>, statements: &mut [Statement]) {
    let published = published.and_then(|dated| Day::read(&dated.day));
    for statement in statements {
        let Some(cue) = statement.cue.first().or(statement.speaker.first()) else { continue };
        let is_own = |at: usize| {
            let start = parsed.tokens[at].span.start();
            parsed.quote_depth(at) == 0 && !statement.content.iter().any(|span| span.contains(start))
        };
        let cue = parsed.tokens_in(*cue);
        let Some(sentence) =
            cue.clone().next().map(|at| parsed.sentences[parsed.sentence_of(at)].tokens.clone())
        else {
            continue;
        };
        let near = cue.start.saturating_sub(REACH).max(sentence.start)..(cue.end + REACH).min(sentence.end);
        let mut found: Vec<(usize, Day)> = near
            .filter(|at| is_own(*at))
            .filter_map(|at| Some((at.abs_diff(cue.start), day_said(parsed, published, at)?)))
            .collect();
        found.sort();
        statement.said_on = found.first().map(|(_, day)| day.iso().into());
    }
}

/// The day that a token and what follows name, when it can be the day on which something was said.
fn day_said(parsed: &Parsed, published: Option<Day>, at: usize) -> Option<Day> {
    if let Some((day, _)) = date_at(parsed, at) {
        return Some(day);
    }
    let weekday = WEEKDAYS.iter().position(|name| *name == parsed.word(at))?;
    let before = at.checked_sub(1).map_or("", |at| parsed.word(at));
    // "until Wednesday", "next Wednesday", "Wednesday's vote" are other days.
    let is_other = matches!(
        before,
        "next"
            | "last"
            | "until"
            | "till"
            | "by"
            | "before"
            | "since"
            | "from"
            | "after"
            | "every"
            | "the"
            | "to"
            | "this"
    );
    let is_owner = parsed.tokens.get(at + 1).is_some_and(|next| next.shape == super::token::Shape::Clitic);
    published.filter(|_| !is_other && !is_owner).map(|day| day.last_weekday(weekday as i32))
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Months in English and in the languages whose scraps are left on translated pages.
static MONTHS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    include_str!("../../data/boilerplate/months.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split(' ').collect())
        .collect()
});

/// Whether a word is a month.
pub fn is_month(word: &str) -> bool {
    month(word).is_some()
}

fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    MONTHS.iter().position(|names| names.contains(&word.as_str())).map(|month| month as u32 + 1)
}

/// Full dates (day, month and year) in order.
fn dates(parsed: &Parsed) -> Vec<(Day, Span)> {
    let mut found: Vec<(Day, Span)> = vec![];
    for at in 0..parsed.tokens.len() {
        let (date, n_tokens) = match date_at(parsed, at) {
            Some(date) => date,
            None => continue,
        };
        let span = parsed.span_of(at..at + n_tokens);
        if found.last().is_none_or(|(_, last)| last.end() <= span.start()) {
            found.push((date, span));
        }
    }
    found
}

/// A date that starts at a token, with its number of tokens.
fn date_at(parsed: &Parsed, at: usize) -> Option<(Day, usize)> {
    let word = |ahead: usize| parsed.tokens.get(at + ahead).map_or("", |_| parsed.word(at + ahead));
    let number = |ahead: usize| day_number(word(ahead));
    let comma = |ahead: usize| usize::from(matches!(word(ahead), "," | "." | "de" | "of"));
    // 22/12/2023, 22.12.2023, 2023-12-22
    if let Some(date) = written_in_figures(word(0)) {
        return Some((date, 1));
    }
    // 31 December 2021, 21 MAR 2030, 3 de marzo de 2029
    if let Some(day) = number(0) {
        let skip = 1 + comma(1);
        let month = month(word(skip))?;
        let year_at = skip + 1 + comma(skip + 1);
        return Some((Day::new(year(word(year_at))?, month, day)?, year_at + 1));
    }
    // December 31, 2021
    let month = month(word(0))?;
    let day = number(1)?;
    let year_at = 2 + comma(2);
    Some((Day::new(year(word(year_at))?, month, day)?, year_at + 1))
}

fn day_number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    let is_day = digits.len() <= 2 && matches!(suffix, "" | "st" | "nd" | "rd" | "th");
    digits.parse().ok().filter(|day| is_day && (1..=31).contains(day))
}

fn year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| word.len() == 4 && (1900..2200).contains(year))
}

/// Figures with one kind of mark between them; 03/04/2021 may be March or April, so it is no date.
fn written_in_figures(word: &str) -> Option<Day> {
    let mark = word.chars().find(|character| matches!(character, '/' | '.' | '-'))?;
    let parts: Vec<&str> = word.split(mark).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let small = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
    if first.len() == 4 {
        return Day::new(year(first)?, small(second)?, small(third)?);
    }
    let (one, two, year) = (small(first)?, small(second)?, year(third)?);
    match (mark, one > 12, two > 12) {
        (_, _, true) => Day::new(year, one, two),
        (_, true, _) => Day::new(year, two, one),
        // With full stops the day comes first everywhere.
        ('.', ..) => Day::new(year, two, one),
        _ if one == two => Day::new(year, one, two),
        _ => None,
    }
}

fn ends_as_sentence(parsed: &Parsed, end: usize) -> bool {
    end > 0 && matches!(parsed.word(end - 1), "." | "!" | "?" | "”" | "\"")
}

/// "MOSCOW, December 4, 2021 —" at the head of a paragraph.
fn is_dateline(parsed: &Parsed, span: Span) -> bool {
    let tokens = parsed.tokens_in(span);
    let paragraph = &parsed.paragraphs[parsed.paragraph_of(tokens.start)];
    let is_early = tokens.start - paragraph.tokens.start <= 6;
    let place = parsed.word(paragraph.tokens.start);
    let is_place = place.len() > 2 && !place.chars().any(char::is_lowercase);
    is_early
        && is_place
        && parsed.tokens.get(tokens.end).is_some_and(|next| {
            matches!(next.of(parsed.text), "." | "—" | "–" | "-" | "--" | ":" | "/" | "(")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = published(&Parsed::new(text));
        assert_eq!(found.map_or("-".into(), |date| date.day.to_string()), expected);
    }

    #[test]
    fn the_page_says_it() {
        check("Headline\n\n31 December 2021, 07:54 AM\n\nHe came on May 3, 2020, and left.", "2021-12-31");
        check(" date 2023-12-22 loading…\n\nText of it.", "2023-12-22");
        check("Updated: Nov 5, 2028 | 18:40 IST\n\nText of it.", "2028-11-05");
        check("Puerto | 21 MAR 2030 - 19:44 CET\n\nText of it.", "2030-03-21");
        check("Sabtu, 19/01/2030 11:04\n\nText of it.", "2030-01-19");
        check("Dakar, 3 de marzo de 2029\n\nText of it.", "2029-03-03");
    }

    #[test]
    fn never_a_guess() {
        check("He came on May 3, 2020, and left.", "-");
        check("It was 03/04/2021.\n\nUpdated 30 February 2021", "-");
    }

    #[test]
    fn a_statement_has_the_day_beside_its_cue() {
        let said_on = |text: &str, cue: &str, content: &str| {
            let span = |words: &str| {
                let start = text.find(words).expect("the text holds its parts");
                Span::new(start, start + words.len())
            };
            let mut statement = Statement::bare(crate::annotate::StatementId(0), vec![span(content)]);
            statement.cue = vec![span(cue)];
            let mut statements = vec![statement];
            let friday = Dated { day: "2021-12-31".into(), span: Span::new(0, 0) };
            assign(&Parsed::new(text), Some(&friday), &mut statements);
            statements[0].said_on.as_deref().unwrap_or("-").to_string()
        };
        assert_eq!(said_on("He said on Wednesday it was late.", "said", "it was late"), "2021-12-29");
        assert_eq!(
            said_on("He said they would come on Wednesday.", "said", "they would come on Wednesday"),
            "-"
        );
        assert_eq!(said_on("He said before Wednesday's vote it was late.", "said", "it was late"), "-");
        assert_eq!(said_on("On May 3, 2020, he said it was late.", "said", "it was late"), "2020-05-03");
    }

    #[test]
    fn weekdays_look_back() {
        let friday = Day::new(2021, 12, 31).expect("a day of the calendar");
        assert_eq!(friday.last_weekday(2).iso(), "2021-12-29");
        assert_eq!(friday.last_weekday(4).iso(), "2021-12-31");
        assert_eq!(Day::of_number(Day::new(2000, 2, 29).expect("a leap day").number()).iso(), "2000-02-29");
    }
}
