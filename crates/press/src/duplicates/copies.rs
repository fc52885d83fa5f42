//! Lightly edited copies: an agency's text as several sites carry it.
//!
//! A copy is found by the least hashes of its word triples (bottom-k sketches: Broder, "On the
//! resemblance and containment of documents", 1997) and then compared word by word, since to merge
//! is to say that a publisher published this very text. What is kept has to hold every word of the
//! copy, but for a dateline in front and a short line at the end: a copy that says anything of its
//! own, if only another number, stays an article of its own.

use super::FoldedText;
use model::hash64;
use std::collections::HashSet;

/// Texts of fewer words are never copies: notices of two lines are alike.
const LEAST_WORDS: usize = 40;

/// So many words that only the copy has may stand in front of it: "تونس (وات)".
const DATELINE_WORDS: usize = 6;

/// The longest last paragraph that only the copy has: "تابعونا على صفحتنا".
const SIGN_OFF_WORDS: usize = 12;

/// How many of the copy's word triples the kept text has at least; paragraphs in another order
/// break some at their ends.
const LEAST_KEPT: f32 = 0.85;

/// How many of the kept text's word triples the copy has at least: a cut version is no copy.
const LEAST_CARRIED: f32 = 0.8;

/// The least hashes of a text's word triples. Two texts that share four in five triples share one
/// of these but for one pair in some six hundred.
pub(crate) type Sketch = [u64; 4];

impl FoldedText {
    /// Its sketch; none where it is too short to be anyone's copy.
    pub fn sketch(&self) -> Option<Sketch> {
        let words = hashes(self.words());
        if words.len() < LEAST_WORDS {
            return None;
        }
        let mut least: Sketch = [u64::MAX; 4];
        for triple in triples(&words) {
            if triple < least[3] && !least.contains(&triple) {
                least[3] = triple;
                least.sort_unstable();
            }
        }
        Some(least)
    }

    /// Whether `copy` says nothing that this text does not say, and nearly all that it says.
    pub fn carries(&self, copy: &Self) -> bool {
        let own = hashes(self.words());
        let known: HashSet<u64> = own.iter().copied().collect();
        let is_new = |word: &&str| !known.contains(&hash64(word.as_bytes()));
        let (body, sign_off) = copy.without_sign_off(is_new);
        let words: Vec<&str> = body.iter().flat_map(|words| words.split_whitespace()).collect();
        let dateline = words.iter().take_while(|word| is_new(word)).count();
        let (dateline, words) = words.split_at(dateline);
        if dateline.len() > DATELINE_WORDS || dateline.iter().any(|word| has_digit(word)) || words.iter().any(is_new) {
            return false;
        }
        let words = hashes(words.iter().copied());
        if own.len() < LEAST_WORDS || words.len() < LEAST_WORDS {
            return false;
        }
        // What stands in front or at the end has to be added there, not to take something's place.
        let opens_alike = dateline.is_empty() || own[..3] == words[..3];
        let ends_alike = sign_off.is_none() || words.windows(3).any(|three| *three == own[own.len() - 3..]);
        let own: HashSet<u64> = triples(&own).collect();
        let theirs: HashSet<u64> = triples(&words).collect();
        let shared = own.intersection(&theirs).count() as f32;
        opens_alike
            && ends_alike
            && shared >= LEAST_KEPT * theirs.len() as f32
            && shared >= LEAST_CARRIED * own.len() as f32
    }

    /// Its paragraphs, and the last apart where that is a short line with words of its own.
    fn without_sign_off(&self, is_new: impl Fn(&&str) -> bool) -> (&[String], Option<&str>) {
        match self.paragraphs.as_slice() {
            [before @ .., last] if !before.is_empty() => {
                let short = last.split_whitespace().count() <= SIGN_OFF_WORDS && !has_digit(last);
                let is_sign_off = short && last.split_whitespace().any(|word| is_new(&word));
                if is_sign_off { (before, Some(last)) } else { (&self.paragraphs, None) }
            }
            all => (all, None),
        }
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.paragraphs.iter().flat_map(|words| words.split_whitespace())
    }
}

fn hashes<'w>(words: impl Iterator<Item = &'w str>) -> Vec<u64> {
    words.map(|word| hash64(word.as_bytes())).collect()
}

fn has_digit(words: &str) -> bool {
    words.chars().any(char::is_numeric)
}

/// A hash of each three words that follow one another.
fn triples(words: &[u64]) -> impl Iterator<Item = u64> {
    words.windows(3).map(|three| {
        let mut bytes = [0; 24];
        for (at, word) in three.iter().enumerate() {
            bytes[8 * at..8 * at + 8].copy_from_slice(&word.to_le_bytes());
        }
        hash64(&bytes)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(paragraphs: &[&str]) -> FoldedText {
        FoldedText { paragraphs: paragraphs.iter().map(|words| (*words).to_owned()).collect() }
    }

    const FIRST: &str = "اعلنت وزاره النقل امس ان قطار الشمال يعود الى سكته بعد توقف دام احد عشر عاما وان اول رحله تجريبيه قطعت المسافه في ساعتين";
    const SECOND: &str = "وقال مدير الهيئه ان التذاكر تطرح مطلع الشهر المقبل باسعار تقل عن اجره الحافله وان 14 محطه من اصل 20 صارت جاهزه لاستقبال الركاب";
    const THIRD: &str = "واضاف ان اعمال الصيانه شملت الجسور والانفاق كلها وجرت تحت اشراف مهندسين من اهل المنطقه";

    fn whole() -> FoldedText {
        text(&[FIRST, SECOND, THIRD])
    }

    #[test]
    fn paragraphs_in_another_order_a_dateline_and_a_sign_off_make_a_copy() {
        let dateline = format!("حلب سانا {FIRST}");
        let copies = [
            text(&[FIRST, THIRD, SECOND]),
            text(&[&format!("{FIRST} {SECOND} {THIRD}")]),
            text(&[&dateline, SECOND, THIRD]),
            text(&[FIRST, SECOND, THIRD, "للمزيد تابعونا على صفحتنا"]),
        ];
        for copy in copies {
            assert!(whole().carries(&copy), "{copy:?}");
            let shares = whole().sketch().unwrap().iter().any(|key| copy.sketch().unwrap().contains(key));
            assert!(shares, "{copy:?}");
        }
    }

    #[test]
    fn another_number_another_name_more_or_much_less_make_no_copy() {
        let others = [
            text(&[FIRST, &SECOND.replace("14", "15"), THIRD]),
            text(&[FIRST, SECOND, &THIRD.replace("الجسور", "السدود")]),
            text(&[&FIRST.replace("اعلنت وزاره النقل", "نفت نقابه العمال"), SECOND, THIRD]),
            text(&[
                FIRST,
                SECOND,
                THIRD,
                "وكان القطار قد توقف حين قطعت الحرب خطوط الشمال وخرجت ورش الصيانه عن الخدمه سنين",
            ]),
            text(&[FIRST, SECOND, THIRD, "اصيب 3 في العمل"]),
            text(&[FIRST, SECOND]),
            text(&[FIRST]),
        ];
        for other in others {
            assert!(!whole().carries(&other), "{other:?}");
        }
    }

    #[test]
    fn another_closing_line_in_place_of_the_kept_ones_makes_no_copy() {
        let closed = |by: &str| text(&[FIRST, SECOND, THIRD, by]);
        assert!(!closed("الفائز احمد العلي").carries(&closed("الفائز محمود الحسن")));
        assert!(whole().carries(&closed("حقوق النشر محفوظه")));
    }

    #[test]
    fn a_short_text_has_no_copies() {
        let short = text(&[FIRST]);
        assert!(short.sketch().is_none() && !short.carries(&short));
    }
}
