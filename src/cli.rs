//! The batch program, one module a subcommand.

use clap::{Parser, Subcommand};
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// Which documents a list of paths stands for.
pub mod input;

/// Where the output of a subcommand goes.
pub mod output;

/// What `extract` and `convert` have in common.
pub mod flow;

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
    /// Find the statements in texts; a data set's labels are made anew. Without --to and --out, jsonl
    Extract(flow::Arguments),
    Eval(eval::Arguments),
    /// Read data sets in any format and write them in another
    Convert(flow::Arguments),
    Formats(formats::Arguments),
    Dump(dump::Arguments),
}

/// Runs the program on its command line.
///
/// Exit code 0 when all went well, 1 when a part failed and the rest was written, 2 when nothing could be done.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(said) => return shown(&said),
    };
    let outcome = match arguments.command {
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

/// Help and version go to standard output, what is wrong with the command line to standard error.
fn shown(said: &clap::Error) -> ExitCode {
    match said.print().and_then(|()| std::io::stdout().flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => ExitCode::from(2),
        _ => ExitCode::from(u8::try_from(said.exit_code()).unwrap_or(2)),
    }
}
