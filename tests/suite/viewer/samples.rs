//! A small Arabic newspaper, written for the tests and for looking at the design.

use model::*;
use std::sync::Arc;
use viewer::native_calendars::NATIVE_CALENDARS;
use viewer::route::{BasePath, Route};
use viewer::screen::Frame;
use viewer::screen_from::{default_ui, edition_frame};

/// Right-to-left or left-to-right text, as ingest would decide.
pub fn text(words: &str) -> Text {
    Text::new(words, Direction::Rtl, None).expect("sample text is readable")
}

pub fn slug(name: &str) -> SectionSlug {
    SectionSlug::parse(name).expect("sample slugs are valid")
}

pub fn url(address: &str) -> SafeUrl {
    SafeUrl::parse(address).expect("sample addresses are safe")
}

pub fn moment(written: &str) -> Moment {
    Moment::parse(written).expect("sample moments exist")
}

const SECTIONS: [(&str, &str, u32); 7] = [
    ("politics", "سياسة", 1204),
    ("world", "العالم", 987),
    ("economy", "اقتصاد", 611),
    ("culture", "ثقافة", 342),
    ("science", "علوم وصحة", 128),
    ("sport", "رياضة", 2),
    ("opinion", "رأي", 1),
];

const HEADLINES: [(&str, &str, &str, &str); 16] = [
    (
        "world",
        "قطار الشمال يعود إلى سكّته بعد توقف دام أحد عشر عامًا",
        "وكالة الساحل",
        "أول رحلة تجريبية قطعت المسافة في ساعتين وربع الساعة، والتذاكر تُطرح مطلع الشهر المقبل.",
    ),
    (
        "economy",
        "أسعار الزيتون تتراجع 12% مع موسم وفير في الساحل",
        "جريدة الميناء",
        "المزارعون يطالبون بفتح أسواق جديدة قبل أن تمتلئ المعاصر.",
    ),
    ("culture", "مكتبة الحيّ تفتح أبوابها ليلًا لطلاب الامتحانات", "نشرة المدينة", ""),
    (
        "science",
        "منظمة WHO: لقاح الملاريا الجديد يصل إلى 17 بلدًا",
        "مجلة المختبر",
        "الجرعات الأولى تكفي نحو ستة ملايين طفل، والشحنات التالية في الربيع.",
    ),
    ("sport", "سبّاحة في السادسة عشرة تحطّم رقمًا عمره أربعون عامًا", "الملعب", ""),
    (
        "politics",
        "البلدية تنشر موازنتها سطرًا سطرًا للمرة الأولى",
        "وكالة الساحل",
        "الأرقام متاحة للتنزيل، والنقاش العلني يبدأ الأحد.",
    ),
    ("opinion", "من يملك الماء حين يجفّ النهر؟", "", ""),
    (
        "economy",
        "اتفاق على توسعة المرفأ القديم بعد مفاوضات امتدت ثلاث سنوات بين البلدية وشركة الأرصفة ونقابة العاملين في الشحن والتفريغ",
        "جريدة الميناء",
        "",
    ),
    ("culture", "عودة المسرح الجوّال إلى القرى الجبلية", "نشرة المدينة", "عشرون عرضًا في ثلاثين يومًا، والدخول بلا مقابل."),
    ("world", "The Strait Reopens to Night Shipping", "The Harbour Gazette", ""),
    ("science", "خرائط جديدة للمياه الجوفية تُفاجئ الباحثين", "مجلة المختبر", ""),
    ("politics", "ثلاثة أسئلة عن قانون النقل المدرسي", "وكالة الساحل", ""),
    ("sport", "كتاب C++! يصبح عنوانًا لفريق روبوتات مدرسي", "الملعب", ""),
    ("culture", "خطّاطة من حلب ترمّم ألواح سوق النحّاسين", "نشرة المدينة", "حرف واحد قد يستغرق نهارًا كاملًا."),
    ("economy", "سوق السمك: نصف قرن من المزاد اليومي", "جريدة الميناء", ""),
    ("world", "رصد سرب نادر من اللقالق فوق المضيق", "وكالة الساحل", ""),
];

pub fn id(number: usize) -> ArticleId {
    ArticleId::of(&format!("example.org/{number}"), 0)
}

pub fn headlines() -> Vec<Headline> {
    let headline = |(number, (section, title, publisher, standfirst)): (usize, &(&str, &str, &str, &str))| Headline {
        id: id(number),
        title: Some(text(title)),
        standfirst: Text::new(standfirst, Direction::Rtl, None),
        section: Some(slug(section)),
        publisher: Text::new(publisher, Direction::Rtl, None),
        published: Some(moment(&format!("2026-02-10T{:02}:38:00Z", 16 - number))),
        image: matches!(number, 0 | 3 | 8).then(|| picture("sample-1200.svg")),
    };
    HEADLINES.iter().enumerate().map(headline).collect()
}

pub fn picture(name: &str) -> Image {
    Image {
        src: ImageAddress::Mirrored(name.to_owned()),
        size: Some((1200, 800)),
        alt: Some(text("قطار أبيض يعبر جسرًا فوق وادٍ")),
        colour: None,
    }
}

pub fn edition() -> Edition {
    let sections =
        SECTIONS.map(|(name, title, count)| SectionSummary { slug: slug(name), name: text(title), count, chain: None });
    let mut latest = headlines();
    Edition {
        site: site(),
        updated: moment("2026-02-10T17:05:00Z"),
        total: 3275,
        sections: sections.to_vec(),
        lead: Some(latest.remove(0)),
        latest,
        chain: None,
        removed: Vec::new(),
    }
}

fn site() -> Site {
    Site {
        sections: Vec::new(),
        title: text("صحيفة المرفأ"),
        tagline: Some(text("أخبار الساحل والعالم، من مصادرها")),
        lang: Lang::parse("ar").expect("a valid tag"),
        dir: Direction::Rtl,
        publisher: Some(Publisher {
            name: text("دار المرفأ للنشر"), site: Some(url("https://marfa.example/"))
        }),
        disclaimer: None,
        url: Some(url("https://news.marfa.example/")),
        locale: LocaleDefaults {
            ui: UiLanguage::Ar,
            digits: Digits::ArabicIndic,
            months: MonthNames::Levant,
            calendar: Calendar::Gregorian,
            time_zone: "Asia/Damascus".to_owned(),
        },
        theme: Vec::new(),
        pages: [("about", "من نحن"), ("corrections", "تصويبات"), ("privacy", "الخصوصية")]
            .map(|(name, title)| PageLink { slug: slug(name), title: text(title) })
            .to_vec(),
        direct_allow: Vec::new(),
    }
}

/// The frame of `route` in the edition's own interface language, or in another.
pub fn frame(route: Route, language: Option<UiLanguage>) -> Frame {
    let edition = edition();
    let mut ui = default_ui(&edition.site, BasePath::new("/"), &NATIVE_CALENDARS);
    if let Some(language) = language {
        ui.language = language;
        ui.digits = language.default_digits();
    }
    edition_frame(&edition, ui, route)
}

/// An article with every kind of block and inline.
pub fn article() -> Arc<Article> {
    Arc::new(Article {
        id: id(0),
        rev: 2,
        title: Some(text("قطار الشمال يعود إلى سكّته بعد توقف دام أحد عشر عامًا")),
        standfirst: Some(text(
            "أول رحلة تجريبية قطعت المسافة في ساعتين وربع الساعة، والتذاكر تُطرح مطلع الشهر المقبل بأسعار تقل عن أجرة الحافلة.",
        )),
        section: Some(SectionRef { slug: slug("world"), name: text("العالم") }),
        dateline: Some(text("دمشق")),
        byline: vec![text("ليلى الحسن"), text("John O’Brien")],
        published: Some(moment("2026-02-10T07:38:00Z")),
        updated: Some(moment("2026-02-10T09:10:00Z")),
        language: Lang::parse("ar").ok(),
        image: Some(picture("sample-1200.svg")),
        blocks: blocks(),
        original: Some(original("وكالة الساحل", "قطار الشمال يعود إلى سكّته بعد 11 عامًا")),
        also_published: vec![original("The Harbour Gazette", "Northern Line Runs Again")],
        rights: Rights {
            notice: Some(text("© وكالة الساحل. يُعاد النشر بإذن.")), ..Rights::default()
        },
        corrections: Vec::new(),
        tags: vec![text("سكك الحديد"), text("نقل عام"), text("Metro 2030")],
        words: 640,
        same_story: same_story(),
        related: related(),
        headline_page: Some(7),
    })
}

fn original(publisher: &str, title: &str) -> Original {
    Original {
        title: text(title),
        publisher: Publisher { name: text(publisher), site: Some(url("https://sahel.example/")) },
        url: Some(url("https://www.sahel.example/2026/02/10/northern-line?id=77")),
        author: Some(text("ليلى الحسن")),
        published: Some(moment("2026-02-10T07:38:00Z")),
        fetched: moment("2026-02-10T12:00:00Z"),
        language: None,
    }
}

fn same_story() -> Vec<Headline> {
    let at = |number: usize, title: &str, publisher: &str| Headline {
        title: Some(text(title)),
        publisher: Some(text(publisher)),
        published: Some(moment("2026-02-10T06:12:00Z")),
        ..Headline::bare(id(number))
    };
    vec![
        at(13, "الشمال يسمع صافرة القطار من جديد", "صحيفة المرفأ"),
        at(14, "Northern Line Carries Its First Passengers", "The Harbour Gazette"),
    ]
}

fn related() -> Vec<RelatedStory> {
    let section = |name: &str, title: &str| Some(SectionRef { slug: slug(name), name: text(title) });
    vec![
        RelatedStory {
            id: Some(id(5)),
            title: Some(text("البلدية تنشر موازنتها سطرًا سطرًا للمرة الأولى")),
            section: section("politics", "سياسة"),
        },
        RelatedStory {
            id: Some(id(11)),
            title: Some(text("ثلاثة أسئلة عن قانون النقل المدرسي")),
            section: section("politics", "سياسة"),
        },
        RelatedStory { id: Some(id(7)), title: None, section: section("economy", "اقتصاد") },
        RelatedStory { id: None, title: None, section: section("culture", "ثقافة") },
    ]
}

fn inlines(dir: Direction, inlines: Vec<Inline>) -> InlineText {
    InlineText { dir, lang: None, inlines }
}

fn paragraph(words: &str) -> Block {
    Block::paragraph(words, Direction::Rtl).expect("sample paragraphs are readable")
}

fn words(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn plain(words: &str) -> InlineText {
    InlineText::plain(words, Direction::Rtl).expect("sample text is readable")
}

fn cell(heading: bool, words: &str) -> Cell {
    Cell { heading, columns: 1, rows: 1, text: plain(words) }
}

fn blocks() -> Vec<Block> {
    let english = Lang::parse("en").ok();
    vec![
        paragraph(
            "في السادسة من صباح الثلاثاء أطلق القطار الأبيض صفّارته من محطة الحجاز، فتوقف المارّة على الرصيف المقابل ورفع بعضهم هواتفهم. كان آخر قطار قد غادر من هنا قبل أحد عشر عامًا، ومنذ ذلك الحين نبت العشب بين العوارض وصارت السكّة طريقًا مختصرًا للمشاة.",
        ),
        Block::Paragraph(inlines(
            Direction::Rtl,
            vec![
                words("وقالت الهيئة في بيان نشرته على "),
                Inline::Link {
                    href: url("https://rail.example/statement"), inlines: vec![words("موقعها الرسمي")]
                },
                words(" إن الرحلة "),
                Inline::Strong(vec![words("انتهت قبل موعدها بست دقائق")]),
                words("، وإن عربات طراز "),
                Inline::Foreign {
                    dir: Direction::Ltr,
                    lang: english.clone(),
                    inlines: vec![words("Desiro HC (2024)")],
                },
                words(
                    " تستهلك ثلث ما كانت تستهلكه قاطرات 1962–1984. للاستفسار: +963 11 222 3333 أو press@rail.example.",
                ),
            ],
        )),
        Block::Heading { level: 2, text: plain("سكّة أقدم من المدينة") },
        paragraph(
            "مُدّ الخط عام 1908 بعرض متر وخمسة سنتيمترات، ثم وُسّع على مرحلتين. ويقول المهندس المشرف إن أصعب ما في الترميم لم يكن القضبان بل المصارف الحجرية تحتها: «كل مصرف منها بناه رجل مختلف، ولا مخطط لأيٍّ منها».",
        ),
        Block::Figure(Figure {
            image: Image { alt: None, ..picture("sample-800.svg") },
            caption: Some(plain("عمّال يرصفون الحصى عند الكيلومتر 42، الشهر الماضي.")),
            credit: Some(text("سامر درويش")),
        }),
        Block::Quotation(Quotation {
            dir: Direction::Rtl,
            lang: None,
            blocks: vec![paragraph("لم نُصلح سكّة، بل أعدنا ساعةً ونصف الساعة إلى يوم كل طالب يدرس في العاصمة.")],
            citation: Some(text("مديرة المشروع، هناء القاضي")),
            url: None,
        }),
        Block::Heading { level: 4, text: plain("بالأرقام") },
        Block::Table(Table {
            dir: Direction::Rtl,
            caption: Some(plain("أزمنة الرحلة وأجرتها")),
            head_rows: 1,
            rows: vec![
                vec![cell(true, "الوسيلة"), cell(true, "الزمن"), cell(true, "الأجرة")],
                vec![cell(true, "القطار"), cell(false, "2:15"), cell(false, "18٬000")],
                vec![cell(true, "الحافلة"), cell(false, "3:40"), cell(false, "25٬000")],
                vec![cell(true, "سيارة أجرة"), cell(false, "2:50"), cell(false, "90٬000")],
            ],
        }),
        Block::List(List {
            ordered: false,
            start: None,
            dir: Direction::Rtl,
            items: vec![
                vec![paragraph("أربع رحلات يوميًا في كل اتجاه، أولاها في السادسة صباحًا.")],
                vec![paragraph("حجز المقاعد من محطات الخط أو من تطبيق الهيئة.")],
                vec![paragraph("الدراجات تُنقل مجانًا خارج ساعات الذروة.")],
            ],
        }),
        Block::Quotation(Quotation {
            dir: Direction::Ltr,
            lang: english,
            blocks: vec![Block::Paragraph(inlines(
                Direction::Ltr,
                vec![words(
                    "Night trains will follow once the northern depot has been rewired, no earlier than autumn.",
                )],
            ))],
            citation: Some(text("Rail authority, press note 14")),
            url: Some(url("https://rail.example/press/14")),
        }),
        Block::Embed(Embed {
            provider: "YouTube".to_owned(),
            url: url("https://video.example/watch?v=1"),
            title: Some(text("من مقصورة السائق: الرحلة كاملة")),
        }),
        Block::Preformatted {
            dir: Direction::Ltr,
            text: "Damascus  06:00\nHoms      07:32\nAleppo    08:15".to_owned(),
        },
        Block::Rule,
        paragraph("وتبقى المرحلة الأخيرة، من المحطة الشمالية حتى الحدود، رهن تمويل لم يُعلن مصدره بعد."),
    ]
}
