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
        check("Home News\nRead more in the Gazette\n", "");
    }
}
