//! Why a single declaration is refused.

/// Why a declaration means a side of the paper, where a page that reads the other way needs the other side.
pub fn why_physical(name: &str, value: &str) -> Option<&'static str> {
    if name.starts_with("--") {
        return None;
    }
    if name.split('-').any(|word| matches!(word, "left" | "right" | "top" | "bottom")) {
        return Some("say the logical side: block-start, block-end, inline-start, inline-end");
    }
    match name {
        "text-align" | "text-align-last" | "float" | "clear" if names_a_side(value) => {
            Some("say start, end, inline-start or inline-end")
        }
        "background" | "background-image" | "mask" | "mask-image" if names_a_side(value) => {
            Some("a side in a value goes by --inline-sign")
        }
        "background-position"
        | "background-position-x"
        | "mask-position"
        | "object-position"
        | "transform-origin"
        | "perspective-origin"
            if !is_centred(value) && !value.contains("--inline-sign") =>
        {
            Some("a side in a value goes by --inline-sign")
        }
        "margin" | "padding" | "inset" | "border-width" | "border-style" | "border-color" | "scroll-margin"
        | "scroll-padding"
            if values_in(value) == 4 =>
        {
            Some("four values name the right and the left; use the -block and -inline pair")
        }
        "border-radius" if values_in(value) > 1 => Some("name the corners: border-start-start-radius and so on"),
        "transform" | "translate" if moves_sideways(name, value) && !value.contains("--inline-sign") => {
            Some("a move to a side goes by --inline-sign")
        }
        _ => None,
    }
}

/// Why a declaration breaks Arabic letters: unless its selector says that it is for other ones.
pub fn why_not_arabic(name: &str, value: &str, selector: &str) -> Option<&'static str> {
    const OTHER_SCRIPTS: &[&str] =
        &[":lang(en)", ":lang(\"en\")", "[lang|=en]", "[lang=en]", "[lang|=\"en\"]", "[dir=ltr]", "[dir=\"ltr\"]"];
    if OTHER_SCRIPTS.iter().any(|part| selector.contains(part)) {
        return None;
    }
    match name {
        "letter-spacing" if !matches!(value, "0" | "0px" | "normal" | "inherit" | "initial" | "unset") => {
            Some("spacing breaks the joins of Arabic letters: only under :lang(en) or [dir=ltr]")
        }
        "text-transform" if !matches!(value, "none" | "inherit") => {
            Some("Arabic has no case: only under :lang(en) or [dir=ltr]")
        }
        "font-style" if !matches!(value, "normal" | "inherit") => {
            Some("Arabic has no italics, they would be synthetic: only under :lang(en) or [dir=ltr]")
        }
        _ => None,
    }
}

fn names_a_side(value: &str) -> bool {
    value
        .split(|letter: char| !letter.is_ascii_alphabetic() && letter != '-')
        .any(|word| matches!(word, "left" | "right"))
}

/// Whether a position is in the middle of the line: printed, `left` is `0` and `right` is `100%`.
fn is_centred(position: &str) -> bool {
    matches!(position.split_whitespace().next(), Some("center" | "50%" | "top" | "bottom"))
}

/// How many values a shorthand has, a function counted as one; of "a / b", an ellipse, the longer side.
fn values_in(value: &str) -> usize {
    let mut depth = 0_usize;
    let outer: String = value
        .chars()
        .filter(|letter| {
            match letter {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })
        .collect();
    outer.split('/').map(|part| part.split_whitespace().count()).max().unwrap_or(0)
}

fn moves_sideways(name: &str, value: &str) -> bool {
    let starts_at_zero = |list: &str| {
        let first = list.split([',', ' ', ')']).next().unwrap_or_default();
        matches!(first, "0" | "0px" | "0%" | "none" | "")
    };
    match name {
        "translate" => !starts_at_zero(value),
        _ => ["translatex(", "translate(", "translate3d("]
            .iter()
            .any(|function| value.split(function).skip(1).any(|rest| !starts_at_zero(rest))),
    }
}
