//! What an element of a page does to the text: it ends words or paragraphs, and marks what stands in it.

use super::unseen::Unseen;
use crate::text::Span;
use html5gum::StartTag;
use std::collections::BTreeMap;

/// Elements whose content is no text for people.
const HIDDEN: [&str; 5] = ["script", "style", "svg", "iframe", "object"];

/// Elements around an article, not of it.
const CHROME: [&str; 12] = [
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "menu",
    "dialog",
    "figcaption",
    "noscript",
    "template",
    "select",
    "textarea",
];

/// Elements that stand on lines of their own.
pub const BLOCK: [&str; 42] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "noscript",
    "ol",
    "p",
    "pre",
    "section",
    "select",
    "table",
    "td",
    "template",
    "textarea",
    "title",
    "tr",
    "ul",
];

/// Other elements whose being open matters.
const TELLING: [&str; 6] = ["head", "title", "article", "main", "header", "pre"];

/// Text with its boilerplate, element by element.
#[derive(Default)]
pub struct Writer {
    out: String,
    /// Names of the elements that are open, and how many of each.
    open: Vec<&'static str>,
    counts: BTreeMap<&'static str, usize>,
    /// What follows from them; asked at every character, and pages nest without end.
    place: Place,
    /// Stretches of the output: start, whether in chrome, whether in the article.
    stretches: Vec<(usize, bool, bool)>,
    /// A blank is due before the next word.
    blank: bool,
    /// The element that is not shown, if any.
    unseen: Unseen,
}

/// What text at one place of the page is.
#[derive(Clone, Copy, Default)]
struct Place {
    is_hidden: bool,
    keeps_blanks: bool,
    is_chrome: bool,
    in_article: bool,
}

impl Writer {
    /// Takes words.
    pub fn text(&mut self, words: &str) {
        if self.place.is_hidden {
            return;
        }
        for character in words.chars() {
            if self.place.keeps_blanks && (character == '\n' || !character.is_ascii_control()) {
                self.push(character);
            } else if character.is_ascii_whitespace() {
                self.blank = true;
            } else {
                self.push(character);
            }
        }
    }

    fn push(&mut self, character: char) {
        if self.blank && !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
        }
        self.blank = false;
        self.mark();
        self.out.push(character);
    }

    /// Notes what the next character belongs to.
    fn mark(&mut self) {
        let Place { is_chrome, in_article, .. } = self.place;
        let is_chrome = is_chrome || self.unseen.is_open();
        if self
            .stretches
            .last()
            .is_none_or(|(_, chrome, article)| (*chrome, *article) != (is_chrome, in_article))
        {
            self.stretches.push((self.out.len(), is_chrome, in_article));
        }
    }

    fn enter(&mut self, name: &'static str) {
        self.open.push(name);
        *self.counts.entry(name).or_default() += 1;
        self.place = self.placed();
    }

    /// Closes the innermost element of this name, with all that is still open in it.
    fn leave(&mut self, name: &'static str) {
        if !self.counts.contains_key(name) {
            return;
        }
        while let Some(last) = self.open.pop() {
            if let Some(count) = self.counts.get_mut(last).filter(|count| **count > 1) {
                *count -= 1;
            } else {
                self.counts.remove(last);
            }
            if last == name {
                break;
            }
        }
        self.place = self.placed();
    }

    fn placed(&self) -> Place {
        let is_in = |name: &str| self.is_in(name);
        let in_article = is_in("article") || is_in("main");
        let in_header = is_in("header") && !in_article;
        Place {
            is_hidden: (HIDDEN.into_iter().any(is_in) || is_in("head")) && !is_in("title"),
            keeps_blanks: is_in("pre"),
            is_chrome: in_header || is_in("title") || CHROME.into_iter().any(is_in),
            in_article,
        }
    }

    /// Takes the start of an element.
    pub fn start(&mut self, tag: &StartTag<()>) {
        let name = name_of(&tag.name);
        self.breaks(name);
        self.unseen.start(name, tag);
        if let Some(name) = telling(name).filter(|_| !tag.self_closing) {
            self.enter(name);
        }
    }

    /// Takes the end of an element.
    pub fn end(&mut self, name: &[u8]) {
        let name = name_of(name);
        self.breaks(name);
        self.unseen.end(name);
        if let Some(name) = telling(name) {
            self.leave(name);
        }
    }

    /// Ends the line or paragraph where an element does.
    fn breaks(&mut self, name: &str) {
        if name == "br" || BLOCK.contains(&name) {
            self.line(!["br", "td", "li", "tr"].contains(&name));
        }
    }

    /// Whether an element whose being open matters is open.
    pub fn is_in(&self, name: &str) -> bool {
        self.counts.contains_key(name)
    }

    /// Ends the line, or the paragraph.
    fn line(&mut self, is_paragraph: bool) {
        self.blank = false;
        if self.out.is_empty() {
            return;
        }
        let wanted = if is_paragraph { "\n\n" } else { "\n" };
        while !self.out.ends_with(wanted) {
            self.out.push('\n');
        }
    }

    /// The text, and what of it is boilerplate.
    pub fn finish(self) -> (String, Vec<Span>) {
        let text = self.out.trim_end().to_owned();
        let has_article = self.stretches.iter().any(|(_, _, article)| *article);
        let ends = self.stretches.iter().skip(1).map(|(start, _, _)| *start).chain([text.len()]);
        let mut spans: Vec<Span> = vec![];
        for ((start, chrome, article), end) in self.stretches.iter().zip(ends) {
            let words = text.get(*start..end).unwrap_or("").trim_end();
            if (*chrome || has_article && !article) && !words.is_empty() {
                spans.push(Span::new(*start, start + words.len()));
            }
        }
        (text, spans)
    }
}

/// The name of an element whose being open matters.
fn telling(name: &str) -> Option<&'static str> {
    HIDDEN.into_iter().chain(CHROME).chain(TELLING).find(|telling| *telling == name)
}

/// Names that are no text are nobody's.
fn name_of(name: &[u8]) -> &str {
    std::str::from_utf8(name).unwrap_or("")
}
