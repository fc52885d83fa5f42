//! Where the lines of a headline end: at words, and as even as can be.

use std::ops::Range;

/// A word of a text, and its width and that of the space after it, in sizes of its type.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    pub range: Range<usize>,
    pub width: f32,
    pub space: f32,
}

/// The words of `text`, their widths yet to be measured.
pub(super) fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = 0;
    for piece in text.split(' ') {
        let range = start..start + piece.len();
        start = range.end + 1;
        words.push(Word { range, width: 0.0, space: 0.0 });
    }
    words
}

/// Lines of `words`, by their places, each as full as it can be in `width`; an error is how many words there are
/// before one that is wider.
pub(super) fn full_lines(words: &[Word], width: f32) -> Result<Vec<Range<usize>>, usize> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut used = 0.0;
    for (at, word) in words.iter().enumerate() {
        if word.width > width {
            return Err(at);
        }
        match lines.last_mut() {
            Some(line) if used + word.width <= width => line.end = at + 1,
            _ => {
                lines.push(at..at + 1);
                used = 0.0;
            }
        }
        used += word.width + word.space;
    }
    Ok(lines)
}

/// As many lines as in [`full_lines`], the longest as short as can be.
pub(super) fn even_lines(words: &[Word], width: f32) -> Result<Vec<Range<usize>>, usize> {
    let full = full_lines(words, width)?;
    let (mut too_narrow, mut wide_enough) = (0.0, width);
    let mut even = full.clone();
    for _ in 0..12 {
        let between = (too_narrow + wide_enough) / 2.0;
        match full_lines(words, between) {
            Ok(lines) if lines.len() == full.len() => (even, wide_enough) = (lines, between),
            _ => too_narrow = between,
        }
    }
    Ok(even)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(widths: &[f32]) -> Vec<Word> {
        widths.iter().enumerate().map(|(at, &width)| Word { range: at..at + 1, width, space: 1.0 }).collect()
    }

    #[test]
    fn lines_are_as_few_as_can_be_and_then_even() {
        let words = words(&[3.0, 3.0, 3.0, 3.0]);
        assert_eq!(full_lines(&words, 12.0), Ok(vec![0..3, 3..4]));
        assert_eq!(even_lines(&words, 12.0), Ok(vec![0..2, 2..4]));
        assert_eq!(even_lines(&words, 15.0).unwrap().len(), 1);
    }

    #[test]
    fn a_word_that_no_line_has_room_for_is_told() {
        assert_eq!(full_lines(&words(&[1.0, 9.0, 1.0]), 5.0), Err(1));
        assert_eq!(even_lines(&words(&[1.0, 9.0, 1.0]), 5.0), Err(1));
    }

    #[test]
    fn words_are_what_is_between_spaces() {
        let words = words_of("كتاب a b");
        assert_eq!(words.iter().map(|word| word.range.clone()).collect::<Vec<_>>(), [0..8, 9..10, 11..12]);
    }
}
