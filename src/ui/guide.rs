//! The labels with their tests, beside the text for as long as they are wanted.

use super::dispatch::{Dispatch, quietly};
use super::signs::{self, key_of, text};
use crate::annotate::Label;
use crate::annotate::scheme::{Scheme, SchemeLabel};
use crate::app::keys::Command;
use yew::prelude::*;

/// The pane.
pub fn guide(dispatch: &Dispatch, scheme: &Scheme, current: Option<&Label>) -> Html {
    let label = |label: &SchemeLabel| {
        let is_current = current == Some(&label.label);
        html! {
            <li key={label.label.as_str()} class={classes!("guide__label", is_current.then_some("is-current"))} aria-current={is_current.then_some("true")}>
                <h3 class="guide__name">{ signs::letter(label.key, label.hue()) }{ text(&label.shown) }<code class="guide__key">{ label.label.as_str() }</code></h3>
                <p class="guide__test">{ text(&label.test) }</p>
                <details class="guide__more">
                    <summary>{ "definition and examples" }</summary>
                    <p>{ text(&label.definition) }</p>
                    { for label.example.lines().map(|example| html! { <p class="guide__example"><q>{ example.to_owned() }</q></p> }) }
                </details>
            </li>
        }
    };
    html! {
        <aside class="guide pane" tabindex="0" aria-label="Stance labels and their tests">
            <h2 class="pane__title">{ text(&scheme.name) }
                <button type="button" class="link" onmousedown={quietly()} onclick={dispatch.ask(Command::Guide)}>{ "hide" }{ key_of(Command::Guide) }</button>
            </h2>
            <p class="guide__hint">{ "Ask the tests in this order; the first yes wins." }</p>
            <ol class="guide__labels">{ for scheme.labels.iter().map(label) }</ol>
        </aside>
    }
}
