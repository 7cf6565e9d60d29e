//! The runtime: messages go to `update`, effects to the shell, views to the components.

use super::article::article;
use super::bar::bar;
use super::desk::Desk;
use super::dialog::dialog;
use super::dispatch::Dispatch;
use super::documents::Documents;
use super::guide::guide;
use super::inspector::inspector;
use super::kept::LongViews;
use super::people::People;
use super::pictures::pictures;
use super::scheme::scheme;
use super::statements::statements;
use super::status::status;
use super::table::table;
use super::welcome::welcome;
use crate::app::keys::Keys;
use crate::app::views::frame::QueueView;
use crate::app::{Model, Msg, Taken, View, update, views};
use crate::web::{self, Listeners, Shell};
use std::rc::Rc;
use yew::prelude::*;

/// The whole page.
pub struct Root {
    model: Model,
    shell: Shell,
    dispatch: Dispatch,
    on_files: Callback<Event>,
    on_scheme: Callback<Event>,
    on_people: Callback<Event>,
    long: LongViews,
    _listeners: Listeners,
}

impl Component for Root {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Root>) -> Root {
        let send = ctx.link().callback(|msg: Msg| msg);
        let shell = Shell::new(send.clone());
        let model = Model {
            theme: Shell::theme(),
            system_is_dark: Shell::system_is_dark(),
            keys: shell.keys(),
            address: Shell::address().into(),
            ..Model::default()
        };
        let listeners = Listeners::new(&send, shell.heard());
        Root {
            model,
            shell,
            dispatch: Dispatch(send.clone()),
            on_files: web::on_files(send.clone()),
            on_scheme: web::on_file(Taken::Scheme, send.clone()),
            on_people: web::on_file(Taken::People, send.clone()),
            long: LongViews::default(),
            _listeners: listeners,
        }
    }

    fn update(&mut self, _: &Context<Root>, msg: Msg) -> bool {
        self.model.now = Shell::now();
        let is_part = matches!(msg, Msg::GoOn);
        for effect in update(&mut self.model, msg) {
            self.shell.run(effect);
        }
        if is_part && self.model.is_going_on {
            self.model.took = Some(Shell::now() - self.model.now);
        }
        self.shell.mind_unsaved(!self.model.save.waiting.is_empty() || self.model.save.is_typing);
        self.shell.mind_held(self.model.held_bytes());
        self.long.refresh(&self.model);
        if self.model.is_restored {
            self.shell.show_address(views::address::of(&self.model));
        }
        true
    }

    fn rendered(&mut self, _: &Context<Root>, _is_first: bool) {
        // Children are drawn before this is called, however the work was cut into pieces.
        self.shell.drawn();
    }

    fn view(&self, _: &Context<Root>) -> Html {
        let (model, dispatch) = (&self.model, &self.dispatch);
        let waiting = views::frame::queue(model, self.long.remaining());
        html! {
            <ContextProvider<Dispatch> context={self.dispatch.clone()}>
            <ContextProvider<Rc<Keys>> context={model.keys.clone()}>
                { bar(dispatch, &model.keys, &views::frame::bar(model)) }
                { self.middle(waiting.as_ref()) }
                { status(dispatch, &views::frame::status(model), waiting.as_ref()) }
                { dialog(dispatch, views::dialogs::view(model).as_ref()) }
                { self.pickers() }
                if model.is_dragged_over {
                    <div class="veil" aria-hidden="true"><p class="veil__word">{ "Drop files or folders anywhere" }</p></div>
                }
            </ContextProvider<Rc<Keys>>>
            </ContextProvider<Dispatch>>
        }
    }
}

impl Root {
    fn middle(&self, waiting: Option<&QueueView>) -> Html {
        let model = &self.model;
        if !model.is_restored {
            return html! { <main key="waiting" class="pane" tabindex="-1" aria-busy="true" /> };
        }
        if model.has_draft_alone() {
            return self.front();
        }
        if model.articles().next().is_none() {
            return welcome(&self.dispatch, model.reading > 0);
        }
        let is_guided = model.is_guided && model.view != View::Desk;
        html! {
            <div class={classes!("middle", is_guided.then_some("middle--guided"))}>
                if is_guided { { self.guide() } }
                { self.front() }
                // An article that was read stays where it is, out of sight: to build a long one again takes its time.
                { self.desk(waiting) }
            </div>
        }
    }

    /// What fills the page instead of the desk.
    fn front(&self) -> Html {
        let model = &self.model;
        match model.view {
            View::Desk => Html::default(),
            View::Table => table(&self.dispatch, &views::table::view(model), &model.known),
            View::People => match self.long.people() {
                Some(view) => html! { <People {view} known={model.known.clone()} /> },
                None => Html::default(),
            },
            View::Pictures => pictures(&self.long.pictures()),
            View::Scheme => scheme(&self.dispatch, views::scheme::view(model).as_ref()),
        }
    }

    fn guide(&self) -> Html {
        let model = &self.model;
        let current = model.entry().filter(|_| model.view == View::Desk);
        let current = current.map(|entry| entry.statement.stance.label.clone());
        guide(&self.dispatch, model.session.scheme(), current.as_ref())
    }

    fn desk(&self, waiting: Option<&QueueView>) -> Html {
        let model = &self.model;
        let is_hidden = model.view != View::Desk;
        let reading = self.long.reading();
        if is_hidden && reading.is_none() {
            return Html::default();
        }
        html! {
            <Desk document={model.open} {is_hidden} is_guided={model.is_guided && !is_hidden}>
                if model.is_guided && !is_hidden { { self.guide() } }
                <Documents rows={self.long.documents()} />
                { article(&self.dispatch, reading.map(|reading| &reading.view), model) }
                <aside class="desk__side" aria-label="Statements of this article">
                    { statements(&self.dispatch, reading, waiting) }
                    if !is_hidden {
                        { inspector(&self.dispatch, views::inspector::view(model).as_ref()) }
                    }
                </aside>
            </Desk>
        }
    }

    /// The inputs behind "open files" and "open folder".
    fn pickers(&self) -> Html {
        html! {
            <div hidden=true>
                <input type="file" id="pick-files" multiple=true onchange={self.on_files.clone()} />
                <input type="file" id="pick-folder" webkitdirectory=true onchange={self.on_files.clone()} />
                <input type="file" id="pick-scheme" accept=".json,application/json" onchange={self.on_scheme.clone()} />
                <input type="file" id="pick-people" accept=".csv,text/csv" onchange={self.on_people.clone()} />
            </div>
        }
    }
}
