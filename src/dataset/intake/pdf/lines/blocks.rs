//! A page cut into columns and blocks.
//!
//! It is cut where blank stretches run through it: down its height between columns, else across it (the recursive cut of
//! Nagy and Seth, 1984). What cannot be cut is read line by line.

use super::{BLOCK, GUTTER, Piece};

/// So many lines at least stand in a column.
const COLUMN: usize = 3;

/// So many places for a cut are looked at.
const LOOKED_AT: usize = 12;

/// Cuts `pieces` as long as a blank stretch runs through them.
pub fn cut(pieces: Vec<Piece>, depth: usize, blocks: &mut Vec<Vec<Piece>>) {
    if depth > 60 || pieces.len() < 2 {
        return blocks.push(pieces);
    }
    if let Some(x) = gutter(pieces.iter()) {
        let (left, right) = pieces.into_iter().partition(|piece| piece.x0 < x);
        cut(left, depth + 1, blocks);
        return cut(right, depth + 1, blocks);
    }
    if let Some(y) = gap(&pieces) {
        let (above, below) = pieces.into_iter().partition(|piece| piece.y > y);
        cut(above, depth + 1, blocks);
        return cut(below, depth + 1, blocks);
    }
    blocks.push(pieces);
}

/// Where a gutter runs between columns: the widest one.
fn gutter<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Option<f64> {
    let mut order: Vec<&Piece> = pieces.collect();
    order.sort_by(|one, other| one.x0.total_cmp(&other.x0));
    let mut blanks: Vec<(f64, usize)> = vec![];
    let (mut edge, mut size) = (f64::NEG_INFINITY, f64::INFINITY);
    for (idx, piece) in order.iter().enumerate() {
        size = size.min(piece.size);
        if idx > 0 && piece.x0 - edge > GUTTER * size {
            blanks.push((piece.x0 - edge, idx));
        }
        edge = edge.max(piece.x1);
    }
    blanks.sort_by(|one, other| other.0.total_cmp(&one.0));
    let is_between_columns =
        |(_, idx): &&(f64, usize)| n_lines(&order[..*idx]) >= COLUMN && n_lines(&order[*idx..]) >= COLUMN;
    blanks.iter().take(LOOKED_AT).find(is_between_columns).map(|(_, idx)| order[*idx].x0)
}

fn n_lines(pieces: &[&Piece]) -> usize {
    let mut places: Vec<f64> = pieces.iter().map(|piece| piece.y).collect();
    places.sort_by(f64::total_cmp);
    places.dedup_by(|one, other| (*one - *other).abs() < 1.0);
    places.len()
}

/// Where to cut across: first where columns then come to light, else where lines are farthest apart.
fn gap(pieces: &[Piece]) -> Option<f64> {
    let places = places(pieces);
    let usual = pitch(&places)?;
    let mut gaps: Vec<(f64, f64)> = places
        .windows(2)
        .map(|pair| (pair[0] - pair[1], (pair[0] + pair[1]) / 2.0))
        .filter(|(height, _)| *height > BLOCK * usual || places.len() == 2 && *height > 0.0)
        .collect();
    let looked_at = || gaps.iter().take(LOOKED_AT);
    let columns_below = |(_, y): &&(f64, f64)| gutter(pieces.iter().filter(|piece| piece.y < *y)).is_some();
    let columns_above = |(_, y): &&(f64, f64)| gutter(pieces.iter().filter(|piece| piece.y > *y)).is_some();
    let found = looked_at().find(columns_below).or_else(|| looked_at().rev().find(columns_above));
    if let Some((_, y)) = found {
        return Some(*y);
    }
    gaps.retain(|(height, _)| *height > BLOCK * usual);
    gaps.into_iter().max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, y)| y)
}

/// Heights of the lines, from the top.
fn places(pieces: &[Piece]) -> Vec<f64> {
    let mut places: Vec<(f64, f64)> = pieces.iter().map(|piece| (piece.y, piece.size)).collect();
    places.sort_by(|one, other| other.0.total_cmp(&one.0));
    places.dedup_by(|next, kept| kept.0 - next.0 < 0.4 * kept.1.max(next.1));
    places.into_iter().map(|(y, _)| y).collect()
}

/// The usual distance of lines.
pub fn pitch(places: &[f64]) -> Option<f64> {
    let mut distances: Vec<f64> = places.windows(2).map(|pair| pair[0] - pair[1]).collect();
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 2).copied()
}
