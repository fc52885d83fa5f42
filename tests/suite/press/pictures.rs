//! Pictures that the site has copies of: from a server on this machine to files on pages.

mod bad;
mod drawing;
mod files;
mod later;

use crate::fetch::building::{Subscription, config, feed, json};
use crate::fetch::server::{Asked, reply};
use crate::press::desk::content;
use drawing::{jpeg, photograph};
use image::GenericImageView;
use model::{Article, Block, Image, ImageAddress};
use press::{BuildReport, BuildRequest, build, check_edition};
use serde_json::{Value, json as value};
use std::collections::BTreeMap;
use std::net::TcpStream;
use std::sync::{Arc, Mutex};

/// A server of one feed and of pictures, and a desk that mirrors them.
struct Gallery {
    subscription: Subscription,
    held: Arc<Mutex<Held>>,
}

/// What the server has.
#[derive(Default)]
struct Held {
    items: Vec<Value>,
    pictures: BTreeMap<String, Picture>,
}

/// What the server says at one address.
type Picture = Arc<dyn Fn(&Asked, &mut TcpStream) + Send + Sync>;

impl Gallery {
    fn new() -> Self {
        let held: Arc<Mutex<Held>> = Arc::default();
        let answers = Arc::clone(&held);
        let mut subscription = Subscription::new(move |asked, stream| {
            let held = answers.lock().unwrap();
            if asked.path == "/feed" {
                return json(stream, &feed(&held.items, value!({})));
            }
            let picture = held.pictures.get(&asked.path).cloned();
            drop(held);
            match picture {
                Some(picture) => picture(asked, stream),
                None => reply(stream, "404 Not Found", &[], b""),
            }
        });
        subscription.desk.config = Self::config(&subscription, "", "");
        Self { subscription, held }
    }

    fn config(subscription: &Subscription, fetching: &str, pictures: &str) -> String {
        let site = "[site]\nurl = \"https://site.example/news/\"\n[rights]\nimages = \"mirror\"\n";
        format!("{site}[pictures]\n{pictures}\n{}", config(&subscription.server, fetching))
    }

    fn configure(&mut self, fetching: &str, pictures: &str) {
        self.subscription.desk.config = Self::config(&self.subscription, fetching, pictures);
    }

    /// From now on, the server has these bytes at `path`.
    fn holds(&self, path: &str, bytes: Vec<u8>) -> &Self {
        self.answers(path, move |_, stream| reply(stream, "200 OK", &[("Content-Type", "image/jpeg")], &bytes))
    }

    /// From now on, the server says this at `path`.
    fn answers(&self, path: &str, picture: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static) -> &Self {
        self.held.lock().unwrap().pictures.insert(path.to_owned(), Arc::new(picture));
        self
    }

    /// The feed has an article `number` with one picture in its text, described and with a caption.
    fn publishes(&self, number: u32, text: &str, picture: &str) -> &Self {
        let src = self.subscription.server.url(picture);
        let html = format!(
            "<p>{text}</p><figure><img src=\"{src}\" alt=\"وصف الصورة\"><figcaption>شرح الصورة</figcaption></figure>"
        );
        let item = value!({
            "id": number.to_string(), "url": format!("https://agency.example/{number}"),
            "title": format!("خبر {number}"), "content_html": html,
            "date_published": format!("2026-01-{:02}T00:00:00Z", 1 + number % 28), "authors": [{ "name": "محرر" }],
        });
        let mut held = self.held.lock().unwrap();
        let id = item["id"].clone();
        held.items.retain(|item| item["id"] != id);
        held.items.push(item);
        drop(held);
        self
    }

    fn request(&self) -> BuildRequest {
        BuildRequest { viewer: Some(self.subscription.desk.viewer()), ..self.subscription.request() }
    }

    /// Builds, and sees that nothing is missing.
    fn build(&self) -> BuildReport {
        let report = build(&self.request()).expect("the edition builds");
        assert_eq!(check_edition(&self.subscription.desk.site()).unwrap().problems, []);
        report
    }

    /// [`Gallery::build`], so many seconds after the usual clock.
    fn build_after(&mut self, seconds: i64) -> BuildReport {
        let before = self.subscription.desk.now;
        self.subscription.desk.now = model::Moment::Instant(before.order_key() + seconds);
        let report = self.build();
        self.subscription.desk.now = before;
        report
    }

    fn article(&self, number: u32) -> Article {
        self.subscription.desk.article(&format!("خبر {number}"))
    }

    /// The picture in the text of article `number`.
    fn picture(&self, number: u32) -> Image {
        let blocks = self.article(number).blocks;
        let figure = blocks.into_iter().find_map(|block| match block {
            Block::Figure(figure) => Some(figure),
            _ => None,
        });
        figure.expect("the article has a figure").image
    }

    /// The site's files of pictures.
    fn media(&self) -> Vec<(String, Vec<u8>)> {
        content(&self.subscription.desk.site().join("media"))
    }

    /// The pictures that the server was asked for.
    fn asked(&self) -> Vec<String> {
        self.subscription.server.paths().into_iter().filter(|path| path != "/feed").collect()
    }
}

fn is_mirrored(image: &Image) -> bool {
    matches!(image.src, ImageAddress::Mirrored(_))
}

#[test]
fn a_mirrored_picture_is_on_the_page_in_its_widths_and_from_the_site_itself() {
    let gallery = Gallery::new();
    gallery.holds("/a.jpg", jpeg(&photograph(2000, 1000, 1))).publishes(1, "نص", "/a.jpg");
    let report = gallery.build();
    assert_eq!((report.pictures, report.pictures_awaited, report.problems.len()), (1, 0, 0), "{:?}", report.problems);
    crate::press::schemas::validate(&gallery.subscription.desk.site());
    let image = gallery.picture(1);
    assert_eq!(image.size, Some((1600, 800)));
    assert_eq!(image.alt.as_ref().unwrap().as_str(), "وصف الصورة");
    let media = gallery.media();
    let sizes: Vec<_> = media.iter().map(|(_, bytes)| image::load_from_memory(bytes).unwrap().dimensions()).collect();
    assert_eq!(sizes, [(1600, 800), (480, 240), (960, 480)]);
    let names = image.mirrored_files();
    assert!(media.iter().all(|(name, _)| names.contains(name)), "{names:?}");
    let page = format!("article/{}/index.html", gallery.article(1).id);
    let page = std::fs::read_to_string(gallery.subscription.desk.site().join(page)).unwrap();
    let img = &page[page.find("<img").unwrap()..];
    let img = &img[..img.find('>').unwrap()];
    let [widest, small, middle] = &image.mirrored_files()[..] else { panic!("three widths: {image:?}") };
    let at = |name: &str, width: u32| format!("/news/media/{name} {width}w");
    let srcset = format!("srcset=\"{},{},{}\"", at(middle, 960), at(small, 480), at(widest, 1600));
    let src = format!("src=\"/news/media/{widest}\"");
    for part in [&srcset, &src, "sizes=\"", "width=\"1600\"", "height=\"800\"", "alt=\"وصف الصورة\""] {
        assert!(img.contains(part), "{part}: {img}");
    }
    assert!(!img.contains(" style"), "{img}");
    let address = format!("https://site.example/news/media/{widest}");
    assert!(page.contains(&format!("<meta property=\"og:image\" content=\"{address}\">")), "{page}");
    assert!(!page.contains(&gallery.subscription.server.address.to_string()), "{page}");
}

#[test]
fn the_average_colour_is_kept_unless_a_picture_can_be_seen_through() {
    let gallery = Gallery::new();
    gallery.holds("/plain.png", drawing::png(&drawing::filled(700, 400, [200, 40, 120, 255])));
    gallery.holds("/glass.png", drawing::png(&drawing::filled(700, 400, [200, 40, 120, 90])));
    gallery.publishes(1, "نص أول", "/plain.png").publishes(2, "نص ثان", "/glass.png");
    gallery.build();
    assert_eq!(gallery.picture(1).colour, Some(0x00c8_2878));
    assert_eq!(gallery.picture(2).colour, None);
    let glass = gallery.picture(2);
    let name = glass.mirrored_files().remove(0);
    let bytes = std::fs::read(gallery.subscription.desk.site().join("media").join(name)).unwrap();
    let alpha = image::load_from_memory(&bytes).unwrap().to_rgba8().get_pixel(350, 200).0[3];
    assert!((85..=95).contains(&alpha), "{alpha}");
}

#[test]
fn pictures_of_excerpts_are_linked_and_those_of_the_site_itself_are_mirrored_where_the_operator_says_so() {
    let mut gallery = Gallery::new();
    gallery.holds("/a.jpg", jpeg(&photograph(600, 300, 1))).publishes(1, "نص", "/a.jpg");
    let mirroring = gallery.subscription.desk.config.clone();
    gallery.subscription.desk.config = mirroring.replace("[rights]", "[rights]\nbody = \"excerpt\"");
    let report = gallery.build();
    assert!(crate::press::desk::tells(&report.problems, "mirrored only where the full text is allowed"));
    assert!(!is_mirrored(&gallery.picture(1)) && gallery.asked().is_empty());
    let own = mirroring.replace("images = \"mirror\"", "").replace("site.example", "agency.example");
    gallery.subscription.desk.config = own.clone();
    gallery.build();
    assert!(gallery.article(1).original.is_none() && !is_mirrored(&gallery.picture(1)));
    gallery.subscription.desk.config = own.replace("[pictures]", "[pictures]\nown = \"mirror\"");
    gallery.build();
    assert!(is_mirrored(&gallery.picture(1)));
}
