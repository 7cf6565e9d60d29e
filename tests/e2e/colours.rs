//! Whether the article's words and marks can be told from what they stand on, as the browser has computed them:
//! axe-core passes over words on drawn lines, and a sheet may colour what another one means.

use crate::page::{Page, samples};
use crate::{journey, visit};

use std::collections::{BTreeMap, BTreeSet};

/// What text and marks need (WCAG 2.2, 1.4.3 and 1.4.11).
const TEXT: f64 = 4.5;
const MARK: f64 = 3.0;

/// Everything that is written, drawn or joined in the reading pane, with its contrast: the colours of an element's
/// ancestors are laid over one another as the browser does it.
const SCRIPT: &str = "
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
        .getContext('2d', { willReadFrequently: true });
    const fill = (colour) => {
        const is = ['#000000', '#ffffff'].map((other) => { canvas.fillStyle = other; canvas.fillStyle = colour; return canvas.fillStyle });
        if (is[0] !== is[1]) throw new Error(`no colour: ${colour}`);
        canvas.fillRect(0, 0, 1, 1);
    };
    const known = new Map();
    const luminance = (colours) => {
        const key = colours.join();
        if (!known.has(key)) {
            canvas.clearRect(0, 0, 1, 1);
            colours.forEach(fill);
            const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
                .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
            known.set(key, 0.2126 * red + 0.7152 * green + 0.0722 * blue);
        }
        return known.get(key);
    };
    const grounds = (element) => element ? [...grounds(element.parentElement), getComputedStyle(element).backgroundColor] : [];
    const contrast = (ink, ground) => {
        const [a, b] = [luminance([...ground, ink]), luminance(ground)];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    };
    const found = [];
    const see = (what, sort, ink, ground) => found.push([what, sort, contrast(ink, ground)]);
    const colours = (value) => (value.match(/(rgba?|oklab|oklch|color)\\([^()]*\\)/g) ?? []).filter((colour) => !/[,/] 0\\)$/.test(colour));
    const all = (selector) => [...document.querySelectorAll(`main.article ${selector}`)].filter((element) => element.checkVisibility());

    const ink = getComputedStyle(document.body).color;
    for (const piece of all('.piece')) {
        const [style, ground] = [getComputedStyle(piece), grounds(piece)];
        const is = (name) => piece.classList.contains(name);
        if (!is('is-boilerplate') && style.color !== ink) throw new Error(`${piece.textContent} stands in ${style.color}, not in ${ink}`);
        see('words', 'text', style.color, ground);
        if (piece.dataset.label) see('label', 'text', getComputedStyle(piece, '::before').color, grounds(document.querySelector('main.article')));
        const lines = style.backgroundImage.split(/,(?![^()]*(?:\\([^()]*\\)[^()]*)*\\))/).flatMap(colours);
        const rims = colours(style.boxShadow);
        const brackets = ['Start', 'End'].filter((edge) => style[`borderInline${edge}Style`] === 'solid').map((edge) => style[`borderInline${edge}Color`]);
        for (const role of ['content', 'cue', 'speaker', 'target', 'addressee', 'condition', 'consequence']) {
            if (is(`chosen--${role}`)) [...lines, ...rims, ...brackets].forEach((line) => see(`chosen ${role}`, 'mark', line, ground));
        }
        if (!is('is-chosen')) [...lines, ...rims].forEach((line) => see('other statement', 'mark', line, ground));
    }
    for (const words of all('.note__speaker, .note__stance, .article__name, .article__facts')) {
        see('margin', 'text', getComputedStyle(words).color, grounds(words));
    }
    for (const letter of all('.note .letter')) see('letter', 'text', getComputedStyle(letter).color, grounds(letter));
    for (const line of all('.joints__line')) see('joining line', 'mark', getComputedStyle(line).stroke, grounds(line));
    return found";

#[tokio::test]
async fn words_and_marks_of_the_article_stand_out() {
    journey(visit("colours"), |page| async move {
        page.browser.resize(1440, 900).await;
        page.ready().await;
        page.drop_and_wait(&samples(), samples().len()).await;
        page.open_document("wire-visas.txt").await;
        let rows = page.rows().await.len();
        for theme in ["light", "dark"] {
            page.browser.prefer("prefers-color-scheme", theme).await;
            let mut seen = BTreeSet::new();
            for place in 0..rows {
                page.choose_statement(place).await;
                seen.extend(look(&page, theme).await);
            }
            let roles =
                ["content", "cue", "speaker", "target", "condition"].map(|role| format!("chosen {role}"));
            let others =
                ["words", "label", "margin", "letter", "joining line", "other statement"].map(String::from);
            for what in roles.iter().chain(&others) {
                assert!(seen.contains(what), "{theme}: no {what} was seen, only {seen:?}");
            }
        }
    })
    .await;
}

/// What stands in the reading pane; each stands out.
async fn look(page: &Page, theme: &str) -> Vec<String> {
    page.still().await;
    page.browser
        .wait("the joining line", "return document.querySelector('.joints__line[d^=M]')", vec![])
        .await;
    let found = page.browser.read(SCRIPT, vec![]).await;
    let mut least: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    for one in found.as_array().into_iter().flatten() {
        let [what, sort] = [0, 1].map(|idx| one[idx].as_str().unwrap_or_default());
        let contrast = one[2].as_f64().expect("a contrast is a number");
        least.entry((what, sort)).and_modify(|least| *least = least.min(contrast)).or_insert(contrast);
    }
    for ((what, sort), contrast) in &least {
        let wanted = if *sort == "text" { TEXT } else { MARK };
        assert!(*contrast >= wanted, "{theme}: {what} has a contrast of {contrast:.2}, at least {wanted}");
    }
    least.keys().map(|(what, _)| (*what).to_owned()).collect()
}
