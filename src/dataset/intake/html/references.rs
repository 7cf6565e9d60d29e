//! Characters that a page gives by name or number.

/// The characters of a text with its references resolved; what XML knows of them is among them.
pub struct Characters<'p> {
    /// What is still to come.
    pub rest: &'p str,
}

impl Iterator for Characters<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let first = self.rest.chars().next()?;
        if first == '&'
            && let Some((character, length)) = reference(self.rest)
        {
            self.rest = &self.rest[length..];
            return Some(character);
        }
        self.rest = &self.rest[first.len_utf8()..];
        Some(first)
    }
}

/// The character of the reference at the start of `rest` and the reference's length.
fn reference(rest: &str) -> Option<(char, usize)> {
    let body = &rest[1..];
    if let Some(number) = body.strip_prefix('#') {
        let (digits, radix, head) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, 3),
            None => (number, 10, 2),
        };
        let n_digits = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
        if n_digits == 0 {
            return None;
        }
        let code = u32::from_str_radix(&digits[..n_digits], radix).ok();
        let length = head + n_digits + usize::from(digits[n_digits..].starts_with(';'));
        return Some((numbered(code), length));
    }
    let n_letters = body.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let known =
        |name: &str| REFERENCES.iter().find(|(known, _)| *known == name).map(|(_, character)| *character);
    if body[n_letters..].starts_with(';') {
        return Some((known(&body[..n_letters])?, n_letters + 2));
    }
    // Without a semicolon only the oldest names count, and not where a letter or a sign of an address follows.
    if body[n_letters..].starts_with('=') || !is_old(&body[..n_letters]) {
        return None;
    }
    Some((known(&body[..n_letters])?, n_letters + 1))
}

/// As browsers do it: what is no character is U+FFFD, and 128 to 159 are those of Windows.
fn numbered(code: Option<u32>) -> char {
    match code {
        Some(code @ 128..=159) => {
            let byte = [code as u8];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            text.chars().next().unwrap_or('\u{FFFD}')
        }
        Some(0) | None => '\u{FFFD}',
        Some(code) => char::from_u32(code).unwrap_or('\u{FFFD}'),
    }
}

/// Whether a name is one of those of Latin-1, which pages write without a semicolon.
fn is_old(name: &str) -> bool {
    const OTHERS: [&str; 15] = [
        "apos", "ndash", "mdash", "lsquo", "rsquo", "ldquo", "rdquo", "sbquo", "bdquo", "hellip", "bull",
        "trade", "euro", "ensp", "thinsp",
    ];
    !OTHERS.contains(&name)
}

/// The named references that news pages use.
const REFERENCES: [(&str, char); 40] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("sbquo", '‚'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("cent", '¢'),
    ("sect", '§'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("agrave", 'à'),
    ("ccedil", 'ç'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("auml", 'ä'),
    ("szlig", 'ß'),
    ("ntilde", 'ñ'),
    ("shy", '\u{ad}'),
    ("ensp", '\u{2002}'),
    ("thinsp", '\u{2009}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_browsers_read_them() {
        for (raw, expected) in [
            ("&ldquo;No,&#8221;", "“No,”"),
            ("&copy 2024 &amp more", "© 2024 & more"),
            ("&copyright &bogus; &ndash x &", "&copyright &bogus; &ndash x &"),
            ("a?b=1&copy=2", "a?b=1&copy=2"),
            ("&#0;&#x110000;&#146;&#x41 &#;", "\u{FFFD}\u{FFFD}’A &#;"),
            ("&#99999999999999999999;", "\u{FFFD}"),
        ] {
            assert_eq!(Characters { rest: raw }.collect::<String>(), expected, "{raw}");
        }
    }
}
