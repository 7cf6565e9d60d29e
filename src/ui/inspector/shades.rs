//! How the act is meant: polarity, intensity, manner, and how much of it is quoted.

use crate::annotate::edit::Field;
use crate::annotate::{Kind, Polarity};
use crate::app::Msg;
use crate::app::keys::Command;
use crate::app::views::inspector::InspectorView;
use crate::ui::dispatch::{Dispatch, quietly};
use crate::ui::signs::key_of;
use yew::prelude::*;

/// Polarity, intensity, negated, veiled.
pub fn shades(dispatch: &Dispatch, view: &InspectorView) -> Html {
    let polarity = |polarity: Polarity, word: &'static str| {
        html! {
            <button type="button" class={classes!("choice", (view.polarity == polarity).then_some("is-current"))} aria-pressed={(view.polarity == polarity).to_string()}
                onmousedown={quietly()} onclick={dispatch.ask(Command::Polarity(polarity))}>{ word }{ key_of(Command::Polarity(polarity)) }</button>
        }
    };
    let intensity = |step: u8, word: &'static str| {
        html! {
            <button type="button" class={classes!("choice", (view.intensity == step).then_some("is-current"))} aria-pressed={(view.intensity == step).to_string()}
                onmousedown={quietly()} onclick={dispatch.on(Msg::FieldGiven(Field::Intensity(step)))}>{ word }</button>
        }
    };
    let kind = |kind: Kind, word: &'static str| {
        html! {
            <button type="button" class={classes!("choice", (view.kind == kind).then_some("is-current"))} aria-pressed={(view.kind == kind).to_string()}
                onmousedown={quietly()} onclick={dispatch.on(Msg::FieldGiven(Field::Kind(kind)))}>{ word }</button>
        }
    };
    let toggle = |is: bool, word: &'static str, command: Command| {
        html! {
            <button type="button" class={classes!("choice", is.then_some("is-current"))} aria-pressed={is.to_string()}
                onmousedown={quietly()} onclick={dispatch.ask(command)}>{ word }{ key_of(command) }</button>
        }
    };
    html! {
        <div class="inspector__shades">
            <div class="choices" role="group" aria-label="Polarity">
                { polarity(Polarity::Favor, "favor") }
                { polarity(Polarity::Neutral, "neutral") }
                { polarity(Polarity::Against, "against") }
            </div>
            <div class="choices" role="group" aria-label="Intensity">
                { key_of(Command::Weaker) }
                { intensity(1, "hedged") }{ intensity(2, "plain") }{ intensity(3, "boosted") }
                { key_of(Command::Stronger) }
            </div>
            <div class="choices" role="group" aria-label="Manner">
                { toggle(view.negated, "negated", Command::Negated) }
                { toggle(view.veiled, "veiled", Command::Veiled) }
            </div>
            <div class="choices" role="group" aria-label="Quoted">
                { kind(Kind::Direct, "all quoted") }{ kind(Kind::Mixed, "partly quoted") }{ kind(Kind::Indirect, "not quoted") }
            </div>
        </div>
    }
}
