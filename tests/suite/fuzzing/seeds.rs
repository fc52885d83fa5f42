//! A small document of each format, to start from.

/// All of them.
pub fn all() -> Vec<Vec<u8>> {
    [
        r#"{"format":"nashra-article/1","id":"0a1b2c3d4e","rev":1,"title":{"text":"عنوان","dir":"rtl"},"published":"2026-02-10T07:38:00Z",
           "blocks":[{"paragraph":{"dir":"rtl","inlines":[{"text":"نص"},{"strong":[{"text":"مهم"}]}]}}],"words":1,"tags":[],
           "rights":{"body":"full","canonical":"self","index":true,"images":"link"}}"#,
        r#"{"id":7,"url":"/7","title":"أ","content_html":"<p>نص","summary":"x","date_published":"2026-02-10","authors":[{"name":"س"}],"tags":["t"]}"#,
        r#"headlines":[{"value":"أ"}],"bodies":[{"contentType":"text/html","value":"<p>نص"}],"versionCreated":"2026-02-10T07:38:00Z","by":"س"#,
        r#"content":{"rendered":"<p>نص &hellip;</p>"},"link":"https://a.example/1","date_gmt":"2026-02-10T07:38:00","_embedded":{"author":[{"name":"س"}]}"#,
        "عنوان\nعنوان المادة الأصلي: «الأصل» من موقع a.example بتاريخ ١٠ شباط ٢٠٢٦\nفقرة أولى طويلة بعض الشيء، تنتهي بنقطة.\nسياسة\n",
        "{\"title\":\"أ\",\"body\":\"نص\",\"time\":\"2017-01-22T185600\",\"source\":\"\"}\n{\"title\":\"ب\",\"body\":\"نص\"}\n",
        "<opml version='2.0'><head><title>t</title></head><body><outline text='أ'><outline xmlUrl='https://a.example/rss'/></outline></body></opml>",
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><title>t</title><item><title>أ &amp; ب</title>\
         <link>https://a.example/1</link><guid isPermaLink=\"false\">1</guid><author>a@b.example (س)</author><pubDate>Tue, 10 Feb 2026 07:38:00 GMT</pubDate>\
         <description><![CDATA[<p>نص</p>]]></description><media:content url=\"https://a.example/1.jpg\" medium=\"image\"/></item></channel></rss>",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"ar\"><title>t</title><entry><title type=\"html\">أ</title><link href=\"https://a.example/1\"/>\
         <updated>2026-02-10T07:38:00Z</updated><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>نص<br/></p></div></content></entry></feed>",
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"><channel/><item><title>أ</title><link>https://a.example/1</link></item></rdf:RDF>",
        "<!DOCTYPE html><html lang=ar><title>أ</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"أ\"}</script>\
         <article><h1>أ</h1><p dir=rtl>نص <a href='/x'>رابط</a><ul><li>١<li>٢</ul><table><tr><td>1</table><figure><img src=/1.jpg><figcaption>ش</figure></article>",
    ]
    .iter()
    .map(|seed| seed.as_bytes().to_vec())
    .collect()
}
