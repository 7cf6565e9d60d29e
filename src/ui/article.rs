//! The reading pane.

use super::dispatch::use_dispatch;
use super::joints::Joints;
use super::paragraph::Paragraph;
use super::selection_bar::SelectionBar;
use super::signs::text;
use crate::app::Msg;
use crate::app::views::article::{ArticleView, ParagraphView};
use crate::text::Span;
use crate::web::{self, value};
use std::rc::Rc;
use yew::prelude::*;

/// So many paragraphs are looked through together for a change: an article may have thousands.
const PART: usize = 64;

/// Props of [`ArticlePane`].
#[derive(Properties, PartialEq)]
pub struct ArticleProps {
    /// The open article.
    pub view: Option<Rc<ArticleView>>,
    /// Whether another view is in front.
    pub is_hidden: bool,
    /// Selected words.
    pub selection: Option<Span>,
    /// Whether a statement is chosen, to which words can be given.
    pub has_statement: bool,
}

/// The pane.
#[component]
pub fn ArticlePane(props: &ArticleProps) -> Html {
    let dispatch = use_dispatch();
    let Some(view) = &props.view else {
        return html! { <main class="article pane" tabindex="-1"><p class="pane__empty">{ "Choose a document." }</p></main> };
    };
    let given = dispatch.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(byte) = web::clicked_byte() {
            dispatch.send(Msg::TextClicked(byte));
        }
    });
    let onchange = Callback::from(move |event: Event| given.send(Msg::DateGiven(value::text(&event).into())));
    let part =
        |(key, part): (usize, &[Rc<ParagraphView>])| html! { <Part {key} paragraphs={part.to_vec()} /> };
    html! {
        <main class="article pane" tabindex="-1" aria-label="Article" key={view.document.to_string()}>
            <header class="article__head">
                <p class="article__name">{ text(&view.name) }</p>
                <p class="article__facts">
                    <label>{ "published " }<input id="article-date" key={view.document.to_string()} class="article__date" type="date" value={AttrValue::from(view.day.clone())} {onchange} /></label>
                    { " · " }{ text(&view.facts) }
                </p>
            </header>
            <article class="article__text" {onclick}>
                { for view.paragraphs.chunks(PART).enumerate().map(part) }
                <Joints article={view.clone()} is_hidden={props.is_hidden} />
            </article>
            if props.selection.is_some() {
                <SelectionBar has_statement={props.has_statement} />
            }
        </main>
    }
}

#[derive(Properties, PartialEq)]
struct PartProps {
    paragraphs: Vec<Rc<ParagraphView>>,
}

/// Some paragraphs.
#[component]
fn Part(props: &PartProps) -> Html {
    let paragraph = |view: &Rc<ParagraphView>| {
        html! { <Paragraph key={view.span.start()} view={view.clone()} /> }
    };
    html! { <>{ for props.paragraphs.iter().map(paragraph) }</> }
}
