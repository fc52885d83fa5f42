//! The same story at other publishers, and lightly edited copies of one text.

use crate::press::desk::{Desk, articles, changed, content, item, tells};
use model::{Article, ArticleId, Moment};
use press::check_edition;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// An item of `publisher`'s, published at `at`.
fn by(publisher: &str, at: &str, title: &str, text: &str) -> Value {
    let url = format!("https://{publisher}.example/{}", at.replace(':', "-"));
    let own = json!({ "id": url, "url": url, "date_published": at, "_nashra": { "publisher": publisher } });
    changed(item(0, title, text), own)
}

fn publishers(article: &Article) -> Vec<&str> {
    article.same_story.iter().filter_map(|story| Some(story.publisher.as_ref()?.as_str())).collect()
}

const FIRE_TITLE: &str = "حريق في سوق الحميدية بدمشق";
const FIRE: &str = "اندلع حريق كبير فجر الأحد في سوق الحميدية وسط دمشق وأتى على 14 محلًا لبيع الأقمشة، وقال قائد فوج الإطفاء العقيد داوود عميري إن السيطرة على النيران استغرقت ثلاث ساعات. ولم تقع إصابات، وتقدر الخسائر بملايين الليرات بحسب غرفة تجارة دمشق.";
const FIRE_RETOLD: &str = "سيطر فوج إطفاء دمشق على نيران التهمت 14 محلًا للأقمشة في سوق الحميدية، وذكر العقيد داوود عميري أن ماسًا كهربائيًا تسبب في الحريق الذي اندلع فجر الأحد. وأكدت غرفة تجارة دمشق أن الخسائر كبيرة ولا إصابات بين أصحاب المحلات.";
const MATCH: &str = "فاز فريق الكرامة على ضيفه تشرين بهدفين لهدف في افتتاح الجولة الخامسة من الدوري السوري الممتاز، وسجل للكرامة محمد الواكد وأحمد قدور أمام عشرين ألف متفرج في ملعب خالد بن الوليد بحمص.";

fn desk() -> Desk {
    Desk::with_items(&[
        by("one", "2026-01-11T06:00:00Z", FIRE_TITLE, FIRE),
        by("two", "2026-01-11T08:30:00Z", "14 محلًا احترقت في الحميدية", FIRE_RETOLD),
        by("two", "2026-01-11T09:00:00Z", "الكرامة يهزم تشرين", MATCH),
    ])
}

fn sound(desk: &Desk) {
    assert_eq!(check_edition(&desk.site()).unwrap().problems, []);
}

#[test]
fn two_publishers_own_words_on_one_event_are_two_articles_the_later_of_which_names_the_earlier() {
    let desk = desk();
    assert_eq!(desk.build().articles, 3);
    let (first, second) = (desk.article(FIRE_TITLE), desk.article("14 محلًا احترقت في الحميدية"));
    assert_eq!(second.same_story.len(), 1);
    let story = &second.same_story[0];
    assert_eq!((&story.id, &story.title, story.published), (&first.id, &first.title, first.published));
    assert_eq!(publishers(&second), ["one"]);
    assert_eq!(second.related, [], "it is not named twice");
    assert_eq!((first.same_story, desk.article("الكرامة يهزم تشرين").same_story), (Vec::new(), Vec::new()));
    sound(&desk);
}

#[test]
fn a_publishers_own_follow_up_is_a_related_story_and_words_of_another_week_are_neither_story() {
    let own_words = FIRE_RETOLD.replace("أن الخسائر كبيرة", "مساء اليوم نفسه فتح تحقيق، وأن الخسائر كبيرة");
    let desk = Desk::with_items(&[
        by("one", "2026-01-11T06:00:00Z", FIRE_TITLE, FIRE),
        by("one", "2026-01-11T12:00:00Z", "الحميدية بعد الحريق", &own_words),
        by("three", "2026-01-20T12:00:00Z", "حريق آخر", FIRE_RETOLD),
    ]);
    desk.build();
    let follow_up = desk.article("الحميدية بعد الحريق");
    assert_eq!((follow_up.same_story, follow_up.related.len()), (Vec::new(), 1));
    assert_eq!(desk.article("حريق آخر").same_story, []);
}

#[test]
fn an_old_article_keeps_its_bytes_when_another_publisher_tells_its_story() {
    let desk = Desk::with_items(&[by("one", "2026-01-11T06:00:00Z", FIRE_TITLE, FIRE)]);
    desk.build();
    let before = content(&desk.site().join("edition/articles"));
    desk.feed("more.json", &[by("two", "2026-01-11T08:30:00Z", "14 محلًا", FIRE_RETOLD)]);
    desk.build();
    assert_eq!(publishers(&desk.article("14 محلًا")), ["one"]);
    let after: BTreeMap<String, Vec<u8>> = content(&desk.site().join("edition/articles")).into_iter().collect();
    assert!(before.iter().all(|(name, bytes)| after[name] == *bytes));
}

#[test]
fn an_article_that_left_is_no_ones_same_story_any_more() {
    let mut desk = desk();
    desk.build();
    desk.config = "[edition]\ntakedown = [\"https://one.example/2026-01-11T06-00-00Z\"]".to_owned();
    desk.build();
    assert_eq!(desk.article("14 محلًا احترقت في الحميدية").same_story, []);
    desk.feed(
        "more.json",
        &[by("three", "2026-01-11T10:00:00Z", "النيران في الحميدية", &FIRE.replace("كبير", "هائل"))],
    );
    desk.build();
    assert_eq!(publishers(&desk.article("النيران في الحميدية")), ["two"]);
    sound(&desk);
}

#[test]
fn a_same_story_that_is_not_there_is_found_by_a_check() {
    let desk = desk();
    desk.build();
    let id = desk.article(FIRE_TITLE).id;
    std::fs::remove_file(desk.site().join(format!("edition/articles/{id}.json"))).unwrap();
    let problems = check_edition(&desk.site()).unwrap().problems;
    assert!(tells(&problems, &format!("same_story: article {id}")), "{problems:?}");
}

/// What three newsrooms of each language may write of one event, and of another of the same topic.
const LANGUAGES: [(&str, [&str; 3]); 5] = [
    (
        "ar",
        [
            FIRE,
            FIRE_RETOLD,
            "اندلع حريق في مستودع للأخشاب قرب ميناء طرابلس اللبنانية ظهر الأحد، وعملت ست سيارات للدفاع المدني على إخماده، وأصيب عاملان بحروق نقلا على أثرها إلى مستشفى النيني، وفتح المدعي العام تحقيقًا.",
        ],
    ),
    (
        "fa",
        [
            "زمین‌لرزه‌ای به بزرگی ۵٫۲ ریشتر بامداد یکشنبه شهر خوی در استان آذربایجان غربی را لرزاند. محمدصادق معتمدیان استاندار گفت ۱۲۰ نفر مصدوم شدند و تیم‌های هلال احمر به روستاهای فیرورق اعزام شدند.",
            "هلال احمر از مصدوم شدن ۱۲۰ نفر در زمین‌لرزه خوی خبر داد. این زمین‌لرزه ۵٫۲ ریشتری بامداد یکشنبه آذربایجان غربی را لرزاند و به گفته استاندار معتمدیان بیشتر خسارت‌ها در روستاهای فیرورق است.",
            "سیل در شهرستان ایذه خوزستان راه ده‌ها روستا را بست. فرماندار ایذه یکشنبه گفت نیروهای راهداری در حال بازگشایی مسیر دهدز هستند و به ۴۰ خانواده چادر داده شده است.",
        ],
    ),
    (
        "ur",
        [
            "کراچی کے علاقے صدر میں واقع رمپا پلازہ میں اتوار کی صبح آگ لگ گئی۔ فائر بریگیڈ کے سربراہ مبین احمد کے مطابق 11 گاڑیوں نے تین گھنٹے میں آگ پر قابو پایا اور 35 افراد کو بحفاظت نکال لیا گیا۔",
            "صدر کراچی کی عمارت رمپا پلازہ سے 35 افراد کو بحفاظت نکال لیا گیا جہاں اتوار کی صبح آگ بھڑک اٹھی تھی۔ مبین احمد نے بتایا کہ فائر بریگیڈ کی 11 گاڑیوں نے آگ پر قابو پایا۔",
            "لاہور ہائیکورٹ نے اتوار کو سموگ کیس میں تمام اسکول بند رکھنے کا حکم دیا۔ جسٹس شاہد کریم نے کہا کہ مارکیٹیں رات 8 بجے بند ہوں گی اور محکمہ ماحولیات رپورٹ پیش کرے۔",
        ],
    ),
    (
        "he",
        [
            "שריפה גדולה פרצה הבוקר ביער בן שמן סמוך ליישוב גבעת כ״ח, ושמונה מטוסי כיבוי הוזעקו למקום. דובר כבאות והצלה אלי כהן מסר כי 30 משפחות פונו מבתיהן וכביש 444 נחסם לתנועה.",
            "כביש 444 נחסם לתנועה בשל שריפה ביער בן שמן. לדברי אלי כהן מכבאות והצלה, 30 משפחות פונו מבתיהן ביישוב גבעת כ״ח ושמונה מטוסי כיבוי פועלים באזור מאז הבוקר.",
            "רכבת ישראל הודיעה הבוקר על השבתת הקו בין תל אביב לבאר שבע עד יום חמישי בשל עבודות חשמול. 25 אוטובוסים יסיעו נוסעים מתחנת לוד לתחנת קריית גת ללא תשלום.",
        ],
    ),
    (
        "en",
        [
            "A freight train carrying grain derailed near Millbrook on Sunday morning, closing the Northern Line in both directions. Rail operator Transborder said 17 wagons left the track and spokesman Daniel Okafor blamed flood damage. Nobody was hurt.",
            "The Northern Line is closed after 17 wagons of a grain train left the track outside Millbrook. Daniel Okafor, who speaks for Transborder, said flood damage caused Sunday's derailment, in which nobody was injured.",
            "Ferry crews at Port Ellery voted on Sunday to strike for three days from Thursday over night shifts. The union's secretary Ruth Albescu said 240 sailings would be cancelled; the operator Seaway called the vote regrettable.",
        ],
    ),
];

#[test]
fn the_same_event_is_one_story_in_each_language_and_another_of_its_day_is_not() {
    for (language, [first, second, other]) in LANGUAGES {
        let desk = Desk::with_items(&[
            by("one", "2026-01-11T06:00:00Z", "1", first),
            by("two", "2026-01-11T07:00:00Z", "2", second),
            by("three", "2026-01-11T08:00:00Z", "3", other),
        ]);
        assert_eq!(desk.build().articles, 3, "{language}");
        assert_eq!(publishers(&desk.article("2")), ["one"], "{language}");
        assert_eq!(desk.article("3").same_story, [], "{language}");
    }
}

const AGENCY: [&str; 3] = [
    "أعلنت وزارة النقل أمس أن قطار الشمال يعود إلى سكته بعد توقف دام أحد عشر عامًا وأن أول رحلة تجريبية قطعت المسافة في ساعتين.",
    "وقال مدير الهيئة إن التذاكر تُطرح مطلع الشهر المقبل بأسعار تقل عن أجرة الحافلة وإن 14 محطة من أصل 20 صارت جاهزة لاستقبال الركاب.",
    "وأضاف أن أعمال الصيانة شملت الجسور والأنفاق كلها وجرت تحت إشراف مهندسين من أهل المنطقة.",
];

fn told(publisher: &str, at: &str, title: &str, paragraphs: &[&str]) -> Value {
    let html: String = paragraphs.iter().map(|words| format!("<p>{words}</p>")).collect();
    let mut told = by(publisher, at, title, "");
    told["content_text"].take();
    changed(told, json!({ "content_html": html }))
}

#[test]
fn a_lightly_edited_copy_is_part_of_the_article_that_came_first_with_its_attribution() {
    let [first, second, third] = AGENCY;
    let desk = Desk::with_items(&[
        told("one", "2026-01-11T06:00:00Z", "قطار الشمال يعود", &AGENCY),
        told("two", "2026-01-11T07:00:00Z", "بعد 11 عامًا", &[&format!("حلب – سانا: {first}"), third, second]),
        by("three", "2026-01-11T08:00:00Z", "الكرامة يهزم تشرين", MATCH),
    ]);
    assert_eq!((desk.build().articles, desk.build().merged), (2, 1));
    desk.feed(
        "late.json",
        &[told("four", "2026-01-12T07:00:00Z", "القطار", &[first, second, third, "للمزيد تابعونا على صفحتنا."])],
    );
    let report = desk.build();
    assert_eq!((report.articles, report.added, report.merged), (2, 0, 2));
    let article = desk.article("قطار الشمال يعود");
    let also: Vec<&str> = article.also_published.iter().map(|other| other.publisher.name.as_str()).collect();
    assert_eq!(also, ["two", "four"]);
    assert_eq!(article.also_published[1].url.as_ref().unwrap().as_str(), "https://four.example/2026-01-12T07-00-00Z");
    // Nothing new the second time.
    assert_eq!(desk.build().written, 0);
    sound(&desk);
}

#[test]
fn a_copy_that_comes_to_say_something_of_its_own_becomes_an_article_and_the_same_story() {
    let [first, second, third] = AGENCY;
    let desk = Desk::with_items(&[told("one", "2026-01-11T06:00:00Z", "قطار الشمال يعود", &AGENCY)]);
    desk.build();
    desk.feed("two.json", &[told("two", "2026-01-11T07:00:00Z", "بعد 11 عامًا", &[first, third, second])]);
    assert_eq!(desk.build().articles, 1);
    // Edited, and still a copy.
    desk.feed(
        "two.json",
        &[told("two", "2026-01-11T07:00:00Z", "بعد 11 عامًا من التوقف", &[first, second, third, "تابعونا"])],
    );
    assert_eq!(desk.build().articles, 1);
    let corrected = second.replace("14", "15");
    desk.feed("two.json", &[told("two", "2026-01-11T07:00:00Z", "بعد 11 عامًا", &[first, &corrected, third])]);
    assert_eq!(desk.build().articles, 2);
    assert!(desk.article("قطار الشمال يعود").also_published.is_empty());
    let own = desk.article("بعد 11 عامًا");
    assert_eq!((publishers(&own), own.related.len()), (vec!["one"], 0));
    sound(&desk);
}

/// Which items of the sample are one article or name each other, by address.
fn joined(desk: &Desk) -> BTreeMap<String, usize> {
    let articles = articles(&desk.site());
    let place: BTreeMap<&ArticleId, usize> = articles.iter().enumerate().map(|(at, one)| (&one.id, at)).collect();
    let mut group: Vec<usize> = (0..articles.len()).collect();
    for (at, article) in articles.iter().enumerate() {
        for story in &article.same_story {
            let (one, other) = (group[at], group[place[&story.id]]);
            group.iter_mut().filter(|known| **known == one).for_each(|known| *known = other);
        }
    }
    let originals = articles.iter().enumerate().flat_map(|(at, article)| {
        article.original.iter().chain(&article.also_published).map(move |original| (at, original))
    });
    originals.filter_map(|(at, original)| Some((original.url.as_ref()?.to_string(), group[at]))).collect()
}

/// Pairs that are joined and should be, that are joined, and that should be.
fn pairs(items: &[(i64, usize)]) -> (usize, usize, usize) {
    let all = || (0..items.len()).flat_map(|a| (0..a).map(move |b| (items[a], items[b])));
    let same_story = |((a, _), (b, _)): &((i64, usize), (i64, usize))| a == b;
    let same_group = |((_, a), (_, b)): &((i64, usize), (i64, usize))| a == b;
    (
        all().filter(|pair| same_story(pair) && same_group(pair)).count(),
        all().filter(same_group).count(),
        all().filter(same_story).count(),
    )
}

#[test]
fn three_publishers_versions_of_a_story_are_joined_and_unrelated_ones_of_its_topic_are_not() {
    let test = "press::same_story::three_publishers_versions_of_a_story_are_joined";
    let Some(data) = crate::sample_data::folder(test) else { return };
    let text = std::fs::read_to_string(data.join("same-story.json")).unwrap();
    let desk = Desk::new();
    desk.source("same-story.json", &text);
    let report = desk.build();
    sound(&desk);
    let groups = joined(&desk);
    let feed: Value = serde_json::from_str(&text).unwrap();
    let labelled: Vec<(i64, usize)> = feed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["_label"]["story"].as_i64().unwrap(), groups[item["url"].as_str().unwrap()]))
        .collect();
    let mut of_story: BTreeMap<i64, usize> = BTreeMap::new();
    labelled.iter().for_each(|(story, _)| *of_story.entry(*story).or_default() += 1);
    // The bounds were set on articles of the corpus and the even half; the odd half was left for this.
    for (half, keep) in [("even stories", Some(0)), ("odd stories", Some(1)), ("all", None)] {
        let items: Vec<_> =
            labelled.iter().copied().filter(|(story, _)| keep.is_none_or(|half| story % 2 == half)).collect();
        let (found, named, there) = pairs(&items);
        let (precision, recall) = (found as f64 / named as f64, found as f64 / there as f64);
        println!(
            "same story, {half}: precision {precision:.3} ({found}/{named}), recall {recall:.3} ({found}/{there})"
        );
        assert!(there >= 90 && precision >= 0.95 && recall >= 0.9, "{half}: {precision} {recall}");
    }
    println!("same story: {} of {} items are part of another's article", report.merged, labelled.len());
    let unrelated = labelled.iter().filter(|(story, _)| of_story[story] == 1);
    let joined: Vec<_> =
        unrelated.filter(|(story, group)| labelled.iter().any(|(other, its)| its == group && other != story)).collect();
    assert_eq!(joined, Vec::<&(i64, usize)>::new(), "unrelated ones are joined");
}

#[test]
fn what_is_joined_depends_neither_on_threads_nor_on_how_many_came_at_once() {
    let test = "press::same_story::what_is_joined_depends_neither_on_threads_nor_on_how_many_came_at_once";
    let Some(data) = crate::sample_data::folder(test) else { return };
    let text = std::fs::read_to_string(data.join("same-story.json")).unwrap();
    let feed: Value = serde_json::from_str(&text).unwrap();
    let mut items = feed["items"].as_array().unwrap().clone();
    items.sort_by_key(|item| Moment::parse(item["date_published"].as_str().unwrap()).unwrap().order_key());
    let at_once = |threads: usize| {
        let desk = Desk::with_items(&items);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| desk.build());
        desk
    };
    let whole = at_once(1);
    for threads in [2, 7] {
        assert!(content(&whole.site()) == content(&at_once(threads).site()), "{threads} threads");
    }
    let grown = Desk::new();
    for (at, some) in items.chunks(17).enumerate() {
        grown.feed(&format!("{at:02}.json"), some);
        grown.build();
    }
    // An attribution that came later is another version.
    let first_versions = |desk: &Desk| {
        let articles = desk.articles().into_iter();
        articles.map(|article| Article { rev: 1, ..article }).collect::<Vec<_>>()
    };
    assert_eq!(first_versions(&grown), first_versions(&whole));
}
