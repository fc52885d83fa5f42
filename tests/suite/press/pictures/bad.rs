//! Pictures that are none, or too much: each is a problem, is linked, and keeps nothing else from being built.

use super::drawing::{chunk, filled, jpeg, photograph, png, png_of, written};
use super::{Gallery, is_mirrored};
use crate::fetch::server::{Asked, redirect, reply, stay_silent};
use image::ImageFormat;
use std::io::Write;
use std::net::TcpStream;

type Answer = Box<dyn Fn(&Asked, &mut TcpStream) + Send + Sync>;

fn holds(bytes: impl Into<Vec<u8>>) -> Answer {
    let bytes = bytes.into();
    Box::new(move |_, stream| reply(stream, "200 OK", &[("Content-Type", "image/png")], &bytes))
}

fn half(bytes: &[u8]) -> Answer {
    holds(&bytes[..bytes.len() / 2])
}

/// A WebP header (RFC 9649, section 2.7) that promises a canvas of 16,383 by 16,383 pixels.
fn vast_webp() -> Vec<u8> {
    let canvas = [0, 0, 0, 0, 0xFE, 0x3F, 0, 0xFE, 0x3F, 0];
    let small = &written(&filled(8, 8, [1, 2, 3, 255]), ImageFormat::WebP)[12..];
    let chunks = [b"VP8X\x0a\0\0\0".as_slice(), &canvas, small].concat();
    [b"RIFF", (chunks.len() as u32 + 4).to_le_bytes().as_slice(), b"WEBP", &chunks].concat()
}

/// A GIF whose screen, and first frame, have 65,535 pixels each way.
fn vast_gif() -> Vec<u8> {
    let mut bytes = written(&filled(8, 8, [1, 2, 3, 255]), ImageFormat::Gif);
    bytes[6..10].fill(0xFF);
    bytes
}

/// A colour profile that unpacks to 64 MiB.
fn vast_profile() -> Vec<u8> {
    let mut deflated = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    deflated.write_all(&vec![0; 64 << 20]).unwrap();
    let data = [b"x\0\0".as_slice(), &deflated.finish().unwrap()].concat();
    png_of(2, 2, &chunk(b"iCCP", &data), &[0, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1])
}

/// Name, what the server says, what the build says of it.
fn bad_pictures() -> Vec<(&'static str, Answer, &'static str)> {
    let photo = photograph(640, 480, 1);
    let endless = |_: &Asked, stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        let chunk = [b"10000\r\n".as_slice(), &[0xFF; 1 << 16], b"\r\n"].concat();
        while stream.write_all(&chunk).is_ok() {}
    };
    let promises = |_: &Asked, stream: &mut TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 17000000\r\n\r\n");
        stay_silent(stream);
    };
    let gzip = |_: &Asked, stream: &mut TcpStream| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&vec![0; 12 << 20]).unwrap();
        reply(stream, "200 OK", &[("Content-Encoding", "gzip")], &packed.finish().unwrap());
    };
    vec![
        ("vast PNG", holds(png_of(50_000, 50_000, &[], &[0; 1000])), "50000 by 50000 pixels are more"),
        ("vast WebP", holds(vast_webp()), "16383 by 16383 pixels are more"),
        ("vast GIF", holds(vast_gif()), "65535 by 65535 pixels are more"),
        ("long PNG", holds(png_of(20_000, 1, &[], &[0; 60_001])), "20000 by 1 pixels are more"),
        ("PNG without pixels", holds(png_of(3000, 3000, &[], &[0; 10])), "cannot be decoded"),
        ("cut-off JPEG", half(&jpeg(&photo)), "cut off"),
        ("cut-off PNG", half(&png(&photo.clone().into())), "cannot be decoded"),
        ("cut-off WebP", half(&written(&photo.clone().into(), ImageFormat::WebP)), "cannot be decoded"),
        ("beginning of a JPEG", holds(&jpeg(&photo)[..20]), "cannot be decoded"),
        ("noise after a beginning", holds([b"\xFF\xD8\xFF".as_slice(), &[7; 5000]].concat()), "cannot be decoded"),
        ("a page", holds("<!doctype html><title>Log in</title>"), "it is a page"),
        ("SVG", holds("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>"), "SVG"),
        ("AVIF", holds(*b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miafMA1B"), "AVIF"),
        ("text", holds("نص"), "it is no picture"),
        ("nothing", holds(""), "it is empty"),
        ("missing", Box::new(|_, stream| reply(stream, "404 Not Found", &[], b"")), "answers 404"),
        ("endless", Box::new(endless), "more than 16777216 bytes"),
        ("promises too much", Box::new(promises), "more than 16777216 bytes"),
        ("gzip bomb", Box::new(gzip), "compressed further"),
        ("private", Box::new(|_, stream| redirect(stream, "http://10.0.0.1/a.jpg")), "10.0.0.1 is a private address"),
        ("a file", Box::new(|_, stream| redirect(stream, "file:///etc/passwd")), "not file"),
    ]
}

#[test]
fn a_picture_that_cannot_be_copied_is_a_problem_and_everything_else_is_built() {
    let gallery = Gallery::new();
    gallery.holds("/good", jpeg(&photograph(640, 480, 2))).publishes(100, "نص الخبر الجيد", "/good");
    let bad = bad_pictures();
    let mut says = Vec::new();
    for (number, (name, answer, expected)) in (1..).zip(bad) {
        let path = format!("/bad-{number}");
        gallery.answers(&path, answer).publishes(number, &format!("نص الخبر {number} عن {name}"), &path);
        says.push((number, name, path, expected));
    }
    let report = gallery.build();
    assert_eq!((report.articles, report.pictures), (says.len() + 1, 1), "{:?}", report.problems);
    assert!(is_mirrored(&gallery.picture(100)));
    for (number, name, path, expected) in says {
        let url = gallery.subscription.server.url(&path);
        let told: Vec<_> = report.problems.iter().filter(|problem| problem.source == url).collect();
        assert_eq!(told.len(), 1, "{name}: {:?}", report.problems);
        let told = told[0].to_string();
        assert!(told.contains(expected) && told.ends_with("linked until it can be copied"), "{name}: {told}");
        assert!(!is_mirrored(&gallery.picture(number)), "{name}");
    }
    assert_eq!(gallery.media().len(), gallery.picture(100).mirrored_files().len(), "nothing of the bad ones is served");
}

#[test]
fn a_colour_profile_that_unpacks_to_a_mountain_is_left_where_it_is() {
    let gallery = Gallery::new();
    gallery.holds("/1", vast_profile()).publishes(1, "نص", "/1");
    assert_eq!(gallery.build().pictures, 1);
    assert_eq!(gallery.picture(1).size, Some((2, 2)));
}

#[test]
fn an_article_cannot_name_a_file_among_the_copies() {
    let mut gallery = Gallery::new();
    gallery.holds("/a.jpg", jpeg(&photograph(640, 480, 2))).publishes(1, "نص", "/a.jpg");
    gallery.build();
    let article = gallery.article(1);
    let path = format!("edition/articles/{}.json", article.id);
    let copied = std::fs::read_to_string(gallery.subscription.desk.site().join(path)).unwrap();
    assert!(copied.contains("\"media/"), "{copied}");
    gallery.subscription.desk.config = "[rights]\nimages = \"mirror\"".to_owned();
    let desk = &gallery.subscription.desk;
    desk.source("article.json", &copied);
    let out = desk.path("another");
    let request = press::BuildRequest { out: out.clone(), ..desk.request() };
    let report = press::build(&request).unwrap();
    assert!(crate::press::desk::tells(&report.problems, "in the folder of another edition"), "{:?}", report.problems);
    assert_eq!(press::check_edition(&out).unwrap().problems, []);
    let articles = crate::press::desk::articles(&out);
    assert!(articles.len() == 1 && articles[0].blocks.iter().all(|block| !matches!(block, model::Block::Figure(_))));
}
