//! Chains, latest lists, the lead, hidden articles, sections, the operator's pages, same bytes.

use crate::press::desk::{Desk, changed, content, files, item, read, tells};
use model::OperatorPage;
use press::build;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use wire::edition::{ChainDirectory, HeadlinePage, chain_path, headlines_path};

fn many(count: u32) -> Vec<Value> {
    (0..count)
        .map(|n| {
            let section = if n % 3 == 0 { "رياضة" } else { "سياسة" };
            let date = format!("2025-{:02}-{:02}T00:00:00Z", 1 + n / 28 % 12, 1 + n % 28);
            let text = format!("نص الخبر رقم {n} وما يليه من كلام");
            changed(
                item(n, &format!("خبر {n}"), &text),
                json!({ "date_published": date, "_nashra": { "section": section } }),
            )
        })
        .collect()
}

#[test]
fn a_chain_holds_every_article_once_a_hundred_a_page_from_the_oldest() {
    let desk = Desk::with_items(&many(250));
    desk.build();
    let edition = desk.edition();
    assert_eq!(edition.total, 250);
    assert_eq!(edition.latest.len(), 30);
    assert_eq!(edition.latest[0].title.as_ref().unwrap().as_str(), "خبر 249");
    let directory: ChainDirectory = read(&desk.site(), &chain_path(edition.chain.as_ref().unwrap()));
    assert_eq!(
        directory.pages.iter().map(|page| (page.page, page.count)).collect::<Vec<_>>(),
        [(1, 100), (2, 100), (3, 50)]
    );
    let mut titles = Vec::new();
    for reference in &directory.pages {
        let page: HeadlinePage = read(&desk.site(), &headlines_path("all", reference));
        titles.extend(page.headlines.into_iter().filter_map(|headline| headline.title));
    }
    let expected: Vec<String> = (0..250).map(|n| format!("خبر {n}")).collect();
    assert_eq!(titles.iter().map(|title| title.as_str()).collect::<Vec<_>>(), expected);
}

#[test]
fn an_article_names_the_page_of_its_sections_chain_that_holds_it() {
    let desk = Desk::with_items(&many(360));
    desk.build();
    let edition = desk.edition();
    let mut pages = BTreeMap::new();
    for section in &edition.sections {
        let chain = section.chain.as_ref().expect("more than the newest 30");
        let directory: ChainDirectory = read(&desk.site(), &chain_path(chain));
        for reference in &directory.pages {
            let page: HeadlinePage = read(&desk.site(), &headlines_path(&chain.name, reference));
            pages.extend(page.headlines.into_iter().map(|headline| (headline.id, reference.page)));
        }
    }
    let articles = desk.articles();
    assert_eq!(articles.len(), 360);
    assert!(articles.iter().any(|article| article.headline_page == Some(3)));
    for article in &articles {
        assert_eq!(article.headline_page, pages.get(&article.id).copied());
    }
}

#[test]
fn a_small_section_has_its_latest_list_and_no_chain() {
    let desk = Desk::with_items(&many(9));
    desk.build();
    let edition = desk.edition();
    assert_eq!(edition.chain, None);
    assert!(edition.sections.iter().all(|section| section.chain.is_none()));
    assert_eq!(files(&desk.site().join("edition/headlines")), Vec::<String>::new());
    let counts: u32 = edition.sections.iter().map(|section| section.count).sum();
    assert_eq!(counts, 9);
}

#[test]
fn the_lead_is_the_one_named_and_hidden_articles_are_nowhere() {
    let mut desk = Desk::with_items(&many(5));
    desk.config = "[edition]\nlead = \"https://agency.example/1\"\nhidden = [\"https://agency.example/4\"]".to_owned();
    desk.build();
    let edition = desk.edition();
    assert_eq!(edition.lead.unwrap().title.unwrap().as_str(), "خبر 1");
    assert_eq!(edition.total, 4);
    for (name, bytes) in content(&desk.site()) {
        assert!(!String::from_utf8_lossy(&bytes).contains("خبر 4"), "{name}");
    }
    desk.config = "[edition]\nlead = \"https://agency.example/99\"".to_owned();
    let report = desk.build();
    assert!(tells(&report.problems, "https://agency.example/99"));
    assert_eq!(desk.edition().lead.unwrap().title.unwrap().as_str(), "خبر 4");
}

#[test]
fn configured_sections_come_first_in_their_order_and_unknown_ones_get_a_slug_and_one_problem() {
    let section =
        |n: u32, name: &str| changed(item(n, "عنوان", &format!("نص {n}")), json!({ "_nashra": { "section": name } }));
    let items =
        [section(1, "رياضه"), section(2, "سياسة"), section(3, "Politics"), section(4, "فنون"), section(5, "فنون")];
    let mut desk = Desk::with_items(&[items.as_slice(), &[item(6, "بلا قسم", "نص 6")]].concat());
    desk.config = "[sections]\npolitics = { name = \"سياسة\", aliases = [\"politics\"] }\nsport = { name = \"رياضة\" }"
        .to_owned();
    let report = desk.build();
    let edition = desk.edition();
    let sections: Vec<(&str, u32)> = edition.sections.iter().map(|s| (s.slug.as_str(), s.count)).collect();
    assert_eq!(sections[..2], [("politics", 2), ("sport", 1)]);
    assert_eq!((sections.len(), sections[2].1), (3, 2));
    assert!(sections[2].0.bytes().all(|b| b.is_ascii_lowercase()), "readable: {}", sections[2].0);
    assert_eq!(report.problems.iter().filter(|problem| problem.what.contains("فنون")).count(), 1);
    assert_eq!(desk.article("بلا قسم").section, None);
    assert_eq!(edition.total, 6);
}

#[test]
fn the_operators_pages_are_linked_in_their_order_and_missing_ones_reported() {
    let mut desk = Desk::with_items(&many(1));
    std::fs::write(desk.path("b.md"), "# من نحن\n\nنص **مهم**.\n\n<script>alert(1)</script>\n").unwrap();
    std::fs::write(desk.path("a.md"), "# اتصل بنا\n\n[اكتب](mailto:a@b.example)\n").unwrap();
    desk.config = "[pages]\nabout = \"b.md\"\ncontact = \"a.md\"\ngone = \"c.md\"".to_owned();
    let report = desk.build();
    assert!(tells(&report.problems, "pages.gone"));
    let pages = desk.edition().site.pages;
    assert_eq!(pages.iter().map(|page| page.title.as_str()).collect::<Vec<_>>(), ["من نحن", "اتصل بنا"]);
    let about: OperatorPage = read(&desk.site(), "edition/pages/about.json");
    assert_eq!(about.blocks.len(), 1, "{:?}", about.blocks);
    assert!(
        !String::from_utf8(std::fs::read(desk.site().join("edition/pages/about.json")).unwrap())
            .unwrap()
            .contains("alert")
    );
}

#[test]
fn the_same_input_and_clock_give_the_same_bytes_whatever_the_number_of_threads() {
    let mut outputs = Vec::new();
    for threads in [1, 2, 7] {
        let desk = Desk::with_items(&many(230));
        desk.feed("second.json", &many(40));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| desk.build());
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        outputs.push(content(&desk.site()).into_iter().map(|(name, bytes)| (name, text(bytes))).collect::<Vec<_>>());
    }
    assert_eq!(outputs[0], outputs[1]);
    assert_eq!(outputs[0], outputs[2]);
}

#[test]
fn an_unreadable_file_is_named_and_the_others_build() {
    let desk = Desk::with_items(&many(2));
    desk.source("broken.json", "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [");
    desk.source("page.json", "<!DOCTYPE html><title>Log in</title>");
    let report = desk.build();
    assert_eq!(report.articles, 2);
    for (name, what) in [("broken.json", "not JSON"), ("page.json", "HTML page")] {
        assert!(
            report.problems.iter().any(|p| p.source.ends_with(name) && p.what.contains(what)),
            "{name}: {:?}",
            report.problems
        );
    }
}

#[test]
fn nothing_readable_writes_nothing() {
    let desk = Desk::new();
    desk.source("x.json", "{}");
    assert!(build(&desk.request()).is_err());
    assert!(!desk.site().exists());
    let mut request = desk.request();
    request.state = Some(desk.site().join("state"));
    desk.feed("feed.json", &many(1));
    let error = build(&request).unwrap_err().to_string();
    assert!(error.contains("inside the output"), "{error}");
}
