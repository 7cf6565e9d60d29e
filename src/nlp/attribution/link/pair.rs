//! Which content belongs to which cue, and which cue to which source: what a pair of fragments looks like.

use super::{Count, Scene};
use crate::nlp::attribution::features::{CLOSES, OPENS, QUOTED};
use std::ops::Range;

impl Scene<'_> {
    /// What a content and a cue look like together; `add` gets each feature's name and value in a fixed order.
    pub fn content_and_cue(&self, content: usize, cue: usize, add: &mut impl FnMut(&'static str, f32)) {
        let (c, q) = (&self.fragments.contents[content], &self.fragments.cues[cue]);
        let between = between(c, q);
        self.distance(c, q, &between, add);
        self.marks_between(&between, add);
        add("cues_between", small(self.others_between(&between, Count::Cue, &[c, q])));
        add("no_cue_between", flag(self.others_between(&between, Count::Cue, &[c, q]) == 0.0));
        add("no_content_between", flag(self.others_between(&between, Count::Content, &[c, q]) == 0.0));
        add("contents_between", small(self.others_between(&between, Count::Content, &[c, q])));
        add("sources_between", small(self.others_between(&between, Count::Source, &[])));
        add("nearest_cue", flag(is_nearest(c, cue, &self.fragments.cues)));
        add("nearest_content", flag(is_nearest(q, content, &self.fragments.contents)));
        add("only_cue_of_sentence", flag(self.is_alone(q, Count::Cue)));
        add("content_after_opener", flag(c.start > 0 && self.has(c.start - 1, OPENS)));
        add("content_before_closer", flag(self.has(c.end, CLOSES)));
        add("content_after_colon", flag(self.before_word(c.start) == ":"));
        add("content_after_that", flag(self.before_word(c.start) == "that" || self.word(c.start) == "that"));
        add("content_is_to", flag(self.word(c.start) == "to"));
        add("content_before_comma", flag(matches!(self.word(c.end), "," | "”" | "\"")));
        add("content_quoted", flag(self.has(c.start, QUOTED) && self.has(c.end - 1, QUOTED)));
        add("content_plain", flag(!self.has(c.start, QUOTED) && !self.has(c.end - 1, QUOTED)));
        add("content_starts_sentence", flag(self.starts_sentence(c.start)));
        add("content_length", small((c.end - c.start) as f32 / 8.0));
        add("content_short", flag(c.end - c.start < 4));
        add("content_left_in_sentence", flag(self.leftover_before(c, q)));
        self.cue_alone(q, add);
        add("same_quote", flag(self.same_quote(c.start, q.start)));
        add("cue_quoted", flag(self.has(q.start, QUOTED)));
        add("cue_ends_sentence", flag(self.is_near_end(q)));
        add("split", flag(self.is_split(c, q)));
    }

    /// What a cue and a source look like together, or a content without a cue and a source.
    pub fn cue_and_source(&self, cue: &Range<usize>, source: usize, add: &mut impl FnMut(&'static str, f32)) {
        let (q, s) = (cue, &self.fragments.sources[source]);
        let between = between(q, s);
        self.distance(q, s, &between, add);
        self.marks_between(&between, add);
        add("cues_between", small(self.others_between(&between, Count::Cue, &[q])));
        add("no_cue_between", flag(self.others_between(&between, Count::Cue, &[q]) == 0.0));
        add("contents_between", small(self.others_between(&between, Count::Content, &[q])));
        add("no_content_between", flag(self.others_between(&between, Count::Content, &[q]) == 0.0));
        add("no_source_between", flag(self.others_between(&between, Count::Source, &[s]) == 0.0));
        add("sources_between", small(self.others_between(&between, Count::Source, &[s])));
        add("lower_between", small(self.count(&between, Count::Lower)));
        add("title_between", small(self.count(&between, Count::Title)));
        add("nearest_source", flag(is_nearest(q, source, &self.fragments.sources)));
        add("nearest_cue", flag(self.is_nearest_cue(q, s)));
        add("only_source_of_sentence", flag(self.is_alone(s, Count::Source)));
        add("by_between", flag(self.word(between.start) == "by" || self.before_word(between.end) == "by"));
        add("of_between", flag(matches!(self.before_word(between.end), "of" | "from" | "to")));
        add(
            "who_between",
            flag(
                matches!(self.word(between.start), "who" | "which") || self.word(between.start + 1) == "who",
            ),
        );
        add(
            "source_possessive",
            flag(matches!(self.word(s.end - 1), "'s" | "’s") || matches!(self.word(s.end), "'s" | "’s")),
        );
        add("source_pronoun", flag(is_pronoun(self.word(s.start)) && s.len() == 1));
        add("source_article", flag(matches!(self.word(s.start), "the" | "a" | "an" | "The" | "A" | "An")));
        add("source_title", flag(self.has(s.start, 0b11)));
        add("source_starts_sentence", flag(self.starts_sentence(s.start)));
        add("source_length", small(s.len() as f32 / 4.0));
        add("source_quoted", flag(self.has(s.start, QUOTED)));
        add("source_before_comma", flag(self.word(s.end) == ","));
        add("same_quote", flag(self.same_quote(q.start, s.start)));
        self.cue_alone(q, add);
        add("cue_quoted", flag(self.has(q.start, QUOTED)));
        add("cue_ends_in_by", flag(matches!(self.word(q.end - 1), "by" | "to" | "of")));
        add("cue_after_and", flag(matches!(self.before_word(q.start), "and" | "but" | ",")));
    }

    fn distance(
        &self,
        first: &Range<usize>,
        second: &Range<usize>,
        between: &Range<usize>,
        add: &mut impl FnMut(&'static str, f32),
    ) {
        let gap = between.len();
        let overlap = first.start < second.end && second.start < first.end;
        let is_after = second.start >= first.end;
        add("after", flag(is_after));
        add("overlap", flag(overlap));
        add("gap", small(gap as f32 / 4.0));
        for (name, most) in
            [("gap_0", 0), ("gap_1", 1), ("gap_2", 2), ("gap_4", 4), ("gap_8", 8), ("gap_16", 16)]
        {
            add(name, flag(gap <= most));
        }
        add("gap_0_after", flag(gap == 0 && is_after));
        add("gap_2_after", flag(gap <= 2 && is_after));
        let (left, right) = if is_after { (first, second) } else { (second, first) };
        let n_sentences = self.sentences_between(left, right);
        add("same_sentence", flag(n_sentences == 0));
        add("next_sentence", flag(n_sentences == 1));
        add("next_sentence_after", flag(n_sentences == 1 && is_after));
        let paragraphs = [left.end - 1, right.start].map(|token| self.parsed.paragraph_of(token));
        add("same_paragraph", flag(paragraphs[0] == paragraphs[1]));
    }

    fn marks_between(&self, between: &Range<usize>, add: &mut impl FnMut(&'static str, f32)) {
        let counts = [
            ("comma_between", Count::Comma),
            ("colon_between", Count::Colon),
            ("mark_between", Count::Mark),
            ("stop_between", Count::Stop),
            ("that_between", Count::That),
            ("and_between", Count::And),
            ("dash_between", Count::Dash),
        ];
        for (name, count) in counts {
            add(name, small(self.count(between, count)));
        }
    }

    fn cue_alone(&self, cue: &Range<usize>, add: &mut impl FnMut(&'static str, f32)) {
        let first = self.word(cue.start).to_lowercase();
        let last = self.word(cue.end - 1).to_lowercase();
        add("cue_according", flag(first == "according"));
        add(
            "cue_says",
            flag(matches!(
                last.as_str(),
                "said" | "says" | "say" | "told" | "tells" | "added" | "wrote" | "asked"
            )),
        );
        add("cue_ing", flag(first.ends_with("ing")));
        add("cue_ed", flag(last.ends_with("ed")));
        add("cue_title", flag(self.has(cue.start, 0b11)));
        add("cue_passive", flag(matches!(first.as_str(), "was" | "were" | "been" | "is" | "are")));
        add("cue_length", small((cue.len() - 1) as f32));
        add("cue_noun", flag(self.is_noun_like(cue)));
    }

    /// A cue after an article or a possessive, or with "of" or "that" behind it.
    fn is_noun_like(&self, cue: &Range<usize>) -> bool {
        matches!(
            self.before_word(cue.start),
            "the" | "a" | "an" | "'s" | "’s" | "his" | "her" | "their" | "its"
        ) || matches!(self.word(cue.start), "the" | "a" | "an" | "his" | "her" | "their")
    }

    /// How many fragments of a sort begin in a stretch, those given not counted.
    fn others_between(&self, between: &Range<usize>, count: Count, own: &[&Range<usize>]) -> f32 {
        let n_own = match count {
            Count::Cue | Count::Content | Count::Source => {
                own.iter().filter(|one| between.contains(&one.start)).count()
            }
            _ => 0,
        };
        (self.count(between, count) - n_own as f32).max(0.0)
    }

    fn is_alone(&self, fragment: &Range<usize>, count: Count) -> bool {
        let sentence = &self.parsed.sentences[self.parsed.sentence_of(fragment.start)].tokens;
        self.count(sentence, count) <= 1.0
    }

    fn starts_sentence(&self, token: usize) -> bool {
        let start = self.parsed.sentences[self.parsed.sentence_of(token)].tokens.start;
        token == start || (token == start + 1 && self.has(start, OPENS))
    }

    fn is_near_end(&self, fragment: &Range<usize>) -> bool {
        let end = self.parsed.sentences[self.parsed.sentence_of(fragment.end - 1)].tokens.end;
        end - fragment.end <= 2
    }

    /// Whether the cue's sentence starts with words that are neither the content nor before the cue.
    fn leftover_before(&self, content: &Range<usize>, cue: &Range<usize>) -> bool {
        let sentence = self.parsed.sentence_of(cue.start);
        let start = self.parsed.sentences[sentence].tokens.start;
        content.start > cue.start && cue.start > start + 12
    }

    fn same_quote(&self, first: usize, second: usize) -> bool {
        let starts = [first, second].map(|token| self.parsed.tokens[token].span.start());
        let inner = |offset| self.parsed.quote_at(offset).map(|quote| quote.inner);
        inner(starts[0]).is_some() && inner(starts[0]) == inner(starts[1])
    }

    /// "…," he said, "…": another content ends just before the cue, this one follows it.
    fn is_split(&self, content: &Range<usize>, cue: &Range<usize>) -> bool {
        let before = self.fragments.contents.partition_point(|other| other.end <= cue.start);
        let left = before.checked_sub(1).map(|left| &self.fragments.contents[left]);
        content.start >= cue.end
            && left.is_some_and(|left| cue.start - left.end <= 8 && self.sentences_between(left, cue) == 0)
    }

    fn is_nearest_cue(&self, cue: &Range<usize>, source: &Range<usize>) -> bool {
        let own = self.fragments.cues.partition_point(|other| other.start < cue.start);
        self.fragments.cues.get(own) == Some(cue) && is_nearest(source, own, &self.fragments.cues)
    }
}

/// Whether number `own` of `others` is the nearest to `fragment`; ties go to the earlier.
fn is_nearest(fragment: &Range<usize>, own: usize, others: &[Range<usize>]) -> bool {
    let gap = between(fragment, &others[own]).len();
    let earlier = own.checked_sub(1).map(|left| between(fragment, &others[left]).len());
    let later = others.get(own + 1).map(|right| between(fragment, right).len());
    earlier.is_none_or(|left| left > gap) && later.is_none_or(|right| right >= gap)
}

/// The tokens between two fragments; none when they overlap.
fn between(first: &Range<usize>, second: &Range<usize>) -> Range<usize> {
    if first.end <= second.start {
        first.end..second.start
    } else if second.end <= first.start {
        second.end..first.start
    } else {
        first.start..first.start
    }
}

fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "he" | "she"
            | "it"
            | "they"
            | "we"
            | "I"
            | "you"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "You"
            | "who"
    )
}

fn flag(is_set: bool) -> f32 {
    if is_set { 1.0 } else { 0.0 }
}

/// A count as something between 0 and 1, without a logarithm that machines might round differently.
fn small(count: f32) -> f32 {
    count / (count + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_looks_both_ways() {
        let others = [0..1, 5..6, 9..10];
        assert!(is_nearest(&(7..8), 1, &others));
        assert!(!is_nearest(&(7..8), 2, &others));
        assert!(is_nearest(&(8..9), 2, &others));
    }
}
