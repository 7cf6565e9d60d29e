//! The export panel: formats, what they hold, how they begin.

use super::dispatch::Dispatch;
use super::signs::text;
use crate::app::Msg;
use crate::app::export::{Reach, Setting};
use crate::app::views::export::{ExportView, FormatView};
use crate::dataset::{Options, Unit};
use crate::web::value;
use yew::prelude::*;

/// The panel.
pub fn export(dispatch: &Dispatch, view: &ExportView) -> Html {
    html! {
        <div class="export">
            <ul class="export__formats">{ for view.formats.iter().map(|row| format(dispatch, row)) }</ul>
            <div class="export__side">
                { reach(dispatch, view.reach) }
                { options(dispatch, view) }
                <h3 class="export__heading">{ view.shown }</h3>
                <pre class="export__preview" dir="auto" tabindex="0" role="group" aria-label="How the file begins" aria-busy={view.preview.is_none().to_string()}>{ view.preview.as_ref().map_or_else(|| "One moment …".into(), text) }</pre>
                if let Some(warning) = &view.warning { <p class="export__warning" role="status">{ text(warning) }</p> }
                <p class="dialog__buttons">
                    <button type="button" class="button button--main" data-focus="true" disabled={view.download.is_none()} onclick={dispatch.on(Msg::ExportWanted)}>
                        { view.download.as_ref().map_or_else(|| "Choose a format".into(), text) }
                    </button>
                </p>
            </div>
        </div>
    }
}

fn format(dispatch: &Dispatch, row: &FormatView) -> Html {
    let which = row.format;
    let onchange = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            dispatch.send(Msg::ExportSet(Setting::Too(which, value::checked(&event))));
        })
    };
    let class = classes!("format", row.is_shown.then_some("is-current"));
    html! {
        <li {class}>
            <input type="checkbox" class="format__tick" checked={row.is_chosen} {onchange} aria-label={format!("Write {} too", row.name)} />
            <button type="button" class="format__button" data-file={row.file_name} aria-pressed={row.is_chosen.to_string()} onclick={dispatch.on(Msg::ExportSet(Setting::Only(which)))}>
                <span class="format__name">{ row.name }</span>
                <span class="format__file">{ row.file_name }</span>
                <span class="format__purpose">{ row.purpose }</span>
            </button>
        </li>
    }
}

fn reach(dispatch: &Dispatch, current: Reach) -> Html {
    let choice = |reach: Reach, word: &'static str| {
        let is_current = reach == current;
        html! {
            <button type="button" class={classes!("choice", is_current.then_some("is-current"))} aria-pressed={is_current.to_string()} onclick={dispatch.on(Msg::ExportSet(Setting::Reach(reach)))}>{ word }</button>
        }
    };
    html! {
        <div class="choices" role="group" aria-label="Which statements">
            { choice(Reach::All, "all") }
            { choice(Reach::Filtered, "as filtered in the table") }
            { choice(Reach::Reviewed, "reviewed only") }
        </div>
    }
}

fn options(dispatch: &Dispatch, view: &ExportView) -> Html {
    let set = |options: Options| Msg::ExportSet(Setting::Options(options));
    let unit = |unit: Unit| {
        let is_current = view.options.unit == unit;
        html! {
            <button type="button" class={classes!("choice", is_current.then_some("is-current"))} aria-pressed={is_current.to_string()} onclick={dispatch.on(set(Options { unit, ..view.options }))}>{ unit.name() }</button>
        }
    };
    let (dispatch_too, options) = (dispatch.clone(), view.options);
    let onchange = Callback::from(move |event: Event| {
        dispatch_too.send(set(Options { neutralise: value::checked(&event), ..options }));
    });
    html! {
        <>
            if view.has_unit {
                <div class="choices" role="group" aria-label="What offsets count">{ for [Unit::CodePoints, Unit::Utf16, Unit::Bytes].map(unit) }</div>
            }
            if view.has_cells {
                <label class="export__option"><input type="checkbox" checked={options.neutralise} {onchange} />{ "An apostrophe before cells that a spreadsheet would run as a formula" }</label>
            }
        </>
    }
}
