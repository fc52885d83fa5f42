//! What other sites show where an address of ours is pasted into them.

use super::desk::{Desk, changed, item};
use serde_json::{Value, json};

const CONFIG: &str = "[site]\ntitle = \"نشرة\"\nurl = \"https://bulletin.example/news/\"\npublisher = \"نشرة\"\n";

/// A title that ends everything that it may stand in.
const HOSTILE: &str = "</a></blockquote><script>alert(1)</script><iframe src='https://evil.example/'>\" onload=\"x";

fn desk(items: &[Value]) -> Desk {
    Desk::configured(CONFIG, items)
}

fn file(desk: &Desk, path: &str) -> Value {
    serde_json::from_str(&desk.text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn told_of(number: u32, title: &str) -> Value {
    changed(item(number, title, "نص الخبر."), json!({ "authors": [{ "name": "سمر" }, { "name": "Lina" }] }))
}

#[test]
fn an_article_and_the_front_page_lead_to_what_other_sites_may_show_of_them() {
    let desk = desk(&[told_of(1, "خبر أول")]);
    desk.build_site();
    let id = desk.article("خبر أول").id;
    for (page, path) in [
        (format!("article/{id}/index.html"), format!("oembed/{id}.json")),
        ("index.html".to_owned(), "oembed/index.json".to_owned()),
    ] {
        let link = format!("type=\"application/json+oembed\" href=\"https://bulletin.example/news/{path}\"");
        assert!(desk.text(&page).contains(&link), "{page}");
        let data = file(&desk, &path);
        assert_eq!((&data["version"], &data["type"]), (&json!("1.0"), &json!("rich")));
        assert_eq!(data["provider_url"], "https://bulletin.example/news/");
        assert!(data["width"].is_u64() && data["height"].is_u64(), "{data}");
    }
    let data = file(&desk, &format!("oembed/{id}.json"));
    assert_eq!((&data["title"], &data["author_name"]), (&json!("خبر أول"), &json!("سمر، Lina")));
    assert!(!desk.text("saved/index.html").contains("oembed"), "a page of the reader's own");
}

#[test]
fn it_goes_with_its_article_and_is_the_same_in_the_next_build() {
    let mut desk = desk(&[told_of(1, "خبر أول"), told_of(2, "خبر ثان")]);
    desk.build_site();
    let [first, second] = ["خبر أول", "خبر ثان"].map(|title| format!("oembed/{}.json", desk.article(title).id));
    let before = desk.text(&first);
    desk.config.push_str("[[publishers]]\nname = \"x\"\n");
    desk.build_site();
    assert_eq!(desk.text(&first), before);
    desk.config = desk.config.replace("[[publishers]]\nname = \"x\"\n", "");
    let sources = desk.path("sources");
    let mut request = desk.request();
    request.viewer = Some(desk.viewer());
    request.prune = vec![sources.display().to_string()];
    desk.feed("feed.json", &[told_of(1, "خبر أول")]);
    press::build(&request).expect("the site builds");
    assert!(desk.site().join(&first).is_file() && !desk.site().join(&second).exists(), "{second}");
    let checked = press::check_edition(&desk.site()).unwrap();
    assert_eq!(checked.problems, []);
    std::fs::rename(desk.site().join(&first), desk.site().join(&second)).unwrap();
    let checked = press::check_edition(&desk.site()).unwrap();
    let mut about: Vec<&str> = checked.problems.iter().map(|problem| problem.source.as_str()).collect();
    about.sort_unstable();
    let mut both = [first.as_str(), second.as_str()];
    both.sort_unstable();
    assert_eq!(about, both, "one is missing, one is of no article");
    // Without an address there is nothing to show; what was written goes.
    desk.config = desk.config.replace("url = \"https://bulletin.example/news/\"\n", "");
    desk.build_site();
    assert!(!desk.site().join("oembed/index.json").exists() && !desk.site().join(&first).exists());
    assert!(!desk.text("index.html").contains("oembed"));
}

#[test]
fn wordpress_keeps_the_link_and_the_frame() {
    let desk = desk(&[told_of(1, "خبر أول"), told_of(2, HOSTILE)]);
    desk.build_site();
    for article in desk.articles() {
        let data = file(&desk, &format!("oembed/{}.json", article.id));
        let html = data["html"].as_str().expect("rich has html");
        let kept = as_wordpress_keeps(html);
        let frame = format!("https://bulletin.example/news/embed/?layout=article&amp;article={}#?secret=s", article.id);
        assert_eq!(kept.matches("<iframe").count(), 1, "{kept}");
        assert!(kept.contains(&format!("src=\"{frame}\"")), "{kept}");
        let link = format!("<blockquote><a href=\"https://bulletin.example/news/article/{}/\">", article.id);
        assert!(kept.starts_with(&link), "{kept}");
        for never in ["<script", "onload=\"", "evil.example/'>", "sandbox=\"allow-scripts allow-same-origin"] {
            assert!(!kept.contains(never), "{never}: {kept}");
        }
    }
}

/// What `wp_filter_oembed_result` of WordPress 6 makes of the `html` of a site that it does not know: three elements
/// with a few attributes, the quotation and the frame of them, a secret behind the frame's address.
fn as_wordpress_keeps(html: &str) -> String {
    let kept = filtered(html);
    let quotation = kept.find("<blockquote>").map(|start| {
        let end = kept[start..].find("</blockquote>").expect("it ends") + "</blockquote>".len();
        &kept[start..start + end]
    });
    let frame = kept.find("<iframe").expect("without a frame WordPress shows nothing");
    let end = kept[frame..].find("></iframe>").expect("it ends") + "></iframe>".len();
    let frame = &kept[frame..frame + end];
    let whole = format!("{}{frame}", quotation.unwrap_or_default());
    // The first of all that look like an address, wherever it stands.
    let starts = ['"', '\''].map(|mark| whole.find(&format!(" src={mark}")).map(|at| (at + 6, mark)));
    let (start, mark) = starts.into_iter().flatten().min().expect("it has an address");
    let src = &whole[start..start + whole[start..].find(mark).expect("it ends")];
    whole.replace(src, &format!("{src}#?secret=s"))
}

/// `html` with `a` (href), `blockquote` and `iframe` alone, as `wp_kses` leaves it.
fn filtered(html: &str) -> String {
    const FRAME: [&str; 8] =
        ["src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"];
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, from)) = rest.split_once('<') {
        kept.push_str(before);
        let (tag, after) = from.split_once('>').expect("every tag ends");
        rest = after;
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        let allowed: &[&str] = match name.trim_start_matches('/') {
            "a" => &["href"],
            "blockquote" => &[],
            "iframe" => &FRAME,
            _ => continue,
        };
        kept.push_str(&format!("<{name}"));
        let mut attributes = &tag[name.len()..];
        while let Some((attribute, value)) = attributes.split_once("=\"") {
            let (value, next) = value.split_once('"').expect("every value ends");
            attributes = next;
            if allowed.contains(&attribute.trim()) {
                kept.push_str(&format!(" {}=\"{value}\"", attribute.trim()));
            }
        }
        kept.push('>');
    }
    kept + rest
}
