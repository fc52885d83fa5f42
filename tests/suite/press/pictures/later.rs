//! What later builds do: fetch what is new, try again what failed, drop what nobody shows.

use super::drawing::{jpeg, photograph};
use super::{Gallery, is_mirrored};
use crate::fetch::server::{Asked, reply};
use crate::press::desk::{content, tells};
use model::ImageAddress;
use press::{BuildRequest, build, check_edition};
use std::net::TcpStream;

const HOUR: i64 = 3600;

fn picture(seed: u32) -> Vec<u8> {
    jpeg(&photograph(600, 300, seed))
}

/// A picture with an ETag, which is sent only to those who do not have it.
fn tagged(bytes: Vec<u8>, tag: &'static str) -> impl Fn(&Asked, &mut TcpStream) + Send + Sync {
    move |asked, stream| match asked.field("if-none-match") == tag {
        true => reply(stream, "304 Not Modified", &[("ETag", tag)], b""),
        false => reply(stream, "200 OK", &[("ETag", tag)], &bytes),
    }
}

#[test]
fn the_next_build_fetches_what_is_new_and_nothing_else() {
    let gallery = Gallery::new();
    gallery.holds("/1", picture(1)).publishes(1, "نص أول", "/1");
    gallery.build();
    let before = content(&gallery.subscription.desk.site());
    assert_eq!((gallery.build().written, gallery.asked().len()), (0, 1));
    assert!(content(&gallery.subscription.desk.site()) == before);
    gallery.holds("/2", picture(2)).publishes(2, "نص ثان", "/2");
    assert_eq!(gallery.build().pictures, 1);
    assert_eq!(gallery.asked(), ["/1", "/2"]);
    assert!(is_mirrored(&gallery.picture(1)) && is_mirrored(&gallery.picture(2)));
}

#[test]
fn an_article_that_changes_has_its_picture_asked_for_again() {
    let gallery = Gallery::new();
    gallery.answers("/1", tagged(picture(1), "\"a\"")).publishes(1, "نص", "/1");
    gallery.build();
    let (before, media) = (gallery.picture(1), gallery.media());
    gallery.publishes(1, "نص آخر", "/1");
    let report = gallery.build();
    assert_eq!((report.pictures, report.pictures_awaited, gallery.asked().len()), (0, 0, 2), "it was not sent again");
    assert!(gallery.picture(1) == before && gallery.media() == media);
    gallery.answers("/1", tagged(picture(2), "\"b\"")).publishes(1, "نص ثالث", "/1");
    assert_eq!(gallery.build().pictures, 1);
    assert_ne!(gallery.picture(1).src, before.src);
    gallery.answers("/1", |_, stream| reply(stream, "410 Gone", &[], b"")).publishes(1, "نص رابع", "/1");
    let shown = gallery.picture(1);
    let report = gallery.build();
    assert!(tells(&report.problems, "answers 410: the copy that is shown stays"), "{:?}", report.problems);
    assert_eq!(gallery.picture(1), shown);
    // What is of an earlier edition goes when its lists do.
    gallery.publishes(2, "نص خبر آخر", "/2").build();
    let names: Vec<String> = gallery.media().into_iter().map(|(name, _)| name).collect();
    let shown = shown.mirrored_files();
    assert!(names.len() == shown.len() && shown.iter().all(|name| names.contains(name)), "{names:?}");
}

#[test]
fn a_picture_that_fails_is_linked_and_tried_again_later_and_later() {
    let mut gallery = Gallery::new();
    gallery.publishes(1, "نص", "/1");
    assert!(tells(&gallery.build().problems, "answers 404: linked until it can be copied"));
    assert!(matches!(gallery.picture(1).src, ImageAddress::Linked(_)));
    let again = gallery.build_after(HOUR / 2);
    assert!(tells(&again.problems, "answers 404") && again.pictures_awaited == 1);
    assert_eq!(gallery.asked().len(), 1, "not yet");
    gallery.build_after(HOUR);
    assert_eq!(gallery.asked().len(), 2);
    gallery.holds("/1", picture(1));
    gallery.build_after(4 * HOUR);
    assert_eq!(gallery.asked().len(), 2, "after the second failure it takes four hours");
    let revision = gallery.article(1).rev;
    assert!(gallery.build_after(5 * HOUR).problems.is_empty());
    assert!(is_mirrored(&gallery.picture(1)));
    assert_eq!(gallery.article(1).rev, revision, "a copy is no other version of the article");
}

#[test]
fn one_build_asks_for_so_many_and_for_those_of_the_newest_articles_first() {
    let mut gallery = Gallery::new();
    gallery.configure("", "per_build = 2");
    for number in 1..=5 {
        gallery.holds(&format!("/{number}"), picture(number));
        gallery.publishes(number, &format!("نص رقم {number}"), &format!("/{number}"));
    }
    let report = gallery.build();
    assert_eq!((report.pictures, report.pictures_awaited), (2, 3));
    assert!(tells(&report.problems, "3 pictures are more than one build asks for"));
    let mut asked = gallery.asked();
    asked.sort();
    assert_eq!(asked, ["/4", "/5"]);
    assert_eq!(gallery.build().pictures_awaited, 1);
    let report = gallery.build();
    assert_eq!((report.pictures_awaited, report.problems.len()), (0, 0));
    assert!((1..=5).all(|number| is_mirrored(&gallery.picture(number))));
    assert_eq!(gallery.asked().len(), 5);
}

#[test]
fn a_build_without_time_for_pictures_links_them() {
    let mut gallery = Gallery::new();
    gallery.holds("/1", picture(1)).publishes(1, "نص", "/1");
    gallery.configure("", "seconds = 0");
    assert_eq!((gallery.build().pictures_awaited, gallery.asked().len()), (1, 0));
    assert!(!is_mirrored(&gallery.picture(1)));
}

#[test]
fn copies_go_with_the_last_article_that_shows_them() {
    let mut gallery = Gallery::new();
    gallery.holds("/1", picture(1)).holds("/same", picture(1)).holds("/3", picture(3));
    gallery.publishes(1, "نص أول", "/1").publishes(2, "نص ثان", "/1");
    gallery.publishes(3, "نص ثالث", "/same").publishes(4, "نص رابع", "/3");
    gallery.build();
    let shared = gallery.media().len();
    assert_eq!(gallery.picture(1).src, gallery.picture(3).src, "one copy of equal pictures");
    let config = gallery.subscription.desk.config.clone();
    for (gone, left) in [(1, shared), (2, shared), (3, shared / 2), (4, 0)] {
        let names: Vec<String> = (1..=gone).map(|number| format!("\"https://agency.example/{number}\"")).collect();
        gallery.subscription.desk.config = format!("{config}[edition]\ntakedown = [{}]\n", names.join(", "));
        gallery.build();
        assert_eq!(gallery.media().len(), left, "after article {gone}");
    }
}

#[test]
fn copies_go_where_the_operator_mirrors_no_more() {
    let mut gallery = Gallery::new();
    gallery.holds("/1", picture(1)).publishes(1, "نص", "/1");
    gallery.build();
    let mirroring = gallery.subscription.desk.config.clone();
    gallery.subscription.desk.config = mirroring.replace("\"mirror\"", "\"link\"");
    gallery.build();
    assert!(!is_mirrored(&gallery.picture(1)));
    gallery.publishes(2, "نص ثان", "/2");
    gallery.build();
    assert!(gallery.media().is_empty(), "who reads the edition before has had time");
    gallery.subscription.desk.config = mirroring;
    gallery.build();
    assert!(is_mirrored(&gallery.picture(1)));
}

#[test]
fn copies_that_were_lost_with_the_output_are_made_again() {
    let gallery = Gallery::new();
    gallery.holds("/1", picture(1)).holds("/2", picture(2));
    gallery.publishes(1, "نص أول", "/1").publishes(2, "نص ثان", "/2");
    gallery.build();
    let whole = content(&gallery.subscription.desk.site());
    std::fs::remove_dir_all(gallery.subscription.desk.site()).unwrap();
    gallery.build();
    let restored = content(&gallery.subscription.desk.site());
    let but_the_front = |(name, _): &&(String, Vec<u8>)| name != "edition/edition.json";
    assert!(whole.iter().filter(but_the_front).eq(restored.iter().filter(but_the_front)));
    assert_eq!(gallery.asked().len(), 4);
}

#[test]
fn check_tells_of_a_copy_that_is_missing() {
    let gallery = Gallery::new();
    gallery.holds("/1", picture(1)).publishes(1, "نص", "/1");
    gallery.build();
    let site = gallery.subscription.desk.site();
    let name = gallery.picture(1).mirrored_files().remove(0);
    std::fs::remove_file(site.join("media").join(&name)).unwrap();
    assert!(tells(&check_edition(&site).unwrap().problems, &format!("its picture media/{name} is missing")));
}

#[test]
fn a_rehearsal_asks_for_no_pictures() {
    let gallery = Gallery::new();
    gallery.holds("/1", picture(1)).publishes(1, "نص", "/1");
    press::rehearse(&gallery.request()).unwrap();
    assert!(gallery.asked().is_empty());
}

/// A build that is killed while pictures come, or while they are put in place: as an operator starts it.
#[cfg(unix)]
#[test]
fn a_build_killed_among_its_pictures_breaks_nothing() {
    use crate::press::serving::nashra;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let gallery = Gallery::new();
    let desk = &gallery.subscription.desk;
    std::fs::write(desk.path("nashra.toml"), &desk.config).unwrap();
    let mut usual = Duration::from_millis(100);
    let mut unfinished = 0;
    for n in 1..=8 {
        for number in [n, n + 100] {
            gallery.holds(&format!("/{number}"), picture(number));
            gallery.publishes(number, &format!("نص رقم {number}"), &format!("/{number}"));
        }
        // One changes, too.
        gallery.holds("/1", picture(1000 + n)).publishes(1, &format!("نص في صيغته {n}"), "/1");
        let mut command = Command::new(nashra());
        command.arg("build").arg(gallery.subscription.server.url("/feed")).arg("--out").arg(desk.site());
        command.arg("--config").arg(desk.path("nashra.toml")).args(["--now", crate::press::desk::NOW]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("nashra runs");
        std::thread::sleep(usual.mul_f64(f64::from(n * 3 % 8) / 7.0));
        drop(child.kill());
        unfinished += u32::from(child.wait().unwrap().code().is_none());
        if desk.site().join("edition/edition.json").exists() {
            assert_eq!(check_edition(&desk.site()).unwrap().problems, [], "after kill {n}");
        }
        let start = Instant::now();
        let next = command.stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&next.stderr);
        assert!(matches!(next.status.code(), Some(0 | 1)), "after kill {n}: {:?}: {said}", next.status);
        usual = (usual + start.elapsed()) / 2;
        assert_eq!(check_edition(&desk.site()).unwrap().problems, [], "after the build that followed kill {n}");
        assert!(is_mirrored(&gallery.picture(n)), "{n}");
    }
    assert!(unfinished >= 3, "{unfinished} of 8 were killed before their end");
    let undisturbed = BuildRequest { out: desk.path("undisturbed"), viewer: None, ..gallery.request() };
    build(&undisturbed).unwrap();
    let names = |site: &std::path::Path| crate::press::desk::files(&site.join("media"));
    let shown: std::collections::BTreeSet<String> = names(&undisturbed.out).into_iter().collect();
    assert!(shown.is_subset(&names(&desk.site()).into_iter().collect()), "every copy is there");
}
