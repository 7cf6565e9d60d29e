//! Which outlet's page it is, where a line at the head of the page says so.

use crate::nlp::parsed::Parsed;
use crate::nlp::people::cased;
use crate::nlp::wordlist::List;
use std::rc::Rc;

/// Lines of page chrome that are looked at.
const LINES: usize = 6;

/// "THE SUNDAY COMET", "Evening Dispatch Online": a line of capitalised words of which the last is one for papers.
pub(super) fn masthead(parsed: &Parsed) -> Option<Rc<str>> {
    let chrome = parsed.boilerplate.iter().flat_map(|span| span.of(parsed.text).lines());
    chrome.map(str::trim).filter(|line| !line.is_empty()).take(LINES).find_map(|line| {
        // "Alder County News – all that happens"
        let line = ["–", "—", "|"]
            .iter()
            .find_map(|mark| line.split_once(mark))
            .map_or(line, |(name, _)| name.trim());
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_name = |word: &&str| {
            word.chars().all(|letter| letter.is_alphabetic() || letter == '-')
                && (word.starts_with(char::is_uppercase) || matches!(*word, "of" | "the" | "de" | "di"))
        };
        let last = cased(words.last()?);
        let is_one = (2..=4).contains(&words.len())
            && words.iter().all(is_name)
            && List::Paper.holds(&last)
            && !List::NoName.holds_lower(words[0]);
        let name = if line.chars().any(char::is_lowercase) { line.into() } else { in_title_case(&words) };
        is_one.then(|| Rc::from(name))
    })
}

/// "RIA SEVER", "Folha do Planalto", "InfoPulse Europe | All about the East": the line at the head of the page that
/// gives a short name of an outlet in full.
pub(super) fn whole_at_head(parsed: &Parsed, short: &str) -> Option<Rc<str>> {
    let chrome = parsed.boilerplate.iter().flat_map(|span| span.of(parsed.text).lines());
    chrome.map(str::trim).filter(|line| !line.is_empty()).take(LINES).find_map(|line| {
        let line = line.split(['|', '»', '–', '—', '/', '•']).next().unwrap_or(line);
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_short = |word: &&str| word.to_lowercase() == short.to_lowercase();
        let is_name = |word: &&str| {
            word.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
                && (word.starts_with(char::is_uppercase) || List::Particle.holds(word) || *word == "of")
        };
        let is_one = (2..=4).contains(&words.len())
            && words.iter().all(is_name)
            && words.iter().any(is_short)
            && !List::NoName.holds_lower(words[0]);
        let is_shouted = !line.chars().any(char::is_lowercase);
        // RIA stays RIA.
        let written = |word: &&str| match () {
            () if is_short(word) => short.to_string(),
            () if is_shouted && word.chars().count() > 3 => cased(word),
            () => word.to_string(),
        };
        is_one.then(|| Rc::from(words.iter().map(written).collect::<Vec<_>>().join(" ")))
    })
}

/// The first line of a page, when it is one of chrome and may be a name: whoever says "this newspaper" there is it.
pub(super) fn first_line(parsed: &Parsed) -> Option<Rc<str>> {
    let start = parsed.text.len() - parsed.text.trim_start().len();
    let line = parsed.text[start..].lines().next().filter(|_| parsed.is_boilerplate(start))?;
    let line = line.split(['|', '»', '–', '—', '/', '•', '+']).next().unwrap_or(line);
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_name = |word: &&str| {
        word.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
            && (word.starts_with(char::is_uppercase) || List::Particle.holds(word) || *word == "of")
    };
    let is_one = (2..=4).contains(&words.len())
        && words.iter().all(is_name)
        && !words.iter().any(|word| List::NoName.holds_lower(word) || List::Calendar.holds(word));
    let is_shouted = !line.chars().any(char::is_lowercase);
    is_one.then(|| Rc::from(if is_shouted { in_title_case(&words) } else { words.join(" ") }))
}

fn in_title_case(words: &[&str]) -> String {
    words.iter().map(|word| cased(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn check(chrome: &str, expected: &str) {
        let mut parsed = Parsed::new(chrome);
        parsed.boilerplate = vec![Span::new(0, chrome.len())];
        assert_eq!(masthead(&parsed).as_deref().unwrap_or(""), expected);
    }

    #[test]
    fn a_line_at_the_head_names_the_outlet() {
        check("THE SUNDAY COMET\nNEWS SPORT\n", "The Sunday Comet");
        check("Merrow County Gazette\nJobs\n", "Merrow County Gazette");
        check("Alder County News – all that happens\nJobs\n", "Alder County News");
        check("Home News\nRead more in the Gazette\n", "");
    }

    #[test]
    fn a_line_at_the_head_gives_a_short_name_in_full() {
        let check = |chrome: &str, short: &str, expected: &str| {
            let mut parsed = Parsed::new(chrome);
            parsed.boilerplate = vec![Span::new(0, chrome.len())];
            assert_eq!(whole_at_head(&parsed, short).as_deref().unwrap_or(""), expected);
        };
        check("RIA NORDEN\nPolitics | World\n", "Norden", "RIA Norden");
        check("Voz do Cerrado\nSections\n", "Voz", "Voz do Cerrado");
        check("Sections\nNews from Norden and the world\n", "Norden", "");
    }
}
