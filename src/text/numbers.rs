//! Digits and grouping.

use model::Digits;

/// `text` with its European digits in the shapes of `digits`.
pub fn digits(text: &str, digits: Digits) -> String {
    let zero = match digits {
        Digits::European => return text.to_owned(),
        Digits::ArabicIndic => 0x660,
        Digits::ExtendedArabicIndic => 0x6F0,
    };
    let shape = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(zero + digit)).unwrap_or(c);
    text.chars().map(shape).collect()
}

/// A whole number, its thousands grouped: `١٠٬١٦١`, `10,161`. (CLDR: `arab` and `arabext` group with ٬.)
pub fn number(value: u64, shapes: Digits) -> String {
    let plain = value.to_string();
    let mut grouped = String::with_capacity(plain.len() * 2);
    for (at, digit) in plain.char_indices() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            grouped.push(if shapes == Digits::European { ',' } else { '٬' });
        }
        grouped.push(digit);
    }
    digits(&grouped, shapes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_separators_go_together() {
        assert_eq!(number(10_161, Digits::ArabicIndic), "١٠٬١٦١");
        assert_eq!(number(1_000_000, Digits::ExtendedArabicIndic), "۱٬۰۰۰٬۰۰۰");
        assert_eq!(number(10_161, Digits::European), "10,161");
        assert_eq!(number(999, Digits::ArabicIndic), "٩٩٩");
        assert_eq!(digits("07:38 – 1962", Digits::ArabicIndic), "٠٧:٣٨ – ١٩٦٢");
    }
}
