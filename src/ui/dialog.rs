//! What lies over the page: keys, export, pasting, alike places, guide.

use super::dispatch::{Dispatch, use_dispatch};
use super::export::export;
use super::incoming::incoming;
use super::news::changes;
use super::palette::Palette;
use super::signs::{self, key_of, text};
use crate::app::keys::Command;
use crate::app::views::dialogs::{AlikeRow, AlikeView, DialogView, KeyRow, KeysView, ProjectView};
use crate::app::{Msg, Scope, count};
use crate::web::value;
use yew::prelude::*;

/// The layer.
pub fn dialog(dispatch: &Dispatch, view: Option<&DialogView>) -> Html {
    let Some(view) = view else { return Html::default() };
    let (title, body) = match view {
        DialogView::Help(parts, keys) => ("Keys", help(dispatch, parts, keys)),
        DialogView::Palette(query, finds) => {
            ("Find", html! { <Palette query={query.clone()} finds={finds.clone()} /> })
        }
        DialogView::Export(view) => ("Export", export(dispatch, view)),
        DialogView::Incoming(view) => ("Before they are taken in", incoming(dispatch, view)),
        DialogView::Paste => ("Paste text", html! { <Paste /> }),
        DialogView::Alike(alike) => ("Apply to all places of these words", alike_list(dispatch, alike)),
        DialogView::Forget(n_documents) => ("Delete everything", forget(dispatch, *n_documents)),
        DialogView::News(news) => ("What the new engine has changed", changes(dispatch, news)),
        DialogView::OpenProject(project) => ("Open a project file", open_project(dispatch, project)),
    };
    let is_palette = matches!(view, DialogView::Palette(..));
    // Where there is nothing else to press, the way out has the focus.
    let is_read_only = matches!(view, DialogView::Help(..) | DialogView::News(_));
    let onkeydown = Callback::from(|event: KeyboardEvent| value::keep_focus_inside(&event));
    html! {
        <div class="dialog-layer">
            <div class="dialog-layer__veil" onclick={dispatch.ask(Command::Escape)} />
            <section class={classes!("dialog", is_palette.then_some("dialog--palette"))} role="dialog" aria-modal="true" aria-label={title} {onkeydown}>
                if !is_palette {
                    <div class="dialog__head">
                        <h2 class="dialog__title">{ title }</h2>
                        <button type="button" class="tool" data-focus={is_read_only.then_some("true")} aria-label="Close" title="Close (Esc)" onclick={dispatch.ask(Command::Escape)}>{ "×" }</button>
                    </div>
                }
                <div class="dialog__body">{ body }</div>
            </section>
        </div>
    }
}

/// Every key with its meaning, and a button that gives it another one.
fn help(dispatch: &Dispatch, parts: &[(&'static str, Vec<KeyRow>)], view: &KeysView) -> Html {
    let part = |(title, rows): &(&'static str, Vec<KeyRow>)| {
        html! {
            <section class="help__part">
                <h3 class="inspector__heading">{ *title }</h3>
                <table class="help__table"><tbody>{ for rows.iter().map(|row| help_row(dispatch, row)) }</tbody></table>
            </section>
        }
    };
    html! {
        <>
            <p class="help__remark" role="status">{ if view.remark.is_empty() { "Press a key’s button to change it.".into() } else { text(&view.remark) } }</p>
            if view.is_changed {
                <p><button type="button" class="link" onclick={dispatch.on(Msg::KeyReset(None))}>{ "All keys as they came" }</button></p>
            }
            <div class="help">{ for parts.iter().map(part) }</div>
        </>
    }
}

fn help_row(dispatch: &Dispatch, row: &KeyRow) -> Html {
    let keys: Html = row.keys.iter().map(|key| html! { { signs::key(key) } }).collect();
    let shown = match row.place {
        Some(_) if row.is_asked => {
            html! { <span class="help__asked" data-capture="true">{ "press a key" }</span> }
        }
        Some(place) => html! {
            <button type="button" class="help__key" onclick={dispatch.on(Msg::KeyWanted(place))}>{ keys }<span class="hidden">{ format!(", another key for: {}", row.meaning) }</span></button>
        },
        None => keys,
    };
    let reset = row.place.filter(|_| row.is_own).map(|place| {
        html! { <button type="button" class="link" onclick={dispatch.on(Msg::KeyReset(Some(place)))}>{ "as it came" }</button> }
    });
    html! { <tr><td class="help__keys">{ shown }</td><td>{ text(&row.meaning) }{ reset.unwrap_or_default() }</td></tr> }
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
    let unlisted = alike.n_places - alike.places.len();
    let scope = |scope: Scope, word: &'static str| {
        let is_current = alike.scope == scope;
        html! {
            <button type="button" class={classes!("choice", is_current.then_some("is-current"))} aria-pressed={is_current.to_string()} onclick={dispatch.on(Msg::AlikeScope(scope))}>{ word }</button>
        }
    };
    // Enter in a field of a form is its first button's, so it applies from any of the places too.
    let given = dispatch.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        given.send(Msg::Asked(Command::Accept));
    });
    html! {
        <form class="dialog__form" {onsubmit}>
            <p>{ "“" }{ text(&alike.form) }{ "” will be " }<strong>{ text(&alike.name) }</strong>{ " in the ticked places, as one change that undo takes back." }</p>
            <div class="choices" role="group" aria-label="Reach">{ scope(Scope::Article, "this article") }{ scope(Scope::Corpus, "all articles") }</div>
            <ul class="alikes">{ for alike.places.iter().enumerate().map(row) }</ul>
            if unlisted > 0 { <p>{ format!("And {unlisted} more; the table finds them all.") }</p> }
            <p class="dialog__buttons">
                <button type="submit" class="button button--main" data-focus="true">{ format!("Apply to {}", alike.n_ticked) }{ signs::key("Enter") }</button>
                <button type="button" class="button" onclick={dispatch.ask(Command::Escape)}>{ "Leave them" }{ key_of(Command::Escape) }</button>
            </p>
        </form>
    }
}

fn forget(dispatch: &Dispatch, n_documents: usize) -> Html {
    html! {
        <>
            <p>{ format!("{} with every correction will be deleted from this browser. This cannot be undone; export first what you want to keep.", count(n_documents, "document")) }</p>
            <p class="dialog__buttons">
                <button type="button" class="button" data-focus="true" onclick={dispatch.ask(Command::Escape)}>{ "Keep everything" }</button>
                <button type="button" class="button button--danger" onclick={dispatch.ask(Command::Forget)}>{ "Delete everything" }</button>
            </p>
        </>
    }
}

fn open_project(dispatch: &Dispatch, project: &ProjectView) -> Html {
    html! {
        <>
            <p>{ format!("The file holds {} with every change. It takes the place of the {} here, of which a project file is downloaded first.", project.holds, project.here) }</p>
            if !project.damage.is_empty() {
                <p class="dialog__damage">{ format!("The file is damaged: {}.", project.damage) }</p>
            }
            <p class="dialog__buttons">
                <button type="button" class="button" data-focus="true" onclick={dispatch.ask(Command::Escape)}>{ "Keep what is here" }</button>
                <button type="button" class="button button--main" onclick={dispatch.ask(Command::Accept)}>{ "Open the file" }</button>
            </p>
        </>
    }
}
