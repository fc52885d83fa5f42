//! What a reader sees where storage fails: never a blank page, never a saved article lost that the browser still has.

use crate::saved::{open_saved, save, save_button, saved_rows, until_awake};
use harness::{Browser, Query, Stage, Test, fixture, tests};
use serde_json::json;

pub fn tests() -> Vec<Test> {
    tests![
        a_browser_that_blocks_its_database_says_so_and_reads_on except Webkit: "nothing runs before a page's own scripts",
        a_database_of_a_newer_version_says_so_and_is_left_as_it_is,
        a_database_that_is_deleted_while_the_page_is_open_is_made_anew_from_what_is_kept_beside_it,
        articles_that_the_browser_has_lost_are_counted_and_told_once,
        a_damaged_record_is_made_anew_from_what_is_kept_beside_it,
        a_damaged_record_without_a_copy_says_so_and_can_be_removed,
        a_full_disk_says_so_and_what_was_saved_stays
            except Firefox: "its driver sets no quota"
            except Webkit: "its driver sets no quota",
        a_private_window_saves_for_as_long_as_it_is_open except Webkit: "its driver opens no private windows",
        a_network_that_dies_while_an_article_is_being_saved_leaves_nothing_half_saved,
        a_module_that_does_not_come_says_so_and_comes_with_the_next_press,
    ]
}

/// Runs `script`, which calls `done` when it is through, and gives what it said.
async fn run(browser: &Browser, script: &str) -> serde_json::Value {
    let script = format!("const done = arguments[arguments.length - 1]; {script}");
    let said = browser.driver.execute_async(&script, vec![]).await;
    said.unwrap_or_else(|error| panic!("a script failed: {error}\n{script}")).json().clone()
}

async fn a_browser_that_blocks_its_database_says_so_and_reads_on(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    let preload = "() => Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('blocked', 'SecurityError'); } })";
    let bidi = browser.bidi().expect("this engine has BiDi");
    let added = bidi.send_raw("script.addPreloadScript", json!({ "functionDeclaration": preload })).await;
    let added = added.expect("a preload script can be added");
    browser.open(&site.url(&site.article(fixture::EARLIER))).await;
    browser.click(&save_button()).await;
    browser.sees("المتصفح يمنع التخزين، فلا يمكن الحفظ هنا.").await;
    browser.sees("طالب حرفيو الأسواق").await;
    assert_eq!(browser.attribute(&save_button(), "aria-pressed").await.as_deref(), Some("false"));
    open_saved(browser).await;
    browser.sees("المتصفح يمنع التخزين، فلا يمكن الحفظ هنا.").await;
    let removed = bidi.send_raw("script.removePreloadScript", json!({ "script": added["script"] })).await;
    removed.expect("a preload script can be removed");
}

async fn a_database_of_a_newer_version_says_so_and_is_left_as_it_is(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    let newer = "const open = indexedDB.open('nashra', 7); open.onupgradeneeded = () => open.result.createObjectStore('later').put('kept', 'it'); \
        open.onsuccess = () => { open.result.close(); done(true); }";
    run(browser, newer).await;
    browser.click(&Query::css("[data-part=lead] .save")).await;
    browser.sees("حفظ إصدار أحدث من الموقع مقالاتك في هذا المتصفح.").await;
    open_saved(browser).await;
    browser.sees("حفظ إصدار أحدث من الموقع مقالاتك في هذا المتصفح.").await;
    let look = "const open = indexedDB.open('nashra'); open.onsuccess = () => { const got = open.result.transaction('later').objectStore('later').get('it'); \
        got.onsuccess = () => { const version = open.result.version; open.result.close(); done([version, got.result]); } }";
    assert_eq!(run(browser, look).await, json!([7, "kept"]));
}

async fn a_database_that_is_deleted_while_the_page_is_open_is_made_anew_from_what_is_kept_beside_it(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    save(browser, &site, fixture::EARLIER).await;
    save(browser, &site, fixture::FULL).await;
    // As another tab, or the browser's own settings, may do: our connection is asked to close.
    let delete = "const gone = indexedDB.deleteDatabase('nashra'); gone.onsuccess = () => done('deleted'); gone.onblocked = () => done('blocked')";
    assert_eq!(run(browser, delete).await, json!("deleted"));
    browser.open(&site.url(&site.article(fixture::ENGLISH))).await;
    browser.click(&save_button()).await;
    browser.find(&Query::css(".story .save[aria-pressed=true]")).await;
    open_saved(browser).await;
    browser.until_count(&saved_rows(), 3).await;
    browser.reload().await;
    browser.until_count(&saved_rows(), 3).await;
}

async fn articles_that_the_browser_has_lost_are_counted_and_told_once(stage: &mut Stage) {
    stage.expect_errors("favicon");
    let site = stage.small().await;
    let browser = &stage.browser;
    save(browser, &site, fixture::EARLIER).await;
    save(browser, &site, fixture::FULL).await;
    // Where no viewer runs, which would tell of it there.
    browser.open_plain(&site.url("/icon.svg")).await;
    let delete = "const gone = indexedDB.deleteDatabase('nashra'); gone.onsuccess = () => caches.delete('nashra-kept').then(() => done('deleted'))";
    assert_eq!(run(browser, delete).await, json!("deleted"));
    browser.open(&site.url("/saved/")).await;
    browser.sees("أضاع المتصفح مقالين كانا محفوظين.").await;
    browser.sees("لم تحفظ شيئًا بعد.").await;
    browser.reload().await;
    browser.sees("لم تحفظ شيئًا بعد.").await;
    assert!(!browser.shows("أضاع المتصفح").await);
}

/// Makes every record unreadable.
const DAMAGE: &str = "const open = indexedDB.open('nashra'); open.onsuccess = () => { const change = open.result.transaction('records', 'readwrite'); \
    const store = change.objectStore('records'); store.getAllKeys().onsuccess = (event) => event.target.result.forEach((key) => store.put('{\"headline\":', key)); \
    change.oncomplete = () => { open.result.close(); done(true); } }";

async fn a_damaged_record_is_made_anew_from_what_is_kept_beside_it(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    save(browser, &site, fixture::EARLIER).await;
    run(browser, DAMAGE).await;
    browser.open(&site.url("/saved/")).await;
    browser.find(&Query::link(fixture::EARLIER).in_part("saved")).await;
    assert!(!browser.shows("تلفت نسخة هذا المقال").await);
}

async fn a_damaged_record_without_a_copy_says_so_and_can_be_removed(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    save(browser, &site, fixture::EARLIER).await;
    run(browser, DAMAGE).await;
    run(browser, "caches.delete('nashra-kept').then(done)").await;
    browser.open(&site.url("/saved/")).await;
    browser.sees("تلفت نسخة هذا المقال المحفوظة في المتصفح. افتحه مع الاتصال أو أزله.").await;
    browser.click(&Query::css("[data-do=remove]")).await;
    browser.sees("لم تحفظ شيئًا بعد.").await;
}

/// Fills what room there is, in smaller and smaller pieces, and gives the name of the last error.
const FILL: &str = "const open = indexedDB.open('filler'); open.onupgradeneeded = () => open.result.createObjectStore('it', { autoIncrement: true }); \
    open.onsuccess = () => { let size = 100000; const more = () => { const change = open.result.transaction('it', 'readwrite'); \
        const bytes = new Uint8Array(size); for (let at = 0; at < size; at += 60000) crypto.getRandomValues(bytes.subarray(at, at + 60000)); \
        change.objectStore('it').add(bytes); change.oncomplete = more; \
        change.onabort = () => { if (size > 200) { size = Math.floor(size / 4); more(); } else done(change.error.name); } }; more(); }";

async fn a_full_disk_says_so_and_what_was_saved_stays(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.cdp("Storage.overrideQuotaForOrigin", json!({ "origin": site.origin(), "quotaSize": 2_000_000 })).await;
    save(browser, &site, fixture::EARLIER).await;
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    assert_eq!(run(browser, FILL).await, json!("QuotaExceededError"));
    browser.click(&save_button()).await;
    browser.sees("لا مساحة كافية في هذا الجهاز. لم يُحفظ شيء جديد، وما حُفظ من قبل باقٍ.").await;
    assert_eq!(browser.attribute(&save_button(), "aria-pressed").await.as_deref(), Some("false"));
    open_saved(browser).await;
    browser.find(&Query::link(fixture::EARLIER).in_part("saved")).await;
    browser.until_count(&saved_rows(), 1).await;
    browser.cdp("Storage.overrideQuotaForOrigin", json!({ "origin": site.origin() })).await;
}

async fn a_private_window_saves_for_as_long_as_it_is_open(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = stage.private().await;
    save(browser, &site, fixture::EARLIER).await;
    browser.reload().await;
    open_saved(browser).await;
    browser.find(&Query::link(fixture::EARLIER).in_part("saved")).await;
    browser.sees("لم يعِد المتصفح بإبقائها").await;
}

async fn a_network_that_dies_while_an_article_is_being_saved_leaves_nothing_half_saved(stage: &mut Stage) {
    for error in ["ERR_", "Failed to load resource", "NetworkError"] {
        stage.expect_errors(error);
    }
    let site = stage.small().await;
    let browser = &stage.browser;
    save(browser, &site, fixture::EARLIER).await;
    browser.open(&site.url("/")).await;
    until_awake(browser).await;
    site.go_down();
    browser.click(&Query::css("[data-part=lead] .save")).await;
    browser.sees("تعذّر جلب نص المقال، فلم يُحفظ. أعد المحاولة حين يعود الاتصال.").await;
    open_saved(browser).await;
    browser.until_count(&saved_rows(), 1).await;
    site.come_back();
    browser.click(&Query::role("link").named("الرئيسية")).await;
    browser.click(&Query::css("[data-part=lead] .save")).await;
    browser.find(&Query::css("[data-part=lead] .save[aria-pressed=true]")).await;
}

async fn a_module_that_does_not_come_says_so_and_comes_with_the_next_press(stage: &mut Stage) {
    for error in ["ERR_", "Failed to load resource", "NetworkError", "integrity attribute"] {
        stage.expect_errors(error);
    }
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open(&site.url("/")).await;
    site.go_down();
    browser.click(&Query::css("[data-part=lead] .save")).await;
    browser.sees("تعذّر الوصول إلى المحفوظات الآن. أعد المحاولة حين يعود الاتصال.").await;
    open_page_without_module(browser).await;
    site.come_back();
    browser.click(&Query::role("link").named("الرئيسية")).await;
    browser.click(&Query::css("[data-part=lead] .save")).await;
    browser.find(&Query::css("[data-part=lead] .save[aria-pressed=true]")).await;
}

/// The page of saved articles says that it cannot show them: it is not blank.
async fn open_page_without_module(browser: &Browser) {
    browser.click(&Query::role("link").named("المحفوظات")).await;
    browser.find(&Query::role("heading").named("المحفوظات")).await;
    browser.sees("تعذّر الوصول إلى المحفوظات الآن. أعد المحاولة حين يعود الاتصال.").await;
}
