//! The chosen statement: who, how, toward whom, with every part one key away.

use super::dispatch::{Dispatch, quietly, use_dispatch};
use super::name_field::NameField;
use super::signs::{Certainty, Key, Letter, State, key_of, text};
use super::stances::Stances;
use crate::annotate::edit::Field;
use crate::annotate::{Kind, Polarity, Role, StatementId};
use crate::app::Msg;
use crate::app::keys::Command;
use crate::app::views::certainty;
use crate::app::views::inspector::{CandidateView, InspectorView, PartView};
use crate::web::value;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`Inspector`].
#[derive(Properties, PartialEq)]
pub struct InspectorProps {
    /// What it shows.
    pub view: Option<Rc<InspectorView>>,
}

/// The inspector.
#[component]
pub fn Inspector(props: &InspectorProps) -> Html {
    let dispatch = use_dispatch();
    let Some(view) = &props.view else {
        return html! { <section class="inspector pane" aria-label="Chosen statement"><p class="pane__empty">{ "Choose a statement, or select words and press " }<Key name="m" />{ " to add one." }</p></section> };
    };
    html! {
        <section class="inspector pane" aria-label="Chosen statement" data-act={view.act.clone()}>
            { head(view) }
            { verdict(&dispatch, view) }
            { speaker(&dispatch, view) }
            <h3 class="inspector__heading">{ "Stance" }</h3>
            <Stances stances={view.stances.clone()} />
            { why(view) }
            { shades(&dispatch, view) }
            { consequence(view) }
            { names(&dispatch, view) }
            { parts(&dispatch, view) }
            <Note note={view.note.clone()} id={view.id.0} />
        </section>
    }
}

fn head(view: &InspectorView) -> Html {
    let (speaker, letter, stance, target) = &view.sentence;
    html! {
        <header class="inspector__head">
            <h2 class="inspector__title">{ text(&view.title) }</h2>
            <span class="inspector__status"><State status={view.status} is_reviewed={view.is_reviewed} />{ view.status.name() }</span>
            <span class="inspector__certainty" title={view.numbers.clone()}><Certainty step={view.certainty} />{ certainty::word(view.certainty) }</span>
            <p class="inspector__sentence">
                <strong>{ text(speaker) }</strong>
                <span class="inspector__act"><Letter letter={*letter} act={view.act.clone()} />{ text(stance) }</span>
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
            <NameField id="speaker-name" label="Name" value={view.speaker.clone()} known={view.known.clone()} shortcut="f" {on_choose} />
            if let Some(about) = &view.about_speaker { <p class="inspector__about">{ text(about) }</p> }
        </div>
    }
}

fn candidate_row(dispatch: &Dispatch, candidate: &CandidateView) -> Html {
    html! {
        <li>
            <button type="button" class={classes!("candidate", candidate.is_current.then_some("is-current"))} aria-pressed={candidate.is_current.to_string()}
                onmousedown={quietly()} onclick={dispatch.ask(Command::Candidate(candidate.digit - 1))}>
                <Key name={candidate.digit.to_string()} />
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

/// Condition and consequence as a sentence.
fn consequence(view: &InspectorView) -> Html {
    let Some((condition, consequence)) = &view.consequence else { return Html::default() };
    html! {
        <p class="inspector__consequence" dir="auto">
            if let Some(words) = condition { <em>{ text(words) }</em> }
            if condition.is_some() && consequence.is_some() { { ", " } }
            if let Some(words) = consequence { <span>{ "then " }<em>{ text(words) }</em></span> }
        </p>
    }
}

/// Polarity, intensity, negated, veiled.
fn shades(dispatch: &Dispatch, view: &InspectorView) -> Html {
    let polarity = |polarity: Polarity, word: &'static str, key: &'static str| {
        html! {
            <button type="button" class={classes!("choice", (view.polarity == polarity).then_some("is-current"))} aria-pressed={(view.polarity == polarity).to_string()}
                onmousedown={quietly()} onclick={dispatch.ask(Command::Polarity(polarity))}>{ word }<Key name={key} /></button>
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
                { polarity(Polarity::Favor, "favor", "+") }
                { polarity(Polarity::Neutral, "neutral", "~") }
                { polarity(Polarity::Against, "against", "-") }
            </div>
            <div class="choices" role="group" aria-label="Intensity">
                <Key name="," />
                { intensity(1, "hedged") }{ intensity(2, "plain") }{ intensity(3, "boosted") }
                <Key name="." />
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

/// Target, addressee, relays.
fn names(dispatch: &Dispatch, view: &InspectorView) -> Html {
    let target = choose(dispatch, |name| Msg::FieldGiven(Field::TargetName(name)));
    let addressee = choose(dispatch, |name| Msg::FieldGiven(Field::AddresseeName(name)));
    let relay = {
        let dispatch = dispatch.clone();
        Callback::from(move |name: Rc<str>| dispatch.send(Msg::RelayTyped(name)))
    };
    let drop = |(place, name): (usize, &Rc<str>)| {
        html! {
            <li class="relay">{ text(name) }
                <button type="button" class="relay__drop" aria-label={format!("{name} is no relay")} onmousedown={quietly()} onclick={dispatch.on(Msg::RelayDropped(place))}>{ "×" }</button>
            </li>
        }
    };
    html! {
        <div class="inspector__names">
            <NameField id="target-name" label="Target" value={view.target.clone()} known={view.known.clone()} shortcut="g" on_choose={target} />
            <NameField id="addressee-name" label="Addressee" value={view.addressee.clone()} known={view.known.clone()} shortcut="b" on_choose={addressee} />
            if !view.relays.is_empty() {
                <ol class="relays" aria-label="Way of the words, from the speaker to the reader">
                    <li class="relay relay--speaker">{ text(&view.sentence.0) }</li>
                    { for view.relays.iter().enumerate().map(drop) }
                </ol>
            }
            <NameField id="relay-name" label="Relayed by" value={None::<Rc<str>>} known={view.known.clone()} shortcut="y" on_choose={relay} />
            { parent(dispatch, view) }
        </div>
    }
}

/// The statement that holds this one; shown where another one lies over the same words.
fn parent(dispatch: &Dispatch, view: &InspectorView) -> Html {
    if view.holders.is_empty() {
        return Html::default();
    }
    let onchange = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            dispatch.send(Msg::ParentGiven(value::text(&event).parse().ok().map(StatementId)));
        })
    };
    let option = |(id, words): &(StatementId, Rc<str>)| {
        html! { <option value={id.0.to_string()} selected={view.parent == Some(*id)}>{ text(words) }</option> }
    };
    html! {
        <div class="name-field">
            <label class="name-field__label" for="parent">{ "Part of" }</label>
            <select id="parent" key={view.id.0} class="name-field__input" {onchange}>
                <option value="" selected={view.parent.is_none()}>{ "no other statement" }</option>
                { for view.holders.iter().map(option) }
            </select>
        </div>
    }
}

/// The words of each role.
fn parts(dispatch: &Dispatch, view: &InspectorView) -> Html {
    let row = |part: &PartView| {
        let can_clear = part.words.is_some() && part.role != Role::Content;
        html! {
            <>
                <dt class={classes!("part", format!("part--{}", part.role.name()))}>{ part.role.name() }</dt>
                <dd class="part__words" dir="auto">
                    if let Some(words) = &part.words {
                        { text(words) }
                        if can_clear {
                            <button type="button" class="part__clear" aria-label={format!("No {}", part.role.name())} onmousedown={quietly()} onclick={dispatch.on(Msg::RoleCleared(part.role))}>{ "×" }</button>
                        }
                    } else {
                        <span class="part__hint">{ "select words, press " }<Key name={text(&part.key)} /></span>
                    }
                </dd>
            </>
        }
    };
    html! {
        <>
            <h3 class="inspector__heading">{ "Words" }</h3>
            <dl class="parts">{ for view.parts.iter().map(row) }</dl>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct NoteProps {
    id: u32,
    note: Rc<str>,
}

/// A free remark, kept when the field is left.
#[component]
fn Note(props: &NoteProps) -> Html {
    let dispatch = use_dispatch();
    let onchange = Callback::from(move |event: Event| {
        dispatch.send(Msg::FieldGiven(Field::Note(value::text(&event).into())));
    });
    html! {
        <div class="inspector__note">
            <label class="name-field__label" for="note">{ "Note" }</label>
            <textarea id="note" key={props.id} rows="2" class="name-field__input" value={AttrValue::from(props.note.clone())} {onchange} />
            <Key name="e" />
        </div>
    }
}

/// Sends what a name field gave; an empty name is none.
fn choose(dispatch: &Dispatch, msg: fn(Option<Rc<str>>) -> Msg) -> Callback<Rc<str>> {
    let dispatch = dispatch.clone();
    Callback::from(move |name: Rc<str>| dispatch.send(msg((!name.is_empty()).then_some(name))))
}
