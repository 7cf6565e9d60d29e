//! What of a page is not shown: elements with `hidden` or `display: none`, and what stands in them.

use super::BLOCK;

/// The outermost element that is not shown, and how many of its name are open in it.
#[derive(Default)]
pub struct Unseen(Option<(String, usize)>);

impl Unseen {
    /// Whether what comes next is not shown.
    pub fn is_open(&self) -> bool {
        self.0.is_some()
    }

    /// Takes notice of a tag.
    pub fn follow(&mut self, name: &str, tag: &str, is_end: bool) {
        if VOID.contains(&name) || tag.ends_with('/') {
            return;
        }
        if let Some((unseen, n_open)) = &mut self.0 {
            let is_same = unseen == name;
            let is_next = is_same || unseen == "p" && BLOCK.contains(&name);
            match (is_same, is_end) {
                _ if !is_end && is_next && UNENDED.contains(&unseen.as_str()) => self.0 = None,
                (true, true) if *n_open == 0 => self.0 = None,
                (true, true) => *n_open -= 1,
                (true, false) => *n_open += 1,
                (false, _) => {}
            }
        }
        if self.0.is_none() && !is_end && is_unseen(tag) {
            self.0 = Some((name.to_owned(), 0));
        }
    }
}

/// Elements that the next one of their name ends.
const UNENDED: [&str; 8] = ["p", "li", "td", "th", "tr", "dd", "dt", "option"];

/// Elements without an end.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "meta", "link", "source", "wbr"];

/// Whether a tag says that its element is not shown.
fn is_unseen(tag: &str) -> bool {
    let mut rest = tag.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    while !rest.is_empty() {
        rest = rest.trim_start_matches(|it: char| it.is_whitespace() || it == '/');
        let name_end =
            rest.find(|it: char| it.is_whitespace() || it == '=' || it == '/').unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        let value = after.trim_start().strip_prefix('=').map(str::trim_start);
        let value_end = value.map(|value| match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].find(quote).map_or(value.len(), |end| end + 2),
            _ => value.find(char::is_whitespace).unwrap_or(value.len()),
        });
        let (value, after) = value.zip(value_end).map_or(("", after), |(value, end)| value.split_at(end));
        let is_hiding = name.eq_ignore_ascii_case("style")
            && value.replace(' ', "").to_ascii_lowercase().contains("display:none");
        if name.eq_ignore_ascii_case("hidden") || is_hiding {
            return true;
        }
        rest = after.get(usize::from(name.is_empty() && value.is_empty())..).unwrap_or("");
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_attribute_of_its_own_hides() {
        for (tag, expected) in [
            ("p a='hidden' hidden", true),
            ("p HIDDEN=until-found", true),
            ("p style=\"color: red; display : none\"", true),
            ("p a='x hidden y' data-hidden=1 b=hidden", false),
            ("p", false),
            ("p a='", false),
        ] {
            assert_eq!(is_unseen(tag), expected, "{tag}");
        }
    }
}
