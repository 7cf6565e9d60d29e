//! Which letter a code of a font is, and how wide.
//!
//! In this order: the font's own table (`ToUnicode`), the names of its letters (`Differences`), its encoding. A font of
//! two-byte codes without a table says nothing.

use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A font as far as text needs it.
pub struct Font {
    /// Codes have two bytes.
    pub is_wide: bool,
    own: Option<CMap>,
    letters: HashMap<u32, String>,
    widths: HashMap<u32, f64>,
    /// Of codes that have none of their own; none where letters must be guessed by.
    width: Option<f64>,
    /// Thousandths of the size, but for fonts that are drawn.
    unit: f64,
}

/// Most codes whose width one font may list.
const MAX_WIDTHS: usize = 1 << 17;

impl Font {
    /// The font of this dictionary.
    pub fn of(dict: &Dict) -> Font {
        let sort = name(dict, "Subtype");
        let own = dict.get::<Stream>("ToUnicode").and_then(|stream| stream.decoded_data().ok());
        let own = own.and_then(|bytes| CMap::parse(&bytes, |_| None));
        let mut font = Font {
            is_wide: sort == "Type0",
            own,
            letters: HashMap::new(),
            widths: HashMap::new(),
            width: None,
            unit: 0.001,
        };
        if font.is_wide {
            let below = dict.get::<Array>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict>().next());
            font.wide_widths(&below.unwrap_or_default());
            return font;
        }
        if sort == "Type3" {
            let matrix = dict.get::<Array>("FontMatrix").and_then(|matrix| matrix.iter::<f64>().next());
            font.unit = matrix.filter(|unit| unit.is_finite() && *unit != 0.0).unwrap_or(0.001).abs();
        }
        font.narrow_widths(dict);
        font.encode(dict);
        font
    }

    fn narrow_widths(&mut self, dict: &Dict) {
        let first = dict.get::<u32>("FirstChar").unwrap_or(0);
        let widths = dict.get::<Array>("Widths");
        if let Some(widths) = &widths {
            let listed = widths.iter::<f64>().take(256).enumerate();
            self.widths = listed.map(|(idx, width)| (first.saturating_add(idx as u32), width)).collect();
        }
        let descriptor = dict.get::<Dict>("FontDescriptor").unwrap_or_default();
        self.width = descriptor.get::<f64>("MissingWidth").filter(|_| widths.is_some());
        if widths.is_none() && name(dict, "BaseFont").contains("Courier") {
            self.width = Some(600.0);
        }
    }

    /// `[first [w w w] first last w …]`
    fn wide_widths(&mut self, dict: &Dict) {
        self.width = Some(dict.get::<f64>("DW").unwrap_or(1000.0));
        let Some(list) = dict.get::<Array>("W") else { return };
        let mut numbers: Vec<f64> = vec![];
        for item in list.iter::<Object>() {
            if self.widths.len() > MAX_WIDTHS {
                return;
            }
            match (item, &numbers[..]) {
                (Object::Array(widths), [first]) => {
                    let listed = widths.iter::<f64>().take(MAX_WIDTHS).enumerate();
                    let first = *first as u32;
                    self.widths.extend(listed.map(|(idx, width)| (first.saturating_add(idx as u32), width)));
                    numbers.clear();
                }
                (Object::Number(width), [first, last]) => {
                    let codes = (*first as u32..=*last as u32).take(1 << 16);
                    self.widths.extend(codes.map(|code| (code, width.as_f64())));
                    numbers.clear();
                }
                (Object::Number(number), _) => numbers.push(number.as_f64()),
                _ => numbers.clear(),
            }
        }
    }

    fn encode(&mut self, dict: &Dict) {
        let encoding = dict.get::<Dict>("Encoding");
        let base = match &encoding {
            Some(encoding) => name(encoding, "BaseEncoding"),
            None => name(dict, "Encoding"),
        };
        for byte in 32..=255_u8 {
            let letter = match base.as_str() {
                "WinAnsiEncoding" => of_page(encoding_rs::WINDOWS_1252, byte),
                "MacRomanEncoding" => of_page(encoding_rs::MACINTOSH, byte),
                _ => standard(byte),
            };
            self.letters.extend(letter.map(|letter| (u32::from(byte), letter.to_string())));
        }
        let Some(differences) = encoding.and_then(|encoding| encoding.get::<Array>("Differences")) else {
            return;
        };
        let mut code = 0;
        for item in differences.iter::<Object>().take(1 << 12) {
            match item {
                Object::Number(number) => code = number.as_f64() as u32,
                Object::Name(name) => {
                    match of_name(name.as_str()) {
                        Some(letters) => drop(self.letters.insert(code, letters)),
                        None => drop(self.letters.remove(&code)),
                    }
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
    }

    /// The letters of a code; U+FFFD when the font does not say.
    pub fn letters(&self, code: u32) -> String {
        let own = self.own.as_ref().and_then(|own| match own.lookup_bf_string(code)? {
            BfString::Char(letter) => Some(letter.to_string()),
            BfString::String(letters) => Some(letters),
        });
        // Some writers fill their tables with nothing.
        let own = own.filter(|letters| !letters.chars().all(|letter| letter == '\0' || letter == '\u{FFFD}'));
        own.or_else(|| self.letters.get(&code).cloned()).unwrap_or_else(|| "\u{FFFD}".to_owned())
    }

    /// How wide a code is, in parts of the font's size.
    pub fn width(&self, code: u32) -> f64 {
        let listed = self.widths.get(&code).copied().or(self.width);
        listed.map_or_else(|| usual(&self.letters(code)), |width| width * self.unit)
    }
}

fn name(dict: &Dict, key: &str) -> String {
    dict.get::<Name>(key).map(|name| name.as_str().to_owned()).unwrap_or_default()
}

/// How wide a letter is in the fonts that every reader has (about Helvetica's).
fn usual(letters: &str) -> f64 {
    match letters.chars().next().unwrap_or(' ') {
        ' ' | 'i' | 'j' | 'l' | 't' | 'f' | 'r' | '.' | ',' | ';' | ':' | '!' | '\'' | '’' | '|' | '-' => {
            0.28
        }
        'm' | 'w' | 'M' | 'W' | '—' | '…' => 0.85,
        letter if letter.is_uppercase() => 0.68,
        _ => 0.55,
    }
}

fn of_page(encoding: &'static encoding_rs::Encoding, byte: u8) -> Option<char> {
    encoding.decode_without_bom_handling(&[byte]).0.chars().next().filter(|letter| !letter.is_control())
}

/// Adobe's standard encoding from code 161 on.
const STANDARD: &str = "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ\u{FFFD}–†‡·\u{FFFD}¶•‚„”»…‰\u{FFFD}¿\u{FFFD}`´ˆ˜¯˘˙¨\u{FFFD}˚¸\u{FFFD}˝˛ˇ—\
     \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\
     Æ\u{FFFD}ª\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}ŁØŒº\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}æ\u{FFFD}\u{FFFD}\u{FFFD}ı\u{FFFD}\u{FFFD}łøœß";

fn standard(byte: u8) -> Option<char> {
    match byte {
        39 => Some('’'),
        96 => Some('‘'),
        32..=126 => Some(char::from(byte)),
        _ => {
            let letter = STANDARD.chars().nth(usize::from(byte.checked_sub(161)?))?;
            Some(letter).filter(|letter| *letter != '\u{FFFD}')
        }
    }
}

/// The letters that a name in a font stands for.
fn of_name(name: &str) -> Option<String> {
    let base = name.split('.').next().filter(|base| !base.is_empty()).unwrap_or(name);
    if let Some(letters) = NAMES.get(base) {
        return Some((*letters).to_owned());
    }
    let digits = base.strip_prefix("uni").or_else(|| base.strip_prefix('u'))?;
    let code = u32::from_str_radix(digits.get(..digits.len().min(6))?, 16).ok();
    code.filter(|_| digits.len() >= 4).and_then(char::from_u32).map(String::from)
}

/// Names of letters.
static NAMES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("../../../../data/formats/glyph-names.tsv").lines();
    lines.filter_map(|line| line.split_once('\t')).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_names_and_places_in_encodings() {
        assert_eq!(of_name("quotedblleft").as_deref(), Some("“"));
        assert_eq!(of_name("uni00E9.alt").as_deref(), Some("é"));
        assert_eq!(of_name("f_i").as_deref(), Some("fi"));
        assert_eq!((of_name("g23"), of_name("uniD800"), of_name("ux")), (None, None, None));
        assert_eq!((standard(0xFB), standard(0xAA), standard(0xFC)), (Some('ß'), Some('“'), None));
        assert_eq!(of_page(encoding_rs::WINDOWS_1252, 0x93), Some('“'));
    }
}
