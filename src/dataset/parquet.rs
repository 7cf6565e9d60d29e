//! Parquet: rows with lists in them as columns, each value with its repetition and definition levels (Dremel).

use super::ExportError;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::Value;
use std::sync::Arc;

/// What stands in a column, or in a place of it.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Text.
    Text,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// Yes or no.
    Bool,
    /// Any number of these.
    List(Box<Shape>),
    /// One of each.
    Struct(Vec<(&'static str, Shape)>),
}

/// The Parquet file of `rows`, which are objects with every key of `columns`; not compressed, because it goes into an
/// archive that is.
///
/// # Errors
/// When the writer refuses.
pub fn file(columns: &[(&'static str, Shape)], rows: &[Value]) -> Result<Vec<u8>, ExportError> {
    write(columns, rows).map_err(|error| ExportError::Writer(error.to_string()))
}

fn write(columns: &[(&'static str, Shape)], rows: &[Value]) -> Result<Vec<u8>, ParquetError> {
    let fields: String = columns.iter().map(|(name, shape)| shape.declared(name)).collect();
    let schema = Arc::new(parse_message_type(&format!("message row {{ {fields} }}"))?);
    let properties = WriterProperties::builder().set_created_by("demarche".to_owned()).build();
    let mut writer = SerializedFileWriter::new(vec![], schema, Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    for (name, shape) in columns {
        let mut leaves = vec![];
        shape.leaves(&mut leaves);
        for row in rows {
            shape.shred(&row[*name], Levels::default(), &mut leaves);
        }
        leaves.into_iter().try_for_each(|leaf| leaf.write(&mut group))?;
    }
    group.close()?;
    writer.into_inner()
}

impl Shape {
    /// Its line in the schema.
    fn declared(&self, name: &str) -> String {
        match self {
            Shape::Text => format!("required binary {name} (STRING); "),
            Shape::Int => format!("required int64 {name}; "),
            Shape::Float => format!("required double {name}; "),
            Shape::Bool => format!("required boolean {name}; "),
            Shape::List(inner) => {
                let inner = inner.declared("element");
                format!("required group {name} (LIST) {{ repeated group list {{ {inner} }} }} ")
            }
            Shape::Struct(fields) => {
                let fields: String = fields.iter().map(|(name, shape)| shape.declared(name)).collect();
                format!("required group {name} {{ {fields} }} ")
            }
        }
    }

    /// Its columns, empty, in the order of the schema.
    fn leaves(&self, leaves: &mut Vec<Leaf>) {
        let values = match self {
            Shape::Text => Values::Text(vec![]),
            Shape::Int => Values::Int(vec![]),
            Shape::Float => Values::Float(vec![]),
            Shape::Bool => Values::Bool(vec![]),
            Shape::List(inner) => return inner.leaves(leaves),
            Shape::Struct(fields) => return fields.iter().for_each(|(_, shape)| shape.leaves(leaves)),
        };
        leaves.push(Leaf { values, definitions: vec![], repetitions: vec![] });
    }

    fn n_leaves(&self) -> usize {
        match self {
            Shape::List(inner) => inner.n_leaves(),
            Shape::Struct(fields) => fields.iter().map(|(_, shape)| shape.n_leaves()).sum(),
            _ => 1,
        }
    }

    /// Puts `value` into the columns of this shape.
    fn shred(&self, value: &Value, at: Levels, leaves: &mut [Leaf]) {
        match self {
            Shape::List(inner) => {
                let items = value.as_array().map_or(&[][..], Vec::as_slice);
                if items.is_empty() {
                    leaves.iter_mut().for_each(|leaf| leaf.mark(at));
                }
                let depth = at.depth + 1;
                for (idx, item) in items.iter().enumerate() {
                    let repetition = if idx == 0 { at.repetition } else { depth };
                    inner.shred(item, Levels { depth, repetition }, leaves);
                }
            }
            Shape::Struct(fields) => {
                let mut rest = leaves;
                for (name, shape) in fields {
                    let (own, others) = std::mem::take(&mut rest).split_at_mut(shape.n_leaves());
                    shape.shred(&value[*name], at, own);
                    rest = others;
                }
            }
            _ => leaves.iter_mut().for_each(|leaf| {
                leaf.mark(at);
                leaf.values.push(value);
            }),
        }
    }
}

/// In how many lists a value stands, which is how far it is defined, and which of them goes on with it.
#[derive(Clone, Copy, Default)]
struct Levels {
    depth: i16,
    repetition: i16,
}

/// One column as it is written.
struct Leaf {
    values: Values,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Int(Vec<i64>),
    Float(Vec<f64>),
    Bool(Vec<bool>),
}

impl Values {
    fn push(&mut self, value: &Value) {
        match self {
            Values::Text(values) => values.push(value.as_str().unwrap_or("").as_bytes().to_vec().into()),
            Values::Int(values) => values.push(value.as_i64().unwrap_or(0)),
            Values::Float(values) => values.push(value.as_f64().unwrap_or(0.0)),
            Values::Bool(values) => values.push(value.as_bool().unwrap_or(false)),
        }
    }
}

impl Leaf {
    fn mark(&mut self, at: Levels) {
        self.definitions.push(at.depth);
        self.repetitions.push(at.repetition);
    }

    fn write<W: std::io::Write + Send>(
        &self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ParquetError> {
        match &self.values {
            Values::Text(values) => self.column::<ByteArrayType, W>(values, group),
            Values::Int(values) => self.column::<Int64Type, W>(values, group),
            Values::Float(values) => self.column::<DoubleType, W>(values, group),
            Values::Bool(values) => self.column::<BoolType, W>(values, group),
        }
    }

    fn column<T: DataType, W: std::io::Write + Send>(
        &self,
        values: &[T::T],
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ParquetError> {
        let Some(mut column) = group.next_column()? else {
            return Err(ParquetError::General("the schema has too few columns".to_owned()));
        };
        column.typed::<T>().write_batch(values, Some(&self.definitions), Some(&self.repetitions))?;
        column.close()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use serde_json::json;

    #[test]
    fn lists_in_lists_come_back() {
        let pairs = Shape::List(Box::new(Shape::List(Box::new(Shape::Int))));
        let inner = Shape::Struct(vec![("spans", pairs), ("name", Shape::Text), ("sure", Shape::Bool)]);
        let columns = [("id", Shape::Text), ("share", Shape::Float), ("items", Shape::List(Box::new(inner)))];
        let rows = [
            json!({"id": "😀", "share": 0.5, "items": [
                {"spans": [[1, 2], [3, 4]], "name": "a", "sure": true}, {"spans": [], "name": "", "sure": false}]}),
            json!({"id": "", "share": 0.0, "items": []}),
        ];
        let bytes = file(&columns, &rows).expect("it is written");
        assert_eq!(Ok(&bytes), file(&columns, &rows).as_ref());
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("it is a Parquet file");
        let shown: Vec<String> = reader
            .get_row_iter(None)
            .expect("it has rows")
            .map(|row| row.expect("it reads").to_string())
            .collect();
        assert_eq!(
            shown,
            [
                r#"{id: "😀", share: 0.5, items: [{spans: [[1, 2], [3, 4]], name: "a", sure: true}, {spans: [], name: "", sure: false}]}"#,
                r#"{id: "", share: 0E0, items: []}"#,
            ]
        );
    }
}
