//! The labels with their tests, beside the text for as long as they are wanted.

use super::dispatch::{quietly, use_dispatch};
use super::signs::{Letter, key_of, text};
use crate::annotate::Label;
use crate::annotate::scheme::{Scheme, SchemeLabel};
use crate::app::keys::Command;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`Guide`].
#[derive(Properties, PartialEq)]
pub struct GuideProps {
    /// The labels in use.
    pub scheme: Rc<Scheme>,
    /// The one of the chosen statement.
    pub current: Option<Label>,
}

/// The pane.
#[component]
pub fn Guide(props: &GuideProps) -> Html {
    let dispatch = use_dispatch();
    let label = |label: &SchemeLabel| {
        let is_current = props.current.as_ref() == Some(&label.label);
        html! {
            <li key={label.label.as_str()} class={classes!("guide__label", is_current.then_some("is-current"))} aria-current={is_current.then_some("true")}>
                <h3 class="guide__name"><Letter letter={label.key} act={label.hue().clone()} />{ text(&label.shown) }<code class="guide__key">{ label.label.as_str() }</code></h3>
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
            <h2 class="pane__title">{ text(&props.scheme.name) }
                <button type="button" class="link" onmousedown={quietly()} onclick={dispatch.ask(Command::Guide)}>{ "hide" }{ key_of(Command::Guide) }</button>
            </h2>
            <p class="guide__hint">{ "Ask the tests in this order; the first yes wins." }</p>
            <ol class="guide__labels">{ for props.scheme.labels.iter().map(label) }</ol>
        </aside>
    }
}
