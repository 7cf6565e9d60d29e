//! What of a page is not shown: elements with `hidden` or `display: none`, and what stands in them.

use super::writer::BLOCK;
use html5gum::StartTag;

/// The outermost element that is not shown, and how many of its name are open in it.
#[derive(Default)]
pub struct Unseen(Option<(String, usize)>);

impl Unseen {
    /// Whether what comes next is not shown.
    pub fn is_open(&self) -> bool {
        self.0.is_some()
    }

    /// Takes notice of the start of an element.
    pub fn start(&mut self, name: &str, tag: &StartTag<()>) {
        if VOID.contains(&name) || tag.self_closing {
            return;
        }
        if let Some((unseen, n_open)) = &mut self.0 {
            let is_same = unseen == name;
            let is_next = is_same || unseen == "p" && BLOCK.contains(&name);
            match is_next && UNENDED.contains(&unseen.as_str()) {
                true => self.0 = None,
                false => *n_open += usize::from(is_same),
            }
        }
        if self.0.is_none() && is_unseen(tag) {
            self.0 = Some((name.to_owned(), 0));
        }
    }

    /// Takes notice of the end of an element.
    pub fn end(&mut self, name: &str) {
        match &mut self.0 {
            Some((unseen, n_open)) if unseen == name && *n_open > 0 => *n_open -= 1,
            Some((unseen, _)) if unseen == name => self.0 = None,
            _ => {}
        }
    }
}

/// Elements that the next one of their name ends.
const UNENDED: [&str; 8] = ["p", "li", "td", "th", "tr", "dd", "dt", "option"];

/// Elements without an end.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "meta", "link", "source", "wbr"];

/// Whether a tag says that its element is not shown.
fn is_unseen(tag: &StartTag<()>) -> bool {
    let is_hiding = |style: &[u8]| {
        let style = String::from_utf8_lossy(style).to_ascii_lowercase();
        style.split_whitespace().collect::<String>().contains("display:none")
    };
    let style = tag.attributes.get(&b"style"[..]);
    tag.attributes.contains_key(&b"hidden"[..]) || style.is_some_and(|style| is_hiding(&style.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use html5gum::{Token, Tokenizer};

    #[test]
    fn only_an_attribute_of_its_own_hides() {
        for (tag, expected) in [
            ("<p a='hidden' hidden>", true),
            ("<p HIDDEN=until-found>", true),
            ("<p style=\"color: red; display : none\">", true),
            ("<p a='x hidden y' data-hidden=1 b=hidden>", false),
            ("<p>", false),
        ] {
            let Some(Ok(Token::StartTag(start))) = Tokenizer::new(tag).next() else {
                panic!("{tag} is a tag")
            };
            assert_eq!(is_unseen(&start), expected, "{tag}");
        }
    }
}
