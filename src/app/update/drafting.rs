//! The scheme in the making: from a file, to a file, and into use.

use super::{command, work};
use crate::annotate::edit::Edit;
use crate::annotate::scheme::Scheme;
use crate::app::{Draft, DraftChange, Effect, File, FileRead, Model, View, describe};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::rc::Rc;

/// Shows the scheme in force, or the draft that was left.
pub fn show(model: &mut Model) -> Vec<Effect> {
    if model.draft.is_none() {
        model.draft = Some(Draft::of(model));
    }
    command::view(model, View::Scheme)
}

/// Changes the draft, or does with it what is asked.
pub fn change(model: &mut Model, change: DraftChange) -> Vec<Effect> {
    match change {
        DraftChange::Builtin(place) => {
            let scheme = Scheme::builtin().into_iter().nth(place);
            model.draft = scheme.map(|scheme| Draft::from(model, scheme)).or(model.draft.take());
            vec![]
        }
        DraftChange::Save => save(model),
        DraftChange::Discard => {
            model.draft = Some(Draft::of(model));
            model.say("The draft is gone; the scheme in use has not changed.");
            vec![]
        }
        DraftChange::Use => make_use(model),
        change => {
            if let Some(mut draft) = model.draft.take() {
                draft.change(model, change);
                model.draft = Some(draft);
            }
            vec![]
        }
    }
}

/// Largest file looked at for a scheme, in bytes.
const MAX_SCHEME_BYTES: usize = 1 << 20;

/// What only schemes have, be they whole or not.
#[derive(Deserialize)]
#[expect(dead_code, reason = "that they are there is what counts")]
struct Looks {
    id: String,
    name: String,
    labels: Vec<IgnoredAny>,
}

/// Whether a file means to be a scheme.
pub fn is_one(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    text.len() < MAX_SCHEME_BYTES && text.starts_with('{') && serde_json::from_str::<Looks>(text).is_ok()
}

fn scheme(bytes: &[u8]) -> Result<Scheme, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "is no UTF-8 text".to_owned())?;
    serde_json::from_str(text).map_err(|error| format!("is no scheme: {error}"))
}

/// Reads a scheme's file into the draft.
pub fn load(model: &mut Model, file: &FileRead) -> Vec<Effect> {
    let read = match &file.bytes {
        Ok(bytes) => scheme(bytes),
        Err(error) => Err(error.to_string()),
    };
    match read {
        Ok(scheme) => {
            model.say(format!(
                "{} is here with {}; nothing changes before you use it.",
                scheme.name,
                describe::count(scheme.labels.len(), "label")
            ));
            model.draft = Some(Draft::from(model, scheme));
            command::view(model, View::Scheme)
        }
        Err(reason) => {
            model.complain(format!("{} {reason}.", file.name));
            vec![]
        }
    }
}

fn save(model: &mut Model) -> Vec<Effect> {
    let Some(draft) = &model.draft else { return vec![] };
    let scheme = draft.finished(model);
    let name = format!("scheme-{}.json", scheme.id);
    let Ok(bytes) = serde_json::to_vec_pretty(&scheme) else { return vec![] };
    model.say(format!("{name} is in your downloads."));
    vec![Effect::Download(File { name, mime: "application/json".into(), bytes })]
}

fn make_use(model: &mut Model) -> Vec<Effect> {
    let Some(draft) = &model.draft else { return vec![] };
    if let Some(problem) = draft.problems(model).first() {
        model.complain(problem.clone());
        return vec![];
    }
    let scheme = draft.finished(model);
    if scheme == **model.session.scheme() {
        model.say("This scheme is in use already.");
        return vec![];
    }
    let n_moved: usize = draft.homes.iter().map(|home| home.count).sum();
    let moved = describe::count(n_moved, "statement");
    let remark = match n_moved {
        0 => String::new(),
        _ => format!("{moved} got another label; undo brings the old ones back."),
    };
    let epilogue = work::Epilogue { remark: remark.into(), is_draft_used: true, ..Default::default() };
    work::start(model, Edit::SetScheme(Rc::new(scheme)), epilogue)
}

/// Another scheme is in force: by undo, or by doing again.
pub fn follow(model: &mut Model) {
    if let Some(draft) = model.draft.as_ref().and_then(|draft| draft.renewed(model)) {
        model.draft = Some(draft);
    }
}

/// The draft is the scheme in force.
pub fn renew(model: &mut Model) {
    model.draft = Some(Draft::of(model));
}
