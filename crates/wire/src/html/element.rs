//! Which elements are blocks, which vanish, and what hides or disqualifies one.

use super::picture::pixels;

/// Whether `word` is one of the words of `list`. One text and one loop: a `match` of a hundred
/// strings unrolls into kilobytes that every reader would download.
pub(super) fn is_one_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

/// What an element that vanishes with all it holds is called in a report; empty where it is not
/// worth a word. `None` for elements that stay.
pub(super) fn vanishing(name: &str) -> Option<&'static str> {
    const VANISHING: [(&str, &str); 8] = [
        ("a script", "script"),
        ("a style sheet", "style"),
        ("a form", "form input button select textarea datalist progress meter dialog"),
        ("navigation", "nav"),
        ("struck-out text", "del s strike"),
        ("a drawing or formula", "canvas"),
        ("markup that is never shown", "template noframes noembed frameset frame portal"),
        ("", "head title meta link base param track wbr option optgroup"),
    ];
    VANISHING.iter().find(|(_, names)| is_one_of(names, name)).map(|(what, _)| *what)
}

/// Whether an element starts and ends lines.
pub(super) fn is_block(name: &str) -> bool {
    const BLOCKS: &str = "p div section article main aside header footer address details summary dl dt dd li \
        fieldset legend center hgroup search marquee body html h1 h2 h3 h4 h5 h6 caption figcaption tr td th \
        thead tbody tfoot";
    is_one_of(BLOCKS, name)
}

/// Whether a class or id names share buttons, related stories, sign-up boxes, comments,
/// advertisements or words for screen readers alone.
pub(super) fn is_furniture(token: &str) -> bool {
    const FURNITURE: &str = "share sharing social share-bar share-buttons share-links share-icons share-tools \
        social-share social-sharing social-links social-icons social-buttons sharedaddy sd-sharing addtoany \
        addtoany_share_save_container addtoany_content a2a_kit addthis_toolbox addthis_tool \
        heateor_sss_sharing_container essb_links ssba shareaholic-canvas post-share related related-posts \
        related_posts relatedposts related-articles related-stories jp-relatedposts yarpp yarpp-related \
        crp_related read-more-links newsletter newsletter-signup mc4wp-form subscribe-box wp-block-newsletter \
        comments comments-area comment-respond disqus_thread fb-comments wpcnt adsbygoogle advertisement \
        screen-reader-text sr-only visually-hidden";
    is_one_of(FURNITURE, token)
}

/// Whether an inline style hides its element.
pub(super) fn is_hiding(style: &str) -> bool {
    declaration(style, "display").is_some_and(|value| value.starts_with("none"))
        || declaration(style, "visibility").is_some_and(|value| value.starts_with("hidden"))
}

/// The value of a property of an inline style, in pixels.
pub(super) fn style_pixels(style: &str, property: &str) -> Option<u32> {
    pixels(&declaration(style, property)?)
}

fn declaration(style: &str, property: &str) -> Option<String> {
    style
        .split(';')
        .filter_map(|declaration| declaration.split_once(':'))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case(property))
        .map(|(_, value)| value.trim().to_ascii_lowercase())
}
