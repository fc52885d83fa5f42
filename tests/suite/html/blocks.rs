//! One feature of [`wire::html`] a test.

use super::{blocks, json, read, read_as, words};
use model::{Block, Direction, ImageAddress, Inline};

/// The addresses of the pictures of `html`.
fn pictures(html: &str) -> Vec<String> {
    let blocks = blocks(html);
    let figures = blocks.into_iter().filter_map(|block| match block {
        Block::Figure(figure) => Some(String::from(figure.image.src)),
        _ => None,
    });
    figures.map(|src| src.replace("https://news.example", "")).collect()
}

/// Provider and address of the one embed of `html`.
fn embed(html: &str) -> (String, String) {
    match &blocks(html)[..] {
        [Block::Embed(embed)] => (embed.provider.clone(), embed.url.to_string()),
        other => panic!("{html} comes to {other:?}"),
    }
}

/// The levels of the headings of `html`.
fn levels(html: &str) -> Vec<u8> {
    let blocks = blocks(html);
    let levels = blocks.iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    });
    levels.collect()
}

#[test]
fn white_space_collapses_and_stays_outside_marks() {
    assert_eq!(
        json("<p> one\n\t<b> two </b>three <i></i> four </p>"),
        r#"[{"paragraph":{"dir":"ltr","inlines":[{"text":"one "},{"strong":[{"text":"two"}]},{"text":" three four"}]}}]"#
    );
    assert_eq!(json("<p>10&nbsp;km &nbsp;&nbsp; far&nbsp;</p>"), json("<p>10\u{A0}km far</p>"));
}

#[test]
fn what_holds_no_word_vanishes() {
    for empty in ["", "<p>&nbsp;</p>", "<p>\u{200F}\u{200B}</p>", "<b> <i></i></b>", "<ul><li></li></ul>", "<br><br>"] {
        assert_eq!(blocks(empty), [], "{empty}");
    }
    for empty in ["<table><tr><td> </td><td></td></tr></table>", "<blockquote></blockquote>", "<hr>", "<pre>\n </pre>"]
    {
        assert_eq!(blocks(empty), [], "{empty}");
    }
}

#[test]
fn two_breaks_part_paragraphs_and_one_breaks_a_line() {
    assert_eq!(blocks("one<br>two<br> <br>three").len(), 2);
    assert_eq!(json("<p><br>one<br> two<br></p>").matches("break").count(), 1);
}

#[test]
fn bidi_controls_and_other_controls_go_and_joiners_stay() {
    let text = words(&blocks("<p>a\u{202E}b\u{2066}c\u{1}d\u{200C}e\u{200F}</p>"));
    assert_eq!(text, ["abcd\u{200C}e\u{200F}"]);
}

#[test]
fn direction_is_the_majority_scripts_and_dir_counts_only_without_letters() {
    let dir = |html: &str| match &blocks(html)[..] {
        [Block::Paragraph(text)] => text.dir,
        other => panic!("{other:?}"),
    };
    assert_eq!(dir("<p dir=ltr>WHO: انخفاض الإصابات في العالم</p>"), Direction::Rtl);
    assert_eq!(dir("<p dir=rtl>English words</p>"), Direction::Ltr);
    assert_eq!(dir("<p dir=ltr>2017 – 50%</p>"), Direction::Ltr);
    assert_eq!(dir("<div dir=ltr><p>2017 – 50%</p></div>"), Direction::Ltr);
    assert_eq!(dir("<p>2017 – 50%</p>"), Direction::Rtl);
}

#[test]
fn a_run_in_another_language_is_marked_and_a_wrong_mark_is_not_kept() {
    let foreign = |html: &str| json(html).contains("foreign");
    assert!(foreign("<p>قال المتحدث <span lang=en>the end</span> ثم</p>"));
    assert!(foreign("<p>قال المتحدث <bdi>the end</bdi> ثم</p>"));
    assert!(foreign("<p>قال <span lang=fa>پایان</span> ثم</p>"));
    assert!(!foreign("<p>قال <span lang=ar-SA dir=rtl>النهاية</span> ثم</p>"));
    assert!(!foreign("<p>قال <span lang=EN-US dir=rtl>النهاية</span> ثم</p>"));
    assert_eq!(
        json("<p><span lang=en>The end</span></p>"),
        r#"[{"paragraph":{"dir":"ltr","lang":"en","inlines":[{"text":"The end"}]}}]"#
    );
    assert!(!json("<div lang=en><p>النهاية كلها</p></div>").contains("lang"));
}

#[test]
fn quotation_marks_of_q_are_words() {
    assert_eq!(words(&blocks("<p>said <q>no </q>twice</p>")), ["said", "“no”", "twice"]);
    assert_eq!(words(&blocks("<p>قال <q>لا</q></p>")), ["قال", "«لا»"]);
}

#[test]
fn a_link_that_does_not_survive_leaves_its_words() {
    for dead in ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "#top", "", "ftp://a.example/", "http://"] {
        let blocks = blocks(&format!("<p><a href=\"{dead}\">words stay</a></p>"));
        assert_eq!(words(&blocks), ["words", "stay"], "{dead}");
        assert!(!serde_json::to_string(&blocks).unwrap().contains("link"), "{dead}");
    }
}

#[test]
fn links_are_resolved_and_lose_what_tracks() {
    for (href, resolved) in [
        ("../x?utm_source=a&b=1", "https://news.example/2026/02/x?b=1"),
        ("//cdn.example/y", "https://cdn.example/y"),
        ("HTTP://Example.ORG", "http://example.org/"),
        ("mailto:desk@news.example", "mailto:desk@news.example"),
    ] {
        let expected = format!(r#"{{"link":{{"href":"{resolved}","#);
        assert!(json(&format!("<a href='{href}'>x</a>")).contains(&expected), "{href}");
    }
}

#[test]
fn a_link_around_blocks_goes_into_each() {
    assert_eq!(json("<a href=/x><h2>Title</h2><p>Words</p></a>").matches("link").count(), 2);
}

#[test]
fn headings_follow_one_another_without_a_gap() {
    assert_eq!(levels("<h3>a</h3><h5>b</h5><h5>c</h5><h3>d</h3><h1>e</h1><h2>f</h2>"), [2, 3, 3, 2, 2, 3]);
    assert_eq!(levels("<h1>1</h1><h2>2</h2><h3>3</h3><h4>4</h4><h5>5</h5><h6>6</h6>"), [2, 3, 4, 5, 6, 6]);
}

#[test]
fn lazy_pictures_get_their_real_address() {
    const PLACEHOLDER: &str = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
    for html in [
        "<img src=/a.jpg>",
        &format!("<img src={PLACEHOLDER} data-src=/a.jpg>"),
        "<img src=/grey.png data-lazy-src=/a.jpg>",
        "<img data-original=/a.jpg>",
        "<img srcset='/s.jpg 300w, /a.jpg 1200w,/m.jpg 600w'>",
        &format!("<img src={PLACEHOLDER} data-srcset='/s.jpg, /a.jpg 2x'>"),
        "<img src=/wp/1x1.trans.gif data-srcset='/a.jpg'>",
        "<picture><source srcset='/a.jpg 2x, /s.jpg'><source srcset=/b.jpg><img></picture>",
        &format!("<img src={PLACEHOLDER}><noscript><img src=/a.jpg></noscript>"),
        "<img data-src=/a.jpg> <noscript><img src=/other-size.jpg></noscript>",
        "<noscript>Please enable JavaScript<img src=/s.jpg></noscript><img data-src=/a.jpg>",
    ] {
        assert_eq!(pictures(html), ["/a.jpg"], "{html}");
        assert_eq!(words(&blocks(html)), [""; 0], "{html}");
    }
}

#[test]
fn pixels_that_count_readers_vanish() {
    for html in [
        "<img src=/a.gif width=1 height=1>",
        "<img src=/a.gif width=0>",
        "<img src=/a.gif style='border:0;width:1px;height:1px'>",
        "<img src=/a.gif style='display: none'>",
        "<img src='https://www.facebook.com/tr?id=1'>",
        "<img src='https://pixel.wp.com/g.gif?blog=1'>",
        "<noscript><img height=1 width=1 src='https://x.example/p'></noscript>",
        "<iframe src='https://www.googletagmanager.com/ns.html?id=1'></iframe>",
        "<iframe src='https://ads.example/' width=0 height=0></iframe>",
    ] {
        assert_eq!(blocks(html), [], "{html}");
    }
    assert_eq!(pictures("<img src=/a.gif style='border-width:0' width=640 height=3>"), ["/a.gif"]);
}

#[test]
fn a_figure_keeps_size_alternative_caption_and_credit() {
    let html = "<figure><a href=/x><img src=/a.jpg width=640px height=480 alt='A ship'></a>\
                <figcaption>At sea <span class=credit>AFP</span></figcaption></figure>";
    let [Block::Figure(figure)] = &blocks(html)[..] else { panic!("{}", json(html)) };
    assert_eq!(figure.image.size, Some((640, 480)));
    assert_eq!(figure.image.alt.as_ref().unwrap().as_str(), "A ship");
    assert_eq!(figure.caption.as_ref().unwrap().to_plain(), "At sea");
    assert_eq!(figure.credit.as_ref().unwrap().as_str(), "AFP");
    assert!(matches!(figure.image.src, ImageAddress::Linked(_)));
    assert_eq!(read(html).opening_image.as_ref(), Some(&figure.image));
    assert_eq!(read(&format!("<p>Words</p>{html}")).opening_image, None);
    assert!(json("<img src=/a.jpg width='100%' height=480>").contains("/a.jpg\"}"), "half a size is none");
}

#[test]
fn a_gallery_keeps_each_pictures_caption_and_its_own() {
    let html = "<figure><figure><img src=/1.jpg><figcaption>one</figcaption></figure>\
                <figure><img src=/2.jpg></figure><figcaption>both</figcaption></figure>";
    assert_eq!(pictures(html), ["/1.jpg", "/2.jpg"]);
    assert_eq!(words(&blocks(html)), ["one", "both"]);
}

#[test]
fn a_quotation_knows_who_said_it_and_where() {
    for html in [
        "<blockquote cite=/said><p>Words</p><footer>— A. Name</footer></blockquote>",
        "<blockquote cite=/said>Words<p><cite>A. Name</cite></p></blockquote>",
        "<blockquote cite=/said><p>Words</p><p class=source>A. Name</p></blockquote>",
    ] {
        let [Block::Quotation(quotation)] = &blocks(html)[..] else { panic!("{}", json(html)) };
        assert_eq!(quotation.citation.as_ref().unwrap().as_str(), "A. Name", "{html}");
        assert_eq!(quotation.url.as_ref().unwrap().as_str(), "https://news.example/said");
        assert_eq!(words(&quotation.blocks), ["Words"], "{html}");
    }
    assert_eq!(words(&blocks("<blockquote>In <cite>Hamlet</cite> he dies</blockquote>")).len(), 4);
}

#[test]
fn a_list_keeps_its_start_and_what_stands_between_items() {
    assert!(json("<ol start=4><li>a</ol>").contains(r#""ordered":true,"start":4"#));
    assert!(!json("<ol start=x><li>a</ol>").contains("start"));
    assert_eq!(words(&blocks("<ul><li>a<ul><li>b</ul></li><ul><li>c</ul>d</ul>")), ["a", "b", "c", "d"]);
}

#[test]
fn a_table_of_figures_is_a_table_and_one_for_layout_is_not() {
    let html =
        "<table><caption>T</caption><thead><tr><th>a<th>b</thead><tr><td colspan=900 rowspan=0>1<td>2<p>3</table>";
    let [Block::Table(table)] = &blocks(html)[..] else { panic!("{}", json(html)) };
    assert_eq!((table.head_rows, table.rows.len()), (1, 2));
    assert_eq!((table.rows[1][0].columns, table.rows[1][0].rows), (100, 1));
    assert_eq!(table.rows[1][1].text.inlines[1], Inline::Break);
    assert_eq!(table.caption.as_ref().unwrap().to_plain(), "T");
    assert_eq!(json("<table><tr><td><p>a</p><h2>b</h2></table>"), json("<p>a</p><h2>b</h2>"));
    assert_eq!(json("<table><tr><td>a<td><table><tr><td>b<td>c</table></table>").matches("table").count(), 1);
    assert_eq!(json("<table role=presentation><tr><td>a<td>b</table>"), json("<p>a</p><p>b</p>"));
}

#[test]
fn preformatted_text_keeps_its_white_space() {
    assert_eq!(json("<pre>\n  a\n\tb<br>c\n</pre>"), r#"[{"preformatted":{"dir":"ltr","text":"  a\n\tb\nc"}}]"#);
}

#[test]
fn players_become_links_to_what_they_play() {
    for (html, provider, url) in [
        ("<iframe src=//www.youtube.com/embed/abc?rel=0></iframe>", "YouTube", "https://www.youtube.com/watch?v=abc"),
        ("<iframe data-src=https://player.vimeo.com/video/12></iframe>", "Vimeo", "https://vimeo.com/12"),
        (
            "<iframe src='https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fp%2Fv%2F1'></iframe>",
            "Facebook",
            "https://www.facebook.com/p/v/1",
        ),
        ("<script data-telegram-post='news/7'></script>", "Telegram", "https://t.me/news/7"),
        ("<video><source src=/a.mp4></video>", "news.example", "https://news.example/a.mp4"),
        ("<audio src=/a.mp3>no</audio>", "news.example", "https://news.example/a.mp3"),
        ("<object><embed src=/a.pdf></object>", "news.example", "https://news.example/a.pdf"),
        ("<iframe src=https://maps.example/x></iframe>", "maps.example", "https://maps.example/x"),
        (
            "<blockquote class=twitter-tweet><p>Hi</p>— A <a href='https://twitter.com/a/status/1?ref_src=x'>May 1</a></blockquote>",
            "X",
            "https://twitter.com/a/status/1",
        ),
        (
            "<blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/p/x/?igsh=1'>Hi</blockquote>",
            "Instagram",
            "https://www.instagram.com/p/x/",
        ),
    ] {
        assert_eq!(embed(html), (provider.to_owned(), url.to_owned()), "{html}");
    }
    assert_eq!(blocks("<iframe src='javascript:alert(1)'></iframe>"), []);
    assert_eq!(blocks("<iframe srcdoc='<p>x'></iframe>"), []);
    assert!(matches!(&blocks("<blockquote class=twitter-tweet>Words</blockquote>")[..], [Block::Quotation(_)]));
}

#[test]
fn furniture_and_hidden_elements_vanish() {
    for html in [
        "<script>x</script>",
        "<style>x</style>",
        "<form>x</form>",
        "<nav>x</nav>",
        "<svg><text>x</text></svg>",
        "<math><mi>x</mi></math>",
        "<template>x</template>",
        "<select><option>x</select>",
        "<textarea>x</textarea>",
        "<div hidden>x</div>",
        "<div style='display:none'>x</div>",
        "<div class='a sharedaddy'>x</div>",
        "<div id=jp-relatedposts>x</div>",
        "<section class=newsletter>x</section>",
        "<noscript>x</noscript>",
        "<del>x</del>",
    ] {
        let content = read(html);
        assert_eq!(content.blocks, [], "{html}");
        assert_eq!(content.dropped.len(), usize::from(!html.starts_with("<noscript")), "{html}");
    }
    assert_eq!(words(&blocks("<p class=sharedvalues id=commentary>stays</p>")), ["stays"]);
}

#[test]
fn a_whole_page_is_read_like_its_body() {
    let page =
        "<!DOCTYPE html><html lang=ar><head><title>t</title><meta charset=utf-8></head><body><p>a</p></body></html>";
    assert_eq!(json(page), json("<p>a</p>"));
}

#[test]
fn without_a_language_every_language_is_marked() {
    let content = read_as("<p lang=ar>النص</p>", Direction::Rtl, None);
    let [Block::Paragraph(text)] = &content.blocks[..] else { panic!() };
    assert_eq!(text.lang.as_ref().unwrap().as_str(), "ar");
}
