//! Words as they are compared in a search: how a reader types a title is not how a newsroom writes it.

/// `text` without what readers leave out or type in another way: Arabic and Hebrew vowel signs, tatweel and joiners are
/// dropped, the forms of alef, yeh, kaf, heh and of hamza on a carrier are one letter each (ICU's search collation
/// for Arabic does the same at its first level), digits are European, Latin letters small.
pub fn folded(text: &str) -> String {
    text.chars().filter_map(folded_char).flat_map(char::to_lowercase).collect()
}

fn folded_char(c: char) -> Option<char> {
    Some(match c {
        // Tashkeel, superscript alef, Quranic signs, tatweel; Hebrew points; joiners and directional marks.
        '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}' | '\u{640}' => return None,
        '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}'..='\u{5C7}' => return None,
        '\u{200B}'..='\u{200F}' | '\u{61C}' => return None,
        'آ' | 'أ' | 'إ' | 'ٱ' => 'ا',
        'ى' | 'ئ' | 'ی' | 'ے' => 'ي',
        'ؤ' => 'و',
        'ة' | 'ہ' | 'ۃ' | 'ھ' | 'ە' => 'ه',
        'ک' => 'ك',
        '\u{660}'..='\u{669}' => char::from(b'0' + (u32::from(c) - 0x660) as u8),
        '\u{6F0}'..='\u{6F9}' => char::from(b'0' + (u32::from(c) - 0x6F0) as u8),
        c => c,
    })
}

/// Whether every word of `wanted` stands in `title`.
pub fn holds(title: &str, wanted: &str) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let title = folded(title);
    folded(wanted).split_whitespace().all(|word| title.contains(word))
}

/// What titles are sorted by: as dictionaries do, the letters that Persian and Urdu add stand after those that they
/// were made from, which code points do not.
pub fn sorting_key(title: &str) -> String {
    let mut key = String::with_capacity(title.len());
    for c in folded(title).chars().filter(|c| c.is_alphanumeric() || *c == ' ') {
        match c {
            'پ' => key.push_str("ب\u{10FFFF}"),
            'ٹ' => key.push_str("ت\u{10FFFF}"),
            'چ' => key.push_str("ج\u{10FFFF}"),
            'ڈ' => key.push_str("د\u{10FFFF}"),
            'ڑ' => key.push_str("ر\u{10FFFE}"),
            'ژ' => key.push_str("ز\u{10FFFF}"),
            'گ' => key.push_str("ك\u{10FFFF}"),
            'ں' => key.push_str("ن\u{10FFFF}"),
            c => key.push(c),
        }
    }
    key
}
