//! What another site shows where somebody pastes an address of ours into it (oEmbed 1.0, <https://oembed.com>): a file
//! for each article and one for the front page, found by a link in the page's head.

use super::document::escape;
use super::head::{absolute, image_address, picture_of};
use model::{Article, ArticleId, Image, Site, Text};
use serde_json::{Value, json};
use viewer::route::{BasePath, Route};

/// The folder of these files, under the site's base.
pub(crate) const FOLDER: &str = "oembed/";

/// The file of the front page.
pub(crate) const FRONT: &str = "oembed/index.json";

/// CSS pixels; nobody is asked how much room there is.
const WIDTH: u32 = 600;
/// Of one article, before its frame says more.
const ARTICLE_HEIGHT: u32 = 420;
/// Of the newest headlines, in one column of that width.
const FRONT_HEIGHT: u32 = 750;

/// What a frame of ours may do in another site's page.
pub(super) const SANDBOX: &str = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/// The path of the file of the article `id`.
pub(crate) fn path(id: &ArticleId) -> String {
    format!("{FOLDER}{id}.json")
}

/// What the file of `article` says; nothing where the site has no address of its own.
pub(super) fn of_article(site: &Site, base: &BasePath, article: &Article) -> Option<String> {
    let page = absolute(site, &Route::Article(article.id.clone()).path(base))?;
    let frame = absolute(site, &base.file(&format!("embed/?layout=article&article={}", article.id)))?;
    let title = article.title.as_ref().map_or(site.title.as_str(), Text::as_str);
    let publisher = article.original.as_ref().map(|original| original.publisher.name.as_str());
    let mut data = rich(site, base, title, &quotation(&page, title, publisher), &frame, ARTICLE_HEIGHT)?;
    let names: Vec<&str> = article.byline.iter().map(Text::as_str).collect();
    let author = if names.is_empty() { publisher.map(str::to_owned) } else { Some(names.join("، ")) };
    if let Some(author) = author {
        data["author_name"] = json!(author);
    }
    if let Some(image) = picture_of(article) {
        add_thumbnail(&mut data, site, base, image);
    }
    Some(data.to_string())
}

/// What the file of the front page says; nothing where the site has no address of its own.
pub(super) fn of_front(site: &Site, base: &BasePath) -> Option<String> {
    let page = absolute(site, base.as_str())?;
    let frame = absolute(site, &base.file("embed/"))?;
    let title = site.title.as_str();
    Some(rich(site, base, title, &quotation(&page, title, None), &frame, FRONT_HEIGHT)?.to_string())
}

fn rich(site: &Site, base: &BasePath, title: &str, words: &str, frame: &str, height: u32) -> Option<Value> {
    Some(json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": site.title.as_str(),
        "provider_url": absolute(site, base.as_str())?,
        "width": WIDTH,
        "height": height,
        "html": format!("{words}{}", frame_html(frame, title, Some(WIDTH), height)),
    }))
}

/// What is seen where frames are not: WordPress keeps of it `blockquote` and `a`, without attributes but `href`.
///
/// It also looks for the frame's address from here on, between quotation marks of either kind: words hold none.
fn quotation(page: &str, title: &str, publisher: Option<&str>) -> String {
    let words = |text: &str| escape(text).replace('\'', "&#39;");
    let publisher = publisher.map(|name| format!(" – {}", words(name))).unwrap_or_default();
    format!("<blockquote><a href=\"{}\">{}</a>{publisher}</blockquote>", escape(page), words(title))
}

/// The frame at `address`, as wide as there is room where no `width` is given.
pub(super) fn frame_html(address: &str, title: &str, width: Option<u32>, height: u32) -> String {
    let width = width.map_or_else(|| "100%".to_owned(), |width| width.to_string());
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{height}\" frameborder=\"0\" loading=\"lazy\" \
         referrerpolicy=\"strict-origin\" sandbox=\"{SANDBOX}\"></iframe>",
        escape(address),
        escape(title),
    )
}

/// All three members or none (section 2.3.4.1 of oEmbed).
fn add_thumbnail(data: &mut Value, site: &Site, base: &BasePath, image: &Image) {
    if let (Some(address), Some((width, height))) = (image_address(site, base, image), image.size) {
        data["thumbnail_url"] = json!(address);
        data["thumbnail_width"] = json!(width);
        data["thumbnail_height"] = json!(height);
    }
}
