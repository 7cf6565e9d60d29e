//! The batch program, one module a subcommand.

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Which documents a list of paths stands for.
pub mod input;

/// Where the output of a subcommand goes.
pub mod output;

/// `demarche extract`: files and folders → statements.
pub mod extract;

/// `demarche eval`: how well the engine does against gold.
pub mod eval;

/// `demarche convert`: one format into another.
pub mod convert;

/// `demarche dump`: what training reads.
pub mod dump;

/// `demarche formats`: the formats that can be written.
pub mod formats;

/// The one scorer.
pub mod score;

/// Turns news into labelled data: who said what, through whom, to whom, and with which stance.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Extract(extract::Arguments),
    Eval(eval::Arguments),
    Convert(convert::Arguments),
    Formats(formats::Arguments),
    Dump(dump::Arguments),
}

/// Runs the program on its command line.
///
/// Exit code 0 when all went well, 1 when a part failed and the rest was written, 2 when nothing could be done.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Formats(arguments) => formats::run(&arguments),
        Command::Dump(arguments) => dump::run(&arguments),
    };
    outcome.unwrap_or_else(|sentence| {
        eprintln!("demarche: {sentence}");
        ExitCode::from(2)
    })
}
