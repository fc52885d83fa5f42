//! Editions in other languages, which link each other's front pages for search engines.

use crate::press::desk::{Desk, item};
use press::{BuildRequest, build};

const SITE: &str = "[site]\nlang = \"ar\"\nurl = \"https://news.example/ar/\"\n";

/// The links to editions on the page at `path`, of a site with `editions`.
fn linked(editions: &str, path: impl Fn(&Desk) -> String) -> Vec<String> {
    let mut desk = Desk::with_items(&[item(1, "خبر", "نص")]);
    desk.config = format!("{SITE}{editions}");
    build(&BuildRequest { viewer: Some(desk.viewer()), ..desk.request() }).unwrap();
    let page = std::fs::read_to_string(desk.site().join(path(&desk))).unwrap();
    page.lines().filter(|line| line.contains("hreflang")).map(str::to_owned).collect()
}

fn front(_: &Desk) -> String {
    "index.html".to_owned()
}

fn edition(language: &str, url: &str) -> String {
    format!("[[editions]]\nlanguage = \"{language}\"\nurl = \"{url}\"\n")
}

#[test]
fn the_front_page_links_every_edition_and_itself() {
    let editions = edition("en", "https://news.example/?a=1&b=2") + &edition("fa-IR", "https://akhbar.example/");
    assert_eq!(
        linked(&editions, front),
        [
            "<link rel=\"alternate\" hreflang=\"ar\" href=\"https://news.example/ar/\">",
            "<link rel=\"alternate\" hreflang=\"en\" href=\"https://news.example/?a=1&amp;b=2\">",
            "<link rel=\"alternate\" hreflang=\"fa-IR\" href=\"https://akhbar.example/\">",
        ]
    );
}

#[test]
fn one_edition_is_for_all_other_readers_only_where_the_operator_says_which() {
    let named = edition("en", "https://news.example/en/") + &edition("x-default", "https://news.example/en/");
    let links = linked(&named, front);
    assert_eq!(links.len(), 3);
    assert_eq!(links[2], "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://news.example/en/\">");
}

#[test]
fn articles_link_no_editions_nor_does_a_site_that_has_none() {
    let editions = edition("en", "https://news.example/en/");
    let article = |desk: &Desk| format!("article/{}/index.html", desk.article("خبر").id);
    assert_eq!(linked(&editions, article), Vec::<String>::new());
    assert_eq!(linked(&editions, |_| "404.html".to_owned()), Vec::<String>::new());
    assert_eq!(linked("", front), Vec::<String>::new());
}
