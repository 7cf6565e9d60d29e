//! The scheme, to be changed: its labels in order, one in the form, and what becomes of labels that go.

use super::dispatch::Dispatch;
use super::signs::{self, text};
use super::typed_field::TypedField;
use crate::annotate::scheme::SchemeLabel;
use crate::annotate::{Label, Polarity};
use crate::app::keys::Command;
use crate::app::views::scheme::SchemeView;
use crate::app::{DraftChange, Home, LabelField, Msg, count};
use crate::web::value;
use std::rc::Rc;
use yew::prelude::*;

/// The editor.
pub fn scheme(dispatch: &Dispatch, view: Option<&SchemeView>) -> Html {
    let Some(view) = view else {
        return html! { <main key="scheme" class="scheme pane" tabindex="-1" aria-label="Scheme" /> };
    };
    html! {
        <main key="scheme" class="scheme pane" tabindex="-1" aria-label="Scheme">
            { head(dispatch, view) }
            { verdict(dispatch, view) }
            if !view.homes.is_empty() { { homes(dispatch, view) } }
            <div class="scheme__body">
                { labels(dispatch, view) }
                if let Some(label) = view.labels.get(view.chosen) { { form(dispatch, view, label) } }
            </div>
        </main>
    }
}

fn head(dispatch: &Dispatch, view: &SchemeView) -> Html {
    let name = change(dispatch, DraftChange::Name);
    let builtin = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            if let Ok(place) = value::text(&event).parse() {
                dispatch.send(Msg::Drafted(DraftChange::Builtin(place)));
            }
        })
    };
    let option = |(place, name): (usize, &Rc<str>)| html! { <option value={place.to_string()}>{ text(name) }</option> };
    html! {
        <header class="scheme__head">
            <label class="scheme__field">{ "Name of the scheme" }<TypedField id="scheme-name" class="scheme__input" value={AttrValue::from(view.name.clone())} onchange={name} /></label>
            <label class="scheme__field">{ "Start from" }
                <select class="scheme__input" onchange={builtin}><option value="" selected=true>{ "…" }</option>{ for view.builtin.iter().enumerate().map(option) }</select>
            </label>
            <button type="button" class="button" onclick={dispatch.ask(Command::OpenScheme)}>{ "Load a file" }</button>
            <button type="button" class="button" onclick={dispatch.on(Msg::Drafted(DraftChange::Save))}>{ "Save as a file" }</button>
        </header>
    }
}

/// Whether the draft can be used, and what keeps it.
fn verdict(dispatch: &Dispatch, view: &SchemeView) -> Html {
    let cannot = !view.problems.is_empty();
    html! {
        <div class="scheme__verdict" role="status">
            if view.is_changed {
                <p>{ "This is a draft. Statements keep their labels until you use it, and undo brings them back." }</p>
                <ul class="scheme__problems">{ for view.problems.iter().map(|problem| html! { <li>{ problem.clone() }</li> }) }</ul>
                <p class="dialog__buttons">
                    <button type="button" class="button button--main" disabled={cannot} onclick={dispatch.on(Msg::Drafted(DraftChange::Use))}>{ "Use this scheme" }</button>
                    <button type="button" class="button" onclick={dispatch.on(Msg::Drafted(DraftChange::Discard))}>{ "Give the draft up" }</button>
                </p>
            } else {
                <p>{ "This scheme is in use. What you change here is a draft until you use it." }</p>
            }
        </div>
    }
}

/// Where the labels go that the draft does not have.
fn homes(dispatch: &Dispatch, view: &SchemeView) -> Html {
    let row = |home: &Home| {
        let (dispatch, label) = (dispatch.clone(), home.label.clone());
        let onchange = Callback::from(move |event: Event| {
            let to = match value::text(&event).as_str() {
                "" => return,
                "*" => None,
                key => Some(Label::new(key)),
            };
            dispatch.send(Msg::Drafted(DraftChange::Home(label.clone(), to)));
        });
        let is = |to: Option<&Label>| home.to.as_ref().is_some_and(|home| home.as_ref() == to);
        let option = |label: &SchemeLabel| {
            html! { <option value={label.label.as_str().to_owned()} selected={is(Some(&label.label))}>{ text(&label.shown) }</option> }
        };
        html! {
            <li class="scheme__home">
                <label class="scheme__field">{ format!("{} · in {}", home.shown, count(home.count, "statement")) }
                    <select class="scheme__input" {onchange}>
                        <option value="" selected={home.to.is_none()}>{ "becomes …" }</option>
                        { for view.labels.iter().map(option) }
                        <option value="*" selected={is(None)}>{ "the one of its polarity" }</option>
                    </select>
                </label>
            </li>
        }
    };
    html! {
        <section class="scheme__homes" aria-label="Labels that go">
            <h2 class="scheme__heading">{ "Labels that this scheme does not have" }</h2>
            <ul class="scheme__home-list">{ for view.homes.iter().map(row) }</ul>
        </section>
    }
}

fn labels(dispatch: &Dispatch, view: &SchemeView) -> Html {
    let row = |(place, label): (usize, &SchemeLabel)| {
        let is_chosen = place == view.chosen;
        let count = view.counts.get(place).copied().unwrap_or(0);
        html! {
            <li>
                <button type="button" class={classes!("scheme__label", is_chosen.then_some("is-chosen"))} aria-current={is_chosen.then_some("true")} onclick={dispatch.on(Msg::Drafted(DraftChange::Choose(place)))}>
                    { signs::letter(label.key, label.hue()) }
                    <span>{ text(&label.shown) }</span>
                    <span class="scheme__count">{ format!("{} · {count}", label.label.as_str()) }</span>
                </button>
            </li>
        }
    };
    let act = |word: &'static str, change: DraftChange| {
        html! { <button type="button" class="button button--small" onclick={dispatch.on(Msg::Drafted(change))}>{ word }</button> }
    };
    html! {
        <section class="scheme__labels" aria-label="Labels in the order of their tests">
            <ol>{ for view.labels.iter().enumerate().map(row) }</ol>
            <p class="dialog__buttons">
                { act("Up", DraftChange::Move(-1)) }{ act("Down", DraftChange::Move(1)) }{ act("Add a label", DraftChange::Add) }{ act("Remove", DraftChange::Remove) }
            </p>
        </section>
    }
}

fn form(dispatch: &Dispatch, view: &SchemeView, label: &SchemeLabel) -> Html {
    let set = |field: LabelField| {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            dispatch.send(Msg::Drafted(DraftChange::Set(field, value::text(&event).into())));
        })
    };
    let line = |word: &'static str, hint: &'static str, field: LabelField, value: AttrValue| {
        html! {
            <label class="scheme__field">{ word }<span class="scheme__hint">{ hint }</span>
                <TypedField class="scheme__input" {value} onchange={set(field)} />
            </label>
        }
    };
    let lines = |word: &'static str, hint: &'static str, field: LabelField, value: &Rc<str>| {
        html! {
            <label class="scheme__field scheme__field--wide">{ word }<span class="scheme__hint">{ hint }</span>
                <TypedField class="scheme__input" rows=3 value={text(value)} onchange={set(field)} />
            </label>
        }
    };
    let select = |word: &'static str,
                  field: LabelField,
                  current: &str,
                  options: Vec<(&'static str, &'static str)>| {
        let option = |(key, word): (&'static str, &'static str)| html! { <option value={key} selected={key == current}>{ word }</option> };
        html! {
            <label class="scheme__field">{ word }<select class="scheme__input" onchange={set(field)}>{ for options.into_iter().map(option) }</select></label>
        }
    };
    let same = |words: &[&'static str]| words.iter().map(|word| (*word, *word)).collect::<Vec<_>>();
    let hues = [("", "that of its act")]
        .into_iter()
        .chain(view.hues.iter().map(|hue| (*hue, hue_name(hue))))
        .collect();
    let polarity = match label.polarity {
        Polarity::Favor => "favor",
        Polarity::Neutral => "neutral",
        Polarity::Against => "against",
    };
    html! {
        <section class="scheme__form" key={view.chosen} aria-label={format!("Label {}", label.shown)}>
            <h2 class="scheme__heading">{ signs::letter(label.key, label.hue()) }{ text(&label.shown) }</h2>
            <div class="scheme__fields">
                { line("Shown as", "reads between speaker and target", LabelField::Shown, text(&label.shown)) }
                { line("Key", "one letter", LabelField::Key, label.key.to_string().into()) }
                { line("Name in exports", "", LabelField::Label, label.label.as_str().to_owned().into()) }
                { select("Coarse act", LabelField::Act, &label.act, same(&view.acts)) }
                { select("Colour", LabelField::Colour, &label.colour, hues) }
                { select("Mostly", LabelField::Polarity, polarity, same(&["favor", "neutral", "against"])) }
                { lines("Definition", "what it means", LabelField::Definition, &label.definition) }
                { lines("Test", "a question; yes means this label", LabelField::Test, &label.test) }
                { lines("Examples", "one a line", LabelField::Example, &label.example) }
            </div>
        </section>
    }
}

/// Acts by the colour that they have.
pub fn hue_name(hue: &str) -> &'static str {
    match hue {
        "coercive" => "red",
        "directive" => "violet",
        "blame" => "ochre",
        "cooperative" => "green",
        "blue" => "blue",
        "teal" => "teal",
        "pink" => "pink",
        "olive" => "olive",
        "brown" => "brown",
        _ => "slate",
    }
}

fn change(dispatch: &Dispatch, make: fn(Rc<str>) -> DraftChange) -> Callback<Event> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: Event| dispatch.send(Msg::Drafted(make(value::text(&event).into()))))
}
