//! What the page for partners says, in each language of the interface. Natively only: the viewer does not draw it.

use model::UiLanguage;

/// Its words.
pub(super) struct Words {
    /// In the footer of every page.
    pub link: &'static str,
    pub title: &'static str,
    pub lead: &'static str,
    pub privacy: &'static str,
    pub no_address: &'static str,
    pub options: &'static str,
    pub section: &'static str,
    pub whole: &'static str,
    pub count: &'static str,
    pub layout: &'static str,
    /// List, cards, ticker, one article.
    pub layouts: [&'static str; 4],
    /// Where the address of that article is given.
    pub article: &'static str,
    /// What is said of an address that is no article's here, and when it could not be found out.
    pub unknown: &'static str,
    pub unreachable: &'static str,
    pub theme: &'static str,
    /// As the device says, light, dark, the partner's own.
    pub themes: [&'static str; 4],
    /// Of those: ground, text, what stands out.
    pub colours: [&'static str; 3],
    pub language: &'static str,
    /// What the frame is called for those who hear the page.
    pub name: &'static str,
    pub preview: &'static str,
    /// Of each form: its heading and what it is for.
    pub tag: [&'static str; 2],
    pub frame: [&'static str; 2],
    pub plain: [&'static str; 2],
    pub policy: [&'static str; 2],
    pub copy: &'static str,
    pub copied: &'static str,
    pub by_hand: &'static str,
}

/// The words in `language`.
pub(super) fn words(language: UiLanguage) -> &'static Words {
    match language {
        UiLanguage::Ar => &AR,
        UiLanguage::Fa => &FA,
        UiLanguage::Ur => &UR,
        UiLanguage::He => &HE,
        UiLanguage::En => &EN,
    }
}

const AR: Words = Words {
    link: "للمواقع الشريكة",
    title: "أخبارنا في موقعك",
    lead: "سطران يُلصقان مرة واحدة، فتظهر أحدث العناوين في صفحتك وتتجدد من تلقاء نفسها.",
    privacy: "تظهر الأخبار في إطار مستقل: لا يغيّر تنسيق صفحتك، ولا يبطئ فتحها، ولا يتتبع قرّاءك.",
    no_address: "لم يُذكر لهذا الموقع عنوان ثابت، فالعنوان في النصوص أدناه هو الذي فُتحت به هذه الصفحة. تأكد منه قبل النسخ.",
    options: "الخيارات",
    section: "القسم",
    whole: "كل الأقسام",
    count: "عدد العناوين",
    layout: "الشكل",
    layouts: ["قائمة", "بطاقات", "شريط", "مقال واحد"],
    article: "رابط المقال في موقعنا",
    unknown: "ليس في موقعنا مقال بهذا الرابط.",
    unreachable: "تعذّر الوصول إلى الموقع. تحقّق من اتصالك ثم أعد لصق الرابط.",
    theme: "الألوان",
    themes: ["كما في الجهاز", "فاتحة", "داكنة", "كما تختار"],
    colours: ["الخلفية", "النص", "ما يبرز"],
    language: "لغة الواجهة",
    name: "اسم الإطار لمن يسمع الصفحة",
    preview: "كما ستظهر",
    tag: ["وسم واحد", "الأنسب لمعظم المواقع: يأخذ الإطار ارتفاع محتواه، وإن تعذّر تحميله ظهر الرابط الذي في داخله."],
    frame: ["إطار بلا نصوص برمجية", "لمن لا يضيف إلى صفحته نصوصًا برمجية من غيره. ارتفاعه ثابت، وتغييره بيدك."],
    plain: ["رابط", "حيث لا يُسمح إلا بالروابط."],
    policy: [
        "سياسة أمن المحتوى",
        "إن كانت لموقعك سياسة من هذا النوع (Content-Security-Policy) فأضف إليها ما يلي. أما الإطار وحده فيكفيه frame-src.",
    ],
    copy: "نسخ",
    copied: "نُسخ النص.",
    by_hand: "لم يسمح المتصفح بالنسخ، وقد حُدِّد النص: انسخه بنفسك.",
};

const FA: Words = Words {
    link: "برای سایت‌های همکار",
    title: "خبرهای ما در سایت شما",
    lead: "دو سطر را یک بار در صفحه بگذارید؛ تازه‌ترین عنوان‌ها نمایش داده می‌شود و خودبه‌خود به‌روز می‌ماند.",
    privacy: "خبرها در قابی جداگانه می‌آیند: ظاهر صفحهٔ شما را تغییر نمی‌دهند، آن را کند نمی‌کنند و خوانندگان شما را ردیابی نمی‌کنند.",
    no_address: "برای این سایت نشانی ثابتی تعیین نشده است؛ نشانی در متن‌های زیر همان است که این صفحه با آن باز شده. پیش از رونوشت از درستی آن مطمئن شوید.",
    options: "گزینه‌ها",
    section: "بخش",
    whole: "همهٔ بخش‌ها",
    count: "شمار عنوان‌ها",
    layout: "شکل",
    layouts: ["فهرست", "کارت", "نوار", "یک مقاله"],
    article: "نشانی مقاله در سایت ما",
    unknown: "در سایت ما مقاله‌ای با این نشانی نیست.",
    unreachable: "دسترسی به سایت ممکن نشد. اتصال خود را بررسی کنید و نشانی را دوباره بنویسید.",
    theme: "رنگ‌ها",
    themes: ["مطابق دستگاه", "روشن", "تیره", "به انتخاب شما"],
    colours: ["زمینه", "متن", "برجسته"],
    language: "زبان رابط",
    name: "نام قاب برای کسانی که صفحه را می‌شنوند",
    preview: "پیش‌نمایش",
    tag: [
        "یک برچسب",
        "برای بیشتر سایت‌ها مناسب‌تر است: قاب به بلندی محتوایش درمی‌آید و اگر بار نشود، پیوند درون آن نمایش داده می‌شود.",
    ],
    frame: [
        "قاب بدون اسکریپت",
        "برای صفحه‌هایی که اسکریپت دیگران را نمی‌پذیرند. بلندی آن ثابت است و خودتان آن را تعیین می‌کنید.",
    ],
    plain: ["پیوند", "برای جایی که فقط پیوند مجاز است."],
    policy: [
        "سیاست امنیت محتوا",
        "اگر سایت شما چنین سیاستی (Content-Security-Policy) دارد، این‌ها را به آن بیفزایید. برای قاب تنها، frame-src کافی است.",
    ],
    copy: "رونوشت",
    copied: "رونوشت برداشته شد.",
    by_hand: "مرورگر اجازهٔ رونوشت نداد؛ متن انتخاب شده است، خودتان آن را کپی کنید.",
};

const UR: Words = Words {
    link: "شراکت دار سائٹوں کے لیے",
    title: "ہماری خبریں آپ کی سائٹ پر",
    lead: "دو سطریں ایک بار اپنے صفحے میں لگائیے، تازہ ترین سرخیاں نظر آئیں گی اور خود بخود تازہ ہوتی رہیں گی۔",
    privacy: "خبریں ایک الگ فریم میں آتی ہیں: نہ آپ کے صفحے کی شکل بدلتی ہے، نہ وہ سست ہوتا ہے، نہ آپ کے قارئین کا پیچھا کیا جاتا ہے۔",
    no_address: "اس سائٹ کا کوئی مستقل پتا مقرر نہیں، اس لیے نیچے وہی پتا درج ہے جس سے یہ صفحہ کھولا گیا ہے۔ نقل کرنے سے پہلے اسے جانچ لیجیے۔",
    options: "اختیارات",
    section: "شعبہ",
    whole: "تمام شعبے",
    count: "سرخیوں کی تعداد",
    layout: "انداز",
    layouts: ["فہرست", "کارڈ", "پٹی", "ایک مضمون"],
    article: "ہماری سائٹ پر مضمون کا پتا",
    unknown: "ہماری سائٹ پر اس پتے کا کوئی مضمون نہیں۔",
    unreachable: "سائٹ تک رسائی نہ ہو سکی۔ اپنا رابطہ جانچیں اور پتا دوبارہ لکھیں۔",
    theme: "رنگ",
    themes: ["آلے کے مطابق", "روشن", "گہرے", "آپ کی پسند کے"],
    colours: ["پس منظر", "متن", "نمایاں"],
    language: "زبان",
    name: "صفحہ سننے والوں کے لیے فریم کا نام",
    preview: "یوں نظر آئے گا",
    tag: [
        "ایک ٹیگ",
        "اکثر سائٹوں کے لیے موزوں: فریم اپنے مواد جتنا اونچا ہو جاتا ہے، اور اگر نہ آ سکے تو اندر کا لنک نظر آتا ہے۔",
    ],
    frame: [
        "اسکرپٹ کے بغیر فریم",
        "ان صفحات کے لیے جو دوسروں کا اسکرپٹ شامل نہیں کرتے۔ اس کی اونچائی مقرر ہے، جسے آپ بدل سکتے ہیں۔",
    ],
    plain: ["لنک", "جہاں صرف لنک کی اجازت ہو۔"],
    policy: [
        "مواد کی حفاظتی پالیسی",
        "اگر آپ کی سائٹ پر ایسی پالیسی (Content-Security-Policy) ہے تو اس میں یہ شامل کیجیے۔ صرف فریم کے لیے frame-src کافی ہے۔",
    ],
    copy: "نقل کریں",
    copied: "متن نقل ہو گیا۔",
    by_hand: "براؤزر نے نقل کی اجازت نہیں دی؛ متن منتخب ہے، خود نقل کر لیجیے۔",
};

const HE: Words = Words {
    link: "לאתרים שותפים",
    title: "החדשות שלנו באתר שלכם",
    lead: "שתי שורות שמדביקים פעם אחת, והכותרות האחרונות מופיעות בדף שלכם ומתעדכנות מאליהן.",
    privacy: "החדשות מופיעות במסגרת נפרדת: היא לא משנה את עיצוב הדף, לא מאטה אותו ולא עוקבת אחרי הקוראים שלכם.",
    no_address: "לאתר הזה לא הוגדרה כתובת קבועה, ולכן בקטעים שלהלן מופיעה הכתובת שבה נפתח הדף הזה. בדקו אותה לפני ההעתקה.",
    options: "אפשרויות",
    section: "מדור",
    whole: "כל המדורים",
    count: "מספר הכותרות",
    layout: "תצוגה",
    layouts: ["רשימה", "כרטיסים", "פס", "כתבה אחת"],
    article: "כתובת הכתבה באתר שלנו",
    unknown: "אין באתר שלנו כתבה בכתובת הזאת.",
    unreachable: "לא ניתן להגיע לאתר. בדקו את החיבור והקלידו את הכתובת שוב.",
    theme: "צבעים",
    themes: ["לפי המכשיר", "בהירים", "כהים", "לבחירתכם"],
    colours: ["רקע", "טקסט", "הדגשה"],
    language: "שפת הממשק",
    name: "שם המסגרת למי ששומע את הדף",
    preview: "כך זה ייראה",
    tag: ["תגית אחת", "מתאימה לרוב האתרים: המסגרת מתאימה את גובהה לתוכן, ואם לא נטענה מופיע הקישור שבתוכה."],
    frame: ["מסגרת בלי סקריפט", "לדפים שאינם טוענים סקריפטים של אחרים. הגובה קבוע, ואתם קובעים אותו."],
    plain: ["קישור", "במקום שמותרים בו רק קישורים."],
    policy: [
        "מדיניות אבטחת תוכן",
        "אם יש לאתר שלכם מדיניות כזו (Content-Security-Policy), הוסיפו לה את אלה. למסגרת לבדה מספיק frame-src.",
    ],
    copy: "העתקה",
    copied: "הטקסט הועתק.",
    by_hand: "הדפדפן לא אִפשר להעתיק; הטקסט סומן, העתיקו אותו בעצמכם.",
};

const EN: Words = Words {
    link: "For partner sites",
    title: "Our news on your site",
    lead: "Two lines, pasted once, show the newest headlines on your page and keep them up to date.",
    privacy: "The news stands in a frame of its own: it does not change how your page looks, slow it down, or track your readers.",
    no_address: "This site has no fixed address yet, so the lines below name the one under which you opened this page. Check it before you copy them.",
    options: "Options",
    section: "Section",
    whole: "All sections",
    count: "Headlines",
    layout: "Layout",
    layouts: ["List", "Cards", "Ticker", "One article"],
    article: "Address of the article on our site",
    unknown: "No article of ours has this address.",
    unreachable: "The site could not be reached. Check your connection and enter the address again.",
    theme: "Colours",
    themes: ["As the device", "Light", "Dark", "Your own"],
    colours: ["Background", "Text", "Accent"],
    language: "Language of the interface",
    name: "Name of the frame, for those who hear the page",
    preview: "How it will look",
    tag: [
        "One tag",
        "The best choice for most sites: the frame grows to its content, and if it cannot load, the link inside the tag is shown.",
    ],
    frame: [
        "A frame without a script",
        "For pages that load no scripts of others. Its height is fixed, and yours to change.",
    ],
    plain: ["A link", "Where nothing but links is allowed."],
    policy: [
        "Content security policy",
        "If your site has a Content-Security-Policy, add these to it. The frame alone needs only frame-src.",
    ],
    copy: "Copy",
    copied: "Copied.",
    by_hand: "The browser did not allow copying. The text is selected: copy it yourself.",
};
