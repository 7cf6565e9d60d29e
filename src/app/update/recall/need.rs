//! What a message needs to be back from the disk before it can be done.

use super::super::command;
use crate::annotate::Edit;
use crate::annotate::session::documents_of;
use crate::app::keys::Command;
use crate::app::views::address;
use crate::app::{Model, Msg, Region, View};
use crate::text::DocumentId;

/// What a message needs to be here.
pub enum Need {
    /// Nothing of the earlier visit.
    Nothing,
    /// The statements of one article.
    Document(DocumentId),
    /// All of it.
    Everything,
}

/// Messages that have nothing to do with the articles of the earlier visit.
pub fn is_apart(msg: &Msg) -> bool {
    let is_way_out = match msg {
        Msg::Asked(command) => is_way_out(*command),
        Msg::KeyPressed(press, ..) => press.key == "Escape",
        _ => false,
    };
    let is_of_others = matches!(
        msg,
        Msg::Restored(_)
            | Msg::RestoreFailed(_)
            | Msg::Recalled(..)
            | Msg::RecallFailed(..)
            | Msg::Saved(_)
            | Msg::SaveFailed(..)
            | Msg::StoreCleared(_)
            | Msg::Forgotten
            | Msg::OtherTab
            | Msg::TabFreed
            | Msg::GiveWay
            | Msg::Persistence(_)
            | Msg::UpdateReady
            | Msg::UpdateBlocked
            | Msg::EngineReady(_)
            | Msg::EngineUnavailable(_)
            | Msg::AnalysisArrived(..)
            | Msg::AnalysisFailed(..)
            | Msg::ProposalArrived(..)
            | Msg::ClerkReplied(_)
            | Msg::ClerkLost(..)
            | Msg::ClerkUnavailable(_)
            | Msg::GoOn
            | Msg::SystemTheme(_)
            | Msg::Dragged(_)
            | Msg::Typed(_)
            | Msg::KeyPressed(_, Region::Capture, _)
    );
    is_way_out || is_of_others
}

fn is_way_out(command: Command) -> bool {
    use Command::{Cancel, Escape, Forget, Retry, RetrySave, TakeOver, Theme, Update};
    matches!(command, Cancel | Escape | Forget | Retry | RetrySave | TakeOver | Theme | Update)
}

/// What `msg` needs.
pub fn need(model: &Model, msg: &Msg) -> Need {
    let here = || model.open.map_or(Need::Nothing, Need::Document);
    match msg {
        Msg::KeyPressed(press, _, selection) => {
            command::meant(model, press, *selection).map_or_else(here, |command| need_of(model, command))
        }
        Msg::Asked(command) => need_of(model, *command),
        Msg::Selected(_)
        | Msg::TextClicked(_)
        | Msg::StatementChosen(_)
        | Msg::FieldGiven(_)
        | Msg::RelayTyped(_)
        | Msg::RelayDropped(_)
        | Msg::RoleCleared(_)
        | Msg::DateGiven(_)
        | Msg::ParentGiven(_) => here(),
        Msg::PlaceChosen(document, _) => Need::Document(*document),
        Msg::AddressGiven(text) => need_of_address(text),
        Msg::DocumentChosen(_)
        | Msg::DocumentClosed(_)
        | Msg::QueryTyped(_)
        | Msg::NamesWanted
        | Msg::KeyWanted(_)
        | Msg::KeyReset(_)
        | Msg::TextPasted(_)
        | Msg::SampleWanted(_)
        | Msg::ReadingStarted(_)
        | Msg::FilesRead(_)
        | Msg::ReadingEnded
        | Msg::ColumnChosen(..)
        | Msg::IncomingSettled(_) => Need::Nothing,
        _ => Need::Everything,
    }
}

fn need_of(model: &Model, command: Command) -> Need {
    let log = model.session.log();
    match command {
        Command::Undo => need_of_edit(model, log.last().map(|entry| &entry.edit)),
        Command::Redo => need_of_edit(model, log.next().map(|entry| &entry.edit)),
        Command::Alike
        | Command::LastChanged
        | Command::ToggleScope
        | Command::ShowTable
        | Command::ShowPeople
        | Command::ShowPictures
        | Command::ShowScheme
        | Command::Export
        | Command::Renew(_)
        | Command::SaveProject
        | Command::OpenScheme
        | Command::OpenPeople
        | Command::Accept => Need::Everything,
        Command::ShowDesk
        | Command::Help
        | Command::Guide
        | Command::Palette
        | Command::OpenFiles
        | Command::OpenFolder
        | Command::Paste
        | Command::AskForget
        | Command::ToggleOrder
        | Command::CloseDocument => Need::Nothing,
        _ => model.open.map_or(Need::Nothing, Need::Document),
    }
}

/// The first document of it that is not here.
fn need_of_edit(model: &Model, edit: Option<&Edit>) -> Need {
    let awaits = |id: &DocumentId| model.session.article(*id).is_some_and(|article| article.is_on_disk);
    let awaiting = edit.and_then(|edit| documents_of(edit).into_iter().find(awaits));
    awaiting.map_or(Need::Nothing, Need::Document)
}

fn need_of_address(text: &str) -> Need {
    match address::read(text) {
        Some(address) if address.view == View::Desk => address.document.map_or(Need::Nothing, Need::Document),
        Some(_) => Need::Everything,
        None => Need::Nothing,
    }
}
