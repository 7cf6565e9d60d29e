//! Statements and mentions as tables.
//!
//! See `docs/formats/csv.md`.

use super::flat::word_of;
use super::{ExportError, Options, Record, Row, Ruler};
use crate::annotate::{Role, Statement};
use crate::text::Span;

/// Columns of the statements table.
pub const STATEMENT_COLUMNS: [&str; 38] = [
    "document",
    "statement",
    "status",
    "speaker_name",
    "speaker",
    "mention_type",
    "cue",
    "content",
    "kind",
    "label",
    "polarity",
    "intensity",
    "negated",
    "veiled",
    "target_name",
    "target",
    "addressee_name",
    "addressee",
    "condition",
    "consequence",
    "relays",
    "parent",
    "confidence",
    "note",
    "date",
    "content_spans",
    "cue_spans",
    "speaker_spans",
    "target_spans",
    "addressee_spans",
    "condition_spans",
    "consequence_spans",
    "offset_unit",
    "runner_up",
    "engine",
    "scheme",
    "hash",
    "said_on",
];

/// Columns of the mentions table.
pub const MENTION_COLUMNS: [&str; 10] =
    ["document", "statement", "role", "part", "start", "end", "offset_unit", "words", "name", "hash"];

/// Between the parts of a discontinuous span.
const GAP: &str = " […] ";

/// One row a standing statement.
///
/// # Errors
/// When a span would be shifted.
pub fn statements(records: &[Record], options: Options, separator: u8) -> Result<Vec<u8>, ExportError> {
    let mut table = Table::new(&STATEMENT_COLUMNS, options, separator)?;
    for record in records {
        let ruler = Ruler::new(&record.document, options.unit);
        for row in record.standing() {
            table.push(statement_cells(record, row, &ruler, options)?)?;
        }
    }
    table.finish()
}

/// One row a span of a standing statement or of a relay.
///
/// # Errors
/// When a span would be shifted.
pub fn mentions(records: &[Record], options: Options) -> Result<Vec<u8>, ExportError> {
    let mut table = Table::new(&MENTION_COLUMNS, options, b',')?;
    for record in records {
        let ruler = Ruler::new(&record.document, options.unit);
        for row in record.standing() {
            for (role, spans, name) in mentions_of(&row.statement) {
                for (part_idx, span) in spans.iter().enumerate() {
                    let [start, end] = ruler.measure(*span)?;
                    table.push(vec![
                        record.document.name.to_string(),
                        row.statement.id.0.to_string(),
                        role.to_owned(),
                        (part_idx + 1).to_string(),
                        start.to_string(),
                        end.to_string(),
                        options.unit.name().to_owned(),
                        ruler.words(*span).to_owned(),
                        name.to_owned(),
                        record.document.id.to_string(),
                    ])?;
                }
            }
        }
    }
    table.finish()
}

fn statement_cells(
    record: &Record,
    row: &Row,
    ruler: &Ruler,
    options: Options,
) -> Result<Vec<String>, ExportError> {
    let Row { statement, status, .. } = row;
    let stance = &statement.stance;
    let name = |name: &Option<std::rc::Rc<str>>| name.as_deref().unwrap_or("").to_owned();
    let words = |role| words_of(ruler, statement.spans(role));
    let mut cells = vec![
        record.document.name.to_string(),
        statement.id.0.to_string(),
        status.name().to_owned(),
        name(&statement.speaker_name),
        words(Role::Speaker),
        word_of(&statement.mention_type),
        words(Role::Cue),
        words(Role::Content),
        word_of(&statement.kind),
        stance.label.as_str().to_owned(),
        word_of(&stance.polarity),
        stance.intensity.to_string(),
        stance.negated.to_string(),
        stance.veiled.to_string(),
        name(&statement.target_name),
        words(Role::Target),
        name(&statement.addressee_name),
        words(Role::Addressee),
        words(Role::Condition),
        words(Role::Consequence),
        statement.relays.iter().map(|relay| &*relay.name).collect::<Vec<_>>().join("; "),
        statement.parent.map_or(String::new(), |parent| parent.0.to_string()),
        statement.confidence.to_string(),
        statement.note.to_string(),
        record.date.as_ref().map_or(String::new(), |date| date.day.to_string()),
    ];
    for role in [
        Role::Content,
        Role::Cue,
        Role::Speaker,
        Role::Target,
        Role::Addressee,
        Role::Condition,
        Role::Consequence,
    ] {
        cells.push(spans_cell(ruler, statement.spans(role))?);
    }
    cells.extend([
        options.unit.name().to_owned(),
        stance.ranking.get(1).map_or(String::new(), |(label, _)| label.as_str().to_owned()),
        record.engine.to_string(),
        record.scheme.to_string(),
        record.document.id.to_string(),
        statement.said_on.as_deref().unwrap_or("").to_owned(),
    ]);
    Ok(cells)
}

fn words_of(ruler: &Ruler, spans: &[Span]) -> String {
    spans.iter().map(|span| ruler.words(*span)).collect::<Vec<_>>().join(GAP)
}

/// `12-40;50-60`
fn spans_cell(ruler: &Ruler, spans: &[Span]) -> Result<String, ExportError> {
    let pairs = ruler.measure_all(spans)?;
    Ok(pairs.iter().map(|[start, end]| format!("{start}-{end}")).collect::<Vec<_>>().join(";"))
}

/// Role, spans and canonical name of everything that a statement marks.
fn mentions_of(statement: &Statement) -> Vec<(&'static str, &[Span], &str)> {
    let name = |role| match role {
        Role::Speaker => statement.speaker_name.as_deref(),
        Role::Target => statement.target_name.as_deref(),
        Role::Addressee => statement.addressee_name.as_deref(),
        _ => None,
    };
    let roles = Role::ALL.map(|role| (role.name(), statement.spans(role), name(role).unwrap_or("")));
    let relays = statement.relays.iter().map(|relay| ("relay", relay.spans.as_slice(), &*relay.name));
    roles.into_iter().chain(relays).collect()
}

/// A table being written.
pub struct Table {
    writer: csv::Writer<Vec<u8>>,
    neutralise: bool,
}

impl Table {
    /// An empty table with these columns.
    ///
    /// # Errors
    /// When the writer refuses.
    pub fn new(columns: &[&str], options: Options, separator: u8) -> Result<Table, ExportError> {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(vec![]);
        writer.write_record(columns).map_err(refused)?;
        Ok(Table { writer, neutralise: options.neutralise })
    }

    /// Appends a row.
    ///
    /// # Errors
    /// When the writer refuses.
    pub fn push(&mut self, mut cells: Vec<String>) -> Result<(), ExportError> {
        for cell in cells.iter_mut().filter(|cell| self.neutralise && is_formula(cell)) {
            cell.insert(0, '\'');
        }
        self.writer.write_record(&cells).map_err(refused)
    }

    /// The bytes of the table.
    ///
    /// # Errors
    /// When the writer refuses.
    pub fn finish(self) -> Result<Vec<u8>, ExportError> {
        self.writer.into_inner().map_err(|error| ExportError::Writer(error.to_string()))
    }
}

fn refused(error: csv::Error) -> ExportError {
    ExportError::Writer(error.to_string())
}

/// Whether a spreadsheet may run the cell (OWASP, "CSV Injection").
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::StatementId;
    use crate::annotate::annotations::Status;
    use crate::text::Document;

    fn rows(text: &str, content: Vec<Span>, options: Options) -> Vec<csv::StringRecord> {
        let statement = Statement::bare(StatementId(0), content);
        let row = Row { statement, status: Status::Suggested, suggested: None };
        let record = Record { rows: vec![row], ..Record::bare(Document::new("a.txt", text)) };
        let bytes = statements(&[record], options, b',').expect("every span fits");
        csv::Reader::from_reader(bytes.as_slice()).records().map(|row| row.expect("it is CSV")).collect()
    }

    #[test]
    fn cells_survive_commas_quotes_and_line_ends() {
        let text = "He said, \"no,\r\nnever\" ¶";
        let row = &rows(text, vec![Span::new(0, text.len())], Options::default())[0];
        assert_eq!((row.len(), &row[7], &row[25]), (38, text, "0-23"));
    }

    #[test]
    fn formulas_are_neutralised_unless_switched_off() {
        let text = "=HYPERLINK(1)";
        let all = vec![Span::new(0, text.len())];
        assert_eq!(&rows(text, all.clone(), Options::default())[0][7], "'=HYPERLINK(1)");
        let plain = Options { neutralise: false, ..Options::default() };
        assert_eq!(&rows(text, all, plain)[0][7], text);
    }

    #[test]
    fn a_discontinuous_content_shows_its_gap() {
        let row = &rows("one two three", vec![Span::new(0, 3), Span::new(8, 13)], Options::default())[0];
        assert_eq!((&row[7], &row[25]), ("one […] three", "0-3;8-13"));
    }
}
