//! Everything that a reader saved as one file, and back.

use crate::saved::{open_saved, save, saved_rows, until_titles};
use harness::{Browser, Query, Stage, Test, fixture, tests};
use serde_json::{Value, json};

pub fn tests() -> Vec<Test> {
    tests![
        an_export_that_is_imported_in_an_empty_browser_exports_the_same,
        a_file_that_is_no_export_is_refused_and_nothing_is_lost,
    ]
}

/// Presses export and gives the text of the file.
async fn exported(browser: &Browser) -> String {
    let catch = "const make = URL.createObjectURL; window.file = new Promise((done) => { URL.createObjectURL = (blob) => { \
        done(blob.text()); return make.call(URL, blob); }; }); document.querySelector('[data-do=export]').click()";
    browser.script(catch, vec![]).await;
    let file = browser.driver.execute_async("window.file.then(arguments[0])", vec![]).await.expect("a file is made");
    file.json().as_str().unwrap_or_default().to_owned()
}

/// Chooses a file that holds `text`.
async fn import(browser: &Browser, text: &str) {
    let choose = "const files = new DataTransfer(); files.items.add(new File([arguments[0]], 'saved.json', { type: 'application/json' })); \
        const input = document.querySelector('[data-do=import]'); input.files = files.files; \
        input.dispatchEvent(new Event('change', { bubbles: true }))";
    browser.script(choose, vec![json!(text)]).await;
}

async fn an_export_that_is_imported_in_an_empty_browser_exports_the_same(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    for title in [fixture::FULL, fixture::EARLIER, fixture::ENGLISH] {
        save(browser, &site, title).await;
    }
    // Read half-way: the place goes along.
    browser.open(&site.url(&site.article(fixture::FULL))).await;
    browser.find(&Query::css(".neighbours")).await;
    browser.script("scrollTo({ top: 2500, behavior: 'instant' })", vec![]).await;
    open_saved(browser).await;
    browser.until_count(&saved_rows(), 3).await;
    let before = exported(browser).await;
    let file: Value = serde_json::from_str(&before).expect("the file is JSON");
    assert_eq!(file["format"], "nashra-saved/1");
    assert_eq!(file["articles"].as_array().map(Vec::len), Some(3));
    assert!(
        file["articles"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|article| article["place"].as_u64().is_some_and(|it| it > 0))
    );
    wipe(browser).await;
    browser.open(&site.url("/saved/")).await;
    browser.sees("لم تحفظ شيئًا بعد.").await;
    import(browser, &before).await;
    browser.sees("أُضيفت ٣ مقالات من الملف.").await;
    browser.until_count(&saved_rows(), 3).await;
    assert_eq!(sorted(&exported(browser).await), sorted(&before));
    import(browser, &before).await;
    browser.sees("كل ما في الملف محفوظ هنا من قبل.").await;
    browser.until_count(&saved_rows(), 3).await;
}

/// The articles of an export, in the order of their text: a store gives them in the order of their ids.
fn sorted(file: &str) -> Vec<String> {
    let file: Value = serde_json::from_str(file).expect("the file is JSON");
    let mut articles: Vec<_> = file["articles"].as_array().into_iter().flatten().map(Value::to_string).collect();
    articles.sort();
    articles
}

/// Deletes everything that the site has stored in this browser.
async fn wipe(browser: &Browser) {
    let script = "const done = arguments[0]; localStorage.clear(); const gone = indexedDB.deleteDatabase('nashra'); \
        gone.onsuccess = gone.onerror = () => caches.delete('nashra-kept').then(() => done(true))";
    browser.driver.execute_async(script, vec![]).await.expect("storage can be deleted");
}

async fn a_file_that_is_no_export_is_refused_and_nothing_is_lost(stage: &mut Stage) {
    let site = stage.small().await;
    let browser = &stage.browser;
    save(browser, &site, fixture::FULL).await;
    open_saved(browser).await;
    let good = exported(browser).await;
    for (bad, words) in [
        (good[..good.len() / 2].to_owned(), "تعذّرت قراءة هذا الملف: ليس JSON سليمًا. لم يتغيّر شيء في محفوظاتك."),
        ("{\"hello\":1}".to_owned(), "هذا الملف ليس نسخة من المحفوظات. لم يتغيّر شيء في محفوظاتك."),
        (
            good.replace("nashra-saved/1", "nashra-saved/2"),
            "كُتب هذا الملف بإصدار أحدث من الموقع. لم يتغيّر شيء في محفوظاتك.",
        ),
        (
            good.replace("nashra-article/1", "nashra-article/9"),
            "في هذا الملف خلل عند المقال ١. لم يتغيّر شيء في محفوظاتك.",
        ),
    ] {
        import(browser, &bad).await;
        browser.sees(words).await;
        until_titles(browser, &[fixture::FULL]).await;
    }
    browser.reload().await;
    until_titles(browser, &[fixture::FULL]).await;
    assert_eq!(exported(browser).await, good);
}
