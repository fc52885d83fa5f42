//! Related stories point back in time, to their own subject.

use crate::press::desk::{Desk, articles, changed, item};
use model::ArticleId;
use serde_json::json;
use std::collections::BTreeMap;

fn about_the_dam(n: u32, title: &str, more: &str) -> serde_json::Value {
    let text = format!("قالت وزارة الري إن سد الفرات بلغ منسوب تخزينه الأعلى بعد أمطار الشتاء. {more}");
    changed(item(n, title, &text), json!({ "_nashra": { "section": "اقتصاد" } }))
}

fn desk() -> Desk {
    Desk::with_items(&[
        about_the_dam(1, "سد الفرات يبلغ منسوبًا قياسيًا", "وتوقعت زيادة في الكهرباء."),
        changed(
            item(2, "فوز المنتخب في المباراة النهائية", "سجل المهاجم هدفين في الشوط الثاني أمام جمهور كبير."),
            json!({ "_nashra": { "section": "اقتصاد" } }),
        ),
        about_the_dam(3, "وزارة الري: سد الفرات يوزع مياهه", "وستوزع المياه على الحقول."),
        changed(
            item(4, "ارتفاع أسعار القمح في الأسواق", "أرجع التجار ارتفاع الثمن إلى قلة المعروض هذا الموسم."),
            json!({ "_nashra": { "section": "اقتصاد" } }),
        ),
    ])
}

#[test]
fn a_story_lists_earlier_ones_of_its_subject_with_their_sections_and_no_others_of_its_section() {
    let desk = desk();
    desk.build();
    let first = desk.article("سد الفرات يبلغ منسوبًا قياسيًا");
    let second = desk.article("وزارة الري: سد الفرات يوزع مياهه");
    assert_eq!(first.related, []);
    assert_eq!(second.related.len(), 1);
    assert_eq!(second.related[0].id.as_ref(), Some(&first.id));
    assert_eq!(second.related[0].title, first.title);
    assert_eq!(second.related[0].section.as_ref().unwrap().name.as_str(), "اقتصاد");
    for unrelated in ["فوز المنتخب في المباراة النهائية", "ارتفاع أسعار القمح في الأسواق"]
    {
        assert_eq!(desk.article(unrelated).related, [], "{unrelated}");
    }
}

#[test]
fn a_new_article_leaves_the_files_of_old_ones_as_they_are() {
    let desk = desk();
    desk.build();
    let before: BTreeMap<ArticleId, Vec<u8>> = bytes(&desk);
    desk.feed("late.json", &[about_the_dam(20, "سد الفرات من جديد", "وفاض الماء.")]);
    desk.build();
    let after = bytes(&desk);
    assert_eq!(after.len(), before.len() + 1);
    for (id, file) in &before {
        assert_eq!(after[id], *file, "{id}");
    }
    assert_eq!(desk.article("سد الفرات من جديد").related.len(), 2);
}

#[test]
fn a_removed_story_leaves_the_lists_of_the_others() {
    let mut desk = desk();
    desk.build();
    desk.config = "[edition]\nhidden = [\"https://agency.example/1\"]".to_owned();
    desk.build();
    assert_eq!(desk.article("وزارة الري: سد الفرات يوزع مياهه").related, []);
}

#[test]
fn three_publishers_versions_of_a_story_find_each_other_and_unrelated_ones_of_the_topic_do_not() {
    let test = "press::related::three_publishers_versions_of_a_story_find_each_other";
    let Some(data) = crate::sample_data::folder(test) else { return };
    let desk = Desk::new();
    let text = std::fs::read_to_string(data.join("same-story.json")).unwrap();
    desk.source("same-story.json", &text);
    desk.build();
    let feed: serde_json::Value = serde_json::from_str(&text).unwrap();
    let stories: BTreeMap<String, String> = feed["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|item| Some((item["url"].as_str()?.to_owned(), story_of(item)?)))
        .collect();
    let articles = articles(&desk.site());
    let story = |id: &ArticleId| {
        let article = articles.iter().find(|article| article.id == *id).unwrap();
        stories.get(article.original.as_ref().unwrap().url.as_ref().unwrap().as_str())
    };
    let mut sizes: BTreeMap<&String, usize> = BTreeMap::new();
    let (mut found, mut listed, mut of_story) = (0, 0, 0);
    for article in &articles {
        let Some(own) = story(&article.id) else { continue };
        *sizes.entry(own).or_default() += 1;
        let related: Vec<_> = article.related.iter().filter_map(|other| story(other.id.as_ref()?)).collect();
        found += related.iter().filter(|other| **other == own).count();
        of_story += usize::from(related.first().is_some_and(|other| *other == own));
        listed += usize::from(!related.is_empty());
    }
    // Of n versions of a story, each has all earlier ones to find.
    let findable: usize = sizes.values().map(|n| n * (n - 1) / 2).sum();
    assert!(findable >= 150, "{findable}");
    assert!(found * 100 >= findable * 90, "{found} of {findable} found");
    assert!(of_story * 100 >= listed * 80 || of_story >= 110, "{of_story} of {listed} lists open with their own story");
}

fn story_of(item: &serde_json::Value) -> Option<String> {
    item["_label"]["story"].as_i64().map(|story| story.to_string())
}

fn bytes(desk: &Desk) -> BTreeMap<ArticleId, Vec<u8>> {
    let file = |id: &ArticleId| std::fs::read(desk.site().join(format!("edition/articles/{id}.json"))).unwrap();
    desk.articles().into_iter().map(|article| (article.id.clone(), file(&article.id))).collect()
}
