//! Pages on a slow network: they come in pieces, and what is on screen stays where it is.

use harness::{Answer, Served, Stage, Test, fixture, tests};
use serde_json::json;
use std::time::Duration;

pub fn tests() -> Vec<Test> {
    tests![
        what_is_on_screen_stays_in_its_place_while_a_page_comes_in_pieces
            except Firefox: "it does not tell of layout shifts"
            except Webkit: "it does not tell of layout shifts",
        a_page_that_came_in_pieces_shows_all_of_them,
    ]
}

/// Bytes of a piece, at least: it ends before a tag, and few elements come whole.
const PIECE: usize = 120;

/// From piece to piece; browsers draw in between.
const PAUSE: Duration = Duration::from_millis(30);

/// So many bytes of the body come in pieces, more than a screen shows; the rest comes at once.
const FIRST: usize = 9000;

/// The page at `path` comes in pieces from now on.
fn send_in_pieces(site: &Served, path: &str) {
    let file = site.folder().join(path.trim_start_matches('/')).join("index.html");
    let page = std::fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let body = page.windows(5).position(|window| window == b"<body").expect("a page has a body");
    let mut cuts = vec![body];
    for at in (body..page.len().min(body + FIRST)).filter(|&at| page[at] == b'<') {
        if at >= cuts[cuts.len() - 1] + PIECE {
            cuts.push(at);
        }
    }
    site.answer(path, Answer::InPieces(Box::new(Answer::html(page)), cuts, PAUSE));
}

async fn what_is_on_screen_stays_in_its_place_while_a_page_comes_in_pieces(stage: &mut Stage) {
    let site = stage.fifty().await;
    let paths = [
        "/".to_owned(),
        "/section/politics/".to_owned(),
        "/section/sport/1/".to_owned(),
        "/about/".to_owned(),
        site.article(fixture::FULL),
        site.article(fixture::BLOCKS),
        site.article(fixture::OWN),
        site.article(fixture::ENGLISH),
    ];
    for (width, height) in [(360, 640), (1280, 800)] {
        stage.browser.set_viewport(width, height).await;
        for path in &paths {
            send_in_pieces(&site, path);
            stage.browser.open(&site.url(path)).await;
            let came =
                "const it = performance.getEntriesByType('navigation')[0]; return it.responseEnd - it.responseStart";
            let came = stage.browser.script(came, vec![]).await;
            assert!(came.as_f64() > Some(300.0), "{path} came in pieces, in {came} ms");
            let (moved, what) = stage.browser.shifts().await;
            assert_eq!(moved, 0.0, "{path} at {width} px: {what}");
        }
    }
    stage.browser.script("document.querySelector('main').prepend('x')", vec![]).await;
    assert!(stage.browser.shifts().await.0 > 0.0, "a shift is measured");
}

async fn a_page_that_came_in_pieces_shows_all_of_them(stage: &mut Stage) {
    let site = stage.fifty().await;
    let seen = "const all = [...document.querySelectorAll('.page *')]; \
        return [all.length > 30, all.filter((it) => getComputedStyle(it).visibility !== 'visible').map((it) => it.outerHTML.slice(0, 90))]";
    for path in ["/".to_owned(), "/about/".to_owned(), site.article(fixture::FULL), site.article(fixture::OWN)] {
        send_in_pieces(&site, &path);
        stage.browser.open_plain(&site.url(&path)).await;
        stage.browser.until("its end has come", "return document.readyState !== 'loading'").await;
        assert_eq!(stage.browser.script(seen, vec![]).await, json!([true, []]), "{path}");
    }
}
