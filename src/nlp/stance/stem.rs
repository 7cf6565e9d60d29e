//! How a word is brought to the form under which lexicon and model know it.
//!
//! A light suffix stripper, not a linguist's stemmer: it need only send the forms of one verb to one key.

use std::collections::HashMap;
use std::sync::LazyLock;

static IRREGULAR: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("../../../data/stance/irregular.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(stem, forms)| forms.split(' ').map(move |form| (form, stem)))
        .collect()
});

/// The key of a word in lower case: "threatening" → "threaten", "said" → "say".
pub fn stem(word: &str) -> String {
    if let Some(stem) = IRREGULAR.get(word) {
        return (*stem).to_string();
    }
    if word.len() < 5 || !word.is_ascii() {
        return word
            .strip_suffix('s')
            .filter(|rest| rest.len() == 3 && !rest.ends_with(['s', 'u', 'i']))
            .unwrap_or(word)
            .to_string();
    }
    if let Some(rest) = word.strip_suffix("ies").or_else(|| word.strip_suffix("ied")) {
        return format!("{rest}y");
    }
    if let Some(rest) =
        word.strip_suffix("ing").or_else(|| word.strip_suffix("ed")).filter(|rest| has_vowel(rest))
    {
        return mend(rest);
    }
    if let Some(rest) = word.strip_suffix("es").filter(|rest| {
        rest.ends_with(['x', 'z']) || rest.ends_with("ss") || rest.ends_with("sh") || rest.ends_with("ch")
    }) {
        return rest.to_string();
    }
    match word.strip_suffix('s') {
        Some(rest) if !rest.ends_with(['s', 'u', 'i']) => rest.to_string(),
        _ => word.to_string(),
    }
}

fn has_vowel(rest: &str) -> bool {
    rest.len() >= 3 && rest.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// "stopp" → "stop", "propos" → "propose"; "warn" stays.
fn mend(rest: &str) -> String {
    let bytes = rest.as_bytes();
    let (last, before) = (bytes[bytes.len() - 1], bytes[bytes.len() - 2]);
    if last == before && !matches!(last, b'l' | b's' | b'e' | b'z' | b'o') {
        return rest[..rest.len() - 1].to_string();
    }
    let vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u');
    let wants_e = matches!(last, b'c' | b'v' | b'u')
        || (last == b's' && vowel(before) && !rest.ends_with("focus"))
        || (last == b'g' && before != b'n')
        || (last == b'z' && before != b'z')
        || ["at", "ut", "ot", "ir", "ur", "in", "ar", "or", "id", "ad", "ak", "am", "um", "as"].iter().any(
            |end| rest.ends_with(end) && rest.len() >= 4 && !KEEPS.iter().any(|keep| rest.ends_with(keep)),
        );
    if wants_e { format!("{rest}e") } else { rest.to_string() }
}

/// Ends of stems that look as if they had lost an "e" and have not.
const KEEPS: [&str; 26] = [
    "eat", "oat", "out", "put", "shoot", "oot", "air", "our", "ain", "ein", "bar", "ear", "oar", "par",
    "for", "tor", "oor", "join", "said", "aid", "oad", "ead", "eak", "eam", "oam", "war",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: &str) {
        let found: Vec<String> = words.split(' ').map(stem).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn forms_of_one_verb_share_a_key() {
        check("threatens threatened threatening threaten", "threaten threaten threaten threaten");
        check("urged urging urges proposed denies denied", "urge urge urge propose deny deny");
        check("accused accusing refused focused", "accuse accuse refuse focus");
        check("stopped cutting warned", "stop cut warn");
        check("said told sought fears feared relations", "say tell seek fear fear relation");
        check("us is this sanctions", "us be this sanction");
    }

    #[test]
    fn any_word_has_a_key() {
        check("é İng s ing ed ies", "é İng s ing ed ies");
    }
}
