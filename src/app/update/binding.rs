//! Keys that a person gives to commands.

use crate::app::keys::{KeyPress, Keys, TABLE};
use crate::app::{Dialog, Effect, Focus, Model, Rebinding};
use std::rc::Rc;

/// The next key is the row's.
pub fn wanted(model: &mut Model, place: usize) -> Vec<Effect> {
    model.dialog = Some(Dialog::Help(Rebinding { place: Some(place), remark: "".into() }));
    vec![]
}

/// A key was pressed while one was waited for.
pub fn pressed(model: &mut Model, press: &KeyPress) -> Vec<Effect> {
    let Some(Dialog::Help(Rebinding { place: Some(place), .. })) = model.dialog else { return vec![] };
    if matches!(press.key.as_str(), "Shift" | "Control" | "Alt" | "AltGraph" | "Meta" | "CapsLock" | "Dead") {
        return vec![];
    }
    if press.name() == "Escape" {
        return said(model, "Left as it was.");
    }
    let mut keys = (*model.keys).clone();
    match keys.bind(place, press, model.session.scheme()) {
        Ok(()) => used(model, keys, format!("{}: changed.", TABLE[place].title)),
        Err(reason) => said(model, &reason),
    }
}

/// The table's keys again, for one row or for all.
pub fn reset(model: &mut Model, place: Option<usize>) -> Vec<Effect> {
    let Some(place) = place else { return used(model, Keys::default(), "All keys are as they came.".into()) };
    let mut keys = (*model.keys).clone();
    match keys.reset(place, model.session.scheme()) {
        Ok(()) => used(model, keys, format!("{}: as it came.", TABLE[place].title)),
        Err(reason) => said(model, &reason),
    }
}

fn used(model: &mut Model, keys: Keys, remark: String) -> Vec<Effect> {
    model.keys = Rc::new(keys);
    let mut effects = vec![Effect::UseKeys(model.keys.clone())];
    effects.extend(said(model, &remark));
    effects
}

fn said(model: &mut Model, remark: &str) -> Vec<Effect> {
    model.dialog = Some(Dialog::Help(Rebinding { place: None, remark: remark.into() }));
    vec![Effect::Focus(Focus::Dialog)]
}
