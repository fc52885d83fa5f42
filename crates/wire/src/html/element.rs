//! Which elements are blocks, which vanish, and what hides or disqualifies one.

use super::picture::pixels;

/// What an element that vanishes with all it holds is called in a report; empty where it is not
/// worth a word. `None` for elements that stay.
pub(super) fn vanishing(name: &str) -> Option<&'static str> {
    Some(match name {
        "script" => "a script",
        "style" => "a style sheet",
        "form" | "input" | "button" | "select" | "textarea" | "datalist" | "progress" | "meter" | "dialog" => "a form",
        "nav" => "navigation",
        "del" | "s" | "strike" => "struck-out text",
        "canvas" => "a drawing or formula",
        "template" | "noframes" | "noembed" | "frameset" | "frame" | "portal" => "markup that is never shown",
        "head" | "title" | "meta" | "link" | "base" | "param" | "track" | "wbr" | "option" | "optgroup" => "",
        _ => return None,
    })
}

/// Whether an element starts and ends lines.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "aside"
            | "header"
            | "footer"
            | "address"
            | "details"
            | "summary"
    ) || matches!(name, "dl" | "dt" | "dd" | "li" | "fieldset" | "legend" | "center" | "hgroup" | "search" | "marquee")
        || matches!(name, "body" | "html" | "caption" | "figcaption" | "tr" | "td" | "th" | "thead" | "tbody" | "tfoot")
}

/// Whether a class or id names share buttons, related stories, sign-up boxes, comments,
/// advertisements or words for screen readers alone.
pub(super) fn is_furniture(token: &str) -> bool {
    matches!(
        token,
        "share" | "sharing" | "social" | "share-bar" | "share-buttons" | "share-links" | "share-icons" | "share-tools"
    ) || matches!(
        token,
        "social-share"
            | "social-sharing"
            | "social-links"
            | "social-icons"
            | "social-buttons"
            | "sharedaddy"
            | "sd-sharing"
    ) || matches!(
        token,
        "addtoany"
            | "addtoany_share_save_container"
            | "addtoany_content"
            | "a2a_kit"
            | "addthis_toolbox"
            | "addthis_tool"
    ) || matches!(token, "heateor_sss_sharing_container" | "essb_links" | "ssba" | "shareaholic-canvas" | "post-share")
        || matches!(
            token,
            "related" | "related-posts" | "related_posts" | "relatedposts" | "related-articles" | "related-stories"
        )
        || matches!(token, "jp-relatedposts" | "yarpp" | "yarpp-related" | "crp_related" | "read-more-links")
        || matches!(token, "newsletter" | "newsletter-signup" | "mc4wp-form" | "subscribe-box" | "wp-block-newsletter")
        || matches!(token, "comments" | "comments-area" | "comment-respond" | "disqus_thread" | "fb-comments" | "wpcnt")
        || matches!(token, "adsbygoogle" | "advertisement" | "screen-reader-text" | "sr-only" | "visually-hidden")
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
