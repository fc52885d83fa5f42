//! Pages that are there before the WebAssembly: read without it, taken over without a trace.

use harness::{Answer, Browser, Query, Served, Stage, Test, fixture, tests};
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::common::print::PrintParameters;

pub fn tests() -> Vec<Test> {
    tests![
        without_scripts_everything_can_be_read_and_reached
            except Webkit: "its driver cannot switch scripts off",
        without_scripts_an_article_prints except Webkit: "its driver cannot switch scripts off",
        a_page_is_taken_over_without_a_change_or_a_shift,
        what_a_reader_did_before_the_viewer_came_is_kept,
        a_link_pressed_before_the_viewer_came_is_followed,
        an_action_asked_for_before_the_data_came_is_done_when_it_is_there,
        the_readers_own_digits_come_with_the_viewer,
        drawn_pages_of_the_demo_are_the_prerendered_ones,
        pages_of_sample_articles_are_light,
        drawn_pages_of_three_hundred_sample_articles_are_the_prerendered_ones,
        garbage_in_place_of_the_wasm_leaves_the_page,
        a_script_with_another_byte_leaves_the_page,
        a_script_that_starts_the_viewer_and_came_broken_is_asked_for_again,
        a_script_that_starts_the_viewer_and_came_broken_twice_leaves_the_page,
        a_script_put_into_the_page_does_not_run,
    ]
}

/// Every change of the page itself.
const WATCH: &str = "window.changes = []; \
    new MutationObserver((list) => { for (const it of list) { \
        const nodes = it.type === 'childList' ? [...it.addedNodes, ...it.removedNodes] : [it.target]; \
        for (const node of nodes) changes.push(it.type + ' ' + (node.outerHTML ?? node.data).slice(0, 200)); } }) \
        .observe(document.getElementById('top'), { subtree: true, childList: true, attributes: true, characterData: true });";

/// Holds the WebAssembly back for so long that a test can act before it comes.
fn hold_back(site: &Served) {
    let name = site.asset("_bg.wasm");
    let wasm = std::fs::read(site.folder().join(&name[1..])).expect("the wasm can be read");
    let answer = Answer::of(200, "application/wasm", wasm);
    site.answer(&name, Answer::Late(Duration::from_millis(2500), Box::new(answer)));
}

async fn until_ready(browser: &Browser) {
    let ready = "return document.documentElement.hasAttribute('data-ready')";
    browser.until("the app has taken over", ready).await;
}

async fn without_scripts_everything_can_be_read_and_reached(stage: &mut Stage) {
    let site = stage.fifty().await;
    let small = stage.small().await;
    let related_from = small.url(&small.article(fixture::FULL));
    let article = site.article(fixture::FULL);
    let url = site.url("/");
    let browser = stage.without_scripts().await;
    let text = |css: &'static str| async move {
        let element =
            browser.driver.find(thirtyfour::By::Css(css)).await.unwrap_or_else(|error| panic!("{css}: {error}"));
        element.text().await.expect("its text")
    };
    let follow = |css: String| async move {
        let link = browser.driver.find(thirtyfour::By::Css(css.as_str())).await;
        let link = link.unwrap_or_else(|error| panic!("{css}: {error}"));
        let href = link.prop("href").await.expect("an address").expect("an address");
        browser.driver.goto(&href).await.expect("the link leads somewhere");
    };
    browser.driver.goto(&url).await.expect("the page opens");
    assert!(text("main").await.contains(fixture::FULL));
    let button = browser.driver.find(thirtyfour::By::Css("button[data-action=settings]")).await.expect("a button");
    assert!(!button.is_displayed().await.expect("it can be asked"), "what only scripts do is not offered");
    follow(format!("a[href='{article}']")).await;
    let page = text("main").await;
    for words in [fixture::FULL_ORIGINAL, "حلب", "سمر الحلبي"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(text("[data-part=attribution]").await.contains(fixture::FULL_ORIGINAL));
    let root = browser.driver.find(thirtyfour::By::Css("html")).await.expect("a root");
    assert_eq!(root.attr("dir").await.expect("it can be asked").as_deref(), Some("rtl"));
    follow("[data-part=sections] a[href='/section/sport/']".to_owned()).await;
    assert!(text("h1").await.contains("رياضة"));
    follow(".more a".to_owned()).await;
    assert!(text("main").await.contains("خبر رقم 50"), "the oldest of the section is on its first page");
    follow("[data-part=pager] a.newer".to_owned()).await;
    follow("[data-part=footer] nav a".to_owned()).await;
    assert!(text("h1").await.contains("عن النشرة"));
    browser.driver.goto(&site.url("/no/such/page/")).await.expect("the page opens");
    assert!(text("h1").await.contains("لا صفحة بهذا العنوان"));
    browser.driver.goto(&related_from).await.expect("the page opens");
    follow("[data-part=related] a.story-link".to_owned()).await;
    assert!(text("h1").await.contains(fixture::EARLIER));
}

async fn without_scripts_an_article_prints(stage: &mut Stage) {
    let site = stage.small().await;
    let url = site.url(&site.article(fixture::FULL));
    let browser = stage.without_scripts().await;
    browser.driver.goto(&url).await.expect("the page opens");
    let pdf = browser.driver.print_page(PrintParameters::default()).await.expect("it prints");
    assert!(pdf.starts_with(b"%PDF") && pdf.len() > 10_000, "{} bytes of paper", pdf.len());
}

async fn a_page_is_taken_over_without_a_change_or_a_shift(stage: &mut Stage) {
    let site = stage.fifty().await;
    hold_back(&site);
    let browser = &stage.browser;
    let paths = [
        "/".to_owned(),
        "/section/politics/".to_owned(),
        "/section/sport/1/".to_owned(),
        "/page/1/".to_owned(),
        "/about/".to_owned(),
        site.article(fixture::FULL),
        site.article(fixture::BLOCKS),
        site.article(fixture::ENGLISH),
    ];
    for path in paths {
        browser.open_plain(&site.url(&path)).await;
        browser.script(WATCH, vec![]).await;
        until_ready(browser).await;
        // Frames pass meanwhile: what the take-over might draw late is drawn.
        let (moved, what) = browser.shifts().await;
        let changes = browser.script("return changes", vec![]).await;
        // Links to the neighbours of an article come after it, where nothing that is on screen moves.
        let changes: Vec<&Value> = changes.as_array().into_iter().flatten().collect();
        let unexpected = changes.iter().find(|change| !change.to_string().contains("class=\\\"neighbours\\\""));
        assert_eq!(unexpected, None, "{path}: {changes:?}");
        assert_eq!(moved, 0.0, "{path}: {what}");
    }
}

async fn what_a_reader_did_before_the_viewer_came_is_kept(stage: &mut Stage) {
    let site = stage.small().await;
    hold_back(&site);
    let browser = &stage.browser;
    browser.open_plain(&site.url(&site.article(fixture::BLOCKS))).await;
    let act = "window.before = document.querySelector('.prose'); \
        const words = document.querySelector('.prose p').firstChild; getSelection().setBaseAndExtent(words, 0, words, 3); \
        document.querySelector('[data-part=footer] a').focus({ preventScroll: true }); scrollTo(0, 300); \
        return [getSelection().toString(), document.activeElement.outerHTML, scrollY]";
    let before = browser.script(act, vec![]).await;
    assert!(before[2].as_f64() > Some(0.0), "the page is long enough to scroll");
    until_ready(browser).await;
    let after = "return [getSelection().toString(), document.activeElement.outerHTML, scrollY]";
    assert_eq!(browser.script(after, vec![]).await, before);
    let same = "return window.before === document.querySelector('.prose')";
    assert_eq!(browser.script(same, vec![]).await, json!(true), "the very same element");
}

async fn a_link_pressed_before_the_viewer_came_is_followed(stage: &mut Stage) {
    let site = stage.small().await;
    hold_back(&site);
    let browser = &stage.browser;
    browser.open_plain(&site.url("/")).await;
    browser.click(&Query::link(fixture::FULL)).await;
    browser.until_path(&site.article(fixture::FULL)).await;
    browser.find(&Query::part("attribution")).await;
}

async fn an_action_asked_for_before_the_data_came_is_done_when_it_is_there(stage: &mut Stage) {
    let site = stage.small().await;
    let edition = std::fs::read(site.folder().join("edition/edition.json")).expect("the edition can be read");
    let late = Answer::Late(Duration::from_millis(2500), Box::new(Answer::json(edition)));
    site.answer("/edition/edition.json", late);
    let browser = &stage.browser;
    browser.open_plain(&site.url("/")).await;
    // The viewer runs when its script has asked for the edition.
    while site.asked_for("/edition/edition.json") == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    browser.click(&Query::action("settings")).await;
    browser.find(&Query::part("settings")).await;
}

async fn the_readers_own_digits_come_with_the_viewer(stage: &mut Stage) {
    stage.expect_errors("favicon");
    let site = stage.small().await;
    let browser = &stage.browser;
    browser.open_plain(&site.url("/icon.svg")).await;
    browser.script("localStorage.setItem('nashra:settings', 'digits=european&theme=dark')", vec![]).await;
    hold_back(&site);
    browser.open_plain(&site.url("/")).await;
    let theme = "return document.documentElement.getAttribute('data-theme')";
    assert_eq!(browser.script(theme, vec![]).await, json!("dark"), "before the viewer came");
    assert!(browser.shows("١٠ شباط ٢٠٢٦").await, "the edition's own digits first");
    browser.sees("10 شباط 2026").await;
}

/// Draws every page of `paths` in the viewer, and gives those that differ from what was prerendered, title or
/// body, but for what is this reader's own: neighbours found late, what was read, what is saved.
const COMPARE: &str = "const [paths, done] = arguments; \
    const normal = (root) => { const copy = root.cloneNode(true); \
      copy.querySelectorAll('.neighbours').forEach((it) => it.remove()); \
      copy.querySelectorAll('.read, [data-part=continue], .actions a').forEach((it) => it.remove()); \
      copy.querySelector('#saved')?.replaceChildren(); \
      copy.querySelectorAll('[data-broken]').forEach((it) => it.removeAttribute('data-broken')); \
      const announcer = copy.querySelector('#announcer'); if (announcer) announcer.textContent = ''; \
      copy.normalize(); return window.sorted(copy).outerHTML; }; \
    const frame = () => new Promise(requestAnimationFrame); \
    (async () => { const differing = []; \
      for (const path of paths) { \
        const text = await (await fetch(path)).text(); \
        const link = document.createElement('a'); link.href = path; document.body.append(link); link.click(); link.remove(); \
        const want = window.parsed(text); const { title } = want; \
        const until = performance.now() + 3000; \
        let got = ''; \
        do { await frame(); got = normal(document.getElementById('top')); } \
        while ((got !== want.top || document.querySelector('[aria-busy=true]')) && performance.now() < until); \
        if (document.title !== title) differing.push([path, 'drawn: ' + document.title, 'prerendered: ' + title]); \
        if (got !== want.top) { let n = 0; while (got[n] === want.top[n]) n++; \
          differing.push([path, 'drawn: ' + got.slice(Math.max(0, n - 80), n + 160), 'prerendered: ' + want.top.slice(Math.max(0, n - 80), n + 160)]); } \
      } done(differing); })()";

/// Parses a prerendered page inertly, as the page's policy allows: by navigation of a frame of its own origin.
const PARSER: &str = "window.sorted = (root) => { \
    for (const element of [root, ...root.querySelectorAll('*')]) { \
      const all = [...element.attributes].map(({ name, value }) => [name, value]).sort(); \
      for (const [name] of all) element.removeAttribute(name); \
      for (const [name, value] of all) element.setAttribute(name, value); } return root; }; \
    window.parsed = (html) => { \
    const inert = new DOMParser(); \
    const trusted = window.trustedHTML ? window.trustedHTML.createHTML(html) : html; \
    const page = inert.parseFromString(trusted, 'text/html'); \
    const root = page.getElementById('top'); \
    root.querySelectorAll('.neighbours').forEach((it) => it.remove()); root.normalize(); return { top: window.sorted(root).outerHTML, title: page.title }; }";

async fn compare(browser: &Browser, site: &Served, paths: &[String]) {
    browser.open(&site.url("/")).await;
    // Chromium asks for trusted HTML, which a page of ours lets one policy make.
    let policy = "if (window.trustedTypes) window.trustedHTML = trustedTypes.createPolicy('nashra-inert', { createHTML: (html) => html });";
    browser.script(policy, vec![]).await;
    browser.script(PARSER, vec![]).await;
    for some in paths.chunks(8) {
        let differing = browser.driver.execute_async(COMPARE, vec![json!(some)]).await;
        let differing = differing.unwrap_or_else(|error| panic!("{error}")).json().clone();
        assert_eq!(differing, json!([]), "pages that are drawn otherwise than they were prerendered");
    }
}

/// The paths of all pages of `site` that are prerendered and that the viewer runs on.
fn pages_of(site: &Served, most: usize) -> Vec<String> {
    let mut folders = vec![site.folder().to_owned()];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the site can be read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                if !["tag", "embed", "widget"].iter().any(|without| path == site.folder().join(without)) {
                    folders.push(path);
                }
            } else if path.file_name().is_some_and(|name| name == "index.html") {
                let inside = folder.strip_prefix(site.folder()).expect("it is inside").display().to_string();
                let path = if inside.is_empty() { "/".to_owned() } else { format!("/{inside}/") };
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.truncate(most);
    assert!(paths.len() > 5, "{paths:?}");
    paths
}

async fn drawn_pages_of_the_demo_are_the_prerendered_ones(stage: &mut Stage) {
    let site = stage.demo().await;
    let paths = pages_of(&site, usize::MAX);
    compare(&stage.browser, &site, &paths).await;
}

async fn pages_of_sample_articles_are_light(stage: &mut Stage) {
    let Some(site) = stage.samples().await else {
        return stage.skip("NASHRA_DATA is not set");
    };
    let folders = std::fs::read_dir(site.folder().join("article")).expect("there are articles");
    let size = |path: std::path::PathBuf| std::fs::metadata(path).map(|file| file.len());
    // As a server sends them that has the twins which a build writes by default.
    let mut sizes: Vec<u64> =
        folders.flatten().filter_map(|folder| size(folder.path().join("index.html.br")).ok()).collect();
    sizes.sort_unstable();
    let (median, longest) = (sizes[sizes.len() / 2], sizes[sizes.len() - 1]);
    assert!(sizes.len() > 600 && median <= 14_000 && longest <= 24_000, "{} of {median}, {longest} B", sizes.len());
}

async fn drawn_pages_of_three_hundred_sample_articles_are_the_prerendered_ones(stage: &mut Stage) {
    let Some(site) = stage.samples().await else {
        stage.skip("the sample data is not there (NASHRA_DATA)");
        return;
    };
    // Its pictures are nowhere.
    stage.expect_errors("cdn.example.org");
    let paths = pages_of(&site, 320);
    assert!(paths.len() >= 300, "{} pages", paths.len());
    let paths: Vec<String> = paths.into_iter().step_by(stage.browser.engine.one_in()).collect();
    compare(&stage.browser, &site, &paths).await;
}

async fn stays_readable(browser: &Browser) {
    browser.sees(fixture::FULL_ORIGINAL).await;
    // Two tries and the pause between them.
    browser.until("the viewer gave up", "return !document.documentElement.hasAttribute('data-script')").await;
    browser.sees(fixture::FULL_ORIGINAL).await;
    let button = Query::css("button[data-action=settings]").even_hidden();
    let hidden = "return getComputedStyle(document.querySelector('button[data-action=settings]')).display";
    browser.find(&button).await;
    assert_eq!(browser.script(hidden, vec![]).await, json!("none"), "what needs the viewer is not offered");
    browser.click(&Query::link(fixture::EARLIER)).await;
    browser.until("the link leads on", "return document.querySelector('h1').textContent.includes('حرفيو')").await;
}

async fn garbage_in_place_of_the_wasm_leaves_the_page(stage: &mut Stage) {
    for named in ["wasm", "WebAssembly", "integrity"] {
        stage.expect_errors(named);
    }
    let site = stage.small().await;
    site.answer(&site.asset("_bg.wasm"), Answer::of(200, "application/wasm", "not wasm at all"));
    stage.browser.open_plain(&site.url(&site.article(fixture::FULL))).await;
    stays_readable(&stage.browser).await;
}

async fn a_script_with_another_byte_leaves_the_page(stage: &mut Stage) {
    stage.expect_errors("integrity");
    let site = stage.small().await;
    let name = site.asset(".js");
    let mut script = std::fs::read(site.folder().join(&name[1..])).expect("the script can be read");
    script.push(b' ');
    site.answer(&name, Answer::of(200, "text/javascript", script));
    stage.browser.open_plain(&site.url(&site.article(fixture::FULL))).await;
    stays_readable(&stage.browser).await;
}

async fn a_script_that_starts_the_viewer_and_came_broken_is_asked_for_again(stage: &mut Stage) {
    stage.expect_errors("integrity");
    let site = stage.small().await;
    let boot = site.boot();
    let script = std::fs::read(site.folder().join(&boot[1..])).expect("boot.js can be read");
    let broken = [&script[..], b" "].concat();
    let answers = vec![Answer::of(200, "text/javascript", broken), Answer::of(200, "text/javascript", script)];
    site.answer_in_turn(&boot, answers);
    stage.browser.open_plain(&site.url(&site.article(fixture::FULL))).await;
    stage.browser.sees(fixture::FULL_ORIGINAL).await;
    until_ready(&stage.browser).await;
    let asked = site.received().iter().filter(|it| it.path.split('?').next() == Some(&boot)).count();
    assert_eq!(asked, 2);
}

async fn a_script_that_starts_the_viewer_and_came_broken_twice_leaves_the_page(stage: &mut Stage) {
    stage.expect_errors("integrity");
    let site = stage.small().await;
    let boot = site.boot();
    let script = std::fs::read(site.folder().join(&boot[1..])).expect("boot.js can be read");
    site.answer(&boot, Answer::of(200, "text/javascript", [&script[..], b" "].concat()));
    stage.browser.open_plain(&site.url(&site.article(fixture::FULL))).await;
    stays_readable(&stage.browser).await;
}

async fn a_script_put_into_the_page_does_not_run(stage: &mut Stage) {
    for named in
        ["Content Security Policy", "Content-Security-Policy", "TrustedScript", "trusted", "Refused", "script-src"]
    {
        stage.expect_errors(named);
    }
    let site = stage.small().await;
    let name = site.article(fixture::FULL);
    let page =
        std::fs::read_to_string(site.folder().join(&name[1..]).join("index.html")).expect("the page can be read");
    let injected = "<script>window.injected = 1</script><script src=\"https://evil.example/x.js\"></script>\
        <img src=\"/none.png\" onerror=\"window.injected = 2\"><a href=\"javascript:window.injected=3\" id=\"evil\">x</a></body>";
    let policy = stage_policy(&site, &name).await;
    let answer = Answer::html(page.replace("</body>", injected)).with_header("content-security-policy", &policy);
    site.answer(&name, answer);
    stage.expect_errors("none.png");
    stage.expect_errors("404");
    let browser = &stage.browser;
    browser.open(&site.url(&name)).await;
    browser.script("document.getElementById('evil')?.click()", vec![]).await;
    let late = "const s = document.createElement('script'); try { s.textContent = 'window.injected = 4'; document.head.append(s); } catch {} \
        return window.injected ?? null";
    assert_eq!(browser.script(late, vec![]).await, Value::Null);
    if browser.bidi().is_some() {
        let seen = browser.observations.so_far();
        let refused = |line: &String| line.contains("refused https://evil.example/x.js");
        assert!(seen.errors.iter().chain(&seen.console).any(refused), "{:?} {:?}", seen.errors, seen.console);
    }
}

/// The policy that the server itself sends with a page.
async fn stage_policy(site: &Served, path: &str) -> String {
    let url = site.url(path);
    let answer = tokio::task::spawn_blocking(move || harness::header_of(&url, "content-security-policy")).await;
    answer.expect("it is asked").expect("every page has a policy")
}
