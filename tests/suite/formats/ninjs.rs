//! ninjs 1.x, 2.x and 3.x, each spelling and each quirk.

use super::{assert_reports, only_item, problems, read, str_of, strs, words};
use model::{ImageAddress, NewsItem, PublicationStatus};

/// A text with these members besides its address and its body.
fn text(members: &str) -> String {
    let bodies = r#""bodies":[{"contentType":"text/plain","value":"نص"}]"#;
    format!(r#"{{"uri":"https://agency.example/7","type":"text",{bodies},{members}}}"#)
}

fn item(members: &str) -> NewsItem {
    only_item(&text(members))
}

#[test]
fn the_three_versions_spell_one_item_alike() {
    let rest = r#""uri":"https://agency.example/7","type":"text","version":"2","language":"ar","located":"دمشق""#;
    let version_3 = format!(
        r#"{{{rest},"firstCreated":"2026-02-10T00:00:00Z","versionCreated":"2026-02-11T00:00:00Z","pubStatus":"usable","by":"سلمى",
            "headlines":[{{"role":"sub","value":"آخر"}},{{"role":"main","value":"عنوان"}}],"subjects":[{{"name":"سياسة","uri":"x:1"}}],
            "descriptions":[{{"role":"caption","value":"صورة"}},{{"role":"summary","value":"ملخص"}}],"copyrightHolder":"وكالة","copyrightNotice":"(c)",
            "bodies":[{{"contentType":"text/plain","value":"نص طويل كامل"}},{{"contentType":"application/xhtml+xml","value":"<p>نص</p>"}}]}}"#
    );
    let version_2 = version_3
        .replace("firstCreated", "firstcreated")
        .replace("versionCreated", "versioncreated")
        .replace("pubStatus", "pubstatus")
        .replace("copyrightHolder", "copyrightholder")
        .replace("copyrightNotice", "copyrightnotice")
        .replace("contentType", "contenttype");
    let version_1 = format!(
        r#"{{{rest},"firstcreated":"2026-02-10T00:00:00Z","versioncreated":"2026-02-11T00:00:00Z","pubstatus":"usable","byline":"سلمى",
            "headline":"عنوان","subject":[{{"name":"سياسة"}}],"description_summary":"ملخص","copyrightholder":"وكالة","copyrightnotice":"(c)",
            "body_text":"نص طويل كامل","body_xhtml":"<p>نص</p>"}}"#
    );
    let item = only_item(&version_3);
    assert_eq!((str_of(&item.title), str_of(&item.standfirst)), (Some("عنوان"), Some("ملخص")));
    assert_eq!((strs(&item.byline), strs(&item.tags)), (vec!["سلمى"], vec!["سياسة"]));
    assert_eq!((str_of(&item.dateline), str_of(&item.notice)), (Some("دمشق"), Some("(c)")));
    assert_eq!(item.publisher.as_ref().unwrap().name.as_str(), "وكالة");
    assert_eq!((item.version, words(&item).as_str()), (Some(2), "نص\n"));
    assert_eq!(item.published.unwrap().to_string(), "2026-02-10T00:00:00Z");
    assert_eq!(item.updated.unwrap().to_string(), "2026-02-11T00:00:00Z");
    assert!(item.format_has_url && item.sections.is_empty());
    assert_eq!(only_item(&version_2), item);
    assert_eq!(only_item(&version_1), item);
    assert_eq!(problems(&read(&version_3)), Vec::<String>::new());
}

#[test]
fn a_urn_is_an_id_and_no_address() {
    let ingested = read(&text(r#""uri":"urn:newsml:agency.example:7","copyrightHolder":"وكالة""#));
    let item = &ingested.items[0];
    assert!(!item.format_has_url && item.url.is_none());
    assert_eq!(item.source_id.as_deref(), Some("urn:newsml:agency.example:7"));
    assert_reports(&ingested, "item 1: no title, no date, no author, no language: left missing");
}

#[test]
fn the_richest_html_wins_and_what_shows_nothing_gives_way() {
    let body = |bodies: &str| words(&item(&format!(r#""bodies":[{bodies}]"#)));
    let plain = r#"{"contentType":"text/plain","value":"نص بلا وسوم أطول من كل ما سواه في هذا الخبر"}"#;
    let nitf = r#"{"contentType":"text/vnd.IPTC.NITF","value":"<nitf><p>NITF</p></nitf>"}"#;
    let short = r#"{"contentType":"text/html","value":"<p>قصير</p>"}"#;
    let long = r#"{"role":"richhtml5","contentType":"text/html","value":"<p>قصير</p><p>وأكثر</p>"}"#;
    let empty = r#"{"contentType":"text/html","value":"<script>وهذا طويل ولا يُعرض منه شيء على الإطلاق</script>"}"#;
    assert_eq!(body(&[plain, nitf, short, long].join(",")), "قصير\nوأكثر\n");
    assert_eq!(body(&[empty, nitf, short].join(",")), "قصير\n");
    assert_eq!(body(r#"{"value":"سطر < سطر"}"#), "سطر < سطر\n");
    assert_eq!(body(r#"{"value":"<p>بلا نوع</p>"}"#), "بلا نوع\n");
    let only_nitf = read(&text(&format!(r#""bodies":[{nitf}]"#)));
    assert_reports(&only_nitf, "item 1: its text is in no format that is read here: left out");
}

#[test]
fn descriptions_stand_for_a_missing_body_as_an_excerpt() {
    let ingested =
        read(r#"{"uri":"urn:x:1","type":"text","descriptions":[{"role":"text","value":"موجز"}],"bodies":[]}"#);
    let item = &ingested.items[0];
    assert!(item.excerpt && item.standfirst.is_none());
    assert_eq!(words(item), "موجز\n");
    assert_reports(&ingested, "item 1: it has no text but a description: its description stands for the text");
}

#[test]
fn a_body_that_opens_with_its_headline_says_it_once() {
    let title = r#""headlines":[{"value":"عنوانٌ أول"}]"#;
    let html = r#""bodies":[{"contentType":"text/html","value":"<html><head><title>عنوان أول</title></head><body><h1>عنوان أول</h1><p>نص</p></body></html>"}]"#;
    assert_eq!(words(&item(&format!("{title},{html}"))), "نص\n");
    let plain = r#""bodies":[{"contentType":"text/plain","value":"عنوان أول\nنص"}]"#;
    assert_eq!(words(&item(&format!("{title},{plain}"))), "نص\n");
    let other = r#""bodies":[{"contentType":"text/html","value":"<h2>عنوان ثان</h2><p>نص</p>"}]"#;
    assert_eq!(words(&item(&format!("{title},{other}"))), "عنوان ثان\nنص\n");
}

#[test]
fn a_description_that_is_the_text_once_more_is_no_standfirst() {
    let with = |description: &str| item(&format!(r#""descriptions":[{{"value":"{description}"}}]"#)).standfirst;
    assert_eq!(with("نص"), None);
    assert!(with("ملخص آخر").is_some());
}

#[test]
fn what_carries_no_text_is_skipped_by_name() {
    for (members, why) in [
        (r#""type":"picture""#, "a picture, not a text"),
        (r#""type":"graphic""#, "a picture, not a text"),
        (r#""type":"audio""#, "a sound, not a text"),
        (r#""type":"video""#, "a video, not a text"),
        (r#""type":"event""#, "an event, not a text"),
        (r#""type":null,"eventDetails":{}"#, "an event, not a text"),
        (r#""bodies":[{"value":""}]"#, "it has no text"),
    ] {
        let ingested = read(&text(members));
        assert!(ingested.items.is_empty(), "{members}");
        assert_reports(&ingested, &format!("item 1: {why}: skipped"));
    }
    assert_eq!(read(&text(r#""type":null"#)).items.len(), 1);
}

#[test]
fn a_status_decides_and_one_that_iptc_does_not_know_withholds() {
    for (status, expected) in [
        ("usable", PublicationStatus::Usable),
        ("stat:withheld", PublicationStatus::Withheld),
        ("Canceled", PublicationStatus::Canceled),
        ("cancelled", PublicationStatus::Canceled),
        ("", PublicationStatus::Usable),
        ("ask the desk", PublicationStatus::Withheld),
    ] {
        assert_eq!(item(&format!(r#""pubStatus":"{status}""#)).status, expected, "{status}");
    }
    assert_eq!(item(r#""pubstatus":"withheld""#).status, PublicationStatus::Withheld);
    // A cancellation need carry no text: it removes what was published.
    let cancellation = only_item(r#"{"uri":"urn:x:1","type":"text","pubStatus":"canceled"}"#);
    assert_eq!(cancellation.status, PublicationStatus::Canceled);
}

#[test]
fn an_embargo_that_is_vague_holds_longer_and_never_shorter() {
    for field in ["embargoedUntil", "embargoed"] {
        let held = item(&format!(r#""{field}":"2026-02-10T18:00:00+02:00""#));
        assert_eq!(held.embargo.unwrap().to_string(), "2026-02-10T16:00:00Z");
    }
    let vague = read(&text(r#""embargoed":"2026-02-10T18:00:00""#));
    assert_eq!(vague.items[0].embargo.unwrap().to_string(), "2026-02-11T12:00:00Z");
    assert_reports(&vague, "item 1: its embargo names no hour and zone: held until that day is over everywhere");
    let unread = read(&text(r#""embargoed":"until the speech""#));
    assert_eq!(unread.items[0].status, PublicationStatus::Withheld);
    assert_reports(&unread, "item 1: its embargo cannot be read: withheld");
    assert_eq!(item(r#""embargoed":"""#).embargo, None);
    assert_eq!(item(r#""expires":"2026-03-01T00:00:00Z""#).expires.unwrap().to_string(), "2026-03-01T00:00:00Z");
}

#[test]
fn empty_strings_are_missing_and_the_next_best_source_stands_in() {
    let item =
        item(r#""copyrightHolder":"","copyrightNotice":"","usageTerms":"","infoSources":[{"name":"SPA"}],"by":" ""#);
    assert_eq!(item.publisher.unwrap().name.as_str(), "SPA");
    assert_eq!((item.notice, item.byline), (None, vec![]));
}

#[test]
fn a_publisher_named_nowhere_is_known_by_its_host() {
    let ingested = read(&text(r#""uri":"https://www.agency.example/7""#));
    let publisher = ingested.items[0].publisher.as_ref().unwrap();
    assert_eq!(publisher.name.as_str(), "agency.example");
    assert_eq!(publisher.site.as_ref().unwrap().as_str(), "https://www.agency.example");
    assert_reports(&ingested, "no publisher is named at www.agency.example: its host stands for the name");
    assert_eq!(self::item(r#""uri":"urn:x:1""#).publisher, None);
}

#[test]
fn a_person_who_wrote_it_is_its_author_where_no_byline_says_so() {
    let people = r#""people":[{"rel":"about","name":"الوزير"},{"rel":"author","name":"سلمى"}]"#;
    assert_eq!(strs(&item(people).byline), ["سلمى"]);
    assert_eq!(strs(&item(&format!(r#"{people},"by":"مراسلنا""#)).byline), ["مراسلنا"]);
}

#[test]
fn notes_for_editors_are_never_shown() {
    let item = item(r#""edNote":"SECRET","ednote":"SECRET","headlines":[{"value":"عنوان"}]"#);
    assert!(!format!("{item:?}").contains("SECRET"));
}

#[test]
fn only_a_subject_that_says_so_names_a_section() {
    let item = item(r#""subjects":[{"rel":"section","name":"ثقافة"},{"rel":"about","name":"سينما"},{"uri":"x:1"}]"#);
    assert_eq!((strs(&item.sections), strs(&item.tags)), (vec!["ثقافة"], vec!["سينما"]));
}

#[test]
fn an_associated_picture_stands_with_the_headline_in_its_widest_web_size() {
    let renditions = r#"[{"contentType":"image/jpeg","href":"https://agency.example/hires.jpg","width":4724,"height":3149},
        {"contentType":"image/jpeg","href":"https://agency.example/web.jpg","width":1024,"height":683},
        {"contentType":"image/jpeg","href":"ftp://agency.example/w.jpg","width":2000},
        {"contentType":"video/mp4","href":"https://agency.example/v.mp4","width":1920}]"#;
    let picture = format!(r#"{{"type":"picture","renditions":{renditions},"descriptions":[{{"value":"وصف"}}]}}"#);
    let listed = item(&format!(r#""associations":[{{"type":"video"}},{picture}]"#)).image.unwrap();
    let ImageAddress::Linked(src) = &listed.src else { panic!("not linked") };
    assert_eq!((src.as_str(), listed.size), ("https://agency.example/web.jpg", Some((1024, 683))));
    assert_eq!(str_of(&listed.alt), Some("وصف"));
    let named = item(&format!(r#""associations":{{"logo":{{"type":"graphic"}},"main":{picture}}}"#)).image;
    assert_eq!(named, Some(listed));
    let body = r#""bodies":[{"contentType":"text/html","value":"<img src='https://agency.example/w.jpg'><p>نص</p>"}]"#;
    assert_eq!(item(&format!(r#""associations":[{picture}],{body}"#)).image, None);
}

#[test]
fn a_bundle_and_an_array_yield_their_items() {
    let both = format!("[{},{}]", text(r#""version":"1""#), text(r#""version":"2""#));
    let versions: Vec<_> = read(&both).items.iter().map(|item| item.version).collect();
    assert_eq!(versions, [Some(1), Some(2)]);
    let bundle = format!(r#"{{"uri":"urn:x:b","type":"composite","associations":{both}}}"#);
    assert_eq!(read(&bundle).items.len(), 2);
    let named = format!(r#"{{"associations":{{"a":{},"b":{{"uri":"x","type":"picture"}}}}}}"#, text(r#""by":"س""#));
    let ingested = read(&named);
    assert_eq!(ingested.items.len(), 1);
    assert_reports(&ingested, "item 2: a picture, not a text: skipped");
}

#[test]
fn the_date_of_a_later_version_is_taken_only_where_there_is_no_other_and_told() {
    let later = read(&text(r#""version":"6","versionCreated":"2026-02-11T00:00:00Z""#));
    assert_eq!(later.items[0].published.unwrap().to_string(), "2026-02-11T00:00:00Z");
    assert_reports(&later, "item 1: it has no date but its latest version's: taken for its date");
    let content =
        item(r#""version":"6","versionCreated":"2026-02-11T00:00:00Z","contentCreated":"2026-02-10T00:00:00Z""#);
    assert_eq!(content.published.unwrap().to_string(), "2026-02-10T00:00:00Z");
}
