//! What is saved, without a browser: the list, its search, the file it is exported to, the history of reading.

use model::{Article, ArticleId, Direction, Headline, ImageAddress, Moment, RemovalReason, Rights, Text};
use saved::export::{Entry, FORMAT, Refusal, new_ones, read, write};
use saved::fold::holds;
use saved::list::{Order, listed};
use saved::pictures::pictures_of;
use saved::record::Saved;
use viewer::marks::{FINISHED, Marks};
use wire::edition::encode;
use wire::json::{JsonText, NativeJson, Value};

fn text(words: &str) -> Option<Text> {
    Text::new(words, Direction::Rtl, None)
}

fn id(n: u32) -> ArticleId {
    ArticleId::of(&n.to_string(), 0)
}

fn parsed(json: &str) -> Value {
    NativeJson::parse(json.as_bytes()).unwrap().value()
}

fn article(n: u32, title: &str) -> Article {
    Article {
        id: id(n),
        rev: 1,
        title: text(title),
        standfirst: text("موجز فيه \"علامات\" و\\ مائلة"),
        section: None,
        dateline: None,
        byline: Vec::new(),
        published: Some(Moment::Instant(1_700_000_000 + i64::from(n))),
        updated: None,
        language: None,
        image: None,
        blocks: Vec::new(),
        original: None,
        also_published: Vec::new(),
        rights: Rights::default(),
        corrections: Vec::new(),
        tags: Vec::new(),
        words: 0,
        same_story: Vec::new(),
        related: Vec::new(),
        headline_page: None,
    }
}

fn entry(n: u32, title: &str) -> Entry {
    let article = article(n, title);
    let document = String::from_utf8(encode(&article)).unwrap();
    let record = Saved {
        headline: Headline::of(&article),
        saved: 1_800_000_000 - i64::from(n),
        bytes: document.len() as u64,
        pictures: vec![format!("{n}-640.jpg")],
        linked: n,
        missing: 0,
        removed: None,
    };
    Entry { record, place: Some(n * 10), document: Some(document) }
}

fn saved(n: u32, title: &str) -> Saved {
    entry(n, title).record
}

#[test]
fn a_title_is_found_however_its_words_are_typed() {
    let title = "أُقِرَّت خطّة الإصلاح في «المدينة» على مستوى الأحياء عام ٢٠٢٦";
    for typed in ["اقرت", "خطه", "الاصلاح", "المدينه", "علي", "مستوي الاحياء", "2026", "خطة 2026", "أُقرت", "خـطـة", ""]
    {
        assert!(holds(title, typed), "{typed}");
    }
    for other in ["خطط", "2025", "خطة البناء"] {
        assert!(!holds(title, other), "{other}");
    }
    assert!(holds("گزارش ویژهٔ کیهان از می‌خواهم", "كيهان گزارش"));
    assert!(holds("NASA تعلن", "nasa"));
    assert!(holds("שָׁלוֹם", "שלום"));
}

#[test]
fn the_list_is_sorted_as_it_is_asked_for() {
    let mut list = vec![saved(1, "ب"), saved(3, "أ"), saved(2, "ت")];
    list[1].headline.published = None;
    assert_eq!(listed(&list, Order::SavedLast, ""), [0, 2, 1], "what was saved last comes first");
    assert_eq!(listed(&list, Order::Newest, ""), [2, 0, 1], "what has no date comes last");
    assert_eq!(listed(&list, Order::Title, ""), [1, 0, 2]);
    assert_eq!(listed(&list, Order::Title, "ت"), [2]);
}

#[test]
fn titles_are_sorted_as_dictionaries_do_and_missing_ones_come_last() {
    let mut list: Vec<Saved> =
        ["گل", "كتاب", "لیمو", "پدر", "«آب»", "بابا", "تاب", "چای"].iter().map(|title| saved(1, title)).collect();
    list.push(saved(1, "x"));
    list.last_mut().unwrap().headline.title = None;
    let sorted: Vec<_> = listed(&list, Order::Title, "")
        .into_iter()
        .map(|at| list[at].headline.title.as_ref().map_or("", Text::as_str))
        .collect();
    assert_eq!(sorted, ["«آب»", "بابا", "پدر", "تاب", "چای", "كتاب", "گل", "لیمو", ""]);
}

#[test]
fn a_record_comes_back_from_what_is_stored() {
    let record = saved(1, "عنوان «فيه» \"كل\" شيء");
    assert_eq!(Saved::from_value(&parsed(&record.to_json())), Some(record.clone()));
    let note = record.into_note(RemovalReason::TakenDown);
    assert_eq!(Saved::from_value(&parsed(&note.to_json())), Some(note.clone()));
    assert!(note.headline.title.is_some() && note.headline.standfirst.is_none() && note.pictures.is_empty());
}

#[test]
fn a_damaged_record_is_no_record() {
    for damaged in ["null", "{}", "[]", "7", r#"{"headline":{},"saved":1,"bytes":1,"linked":0,"missing":0}"#] {
        assert_eq!(Saved::from_value(&parsed(damaged)), None, "{damaged}");
    }
}

#[test]
fn an_export_that_is_imported_exports_the_same() {
    let mut entries: Vec<Entry> = (1..=20).map(|n| entry(n, &format!("خبر رقم {n} </script> \u{2028}"))).collect();
    entries[4].place = None;
    entries[7] =
        Entry { record: entries[7].record.clone().into_note(RemovalReason::Withdrawn), place: None, document: None };
    let file = write(&entries);
    let back = read(parsed(&file)).unwrap();
    assert_eq!(back, entries);
    assert_eq!(write(&back), file);
    assert_eq!(read(parsed(&write(&[]))), Ok(Vec::new()));
}

#[test]
fn a_file_that_is_no_export_is_refused_and_says_why() {
    assert_eq!(read(parsed("[]")), Err(Refusal::NotThisFormat));
    assert_eq!(read(parsed(r#"{"format":"nashra-edition/1","articles":[]}"#)), Err(Refusal::NotThisFormat));
    assert_eq!(read(parsed(r#"{"format":"nashra-saved/2","articles":[]}"#)), Err(Refusal::NewerVersion));
    assert_eq!(read(parsed(r#"{"format":"nashra-saved/1"}"#)), Err(Refusal::Damaged(1)));
}

#[test]
fn a_file_with_one_damaged_article_is_refused_whole_and_names_it() {
    let entries: Vec<Entry> = (1..=3).map(|n| entry(n, "خبر")).collect();
    let other = encode(&article(9, "آخر"));
    let other = std::str::from_utf8(&other).unwrap();
    let third = entries[2].document.as_deref().unwrap();
    for damage in ["{}", "null", r#"{"format":"nashra-article/1"}"#, "\"text\"", other] {
        let file = write(&entries).replace(third, damage);
        assert_eq!(read(parsed(&file)), Err(Refusal::Damaged(3)), "{damage}");
    }
}

#[test]
fn a_minor_version_of_the_file_is_read() {
    let file = write(&[entry(1, "خبر")]).replace(FORMAT, "nashra-saved/1.4");
    assert_eq!(read(parsed(&file)).unwrap().len(), 1);
}

#[test]
fn an_import_adds_what_is_not_there_and_each_article_once() {
    let known = [saved(1, "هنا من قبل")];
    let new = new_ones(vec![entry(1, "غيره"), entry(2, "جديد"), entry(2, "مرتين")], &known);
    let titles: Vec<_> = new.iter().map(|entry| entry.record.headline.title.as_ref().unwrap().as_str()).collect();
    assert_eq!(titles, ["جديد"]);
}

#[test]
fn pictures_of_an_article_are_found_wherever_they_stand_and_told_apart() {
    let mut whole = article(1, "صور");
    let image = |src: &str| model::Image {
        src: ImageAddress::try_from(src.to_owned()).unwrap(),
        size: Some((1600, 900)),
        alt: text("media/none.jpg"),
        colour: None,
    };
    let figure = |src: &str| model::Block::Figure(model::Figure { image: image(src), caption: None, credit: None });
    whole.image = Some(image("media/aa-640.jpg"));
    whole.blocks = vec![
        figure("https://pictures.example/1.jpg"),
        figure("media/bb-1600.webp"),
        figure("media/aa-640.jpg"),
        model::Block::Quotation(model::Quotation {
            dir: Direction::Rtl,
            lang: None,
            blocks: vec![figure("media/cc-640.png")],
            citation: None,
            url: None,
        }),
    ];
    let document = parsed(std::str::from_utf8(&encode(&whole)).unwrap());
    let pictures = pictures_of(&document);
    let own: Vec<_> = pictures.mirrored.iter().map(|files| files[0].as_str()).collect();
    assert_eq!(own, ["aa-640.jpg", "bb-1600.webp", "cc-640.png"]);
    assert_eq!(
        pictures.mirrored[1],
        image("media/bb-1600.webp").mirrored_files(),
        "a browser chooses among the widths"
    );
    assert_eq!(pictures.linked, 1);
}

#[test]
fn the_history_tells_how_far_each_article_was_read_and_which_to_go_on_with() {
    let mut marks = Marks::default();
    marks.remember(&id(1), text("عنوان فيه كلمات").as_ref(), 420);
    assert_eq!(marks.place(&id(1)), Some(420));
    let again = Marks::new(None, Some(marks.history().to_owned()));
    assert_eq!(again.unfinished(), Some((id(1), text("عنوان فيه كلمات").unwrap())));
    marks.remember(&id(2), text("آخر").as_ref(), FINISHED);
    assert_eq!(
        marks.unfinished(),
        Some((id(1), text("عنوان فيه كلمات").unwrap())),
        "another was read to its end since"
    );
    marks.remember(&id(2), text("آخر").as_ref(), 3);
    assert_eq!(marks.place(&id(2)), Some(FINISHED), "what was read stays read");
    assert_eq!(marks.place(&id(3)), None);
    marks.remember(&id(1), text("عنوان فيه كلمات").as_ref(), 0);
    assert_eq!(marks.place(&id(1)), Some(420), "who opens it again and leaves at once has not lost the place");
    marks.remember(&id(1), text("عنوان فيه كلمات").as_ref(), FINISHED);
    assert_eq!(marks.unfinished(), None);
    marks.forget();
    assert_eq!((marks.history(), marks.place(&id(1))), ("", None));
}

#[test]
fn an_article_that_is_dismissed_is_offered_no_more_and_keeps_its_place() {
    let mut marks = Marks::default();
    marks.remember(&id(1), text("أول").as_ref(), 420);
    marks.dismiss();
    assert_eq!((marks.unfinished(), marks.place(&id(1))), (None, Some(420)));
    marks.remember(&id(2), text("ثان").as_ref(), 100);
    assert_eq!(marks.unfinished(), Some((id(2), text("ثان").unwrap())));
}

#[test]
fn the_history_is_bounded_but_for_what_is_saved() {
    let mut marks = Marks::new(Some(format!("{} ", id(1))), None);
    for n in 1..=500 {
        marks.remember(&id(n), text("خبر").as_ref(), 500);
    }
    assert!(marks.history().lines().count() <= 210, "{}", marks.history().lines().count());
    assert_eq!(marks.place(&id(1)), Some(500), "a saved article keeps its place");
    assert_eq!(marks.place(&id(2)), None);
}

#[test]
fn a_broken_history_harms_nothing() {
    for broken in ["\u{0}", "a b c d", "aaaaaaaaaa x rtl t", "\n\n\n", "aaaaaaaaaa 5", "%%%"] {
        let mut marks = Marks::new(Some(broken.to_owned()), Some(broken.to_owned()));
        assert_eq!(marks.unfinished(), None, "{broken}");
        marks.remember(&id(1), None, 5);
        assert_eq!(marks.place(&id(1)), Some(5), "{broken}");
    }
}

#[test]
fn what_is_taken_along_goes_on_after_a_visit_where_it_was() {
    use saved::along::Along;
    let along = Along { ids: (1..=7).map(id).collect(), done: 3, pictures: true, unmetered: false };
    assert_eq!(Along::from_stored(&along.to_stored()), Some(along.clone()));
    assert_eq!((along.percent(), along.is_whole()), (42, false));
    assert!(Along { done: 7, ..along }.is_whole());
    for damaged in ["", "3", "3 1", "3 1 0", "x 1 0 aaaaaaaaaa", "3 1 0 ../etc"] {
        assert_eq!(Along::from_stored(damaged), None, "{damaged}");
    }
}

#[test]
fn a_size_is_estimated_from_articles_spread_over_all_of_them() {
    use saved::along::{estimate, sample};
    assert_eq!(sample(100, 5), [0, 20, 40, 60, 80]);
    assert_eq!(sample(3, 5), [0, 1, 2]);
    assert_eq!(sample(0, 5), [] as [usize; 0]);
    assert_eq!(estimate(&[1000, 3000], 10), 20_000);
    assert_eq!(estimate(&[], 10), 0);
}
