//! Whether the colours of the page can be told from what they stand on, in both themes (WCAG 2.2, 1.4.3 and 1.4.11).

use demarche::annotate::scheme::HUES;
use std::collections::BTreeMap;

/// What text needs.
const TEXT: f64 = 4.5;
/// What marks and edges need.
const MARK: f64 = 3.0;

#[test]
fn text_and_marks_stand_out() {
    let grounds = ["paper", "ground", "raised"];
    for ground in grounds {
        for ink in ["ink", "ink-soft", "accent", "problem", "good"] {
            check(ink, ground, TEXT);
        }
        check("edge-strong", ground, MARK);
        HUES.iter().for_each(|hue| check(hue, ground, TEXT));
    }
    for ink in ["ink", "ink-soft", "accent"] {
        check(ink, "accent-ground", TEXT);
    }
    check("on-accent", "accent", TEXT);
    check("problem", "problem-ground", TEXT);
    for hue in HUES {
        let tint = format!("{hue}-tint");
        check(hue, &tint, TEXT);
        check("ink", &tint, TEXT);
    }
}

/// Both themes' contrast of the tokens `ink` on `ground`.
fn check(ink: &str, ground: &str, least: f64) {
    let tokens = tokens();
    let pair = |name: &str| tokens.get(name).unwrap_or_else(|| panic!("tokens.css has no colour --{name}"));
    let (ink_pair, ground_pair) = (pair(ink), pair(ground));
    for (theme, ink_is, ground_is) in
        [("light", ink_pair.0, ground_pair.0), ("dark", ink_pair.1, ground_pair.1)]
    {
        let contrast = contrast(ink_is, ground_is);
        assert!(contrast >= least, "--{ink} on --{ground}, {theme}: {contrast:.2}, at least {least}");
    }
}

/// Each colour token with its light and its dark value.
fn tokens() -> BTreeMap<&'static str, (&'static str, &'static str)> {
    let lines = include_str!("../styles/tokens.css").lines();
    let token = |line: &'static str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(")?;
        let (light, dark) = value.strip_suffix(");")?.split_once(", ")?;
        (light.len() == 7 && dark.len() == 7).then_some((name, (light, dark)))
    };
    lines.filter_map(token).collect()
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance of `#rrggbb`, as WCAG defines it.
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour has hexadecimal digits");
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}
