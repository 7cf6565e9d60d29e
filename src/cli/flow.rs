//! From files to a data set: what `extract` and `convert` have in common.

use super::input;
use super::output::{Form, Records};
use crate::dataset::{Format, Options, Record, Unit};
use clap::Args;
use indicatif::ProgressBar;
use std::path::PathBuf;
use std::process::ExitCode;

/// What is read, and what is written where.
#[derive(Args)]
pub struct Arguments {
    /// Texts, data sets, project files of the page, folders of them, .txt and .ann files together
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Their format; when absent, what stands in them says it
    #[arg(long, value_parser = Form::of_key)]
    pub from: Option<Form>,
    /// Column of tables, or key of JSON lines, that holds the texts; guessed when absent
    #[arg(long)]
    text_column: Option<String>,
    /// The format to write; when absent, what the name of --out says
    #[arg(long, visible_alias = "format", value_parser = Form::of_key)]
    to: Option<Form>,
    /// File to write to; standard output when absent
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// What offsets count, where the format leaves it open: points, utf16, bytes
    #[arg(long, default_value = "points", value_parser = unit)]
    unit: Unit,
    /// Leave cells that look like formulas as they are
    #[arg(long)]
    raw_cells: bool,
}

fn unit(word: &str) -> Result<Unit, String> {
    match word {
        "points" => Ok(Unit::CodePoints),
        "utf16" => Ok(Unit::Utf16),
        "bytes" => Ok(Unit::Bytes),
        _ => Err("the units are: points, utf16, bytes".to_owned()),
    }
}

impl Arguments {
    /// The form to write, when it was given or the name of a file says it.
    ///
    /// # Errors
    /// When there is a name and it says nothing.
    pub fn form(&self) -> Result<Option<Form>, String> {
        match (self.to, &self.out) {
            (Some(form), _) => Ok(Some(form)),
            (None, Some(out)) => Form::of_file(out).map(Some),
            (None, None) => Ok(None),
        }
    }

    /// Options that say nothing for this form, a sentence each.
    fn needless(&self, form: Form) -> Vec<String> {
        let of = |has: fn(Format) -> bool| matches!(form, Form::Format(format) if has(format));
        let mut sentences = vec![];
        if self.unit != Unit::default() && !of(Format::leaves_unit_open) {
            sentences.push(
                "--unit changes nothing here: the format says itself what its offsets count".to_owned(),
            );
        }
        if self.raw_cells && !of(Format::has_cells) {
            sentences.push("--raw-cells changes nothing here: only tables have cells".to_owned());
        }
        sentences
    }

    /// Writes every record that the files bring, changed by `change`, and says on standard error what failed.
    ///
    /// # Errors
    /// When no file can be read or the output not be written; what was there before is still there then.
    pub fn run(&self, form: Form, change: impl Fn(Record) -> Record) -> Result<ExitCode, String> {
        let input::Listed { files, mut failures, notes } = input::files(&self.paths);
        input::refuse_own_output(files.iter().map(|found| &*found.path), self.out.as_deref())?;
        let options = Options { unit: self.unit, neutralise: !self.raw_cells };
        self.needless(form).iter().for_each(|sentence| eprintln!("demarche: {sentence}"));
        let mut records = Records::new(form, options, self.out.clone())?;
        let reading = input::Reading { form: self.from, column: self.text_column.as_deref() };
        let mut n_records = 0;
        // Only a terminal sees the bar.
        let bar = ProgressBar::new(files.iter().map(input::Found::size).sum());
        for group in input::groups(files) {
            input::each_record(&group, reading, &bar, &mut failures, |record| {
                n_records += 1;
                records.push(change(record))
            })?;
        }
        bar.finish_and_clear();
        for sentence in notes.iter().chain(&failures) {
            eprintln!("demarche: {sentence}");
        }
        if n_records == 0 {
            return Err("no document could be read".to_owned());
        }
        records.finish()?;
        Ok(ExitCode::from(u8::from(!failures.is_empty())))
    }
}
