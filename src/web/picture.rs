//! A picture of the page as a file: its lines as they are seen, or as dots.

use super::download;
use crate::app::Drawing;
use gloo::utils::{document, window};
use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlImageElement, Node, XmlSerializer};

/// What a sheet gives a shape, and a file must say itself.
const PROPERTIES: [&str; 8] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "font-family",
    "font-size",
    "font-weight",
];

/// Dots for each unit of the picture: enough for print.
const DOTS: f64 = 2.0;

/// Offers the picture that `selector` finds as a file of this name.
pub fn download(selector: &'static str, drawing: Drawing, name: String) {
    let Some((lines, size)) = lines(selector) else { return };
    match drawing {
        Drawing::Png => dots(&lines, size, name),
        Drawing::Svg | Drawing::Csv => {
            download::download(&format!("{name}.svg"), "image/svg+xml", lines.as_bytes());
        }
    }
}

/// The picture as SVG that needs no sheet, with its width and height.
fn lines(selector: &str) -> Option<(String, (f64, f64))> {
    let shown = document().query_selector(selector).ok()??;
    let copy: Element = shown.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    spell_out(&shown, &copy);
    let (from, to) = (shown.query_selector_all("*").ok()?, copy.query_selector_all("*").ok()?);
    for idx in 0..from.length().min(to.length()) {
        let (Some(from), Some(to)) = (from.get(idx), to.get(idx)) else { continue };
        if let (Some(from), Some(to)) = (from.dyn_ref::<Element>(), to.dyn_ref::<Element>()) {
            spell_out(from, to);
        }
    }
    let length = |name: &str| {
        shown.get_attribute(name).map(|value| js_sys::parse_float(&value)).filter(|value| value.is_finite())
    };
    let text = XmlSerializer::new().ok()?.serialize_to_string(copy.dyn_ref::<Node>()?).ok()?;
    // The page shines through a picture; a file stands by itself.
    let ground =
        shown.closest("main").ok().flatten().and_then(|main| window().get_computed_style(&main).ok()?);
    let ground =
        ground.and_then(|style| style.get_property_value("background-color").ok()).unwrap_or_default();
    let (head, body) = text.split_once('>')?;
    let text = format!("{head}><rect width=\"100%\" height=\"100%\" fill=\"{ground}\"/>{body}");
    Some((text, (length("width")?, length("height")?)))
}

fn spell_out(shown: &Element, copy: &Element) {
    let Ok(Some(style)) = window().get_computed_style(shown) else { return };
    for property in PROPERTIES {
        if let Ok(value) = style.get_property_value(property)
            && !value.is_empty()
        {
            let _ = copy.set_attribute(property, &value);
        }
    }
}

/// Draws the lines on a canvas and offers that.
fn dots(lines: &str, size: (f64, f64), name: String) {
    let Ok(image) = HtmlImageElement::new() else { return };
    let drawn = image.clone();
    let onload = Closure::once_into_js(move || {
        if let Some(bytes) = png(&drawn, size) {
            download::download(&format!("{name}.png"), "image/png", &bytes);
        }
    });
    image.set_onload(onload.dyn_ref::<Function>());
    image.set_src(&format!(
        "data:image/svg+xml;charset=utf-8,{}",
        String::from(js_sys::encode_uri_component(lines))
    ));
}

fn png(image: &HtmlImageElement, (width, height): (f64, f64)) -> Option<Vec<u8>> {
    let canvas = document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    canvas.set_width((width * DOTS) as u32);
    canvas.set_height((height * DOTS) as u32);
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    context.scale(DOTS, DOTS).ok()?;
    context.draw_image_with_html_image_element(image, 0.0, 0.0).ok()?;
    let address = canvas.to_data_url_with_type("image/png").ok()?;
    let bytes = window().atob(address.split_once(',')?.1).ok()?;
    // `atob` gives one character a byte.
    Some(bytes.chars().map(|letter| letter as u32 as u8).collect())
}
