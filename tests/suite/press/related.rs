//! Related stories point back in time, to their own subject.

use crate::press::desk::{Desk, changed, item};
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

fn bytes(desk: &Desk) -> BTreeMap<ArticleId, Vec<u8>> {
    let file = |id: &ArticleId| std::fs::read(desk.site().join(format!("edition/articles/{id}.json"))).unwrap();
    desk.articles().into_iter().map(|article| (article.id.clone(), file(&article.id))).collect()
}
