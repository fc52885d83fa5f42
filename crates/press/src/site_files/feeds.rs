//! The edition and each of its sections as RSS 2.0, Atom and JSON Feed, for feed readers and for other editions.
//!
//! Each entry leads to the article's page here and names where the article came from: in a reader's words at the
//! end of its summary, in XML with when it was copied and the disclaimer, and for programs by `dc:source`, `rel="via"`, `external_url` and the `_nashra` member
//! that this program's own reader knows.

use super::xml::{Xml, xml_text};
use jiff::Timestamp;
use model::{Headline, Image, Moment, Original, SafeUrl, Site, Text};
use serde_json::{Value, json};

/// One feed.
pub(crate) struct Feed<'a> {
    pub site: &'a Site,
    /// What it is called.
    pub title: String,
    /// The address of the page that shows the same.
    pub page: String,
    /// The address of the folder that its three files lie in.
    pub folder: String,
    /// The newest first.
    pub entries: Vec<Entry>,
}

/// One article of a feed.
pub(crate) struct Entry {
    pub headline: Headline,
    /// The name of its section.
    pub section: Option<Text>,
    /// Its page here.
    pub page: String,
    /// The address of its picture.
    pub image: Option<String>,
    /// Where it came from; missing for the site's own.
    pub original: Option<Original>,
    /// When its copy was taken and the disclaimer, as HTML.
    pub copy_note: String,
    /// When it came here.
    pub first_seen: Moment,
    /// When it was changed since.
    pub updated: Option<Moment>,
}

impl Entry {
    fn title(&self) -> &str {
        self.headline.title.as_ref().map_or("", Text::as_str)
    }

    /// Its publication, else when it came here: a feed must say when.
    fn date(&self) -> Moment {
        self.headline.published.unwrap_or(self.first_seen)
    }

    /// Its last change, else its date.
    fn changed(&self) -> Moment {
        self.updated.unwrap_or_else(|| self.date())
    }

    /// Its summary and where it came from, as HTML.
    fn summary_html(&self) -> String {
        let escape = crate::prerender::escape;
        let mut html = String::new();
        if let Some(standfirst) = &self.headline.standfirst {
            html.push_str(&format!("<p dir=\"{}\">{}</p>", standfirst.dir().as_str(), escape(standfirst.as_str())));
        }
        if let Some(original) = &self.original {
            let title = escape(original.title.as_str());
            let title = match &original.url {
                Some(url) => format!("<a href=\"{}\">{title}</a>", escape(url.as_str())),
                None => title,
            };
            let publisher = escape(original.publisher.name.as_str());
            html.push_str(&format!("<p dir=\"{}\">{title} – {publisher}</p>", original.title.dir().as_str()));
        }
        html
    }

    fn original_url(&self) -> Option<&SafeUrl> {
        self.original.as_ref()?.url.as_ref()
    }

    /// Who is to be named as its author: its publisher, since headlines name nobody else.
    fn author<'e>(&'e self, site: &'e Site) -> &'e str {
        let publisher = self.headline.publisher.as_ref().or(site.publisher.as_ref().map(|publisher| &publisher.name));
        publisher.map_or(site.title.as_str(), Text::as_str)
    }
}

/// The media type of a picture by its address's ending, where that tells.
fn media_type(address: &str) -> Option<&'static str> {
    let path = address.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
    Some(match path.rsplit('.').next()? {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        _ => return None,
    })
}

/// `moment` with its time, that of midnight in UTC for a day: where a format knows no days.
fn date_time(moment: Moment) -> String {
    match moment {
        Moment::Day(day) => format!("{}T00:00:00Z", Moment::Day(day)),
        instant => instant.to_string(),
    }
}

/// As RFC 822 with a year of four digits, which RSS asks for.
fn rfc_822(moment: Moment) -> Option<String> {
    let Moment::Instant(seconds) = moment else { return None };
    let timestamp = Timestamp::from_second(seconds).ok()?;
    Some(timestamp.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string())
}

impl Feed<'_> {
    fn updated(&self) -> Option<Moment> {
        self.entries.iter().map(Entry::changed).max_by_key(|date| date.order_key())
    }

    /// RSS 2.0, with Dublin Core for what it has no element for.
    pub fn rss(&self) -> String {
        let mut xml = Xml::new();
        xml.open(
            "rss",
            &[
                ("version", "2.0"),
                ("xmlns:atom", "http://www.w3.org/2005/Atom"),
                ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
                ("xmlns:media", "http://search.yahoo.com/mrss/"),
            ],
        );
        xml.open("channel", &[]);
        xml.text("title", &self.title);
        xml.text("link", &self.page);
        xml.text("description", self.site.tagline.as_ref().map_or(self.title.as_str(), Text::as_str));
        xml.text("language", self.site.lang.as_str());
        let own = format!("{}feed.xml", self.folder);
        xml.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &own)]);
        for entry in &self.entries {
            xml.open("item", &[]);
            xml.text("title", entry.title());
            xml.text("link", &entry.page);
            xml.with("guid", &[("isPermaLink", "true")], &entry.page);
            match rfc_822(entry.date()) {
                Some(date) => xml.text("pubDate", &date),
                None => xml.text("dc:date", &entry.date().to_string()),
            }
            xml.text("dc:creator", entry.author(self.site));
            if let Some(section) = &entry.section {
                xml.text("category", section.as_str());
            }
            xml.text("description", &(entry.summary_html() + &entry.copy_note));
            if let Some(url) = entry.original_url() {
                xml.text("dc:source", url.as_str());
            }
            if let Some(image) = &entry.image {
                xml.empty("media:content", &[("url", image), ("medium", "image")]);
            }
            xml.close();
        }
        xml.finish()
    }

    /// Atom (RFC 4287).
    pub fn atom(&self) -> String {
        let mut xml = Xml::new();
        xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", self.site.lang.as_str())]);
        xml.text("id", &self.page);
        xml.text("title", &self.title);
        let own = format!("{}feed.atom", self.folder);
        xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)]);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &self.page)]);
        xml.text("updated", &date_time(self.updated().unwrap_or(Moment::Instant(0))));
        for entry in &self.entries {
            xml.open("entry", &[]);
            xml.text("id", &entry.page);
            xml.text("title", entry.title());
            xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.page)]);
            if let Some(url) = entry.original_url() {
                xml.empty("link", &[("rel", "via"), ("href", url.as_str())]);
            }
            if let Some((image, kind)) = entry.image.as_ref().and_then(|image| Some((image, media_type(image)?))) {
                xml.empty("link", &[("rel", "enclosure"), ("type", kind), ("href", image)]);
            }
            xml.text("updated", &date_time(entry.changed()));
            if let Some(published) = entry.headline.published {
                xml.text("published", &date_time(published));
            }
            xml.open("author", &[]);
            xml.text("name", entry.author(self.site));
            xml.close();
            if let Some(section) = &entry.section {
                xml.empty("category", &[("term", section.as_str())]);
            }
            xml.with("summary", &[("type", "html")], &(entry.summary_html() + &entry.copy_note));
            xml.close();
        }
        xml.finish()
    }

    /// JSON Feed 1.1. When a copy was taken stands in `_nashra` alone: this program's own reader takes the words of an
    /// item for its text.
    pub fn json(&self) -> String {
        let items: Vec<Value> = self.entries.iter().map(|entry| self.item(entry)).collect();
        let mut feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": self.page,
            "feed_url": format!("{}feed.json", self.folder),
            "language": self.site.lang.as_str(),
            "items": items,
        });
        if let Some(tagline) = &self.site.tagline {
            feed["description"] = json!(tagline.as_str());
        }
        feed.to_string()
    }

    fn item(&self, entry: &Entry) -> Value {
        let mut item = json!({
            "id": entry.page,
            "url": entry.page,
            "title": entry.title(),
            "content_html": entry.summary_html(),
            "authors": [{ "name": entry.author(self.site) }],
        });
        let mut put = |name: &str, value: Value| {
            if !value.is_null() {
                item[name] = value;
            }
        };
        put("summary", json!(entry.headline.standfirst.as_ref().map(Text::as_str)));
        put("external_url", json!(entry.original_url().map(SafeUrl::as_str)));
        put("image", json!(entry.image));
        put("date_published", json!(entry.headline.published.map(date_time)));
        put("date_modified", json!(entry.updated.map(date_time)));
        put("tags", json!(entry.section.as_ref().map(|section| [section.as_str()])));
        if let Some(original) = &entry.original {
            let mut publisher = json!({ "name": original.publisher.name.as_str() });
            if let Some(site) = &original.publisher.site {
                publisher["url"] = json!(site.as_str());
            }
            let nashra = json!({ "original_title": original.title.as_str(), "publisher": publisher, "fetched": original.fetched.to_string() });
            put("_nashra", nashra);
        }
        item
    }
}

/// Where `image` of a headline is on the web.
pub(crate) fn image_of(image: &Image, absolute: impl Fn(&str) -> Option<String>) -> Option<String> {
    match &image.src {
        model::ImageAddress::Linked(url) => Some(xml_text(url.as_str())),
        model::ImageAddress::Mirrored(name) => absolute(&format!("media/{name}")),
    }
}
