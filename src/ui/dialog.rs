//! What lies over the page: keys, export, pasting, alike places, guide.

use super::dispatch::{Dispatch, use_dispatch};
use super::palette::Palette;
use super::signs::{Key, Letter, key_of, text};
use crate::annotate::scheme::SchemeLabel;
use crate::app::keys::Command;
use crate::app::views::dialogs::{AlikeRow, AlikeView, DialogView};
use crate::app::views::export::FormatView;
use crate::app::{Msg, Scope};
use crate::web::value;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`DialogLayer`].
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// What lies over the page, if anything.
    pub view: Option<Rc<DialogView>>,
}

/// The layer.
#[component]
pub fn DialogLayer(props: &DialogProps) -> Html {
    let dispatch = use_dispatch();
    let Some(view) = &props.view else { return Html::default() };
    let (title, body) = match &**view {
        DialogView::Help(parts) => ("Keys", help(parts)),
        DialogView::Palette(query, finds) => {
            ("Find", html! { <Palette query={query.clone()} finds={finds.clone()} /> })
        }
        DialogView::Export(formats) => ("Export", export(&dispatch, formats)),
        DialogView::Paste => ("Paste text", html! { <Paste /> }),
        DialogView::Alike(alike) => ("Apply to all places of these words", alike_list(&dispatch, alike)),
        DialogView::Guide(labels) => ("Stance labels and their tests", guide(labels)),
        DialogView::Forget(n_documents) => ("Delete everything", forget(&dispatch, *n_documents)),
    };
    let is_palette = matches!(**view, DialogView::Palette(..));
    // Where there is nothing else to press, the way out has the focus.
    let is_read_only = matches!(**view, DialogView::Help(_) | DialogView::Guide(_));
    let onkeydown = Callback::from(|event: KeyboardEvent| value::keep_focus_inside(&event));
    html! {
        <div class="dialog-layer">
            <div class="dialog-layer__veil" onclick={dispatch.ask(Command::Escape)} />
            <section class={classes!("dialog", is_palette.then_some("dialog--palette"))} role="dialog" aria-modal="true" aria-label={title} {onkeydown}>
                if !is_palette {
                    <header class="dialog__head">
                        <h2 class="dialog__title">{ title }</h2>
                        <button type="button" class="tool" data-focus={is_read_only.then_some("true")} aria-label="Close" title="Close (Esc)" onclick={dispatch.ask(Command::Escape)}>{ "×" }</button>
                    </header>
                }
                <div class="dialog__body">{ body }</div>
            </section>
        </div>
    }
}

fn help(parts: &[(&'static str, Vec<(String, String)>)]) -> Html {
    let row = |(key, meaning): &(String, String)| {
        let keys = key.split(" or ").map(|name| html! { <Key name={name.to_owned()} /> });
        html! { <tr><td class="help__keys">{ for keys }</td><td>{ meaning }</td></tr> }
    };
    let part = |(title, rows): &(&'static str, Vec<(String, String)>)| {
        html! {
            <section class="help__part">
                <h3 class="inspector__heading">{ *title }</h3>
                <table class="help__table"><tbody>{ for rows.iter().map(row) }</tbody></table>
            </section>
        }
    };
    html! { <div class="help">{ for parts.iter().map(part) }</div> }
}

fn export(dispatch: &Dispatch, formats: &[FormatView]) -> Html {
    let row = |(place, format): (usize, &FormatView)| {
        html! {
            <li>
                <button type="button" class="format" data-file={format.file_name} data-focus={(place == 0).then_some("true")} onclick={dispatch.on(Msg::ExportChosen(place))}>
                    <span class="format__name">{ format.name }</span>
                    <span class="format__file">{ format.file_name }</span>
                    <span class="format__purpose">{ format.purpose }</span>
                </button>
            </li>
        }
    };
    html! {
        <>
            <p>{ "All documents, rejected statements marked as such; each label says how it came to be." }</p>
            <ul class="formats">{ for formats.iter().enumerate().map(row) }</ul>
        </>
    }
}

/// A field to paste an article into.
#[component]
fn Paste() -> Html {
    let dispatch = use_dispatch();
    let field = use_node_ref();
    let onclick = {
        let field = field.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(area) = field.cast::<web_sys::HtmlTextAreaElement>() {
                dispatch.send(Msg::TextPasted(area.value().into()));
            }
        })
    };
    html! {
        <>
            <label class="name-field__label" for="paste">{ "The article" }</label>
            <textarea ref={field} id="paste" class="paste" rows="14" data-focus="true" />
            <p class="dialog__buttons"><button type="button" class="button button--main" {onclick}>{ "Take it in" }</button></p>
        </>
    }
}

fn alike_list(dispatch: &Dispatch, alike: &AlikeView) -> Html {
    let row = |(place, row): (usize, &AlikeRow)| {
        let dispatch = dispatch.clone();
        let onchange = Callback::from(move |event: Event| {
            dispatch.send(Msg::AlikeTicked(place, value::checked(&event)))
        });
        html! {
            <li>
                <label class="alike">
                    <input type="checkbox" checked={row.is_ticked} {onchange} />
                    <span class="alike__speaker">{ text(&row.speaker) }</span>
                    <span class="alike__excerpt" dir="auto">{ text(&row.excerpt) }</span>
                    <span class="alike__document">{ text(&row.document) }</span>
                </label>
            </li>
        }
    };
    let ticked = alike.places.iter().filter(|place| place.is_ticked).count();
    let scope = |scope: Scope, word: &'static str| {
        let is_current = alike.scope == scope;
        html! {
            <button type="button" class={classes!("choice", is_current.then_some("is-current"))} aria-pressed={is_current.to_string()} onclick={dispatch.on(Msg::AlikeScope(scope))}>{ word }</button>
        }
    };
    html! {
        <>
            <p>{ "“" }{ text(&alike.form) }{ "” will be " }<strong>{ text(&alike.name) }</strong>{ " in the ticked places, as one change that undo takes back." }</p>
            <div class="choices" role="group" aria-label="Reach">{ scope(Scope::Article, "this article") }{ scope(Scope::Corpus, "all articles") }</div>
            <ul class="alikes">{ for alike.places.iter().enumerate().map(row) }</ul>
            <p class="dialog__buttons">
                <button type="button" class="button button--main" data-focus="true" onclick={dispatch.ask(Command::Accept)}>{ format!("Apply to {ticked}") }<Key name="Enter" /></button>
                <button type="button" class="button" onclick={dispatch.ask(Command::Escape)}>{ "Leave them" }{ key_of(Command::Escape) }</button>
            </p>
        </>
    }
}

fn guide(labels: &[SchemeLabel]) -> Html {
    let row = |label: &SchemeLabel| {
        html! {
            <li class="guide__label">
                <h3 class="guide__name"><Letter letter={label.key} act={label.act.clone()} />{ text(&label.shown) }<code class="guide__key">{ label.label.as_str() }</code></h3>
                <p>{ text(&label.definition) }</p>
                <p class="guide__test">{ text(&label.test) }</p>
                <p class="guide__example"><q>{ text(&label.example) }</q></p>
            </li>
        }
    };
    html! {
        <>
            <p>{ "Ask the tests in this order; the first yes wins." }</p>
            <ol class="guide">{ for labels.iter().map(row) }</ol>
        </>
    }
}

fn forget(dispatch: &Dispatch, n_documents: usize) -> Html {
    html! {
        <>
            <p>{ format!("{n_documents} documents with every correction will be deleted from this browser. This cannot be undone; export first what you want to keep.") }</p>
            <p class="dialog__buttons">
                <button type="button" class="button" data-focus="true" onclick={dispatch.ask(Command::Escape)}>{ "Keep everything" }</button>
                <button type="button" class="button button--danger" onclick={dispatch.ask(Command::Forget)}>{ "Delete everything" }</button>
            </p>
        </>
    }
}
