//! How sure the machine is of a statement, in three steps that people can tell apart.

use crate::annotate::Statement;

/// The weakest of its probabilities: that it is a statement, of its speaker, of its stance.
pub fn of(statement: &Statement) -> f32 {
    let speaker = statement.candidates.first().map(|candidate| candidate.score).filter(|score| *score > 0.0);
    let stance = statement.stance.ranking.first().map(|(_, probability)| *probability);
    [speaker, stance].into_iter().flatten().fold(statement.confidence, f32::min)
}

/// 3 sure, 2 likely, 1 unsure.
pub fn step(certainty: f32) -> u8 {
    match certainty {
        sure if sure >= 0.8 => 3,
        likely if likely >= 0.5 => 2,
        _ => 1,
    }
}

/// The word for a step.
pub fn word(step: u8) -> &'static str {
    match step {
        3 => "sure",
        2 => "likely",
        _ => "unsure",
    }
}
