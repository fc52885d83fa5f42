//! One text is one article, with every attribution.

use crate::press::desk::{Desk, changed, content, item};
use press::{BuildRequest, build};
use serde_json::json;

const TEXT: &str = "أعلنت الوزارة اليوم عن خطة جديدة لتطوير الموانئ في المدن الساحلية خلال السنوات الخمس القادمة وقالت إن العمل يبدأ في الصيف المقبل بعد استكمال الدراسات اللازمة";

#[test]
fn the_same_text_from_two_publishers_is_one_article_with_both_attributions() {
    let by = |n: u32, title: &str, text: &str, publisher: &str| {
        let url = format!("https://{publisher}.example/{n}");
        changed(item(n, title, text), json!({ "url": url, "_nashra": { "publisher": publisher } }))
    };
    // Vowels, tatweel and spelling of alef differ; the words do not.
    let spelt = TEXT.replace("اليوم", "اليـومَ").replace("أعلنت", "اعلنت");
    let desk = Desk::with_items(&[
        by(1, "خطة للموانئ", TEXT, "one"),
        by(2, "الموانئ تتطور", &spelt, "two"),
        by(3, "غيره", "نص آخر تمامًا", "two"),
    ]);
    let report = desk.build();
    assert_eq!((report.articles, report.merged), (2, 1));
    let article = desk.article("خطة للموانئ");
    assert_eq!(article.original.unwrap().publisher.name.as_str(), "one");
    let also: Vec<&str> = article.also_published.iter().map(|other| other.publisher.name.as_str()).collect();
    assert_eq!(also, ["two"]);
    assert_eq!(article.also_published[0].title.as_str(), "الموانئ تتطور");
}

#[test]
fn the_same_address_is_one_article_whatever_follows_its_readers_and_the_newest_wins() {
    let old = changed(item(1, "قديم", TEXT), json!({ "url": "http://www.agency.example/a/?utm_source=x" }));
    let new = changed(
        item(2, "جديد", "نص مصحح"),
        json!({ "url": "https://agency.example/a", "date_modified": "2026-02-03T00:00:00Z" }),
    );
    let desk = Desk::with_items(&[new, old]);
    assert_eq!(desk.build().articles, 1);
    assert!(desk.article("جديد").also_published.is_empty());
}

#[test]
fn a_few_words_in_common_do_not_make_two_stories_one() {
    let desk = Desk::with_items(&[item(1, "صور الحفل", "شاهد الصور"), item(2, "صور المباراة", "شاهد الصور")]);
    assert_eq!(desk.build().articles, 2);
}

#[test]
fn what_was_published_first_stays_when_an_older_copy_turns_up() {
    let desk = Desk::with_items(&[item(20, "الأول هنا", TEXT)]);
    desk.build();
    let id = desk.article("الأول هنا").id;
    desk.feed("more.json", &[item(3, "أقدم تاريخًا", TEXT)]);
    desk.build();
    assert_eq!(desk.articles().len(), 1);
    assert_eq!(desk.article("الأول هنا").id, id);
}

#[test]
fn the_order_in_which_sources_are_named_changes_no_byte() {
    let by = |n: u32, title: &str, text: &str, publisher: &str| {
        let url = format!("https://{publisher}.example/{n}");
        changed(item(n, title, text), json!({ "url": url, "_nashra": { "publisher": publisher } }))
    };
    let shared = |n: u32, title: &str, text: &str| {
        let published = "2026-01-05T00:00:00Z";
        changed(item(n, title, text), json!({ "url": "https://agency.example/shared", "date_published": published }))
    };
    let long = format!(
        "{TEXT} وأضافت أن المشروع يشمل أرصفة جديدة ومستودعات حديثة وطرقًا تصل الموانئ بالمدن الداخلية وأن كلفته تتوزع على الموازنة العامة ومنح خارجية أعلن عنها الشهر الماضي في مؤتمر عقد في العاصمة"
    );
    let edited = format!("دمشق - {long}");
    let longer = |words: &str| format!("{TEXT} {words}");
    let build = |names: &[&str]| {
        let desk = Desk::new();
        // One address of which two sources say different things, one text, copies of it, one event.
        desk.feed(
            "a.json",
            &[shared(1, "أولى", "نص أول"), by(2, "خطة", &long, "one"), by(3, "حادث", &longer("أ ب"), "one")],
        );
        desk.feed(
            "b.json",
            &[shared(1, "ثانية", "نص ثان"), by(2, "خطة", &long, "two"), by(4, "حادث", &longer("ج د"), "two")],
        );
        desk.feed(
            "c.json",
            &[shared(1, "ثالثة", "نص ثالث"), by(2, "الخطة", &edited, "three"), by(5, "خطط", &long, "three")],
        );
        let sources = names.iter().map(|name| desk.path("sources").join(name)).collect();
        let report = build(&BuildRequest { sources, ..desk.request() }).unwrap();
        assert_eq!(report.merged, 3, "{report:?}");
        content(&desk.site())
    };
    let usual = build(&["a.json", "b.json", "c.json"]);
    for names in [["c.json", "b.json", "a.json"], ["b.json", "a.json", "c.json"], ["c.json", "a.json", "b.json"]] {
        let site = build(&names);
        let differing: Vec<&String> =
            site.iter().zip(&usual).filter(|(one, other)| one != other).map(|(one, _)| &one.0).collect();
        assert!(site.len() == usual.len() && differing.is_empty(), "{names:?}: {differing:?}");
    }
}
