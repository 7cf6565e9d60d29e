//! Letters without their accents: "Özil" is sorted beside "Ozil" and not behind "Zidane", and "ozil" finds it.
//!
//! Not a collation: that takes tables as large as the page. Latin letters are looked up here, all others stay, which
//! sorts Cyrillic, Greek, Arabic and Hebrew as their alphabets do.

/// Each plain letter, or two, with those that count as it.
const LIKE: [(&str, &str); 29] = [
    ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęěẹẻẽếềểễệə"),
    ("g", "ĝğġģǧ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįıǐỉị"),
    ("j", "ĵ"),
    ("k", "ķǩ"),
    ("l", "ĺļľłḷ"),
    ("n", "ñńņňǹ"),
    ("ng", "ŋ"),
    ("o", "òóôõöøōŏőǒơọỏốồổỗộớờởỡợ"),
    ("oe", "œ"),
    ("r", "ŕŗřṛ"),
    ("s", "śŝşšșṣ"),
    ("ss", "ß"),
    ("t", "ţťŧțṭ"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųǔưụủứừửữự"),
    ("w", "ŵẁẃẅ"),
    ("y", "ýÿŷỳỵỷỹ"),
    ("z", "źżžẓ"),
    // Marks that stand alone behind their letter; then what is no letter.
    (
        "",
        "\u{300}\u{301}\u{302}\u{303}\u{304}\u{306}\u{307}\u{308}\u{30a}\u{30b}\u{30c}\u{323}\u{327}\u{328}",
    ),
    ("'", "ʻʼ‘’"),
    ("\"", "“”„«»"),
    ("-", "‐‑–—"),
    (" ", "\u{a0}"),
];

/// Words as they are sorted and looked for: in small letters without accents, with the plainest marks.
pub fn plain(words: &str) -> String {
    if words.is_ascii() {
        return words.to_ascii_lowercase();
    }
    let mut plain = String::with_capacity(words.len());
    for letter in words.chars().flat_map(char::to_lowercase) {
        let like = || LIKE.iter().find(|(_, letters)| letters.contains(letter));
        match (!letter.is_ascii()).then(like).flatten() {
            Some((letters, _)) => plain.push_str(letters),
            None => plain.push(letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_do_not_count() {
        assert_eq!(plain("Şule Ener"), "sule ener");
        assert_eq!(plain("Łukasz Øster-Þór"), "lukasz oster-thor");
        assert_eq!(plain("“İstanbul”"), "\"istanbul\"");
        assert_eq!(plain("O’Neill"), "o'neill");
        assert_eq!(plain("Зеленский"), "зеленский");
    }
}
