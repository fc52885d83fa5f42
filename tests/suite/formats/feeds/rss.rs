//! RSS, field by field.

use super::{numbered, rdf, rss, titles};
use crate::formats::{assert_reports, only_item, problems, read, read_from, str_of, strs, words};
use model::{ImageAddress, NewsItem};

fn item(fields: &str) -> NewsItem {
    only_item(&rss("", &format!("<item>{fields}</item>")))
}

fn image(item: &NewsItem) -> Option<&str> {
    match &item.image.as_ref()?.src {
        ImageAddress::Linked(url) => Some(url.as_str()),
        ImageAddress::Mirrored(_) => None,
    }
}

#[test]
fn a_whole_item_comes_out_field_by_field() {
    let ingested = read(&rss(
        "",
        r#"<item><title>عنوان &amp; &lt;b&gt;آخر&lt;/b&gt;</title><link>https://example.org/7?utm_source=rss</link>
        <guid isPermaLink="false">g-7</guid><category>سياسة</category><category>سوريا</category><category>سوريا</category>
        <dc:creator><![CDATA[سلمى]]></dc:creator><pubDate>Tue, 10 Feb 2026 09:38:00 +0200</pubDate>
        <description>ملخص &lt;b&gt;مهم&lt;/b&gt; [&amp;#8230;]</description>
        <content:encoded><![CDATA[<p>نص <b>مهم</b></p><p>ثان</p>]]></content:encoded>
        <media:content url="https://example.org/7.jpg" medium="image" width="800" height="600"/>
        <atom:updated>2026-02-11T07:38:00Z</atom:updated></item>"#,
    ));
    assert_eq!(problems(&ingested), Vec::<String>::new());
    assert_eq!(str_of(&ingested.title), Some("صحيفة"));
    let item = &ingested.items[0];
    assert_eq!(item.source_id.as_deref(), Some("g-7"));
    assert_eq!(item.url.as_ref().unwrap().as_str(), "https://example.org/7");
    assert_eq!((str_of(&item.title), str_of(&item.standfirst)), (Some("عنوان & آخر"), Some("ملخص مهم…")));
    assert_eq!(item.published.unwrap().to_string(), "2026-02-10T07:38:00Z");
    assert_eq!(item.updated.unwrap().to_string(), "2026-02-11T07:38:00Z");
    assert_eq!((strs(&item.sections), strs(&item.tags)), (vec!["سياسة"], vec!["سوريا"]));
    assert_eq!(strs(&item.byline), ["سلمى"]);
    assert_eq!(words(item), "نص مهم\nثان\n");
    assert_eq!(image(item), Some("https://example.org/7.jpg"));
    assert_eq!(item.image.as_ref().unwrap().size, Some((800, 600)));
    let publisher = item.publisher.as_ref().unwrap();
    assert_eq!((publisher.name.as_str(), publisher.site.as_ref().unwrap().as_str()), ("صحيفة", "https://example.org"));
    assert_eq!((item.language.as_ref().unwrap().as_str(), item.excerpt), ("ar", false));
}

#[test]
fn a_guid_that_is_a_permalink_stands_for_a_missing_link() {
    let url = |guid: &str| item(guid).url.map(|url| url.to_string());
    assert_eq!(url("<guid>https://example.org/1</guid>").as_deref(), Some("https://example.org/1"));
    assert_eq!(url("<guid isPermaLink='true'>https://example.org/1</guid>").as_deref(), Some("https://example.org/1"));
    assert_eq!(url("<guid isPermaLink='false'>https://example.org/1</guid>"), None);
    assert_eq!(url("<guid>urn:1</guid>"), None);
    assert_eq!(
        url("<atom:link href='https://example.org/2'/><guid>x</guid>").as_deref(),
        Some("https://example.org/2")
    );
}

#[test]
fn a_thumbnail_or_an_enclosed_picture_is_the_picture_and_a_sound_is_told() {
    let thumbnail = "<media:thumbnail url='https://example.org/t.jpg' width='100'/>";
    assert_eq!(image(&item(thumbnail)), Some("https://example.org/t.jpg"));
    let both = format!(
        "{thumbnail}<media:group><media:content url='https://example.org/c.jpg' type='image/jpeg'/></media:group>"
    );
    assert_eq!(image(&item(&both)), Some("https://example.org/c.jpg"));
    let enclosure = "<enclosure url='/e.png' type='image/png' length='9'/>";
    let read_there =
        read_from(Some("https://example.org/feed"), rss("", &format!("<item>{enclosure}</item>")).as_bytes());
    assert_eq!(image(&read_there.unwrap().items[0]), Some("https://example.org/e.png"));
    let sound = read(&rss("", "<item><enclosure url='https://example.org/a.mp3' type='audio/mpeg'/></item>"));
    assert_eq!(image(&sound.items[0]), None);
    assert_reports(&sound, "item 1: it has attachments: left out");
}

#[test]
fn the_nearest_language_wins() {
    let feed = rss(
        "",
        "<item><title>1</title></item><item xml:lang='fa'><title>2</title></item><item><dc:language>en-GB</dc:language></item>",
    );
    let languages: Vec<_> = read(&feed).items.iter().map(|item| item.language.as_ref().unwrap().to_string()).collect();
    assert_eq!(languages, ["ar", "fa", "en-GB"]);
}

#[test]
fn addresses_are_relative_to_the_nearest_base() {
    let feed = "<rss version='2.0' xml:base='https://a.example/x/'><channel><title>t</title><item><link>1</link></item>\
        <item xml:base='/y/'><link>2</link><description>&lt;p>a&lt;/p>&lt;p>&lt;a href='b'>c&lt;/a>&lt;/p></description></item></channel></rss>";
    let ingested = read(feed);
    let urls: Vec<_> = ingested.items.iter().map(|item| item.url.as_ref().unwrap().as_str()).collect();
    assert_eq!(urls, ["https://a.example/x/1", "https://a.example/y/2"]);
    assert!(format!("{:?}", ingested.items[1].blocks).contains("https://a.example/y/b"));
}

#[test]
fn authors_are_names_and_no_addresses() {
    assert_eq!(strs(&item("<author>desk@example.org (سلمى الحاج)</author>").byline), ["سلمى الحاج"]);
    assert_eq!(strs(&item("<author>desk@example.org،سلمى</author>").byline), ["سلمى"]);
    assert!(item("<author>desk@example.org</author>").byline.is_empty());
    assert_eq!(
        strs(&item("<dc:creator>أ</dc:creator><dc:creator>ب</dc:creator><author>أ</author>").byline),
        ["أ", "ب"]
    );
}

#[test]
fn a_description_of_one_paragraph_is_an_excerpt_and_a_longer_one_the_text() {
    let short = read(&rss("", "<item><description>ملخص</description></item>"));
    assert!(short.items[0].excerpt && short.items[0].standfirst.is_none());
    assert_eq!(words(&short.items[0]), "ملخص\n");
    assert_reports(&short, "item 1: it has no text but a description: its description stands for the text");
    let whole = item("<description>&lt;p&gt;نص&lt;/p&gt;&lt;p&gt;ثان&lt;/p&gt;</description>");
    assert!(!whole.excerpt);
    assert_eq!(words(&whole), "نص\nثان\n");
}

#[test]
fn the_source_that_an_item_was_taken_from_is_its_publisher() {
    let publisher = item("<source url='https://other.example/rss'>صحيفة أخرى</source>").publisher.unwrap();
    assert_eq!((publisher.name.as_str(), publisher.site.unwrap().as_str()), ("صحيفة أخرى", "https://other.example"));
}

#[test]
fn dates_are_no_more_precise_than_they_are_written() {
    let ingested = read(&rss("", "<item><pubDate>10 شباط 2026</pubDate></item><item><pubDate>أمس</pubDate></item>"));
    assert_eq!(ingested.items[0].published.unwrap().to_string(), "2026-02-10");
    assert_eq!(ingested.items[1].published, None);
    assert_reports(&ingested, "item 2: published: أمس: no date can be read from it: left out");
    assert_eq!(item("<dc:date>2026-02-10</dc:date>").published.unwrap().to_string(), "2026-02-10");
}

#[test]
fn the_next_page_is_told_unless_it_is_the_feed_itself() {
    let next = |link: &str| read_from(Some("https://example.org/feed"), rss(link, "").as_bytes()).unwrap().next;
    let page = next("<atom:link rel='next' href='https://example.org/feed?paged=2'/>");
    assert_eq!(page.unwrap().as_str(), "https://example.org/feed?paged=2");
    assert_eq!(next("<atom:link rel='next' href='https://example.org/feed'/>"), None);
}

#[test]
fn rss_1_0_is_read_with_its_items_beside_the_channel() {
    let ingested = read(&rdf(
        "<item rdf:about='https://example.org/1'><title>أ</title><link>https://example.org/1</link><dc:date>2026-02-10T07:38:00Z</dc:date>\
         <dc:creator>سلمى</dc:creator><dc:subject>سياسة</dc:subject><description>نص</description></item>\
         <item rdf:about='https://example.org/2'><title>ب</title></item>",
    ));
    assert_eq!(titles(&ingested), ["أ"], "an item without a link is none in RSS 1.0");
    let item = &ingested.items[0];
    assert_eq!((strs(&item.byline), strs(&item.sections)), (vec!["سلمى"], vec!["سياسة"]));
    assert_eq!(item.published.unwrap().to_string(), "2026-02-10T07:38:00Z");
    assert_eq!(item.language.as_ref().unwrap().as_str(), "ar");
    assert_reports(&ingested, "item 2: it cannot be read: it holds nothing: left out");
}

#[test]
fn versions_0_91_to_2_0_1_are_read() {
    for version in ["0.91", "0.92", "0.94", "2.0", "2.0.1"] {
        let feed = format!("<rss version='{version}'><channel><title>t</title>{}</channel></rss>", numbered(1));
        let ingested = read(&feed);
        assert_eq!(titles(&ingested), ["خبر 1"], "{version}");
        assert!(!problems(&ingested).iter().any(|problem| problem.contains("version")), "{version}");
    }
}
