//! The batch program: files and folders through the same engine and the same exports as the page.

fn main() -> std::process::ExitCode {
    demarche::cli::run()
}
