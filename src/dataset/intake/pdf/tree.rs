//! Which pages a PDF has, by their numbers, and whether their content is whole.
//!
//! The reader of objects passes over pages that are not there and unpacks broken streams as far as they go; neither
//! may happen without a word.

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream};
use hayro_syntax::page::Page;
use std::collections::HashSet;
use std::io::{ErrorKind, Read, copy, sink};

/// Most nodes of the tree of pages that are looked at.
const MAX_NODES: usize = 1 << 16;

/// The numbers of the pages that were found, and of those that are missing.
pub fn numbers(pdf: &Pdf) -> (Vec<usize>, Vec<usize>) {
    let n_found = pdf.pages().len();
    let leaves = leaves(pdf).unwrap_or_default();
    let of = |is_there: bool| -> Vec<usize> {
        (1..).zip(&leaves).filter(|(_, leaf)| **leaf == is_there).map(|(number, _)| number).collect()
    };
    let found = of(true);
    // Where the tree itself is broken, pages were looked for all over the file.
    if found.len() == n_found { (found, of(false)) } else { ((1..=n_found).collect(), vec![]) }
}

/// For each leaf of the tree whether it is there.
fn leaves(pdf: &Pdf) -> Option<Vec<bool>> {
    let xref = pdf.xref();
    let root = xref.get::<Dict>(xref.root_id())?.get::<Dict>("Pages")?;
    let mut seen: HashSet<_> = root.obj_id().into_iter().collect();
    let mut stack = vec![root.get::<Array>("Kids")?.raw_iter()];
    let mut leaves = vec![];
    for _ in 0..MAX_NODES {
        let Some(kids) = stack.last_mut() else { break };
        let Some(kid) = kids.next() else {
            stack.pop();
            continue;
        };
        let dict = match kid {
            MaybeRef::Ref(id) if !seen.insert(id.into()) => continue,
            MaybeRef::Ref(id) => xref.get::<Dict>(id.into()),
            MaybeRef::NotRef(object) => object.into_dict(),
        };
        let kids = dict.as_ref().and_then(|dict| {
            let is_node = dict.get::<Name>("Type").is_some_and(|name| name.as_str() == "Pages");
            is_node.then(|| dict.get::<Array>("Kids")).flatten()
        });
        match kids {
            Some(kids) => stack.push(kids.raw_iter()),
            None => leaves.push(dict.is_some()),
        }
    }
    Some(leaves)
}

/// Whether the content of a page is there, and unpacks to its end.
pub fn is_whole(page: &Page) -> bool {
    let page = page.raw();
    if !page.contains_key("Contents") {
        return true;
    }
    match page.get::<Object>("Contents") {
        Some(Object::Stream(stream)) => unpacks(&stream),
        Some(Object::Array(parts)) => {
            let streams: Vec<Stream> = parts.iter::<Stream>().collect();
            streams.len() == parts.raw_iter().count() && streams.iter().all(unpacks)
        }
        Some(Object::Null(_)) => true,
        _ => false,
    }
}

/// Whether a stream unpacks to its end. Some programs leave the checksum out.
pub fn unpacks(stream: &Stream) -> bool {
    if stream.decoded_data().is_err() {
        return false;
    }
    let dict = stream.dict();
    let first = dict.get::<Name>("Filter").or_else(|| dict.get::<Array>("Filter")?.iter::<Name>().next());
    if !first.is_some_and(|name| ["FlateDecode", "Fl"].contains(&name.as_str())) {
        return true;
    }
    let data = stream.raw_data();
    let data = data.trim_ascii_start();
    match ends(ZlibDecoder::new(data)) {
        Err(ErrorKind::UnexpectedEof) => ends(DeflateDecoder::new(data.get(2..).unwrap_or_default())).is_ok(),
        ended => ended.is_ok(),
    }
}

fn ends(mut stream: impl Read) -> Result<u64, ErrorKind> {
    copy(&mut stream, &mut sink()).map_err(|error| error.kind())
}
