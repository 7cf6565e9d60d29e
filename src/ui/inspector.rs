//! The chosen statement: who, how, toward whom, with every part one key away.

use super::dispatch::{Dispatch, quietly};
use super::name_field::NameField;
use super::signs::{self, key_of, text};
use super::stances::stances;
use crate::annotate::edit::Field;
use crate::app::Msg;
use crate::app::keys::Command;
use crate::app::views::certainty;
use crate::app::views::inspector::{CandidateView, InspectorView};
use std::rc::Rc;
use yew::prelude::*;

/// How the act is meant.
mod shades;
use shades::shades;

/// Target, addressee, relays.
mod names;
use names::names;

/// The words of each role, and the note.
mod words;
use words::{consequence, note, parts};

/// The inspector.
pub fn inspector(dispatch: &Dispatch, view: Option<&InspectorView>) -> Html {
    let Some(view) = view else {
        return html! { <section class="inspector pane" aria-label="Chosen statement"><p class="pane__empty">{ "Choose a statement, or select words and press " }{ key_of(Command::Add) }{ " to add one." }</p></section> };
    };
    html! {
        <section class="inspector pane" aria-label="Chosen statement" data-act={view.act.clone()}>
            { head(view) }
            { verdict(dispatch, view) }
            { speaker(dispatch, view) }
            <h3 class="inspector__heading">{ "Stance" }</h3>
            { stances(dispatch, &view.stances) }
            { why(view) }
            { shades(dispatch, view) }
            { consequence(view) }
            { names(dispatch, view) }
            { parts(dispatch, view) }
            { note(dispatch, view) }
        </section>
    }
}

fn head(view: &InspectorView) -> Html {
    let (speaker, letter, stance, target) = &view.sentence;
    html! {
        <header class="inspector__head">
            <h2 class="inspector__title">{ text(&view.title) }</h2>
            <span class="inspector__status">{ signs::state(view.status, view.is_reviewed) }{ view.status.name() }</span>
            <span class="inspector__certainty" title={view.numbers.clone()}>{ signs::bars(view.certainty) }{ certainty::word(view.certainty) }</span>
            <p class="inspector__sentence">
                <strong>{ text(speaker) }</strong>
                <span class="inspector__act">{ signs::letter(*letter, &view.act) }{ text(stance) }</span>
                if let Some(target) = target { <span>{ text(target) }</span> }
            </p>
        </header>
    }
}

fn verdict(dispatch: &Dispatch, view: &InspectorView) -> Html {
    let is_rejected = view.status == crate::annotate::Status::Rejected;
    let button = |class: &'static str, word: &'static str, command: Command| {
        html! {
            <button type="button" class={classes!("button", class)} onmousedown={quietly()} onclick={dispatch.ask(command)}>
                { word }{ key_of(command) }
            </button>
        }
    };
    html! {
        <div class="inspector__verdict">
            { button("button--main", "confirm", Command::Confirm) }
            { button("", if is_rejected { "take back" } else { "reject" }, Command::Reject) }
            if view.is_reviewed && !is_rejected { { button("button--quiet", "reopen", Command::Reopen) } }
        </div>
    }
}

fn speaker(dispatch: &Dispatch, view: &InspectorView) -> Html {
    let on_choose = choose(dispatch, |name| Msg::FieldGiven(Field::SpeakerName(name)));
    html! {
        <div class="inspector__speaker">
            <h3 class="inspector__heading">{ "Speaker" }
                if let Some(mention) = &view.mention { <span class="inspector__mention">{ text(mention) }</span> }
            </h3>
            <ol class="candidates">{ for view.candidates.iter().map(|candidate| candidate_row(dispatch, candidate)) }</ol>
            <NameField id="speaker-name" label="Name" value={view.speaker.clone()} known={view.known.clone()} command={Command::TypeSpeaker} {on_choose} />
            if let Some(about) = &view.about_speaker { <p class="inspector__about">{ text(about) }</p> }
        </div>
    }
}

fn candidate_row(dispatch: &Dispatch, candidate: &CandidateView) -> Html {
    html! {
        <li>
            <button type="button" class={classes!("candidate", candidate.is_current.then_some("is-current"))} aria-pressed={candidate.is_current.to_string()}
                onmousedown={quietly()} onclick={dispatch.ask(Command::Candidate(candidate.digit - 1))}>
                { signs::key(&candidate.digit.to_string()) }
                <span class="candidate__name">{ text(&candidate.name) }</span>
                <span class="candidate__why">{ text(&candidate.why) }</span>
            </button>
        </li>
    }
}

/// The test of the label, what it means, and the words that decided.
fn why(view: &InspectorView) -> Html {
    html! {
        <>
            if !view.test.is_empty() { <p class="inspector__test" title={AttrValue::from(view.definition.clone())}>{ text(&view.test) }</p> }
            if !view.because.is_empty() {
                <p class="inspector__why">
                    { "because of " }
                    { for view.because.iter().map(|words| html! { <q class="inspector__because">{ text(words) }</q> }) }
                </p>
            }
        </>
    }
}

/// Sends what a name field gave; an empty name is none.
fn choose(dispatch: &Dispatch, msg: fn(Option<Rc<str>>) -> Msg) -> Callback<Rc<str>> {
    let dispatch = dispatch.clone();
    Callback::from(move |name: Rc<str>| dispatch.send(msg((!name.is_empty()).then_some(name))))
}
