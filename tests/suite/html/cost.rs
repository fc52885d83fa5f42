//! Input made to cost: it ends, and within bounds. Nothing here is timed; without the bounds these
//! would run for minutes or overflow the stack.

use super::{blocks, json, read, words};
use wire::html::{CUT_BYTES, CUT_DEPTH, CUT_NODES, MAX_BYTES, MAX_DEPTH, MAX_NODES};

fn numbered(count: usize, open: impl Fn(usize) -> String) -> String {
    (0..count).map(open).collect()
}

#[test]
fn nesting_is_cut_and_what_stands_above_stays() {
    let html = format!("<p>above</p>{}below", "<div>".repeat(50_000));
    let content = read(&html);
    assert_eq!(words(&content.blocks), ["above"]);
    assert!(content.dropped.contains(&CUT_DEPTH));
}

#[test]
fn nesting_just_within_the_limit_is_read() {
    let nested = |depth: usize| format!("{}deep{}", "<div>".repeat(depth), "</div>".repeat(depth));
    assert_eq!(words(&blocks(&nested(MAX_DEPTH))), ["deep"]);
    assert_eq!(words(&blocks(&nested(MAX_DEPTH + 1))), [""; 0]);
}

#[test]
fn what_comes_after_deep_nesting_is_read_again() {
    let html = format!("{}{}<p>after</p>", "<div>".repeat(5_000), "</div>".repeat(5_000));
    assert_eq!(words(&blocks(&html)), ["after"]);
}

#[test]
fn formatting_that_is_never_closed_costs_no_square() {
    for html in [
        "<b><i><u>".repeat(50_000),
        numbered(50_000, |n| format!("<font color=c{n}>")),
        numbered(20_000, |n| format!("<p><font color=c{n}>x")),
        numbered(20_000, |n| format!("<a href=/{n}>x<div>")),
        "<table><tr><td>".repeat(30_000),
        format!("{}{}", "<b><div>".repeat(20_000), "x</b>".repeat(20_000)),
        "<ul><li>".repeat(50_000),
        "<blockquote>".repeat(50_000),
        "<svg><foreignObject>".repeat(30_000),
        "<select><option>".repeat(50_000),
    ] {
        let content = read(&html);
        assert!(!content.dropped.is_empty(), "{} was read whole", &html[..20]);
    }
}

#[test]
fn a_tag_with_two_hundred_thousand_attributes_ends_the_input() {
    for attributes in [numbered(200_000, |n| format!("a{n} ")), numbered(200_000, |n| format!("a{n}=''"))] {
        let content = read(&format!("<p>before</p><p {attributes}>after</p>"));
        assert_eq!(words(&content.blocks), ["before"]);
        assert_eq!(content.dropped, ["everything after a tag with thousands of attributes"]);
    }
}

#[test]
fn a_long_comment_or_embedded_picture_ends_nothing() {
    let html = format!(
        "<!-- {} --><img src='data:image/png;base64,{}'><p>after</p>",
        "word ".repeat(6000),
        "aB3/".repeat(8_000)
    );
    assert_eq!(words(&blocks(&html)), ["after"]);
}

#[test]
fn nodes_are_counted_and_the_rest_is_dropped() {
    let content = read(&"<p>x".repeat(MAX_NODES));
    assert_eq!(content.blocks.len(), MAX_NODES / 2);
    assert_eq!(content.dropped, [CUT_NODES]);
}

#[test]
fn bytes_are_cut_between_characters() {
    let content = read(&"م".repeat(MAX_BYTES));
    assert_eq!(words(&content.blocks)[0].len(), MAX_BYTES);
    assert_eq!(content.dropped, [CUT_BYTES]);
}

#[test]
fn marks_and_lists_nest_no_deeper_than_the_model_allows() {
    let marks = format!("{}x{}", "<b><i>".repeat(40), "</i></b>".repeat(40));
    assert_eq!(
        json(&marks).matches("strong").count() + json(&marks).matches("emphasis").count(),
        model::MAX_INLINE_DEPTH - 1
    );
    let lists = format!("{}x{}", "<ul><li>".repeat(40), "</li></ul>".repeat(40));
    assert_eq!(json(&lists).matches("list").count(), model::MAX_BLOCK_DEPTH - 1);
    assert!(json(&lists).contains("x"));
}
