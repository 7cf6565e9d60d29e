//! Which sequence of tags is best, and how sure each of its tags is.

use super::math::exp;

/// Outside, then beginning and inside of content, cue and source.
pub const N_TAGS: usize = 7;

/// Number of the tag for tokens of no fragment.
pub const OUTSIDE: u8 = 0;

/// One number a tag.
pub type Scores = [f32; N_TAGS];

/// What tags cost at the start, at the end, and after one another (`step[from][to]`).
pub struct Transitions {
    start: Scores,
    end: Scores,
    step: [Scores; N_TAGS],
}

/// For each token the best tag before it, by tag.
type Back = [u8; N_TAGS];

impl Transitions {
    /// From flat lists; missing numbers are 0.
    pub fn new(start: &[f32], end: &[f32], step: &[f32]) -> Transitions {
        let row = |from: usize| scores(step.get(from * N_TAGS..).unwrap_or(&[]));
        Transitions { start: scores(start), end: scores(end), step: std::array::from_fn(row) }
    }

    /// The best tags for some emissions.
    pub fn viterbi(&self, emissions: &[Scores]) -> Vec<u8> {
        let Some((first, rest)) = emissions.split_first() else { return vec![] };
        let mut best: Scores = std::array::from_fn(|tag| first[tag] + self.start[tag]);
        let mut backs: Vec<Back> = Vec::with_capacity(rest.len());
        for emission in rest {
            let (mut next, mut back) = ([0.0; N_TAGS], [0; N_TAGS]);
            for to in 0..N_TAGS {
                let from = argmax(std::array::from_fn(|from| best[from] + self.step[from][to]));
                next[to] = best[from] + self.step[from][to] + emission[to];
                back[to] = from as u8;
            }
            // Long texts must not outgrow f32.
            let top = next[argmax(next)];
            best = next.map(|score| score - top);
            backs.push(back);
        }
        let mut tag = argmax(std::array::from_fn(|tag| best[tag] + self.end[tag]));
        let mut tags = vec![0; emissions.len()];
        for (at, place) in tags.iter_mut().enumerate().rev() {
            *place = tag as u8;
            tag = if at > 0 { backs[at - 1][tag].into() } else { tag };
        }
        tags
    }

    /// For each token the probability of each tag, over all sequences.
    pub fn marginals(&self, emissions: &[Scores]) -> Vec<Scores> {
        let step: [Scores; N_TAGS] = self.step.map(|row| row.map(exp));
        let weights: Vec<Scores> = emissions.iter().map(softened).collect();
        let mut marginals: Vec<Scores> = Vec::with_capacity(weights.len());
        let mut ahead: Scores = self.start.map(exp);
        for weight in &weights {
            let here = normal(std::array::from_fn(|tag| ahead[tag] * weight[tag]));
            ahead = std::array::from_fn(|to| (0..N_TAGS).map(|from| here[from] * step[from][to]).sum());
            marginals.push(here);
        }
        let mut behind: Scores = self.end.map(exp);
        for (marginal, weight) in marginals.iter_mut().zip(&weights).rev() {
            *marginal = normal(std::array::from_fn(|tag| marginal[tag] * behind[tag]));
            let onward: Scores = std::array::from_fn(|tag| behind[tag] * weight[tag]);
            behind =
                normal(std::array::from_fn(|from| (0..N_TAGS).map(|to| step[from][to] * onward[to]).sum()));
        }
        marginals
    }
}

fn scores(values: &[f32]) -> Scores {
    std::array::from_fn(|tag| values.get(tag).copied().unwrap_or(0.0))
}

fn argmax(scores: Scores) -> usize {
    (1..N_TAGS).fold(0, |best, tag| if scores[tag] > scores[best] { tag } else { best })
}

/// Exponentials relative to the highest.
fn softened(scores: &Scores) -> Scores {
    let top = scores[argmax(*scores)];
    scores.map(|score| exp(score - top))
}

fn normal(scores: Scores) -> Scores {
    let sum: f32 = scores.iter().sum();
    if sum > 0.0 { scores.map(|score| score / sum) } else { [1.0 / N_TAGS as f32; N_TAGS] }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Into the inside of a role only from its beginning or inside.
    fn transitions() -> Transitions {
        let forbidden =
            |from: usize, to: usize| to != 0 && to.is_multiple_of(2) && from != to && from + 1 != to;
        let step: Vec<f32> = (0..N_TAGS * N_TAGS)
            .map(|at| if forbidden(at / N_TAGS, at % N_TAGS) { -10000.0 } else { 0.1 * (at % 5) as f32 })
            .collect();
        let start: Vec<f32> =
            (0..N_TAGS).map(|tag| if tag != 0 && tag % 2 == 0 { -10000.0 } else { 0.0 }).collect();
        Transitions::new(&start, &[0.0; N_TAGS], &step)
    }

    fn emissions(n_tokens: usize) -> Vec<Scores> {
        (0..n_tokens).map(|at| std::array::from_fn(|tag| ((at * 7 + tag * 13) % 11) as f32 * 0.4)).collect()
    }

    fn all_sequences(n_tokens: usize) -> impl Iterator<Item = Vec<u8>> {
        (0..N_TAGS.pow(n_tokens as u32)).map(move |number| {
            (0..n_tokens).map(|at| (number / N_TAGS.pow(at as u32) % N_TAGS) as u8).collect()
        })
    }

    fn score(transitions: &Transitions, emissions: &[Scores], tags: &[u8]) -> f64 {
        let tag = |at: usize| usize::from(tags[at]);
        let steps: f64 = (1..tags.len()).map(|at| f64::from(transitions.step[tag(at - 1)][tag(at)])).sum();
        let emitted: f64 = (0..tags.len()).map(|at| f64::from(emissions[at][tag(at)])).sum();
        steps
            + emitted
            + f64::from(transitions.start[tag(0)])
            + f64::from(transitions.end[tag(tags.len() - 1)])
    }

    #[test]
    fn agrees_with_trying_all() {
        let (transitions, emissions) = (transitions(), emissions(4));
        let best = transitions.viterbi(&emissions);
        let (mut total, mut marginals) = (0.0, vec![[0.0; N_TAGS]; 4]);
        for tags in all_sequences(4) {
            let weight = score(&transitions, &emissions, &tags);
            assert!(weight <= score(&transitions, &emissions, &best) + 1e-4);
            total += weight.exp();
            tags.iter().enumerate().for_each(|(at, tag)| marginals[at][usize::from(*tag)] += weight.exp());
        }
        for (found, expected) in transitions.marginals(&emissions).iter().zip(&marginals) {
            for tag in 0..N_TAGS {
                assert!((f64::from(found[tag]) - expected[tag] / total).abs() < 1e-4);
            }
        }
    }

    #[test]
    fn nothing_has_no_tags() {
        assert!(transitions().viterbi(&[]).is_empty());
    }

    #[test]
    fn the_inside_follows_a_beginning() {
        let tags = transitions().viterbi(&emissions(200));
        assert!(tags.iter().enumerate().all(|(at, tag)| {
            *tag == 0 || tag % 2 == 1 || (at > 0 && (tags[at - 1] == *tag || tags[at - 1] + 1 == *tag))
        }));
    }
}
