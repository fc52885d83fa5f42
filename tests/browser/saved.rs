//! Articles that a reader saves: one press, a list, a file, and no network.

use harness::{Answer, Browser, Query, Served, Stage, Test, fixture, keys, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        an_article_is_saved_by_one_press_and_stays_after_a_reload,
        a_card_is_saved_by_one_press_and_says_so,
        a_second_press_on_the_button_removes_it,
        nothing_of_what_keeps_articles_is_loaded_by_who_saves_none,
        a_saved_article_opens_after_the_server_is_gone,
        a_saved_article_keeps_its_mirrored_pictures_and_says_which_are_only_linked,
        what_is_saved_is_sorted_and_found_by_words_of_its_title,
        what_is_removed_comes_back_by_undo,
        the_page_of_saved_articles_is_worked_by_keyboard_alone,
        an_article_that_was_taken_down_becomes_a_note_at_the_next_contact,
        an_article_that_was_taken_down_long_ago_becomes_a_note_when_it_is_opened,
        two_tabs_keep_what_each_of_them_saved except Webkit: "its driver draws nothing in a second tab",
        with_nothing_saved_the_page_says_what_to_do,
        without_scripts_the_page_of_saved_articles_says_what_it_is
            except Webkit: "its driver cannot switch scripts off",
        what_is_saved_prints_as_a_list except Webkit: "its driver cannot print",
    ]
}

pub(crate) fn save_button() -> Query {
    Query::css(".story .save")
}

pub(crate) fn saved_rows() -> Query {
    Query::part("headline").in_part("saved")
}

pub(crate) const SAVED: &str = "حُفظ المقال؛ تجده في المحفوظات ولو بلا اتصال.";

/// Opens the article called `title` and saves it.
pub(crate) async fn save(browser: &Browser, site: &Served, title: &str) {
    browser.open(&site.url(&site.article(title))).await;
    browser.click(&save_button()).await;
    browser.find(&Query::css(".story .save[aria-pressed=true]")).await;
    browser.sees(SAVED).await;
}

/// Waits until what keeps articles is there: it is loaded when there is nothing better to do.
pub(crate) async fn until_awake(browser: &Browser) {
    let script = "return performance.getEntriesByType('resource').some((it) => it.name.includes('words-saved') && it.responseEnd > 0)";
    browser.until("what keeps articles is loaded", script).await;
}

/// Goes to what is saved by its link, as a reader does.
pub(crate) async fn open_saved(browser: &Browser) {
    browser.click(&Query::role("link").named("المحفوظات")).await;
    browser.find(&Query::css("#saved .saved-page")).await;
}

/// The titles in the list, in its order.
async fn titles(browser: &Browser) -> Vec<String> {
    let script = "return [...document.querySelectorAll('.saved-list h2')].map((title) => title.textContent)";
    let titles = browser.script(script, vec![]).await;
    titles.as_array().into_iter().flatten().filter_map(|title| title.as_str().map(str::to_owned)).collect()
}

pub(crate) async fn until_titles(browser: &Browser, wanted: &[&str]) {
    let script = "const seen = [...document.querySelectorAll('.saved-list h2')].map((title) => title.textContent); \
        return JSON.stringify(seen) === JSON.stringify(arguments[0])";
    browser.until_with(&format!("the list is {wanted:?}"), script, vec![json!(wanted)]).await;
}

async fn an_article_is_saved_by_one_press_and_stays_after_a_reload(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    save(browser, &site, fixture::FULL).await;
    browser.reload().await;
    browser.find(&Query::css(".story .save[aria-pressed=true]")).await;
    open_saved(browser).await;
    browser.find(&Query::link(fixture::FULL).in_part("saved")).await;
    browser.reload().await;
    browser.click(&Query::link(fixture::FULL).in_part("saved")).await;
    browser.sees("أقرّ مجلس المدينة خطة").await;
}

async fn a_card_is_saved_by_one_press_and_says_so(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let button = Query::css("[data-part=lead] .save");
    assert_eq!(browser.attribute(&button, "aria-pressed").await.as_deref(), Some("false"));
    browser.find(&Query::role("button").named("احفظ للقراءة لاحقًا").in_part("lead")).await;
    browser.click(&button).await;
    browser.sees(SAVED).await;
    browser.find(&Query::css("[data-part=lead] .save[aria-pressed=true]")).await;
    let focus = "return document.activeElement.matches('[data-part=lead] .save')";
    assert_eq!(browser.script(focus, vec![]).await, json!(true), "the focus stays on what was pressed");
    open_saved(browser).await;
    until_titles(browser, &[fixture::FULL]).await;
}

async fn a_second_press_on_the_button_removes_it(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    save(browser, &site, fixture::EARLIER).await;
    browser.click(&save_button()).await;
    browser.sees("أُزيل المقال من المحفوظات.").await;
    browser.find(&Query::css(".story .save[aria-pressed=false]")).await;
    open_saved(browser).await;
    browser.sees("لم تحفظ شيئًا بعد.").await;
    let kept = "caches.open('nashra-kept').then((it) => it.keys()).then((keys) => arguments[0](keys.length))";
    let kept = browser.driver.execute_async(kept, vec![]).await.expect("the cache can be asked");
    assert_eq!(*kept.json(), json!(0), "none of its files stays");
}

async fn nothing_of_what_keeps_articles_is_loaded_by_who_saves_none(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    browser.click(&Query::link(fixture::FULL)).await;
    browser.sees("أقرّ مجلس المدينة خطة").await;
    browser.back().await;
    browser.find(&Query::part("lead")).await;
    let asked = |part: &str| site.received().iter().filter(|request| request.path.contains(part)).count();
    assert_eq!(asked("/saved_module") + asked("words-saved"), 0);
    open_saved(browser).await;
    assert!(asked("/saved_module") > 0, "it is loaded by who opens the page");
}

async fn a_saved_article_opens_after_the_server_is_gone(stage: &mut Stage) {
    for error in ["ERR_", "Failed to load resource", "NetworkError"] {
        stage.expect_errors(error);
    }
    let site = stage.small().await;
    let browser = &stage.browser;
    save(browser, &site, fixture::EARLIER).await;
    browser.open(&site.url("/")).await;
    until_awake(browser).await;
    site.go_down();
    open_saved(browser).await;
    browser.click(&Query::link(fixture::EARLIER).in_part("saved")).await;
    browser.sees("طالب حرفيو الأسواق").await;
    browser.back().await;
    until_titles(browser, &[fixture::EARLIER]).await;
    site.come_back();
}

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='640' height='480'><rect width='640' height='480' fill='teal'/></svg>";

/// The article of pictures, its first mirrored on the site, its second linked.
fn mirror(site: &Served) {
    let file = site.article_file(fixture::PICTURES);
    let document = site.file(&file).to_string().replace(fixture::GOOD_PICTURE, "media/door-640.svg");
    site.answer(&file, Answer::json(document));
    site.answer("/media/door-640.svg", Answer::of(200, "image/svg+xml", PICTURE));
}

async fn a_saved_article_keeps_its_mirrored_pictures_and_says_which_are_only_linked(stage: &mut Stage) {
    for error in ["ERR_", "Failed to load resource", "NetworkError"] {
        stage.expect_errors(error);
    }
    let site = stage.small().await;
    mirror(&site);
    let browser = &stage.browser;
    save(browser, &site, fixture::PICTURES).await;
    browser.sees("صورة واحدة فيه مرتبطة بموقعها فقط، فلا تظهر إلا مع الاتصال.").await;
    let kept = "const done = arguments[0]; caches.match('/media/door-640.svg').then((it) => it.text()).then(done, (error) => done(String(error)))";
    let kept = browser.driver.execute_async(kept, vec![]).await.expect("the cache can be asked");
    assert_eq!(*kept.json(), json!(PICTURE));
    open_saved(browser).await;
    browser.sees("صورة واحدة فيه مرتبطة بموقعها فقط").await;
    browser.sees("تشغل ").await;
    site.answer("/media/door-640.svg", Answer::status(404));
    site.answer(
        &site.article_file(fixture::FULL),
        Answer::json(site.file(&site.article_file(fixture::FULL)).to_string()),
    );
}

async fn what_is_saved_is_sorted_and_found_by_words_of_its_title(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    for title in [fixture::LATIN_FIRST, fixture::FULL, fixture::EARLIER] {
        save(browser, &site, title).await;
        // Articles are told apart by the second in which they were saved.
        let now = "const at = Date.now(); window.later = at + 1100; return true";
        browser.script(now, vec![]).await;
        browser.until("a second has passed", "return Date.now() > window.later").await;
    }
    open_saved(browser).await;
    until_titles(browser, &[fixture::EARLIER, fixture::FULL, fixture::LATIN_FIRST]).await;
    let sort = "const list = document.querySelector('[data-do=sort]'); list.value = arguments[0]; \
        list.dispatchEvent(new Event('change', { bubbles: true }))";
    browser.script(sort, vec![json!("newest")]).await;
    until_titles(browser, &[fixture::FULL, fixture::LATIN_FIRST, fixture::EARLIER]).await;
    browser.script(sort, vec![json!("title")]).await;
    until_titles(browser, &[fixture::LATIN_FIRST, fixture::EARLIER, fixture::FULL]).await;
    let field = browser.find(&Query::css("[data-do=search]")).await;
    field.send_keys("خطه القديمه").await.expect("words can be typed");
    until_titles(browser, &[fixture::EARLIER, fixture::FULL]).await;
    field.send_keys(" عاجلة").await.expect("words can be typed");
    until_titles(browser, &[fixture::EARLIER]).await;
    field.send_keys(" زرافة").await.expect("words can be typed");
    browser.sees("لا عنوان فيه هذه الكلمات.").await;
}

async fn what_is_removed_comes_back_by_undo(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    save(browser, &site, fixture::FULL).await;
    save(browser, &site, fixture::EARLIER).await;
    open_saved(browser).await;
    let remove = Query::css(&format!("[data-do=remove][data-id='{}']", id_of(&site, fixture::FULL)));
    browser.click(&remove).await;
    browser.sees(&format!("أُزيل: {}", fixture::FULL)).await;
    until_titles(browser, &[fixture::EARLIER]).await;
    let region = "return document.querySelector('.saved-page [data-notice=saved]').closest('[role=status]') !== null";
    assert_eq!(browser.script(region, vec![]).await, json!(true), "it is said by a polite live region");
    browser.click(&Query::role("button").named("تراجع")).await;
    browser.sees(&format!("عاد إلى المحفوظات: {}", fixture::FULL)).await;
    browser.until_count(&saved_rows(), 2).await;
    browser.reload().await;
    browser.until_count(&saved_rows(), 2).await;
    browser.click(&remove).await;
    browser.until_count(&saved_rows(), 1).await;
    browser.reload().await;
    until_titles(browser, &[fixture::EARLIER]).await;
}

fn id_of(site: &Served, title: &str) -> String {
    site.article(title).trim_matches('/').trim_start_matches("article/").to_owned()
}

async fn the_page_of_saved_articles_is_worked_by_keyboard_alone(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    save(browser, &site, fixture::FULL).await;
    open_saved(browser).await;
    let focused = "return document.activeElement.getAttribute('data-do') ?? document.activeElement.className";
    browser.script("document.querySelector('h1').focus()", vec![]).await;
    for wanted in
        ["search", "sort", "story-link", "remove", "along-what", "along-pictures", "along-measure", "export", "import"]
    {
        browser.press(keys::TAB).await;
        assert_eq!(browser.script(focused, vec![]).await, json!(wanted));
    }
    browser.script("document.querySelector('[data-do=remove]').focus()", vec![]).await;
    browser.press(keys::ENTER).await;
    browser.until("the undo button has the focus", "return document.activeElement.matches('[data-do=undo]')").await;
    browser.press(keys::ENTER).await;
    browser.find(&Query::link(fixture::FULL).in_part("saved")).await;
    browser.until("the heading has the focus", "return document.activeElement.matches('h1')").await;
}

/// The site takes the article called `title` down; with `told`, the edition says so among its last removals.
fn take_down(site: &Served, title: &str, told: bool) {
    let id = id_of(site, title);
    let tombstone =
        json!({ "format": "nashra-tombstone/1", "id": id, "reason": "taken-down", "removed": "2026-02-11T00:00:00Z" });
    site.answer(&site.article_file(title), Answer::json(tombstone.to_string()));
    if told {
        let mut edition = site.file("edition/edition.json");
        edition["removed"] = json!([id]);
        site.answer("/edition/edition.json", Answer::json(edition.to_string()));
    }
}

async fn an_article_that_was_taken_down_becomes_a_note_at_the_next_contact(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    save(browser, &site, fixture::FULL).await;
    save(browser, &site, fixture::EARLIER).await;
    take_down(&site, fixture::FULL, true);
    browser.open(&site.url("/saved/")).await;
    browser.sees("أزال الموقع هذا المقال").await;
    browser.until_count(&saved_rows(), 2).await;
    assert_eq!(browser.count(&Query::link(fixture::FULL).in_part("saved")).await, 0, "its note leads nowhere");
    let kept = "const done = arguments[0]; const open = indexedDB.open('nashra'); open.onsuccess = () => { \
        const all = open.result.transaction('documents').objectStore('documents').getAllKeys(); \
        all.onsuccess = () => { open.result.close(); done(all.result.length); } }";
    let kept = browser.driver.execute_async(kept, vec![]).await.expect("the database can be asked");
    assert_eq!(*kept.json(), json!(1), "its text is gone");
    browser.click(&Query::css(&format!("[data-do=remove][data-id='{}']", id_of(&site, fixture::FULL)))).await;
    until_titles(browser, &[fixture::EARLIER]).await;
}

async fn an_article_that_was_taken_down_long_ago_becomes_a_note_when_it_is_opened(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    save(browser, &site, fixture::EARLIER).await;
    take_down(&site, fixture::EARLIER, false);
    browser.open(&site.url("/saved/")).await;
    browser.click(&Query::link(fixture::EARLIER).in_part("saved")).await;
    browser.find(&Query::role("heading").named("أزال الموقع هذا المقال")).await;
    open_saved(browser).await;
    browser.sees("أزال الموقع هذا المقال").await;
}

async fn two_tabs_keep_what_each_of_them_saved(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    let first = browser.driver.window().await.expect("a tab is there");
    browser.open(&site.url("/saved/")).await;
    browser.sees("لم تحفظ شيئًا بعد.").await;
    let second = browser.driver.new_tab().await.expect("a second tab opens");
    browser.driver.switch_to_window(second.clone()).await.expect("it can be gone to");
    save(browser, &site, fixture::FULL).await;
    browser.driver.switch_to_window(first.clone()).await.expect("it can be gone to");
    until_titles(browser, &[fixture::FULL]).await;
    // Not by its address: this tab goes on with what it has in memory.
    browser.click(&Query::role("link").named("الرئيسية")).await;
    browser.click(&Query::link(fixture::EARLIER)).await;
    browser.click(&save_button()).await;
    browser.sees(SAVED).await;
    browser.driver.switch_to_window(second).await.expect("it can be gone to");
    open_saved(browser).await;
    browser.until_count(&saved_rows(), 2).await;
    browser.click(&Query::css(&format!("[data-do=remove][data-id='{}']", id_of(&site, fixture::FULL)))).await;
    until_titles(browser, &[fixture::EARLIER]).await;
    browser.driver.switch_to_window(first).await.expect("it can be gone to");
    open_saved(browser).await;
    until_titles(browser, &[fixture::EARLIER]).await;
}

async fn with_nothing_saved_the_page_says_what_to_do(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/saved/")).await;
    browser.find(&Query::role("heading").named("المحفوظات")).await;
    browser.sees("لم تحفظ شيئًا بعد. في كل مقال زرّ يحفظه هنا").await;
    browser.sees("على iPhone وiPad قد يحذفها Safari").await;
    assert_eq!(titles(browser).await, Vec::<String>::new());
    assert!(!browser.shows("تحتاج الصفحة إلى JavaScript").await);
}

async fn without_scripts_the_page_of_saved_articles_says_what_it_is(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = stage.without_scripts().await;
    browser.driver.goto(&site.url("/saved/")).await.expect("the page opens");
    let main = browser.driver.find(thirtyfour::By::Css("main")).await.expect("the page has a main part");
    let words = main.text().await.expect("it has words");
    assert!(words.contains("المحفوظات") && words.contains("ولعرضه هنا تحتاج الصفحة إلى JavaScript"), "{words}");
}

async fn what_is_saved_prints_as_a_list(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    save(browser, &site, fixture::FULL).await;
    open_saved(browser).await;
    let pdf =
        browser.driver.print_page(thirtyfour::common::print::PrintParameters::default()).await.expect("it prints");
    assert!(pdf.starts_with(b"%PDF") && pdf.len() > 5_000, "{} bytes of paper", pdf.len());
}
