//! Editions to open: small enough to read, with everything that a test asks for.

use serde_json::{Value, json};

/// The settings of every edition here.
pub const CONFIG: &str = r#"
[site]
title = "نشرة الاختبار"
tagline = "أخبار للاختبار"
url = "http://bulletin.example/"
lang = "ar"
publisher = "نشرة الاختبار"
disclaimer = "المواد المعاد نشرها تعبّر عن رأي أصحابها."
offline = false

[sections]
politics = { name = "سياسة" }
culture = { name = "ثقافة" }
sport = { name = "رياضة" }

[locale]
digits = "arabic-indic"
months = "levant"
time_zone = "Asia/Damascus"

[pages]
about = "about.md"
"#;

/// [`CONFIG`] with a service worker. Most tests have none: it answers from caches and asks behind their backs.
pub fn with_worker() -> String {
    CONFIG.replace("offline = false", "offline = true")
}

/// [`CONFIG`] under which an address of before leads to [`BLOCKS`].
pub fn with_an_old_address() -> String {
    let old = "\"https://agency.example/old/\" = \"https://agency.example/3\"";
    format!("{CONFIG}\n[redirects]\n{old}\n")
}

/// The page that is not prerendered: it opens on the front page, which the viewer draws.
pub const SHELL: &str = "/shell.html";

/// The operator's own page that [`CONFIG`] names.
pub const ABOUT: &str = "# عن النشرة\n\nهذه نشرة للاختبار، وفيها [رابط](https://agency.example/).\n\n- بند\n- بند آخر\n";

/// The story that has every field, the newest of ten.
pub const FULL: &str = "مجلس المدينة يقرّ خطة لترميم الأسواق القديمة";
/// Its title at its original publisher.
pub const FULL_ORIGINAL: &str = "خطة ترميم الأسواق القديمة تنال موافقة المجلس";
/// An earlier story on the same subject, in another section.
pub const EARLIER: &str = "حرفيو الأسواق القديمة يطالبون بخطة ترميم عاجلة";
/// A story whose title opens with Latin letters.
pub const LATIN_FIRST: &str = "NASA تعلن موعد إطلاق مسبار جديد";
/// A story whose body has every kind of block.
pub const BLOCKS: &str = "كيف تعمل لغة C++!";
/// A story with a picture that loads and one that does not.
pub const PICTURES: &str = "معرض للصور في دمشق القديمة";
/// A story of 200 characters of title.
pub const LONG: &str = "عنوان طويل جدًا يمتد على أسطر كثيرة ليختبر كيف تلتف الكلمات في الصفحة حين لا يتسع لها السطر الواحد ولا السطران، \
    فيظهر كاملًا من غير أن يخرج عن حدود الشاشة أو يختفي منه حرف واحد عند أضيق العروض المعروفة";
/// The site's own story, which needs no attribution.
pub const OWN: &str = "كلمة التحرير: لماذا نعيد النشر";
/// A story in English.
pub const ENGLISH: &str = "Aid convoy reaches the northern towns";
/// Where the picture that loads is.
pub const GOOD_PICTURE: &str = "http://images.example/good.svg";
/// Where the picture that does not load is.
pub const BROKEN_PICTURE: &str = "http://images.example/broken.jpg";

/// Ten articles in three sections: five in politics, three in culture, two in sport.
pub fn small() -> Vec<u8> {
    feed(&ten())
}

/// The ten articles of [`small`] and forty older ones: enough for older pages.
pub fn fifty() -> Vec<u8> {
    let older = (11..=50u32).map(|n| {
        let published = utc(1_767_225_600 - i64::from(n) * 3600); // hours before 2026
        item(n, &format!("خبر رقم {n}"), "رياضة", &published, &format!("<p>نص الخبر {n}.</p>"), |_| {})
    });
    feed(&ten().into_iter().chain(older).collect::<Vec<_>>())
}

fn ten() -> Vec<Value> {
    vec![
        item(1, FULL, "سياسة", "2026-02-10T07:38:00+03:00", &full_body(), |item| {
            item["summary"] = json!("وافق المجلس على خطة من ثلاث مراحل تبدأ في الربيع.");
            item["authors"] = json!([{ "name": "سمر الحلبي" }, { "name": "Karim Haddad" }, { "name": "Lina Saleh" }]);
            item["tags"] = json!(["ترميم", "أسواق"]);
            item["_nashra"]["original_title"] = json!(FULL_ORIGINAL);
            item["_nashra"]["dateline"] = json!("حلب");
        }),
        item(
            2,
            LATIN_FIRST,
            "ثقافة",
            "2026-02-09T12:00:00+03:00",
            "<p>قالت الوكالة إن المسبار سيُطلق في الربيع.</p>",
            |_| {},
        ),
        item(3, BLOCKS, "ثقافة", "2026-02-08T12:00:00+03:00", BLOCKS_BODY, |_| {}),
        item(4, PICTURES, "ثقافة", "2026-02-07T12:00:00+03:00", &pictures_body(), |_| {}),
        item(5, LONG, "سياسة", "2026-02-06T12:00:00+03:00", "<p>نص قصير تحت عنوان طويل.</p>", |_| {}),
        item(
            6,
            OWN,
            "سياسة",
            "2026-02-05T12:00:00+03:00",
            "<p>نعيد النشر لأن القارئ يستحق أن يعرف المصدر.</p>",
            |item| {
                item["_nashra"]["publisher"] = json!({ "name": "نشرة الاختبار" });
            },
        ),
        item(
            7,
            ENGLISH,
            "سياسة",
            "2026-02-04T12:00:00+03:00",
            "<p>The convoy arrived on Tuesday, after 3 days.</p>",
            |item| {
                item["language"] = json!("en");
            },
        ),
        item(8, EARLIER, "سياسة", "2026-02-03T12:00:00+03:00", EARLIER_BODY, |item| {
            item["tags"] = json!(["ترميم"]);
        }),
        item(
            9,
            // An override and an isolate, which vanish.
            "المنتخب \u{202E}يفوز\u{2067} في مباراته الأولى",
            "رياضة",
            "2026-02-02T12:00:00+03:00",
            "<p>فاز المنتخب بهدفين.</p>",
            |_| {},
        ),
        item(10, "انطلاق سباق الدراجات", "رياضة", "2026-02-01T12:00:00+03:00", "<p>انطلق السباق صباحًا.</p>", |_| {}),
    ]
}

/// Four thousand short articles, minutes apart, in three sections: numbers of four digits, and forty pages.
pub fn large() -> Vec<u8> {
    let start = 1_735_689_600; // 2025-01-01T00:00:00Z
    let items: Vec<Value> = (1..=4_000u32)
        .map(|n| {
            let section = ["سياسة", "ثقافة", "رياضة"][(n % 3) as usize];
            let published = utc(start + i64::from(n) * 600);
            item(n, &format!("خبر رقم {n}"), section, &published, &format!("<p>نص الخبر {n}.</p>"), |_| {})
        })
        .collect();
    feed(&items)
}

/// A JSON Feed of `items`.
pub fn feed(items: &[Value]) -> Vec<u8> {
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "وكالة المثال",
        "home_page_url": "https://agency.example/",
        "language": "ar",
        "items": items,
    });
    feed.to_string().into_bytes()
}

/// One item of a JSON Feed, as `change` leaves it.
pub fn item(n: u32, title: &str, section: &str, published: &str, body: &str, change: fn(&mut Value)) -> Value {
    let mut item = json!({
        "id": format!("https://agency.example/{n}"),
        "url": format!("https://agency.example/{n}"),
        "title": title,
        "content_html": body,
        "date_published": published,
        "_nashra": {
            "publisher": { "name": "وكالة المثال", "site": "https://agency.example/" },
            "fetched": "2026-02-10T09:00:00+03:00",
            "section": section,
        },
    });
    change(&mut item);
    item
}

fn full_body() -> String {
    let paragraph = "<p>أقرّ مجلس المدينة خطة لترميم الأسواق القديمة تشمل الأسقف والأبواب والحجارة وشبكات الإنارة، \
        وتبدأ في الربيع على ثلاث مراحل يشارك فيها حرفيو الأسواق.</p>";
    format!("{paragraph}<h2>ثلاث مراحل</h2>{}", paragraph.repeat(40))
}

const EARLIER_BODY: &str = "<p>طالب حرفيو الأسواق القديمة بخطة ترميم عاجلة تشمل الأسقف والأبواب والحجارة، وقالوا إن مجلس \
    المدينة وعد بها منذ سنوات.</p>";

const BLOCKS_BODY: &str = r#"<p id="opening">WHO قالت إن اللقاح آمن، وهو ما أكدته وزارة الصحة في بيان مفصل صدر صباح اليوم.</p>
<p>صدرت النسخة 17 عام 1962–1984 في دمشق.</p>
<blockquote lang="en"><p>We choose to go to the moon in this decade.</p><cite>John Kennedy</cite></blockquote>
<ul><li>أول البنود</li><li>ثاني البنود</li></ul>
<ol><li>الخطوة الأولى</li><li>الخطوة الثانية</li></ol>
<table><tr><th>المدينة</th><th>العدد</th></tr><tr><td>حلب</td><td>12</td></tr></table>
<table><tr><th>Name</th><th>Value</th></tr><tr><td>alpha</td><td>beta</td></tr></table>
<p>اتصل على <a href="tel:+963112345678">+963 11 234 5678</a> أو اكتب إلى <a href="mailto:news@agency.example">news@agency.example</a> أو زر https://agency.example/a/b?c=d الآن.</p>
<p>تُستعمل كلمة <span lang="en">template</span> كثيرًا، ويُكتب <strong>لا إله إلا</strong> بوصل اللام والألف.</p>
<p>قال الوزير: «نعمل من أجل “المستقبل” كله»، وكتب بالفارسية: می‌خواهم.</p>
<pre><code>int main() { return 0; }</code></pre>
<hr>
<iframe src="https://www.youtube.com/embed/abc123" title="فيديو"></iframe>"#;

fn pictures_body() -> String {
    format!(
        "<p>افتُتح المعرض أمس.</p>\
         <figure><img src='{GOOD_PICTURE}' width='640' height='480' alt='باب قديم'><figcaption>باب من القرن السابع عشر</figcaption></figure>\
         <p>ويستمر أسبوعًا.</p>\
         <figure><img src='{BROKEN_PICTURE}' width='800' height='600' alt='ساحة'><figcaption>ساحة السوق كما كانت</figcaption></figure>"
    )
}

/// Seconds since 1970 in RFC 3339.
fn utc(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days to a civil date (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}
