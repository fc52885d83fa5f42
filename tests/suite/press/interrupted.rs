//! Builds that are killed, and disks that are full: no edition is ever broken.
#![cfg(unix)]

use crate::press::desk::{Desk, NOW, changed, content, item};
use crate::press::serving::nashra;
use press::check_edition;
use serde_json::{Value, json};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How many builds are killed.
const KILLS: u32 = 200;

/// What the sources hold in round `round`: some articles change, some come, some are taken down.
fn round(desk: &Desk, round: u32) {
    let one = |n: u32| {
        let version = if n % 5 == round % 5 { round } else { 0 };
        let text = format!("نص الخبر رقم {n} في صيغته {version} وما يليه من كلام عن الشأن {}", n % 3);
        let section = ["سياسة", "رياضة"][n as usize % 2];
        changed(item(n, &format!("خبر {n}"), &text), json!({ "_nashra": { "section": section } }))
    };
    let items: Vec<Value> = (round..round + 40).map(one).collect();
    desk.feed("feed.json", &items);
    let config = format!("[edition]\ntakedown = [\"https://agency.example/{}\"]\n", round / 2);
    std::fs::write(desk.path("nashra.toml"), config).unwrap();
}

/// A build of `desk` into `site`, as an operator starts it.
fn command(desk: &Desk, site: &Path) -> Command {
    let mut command = Command::new(nashra());
    command.arg("build").arg(desk.path("sources")).arg("--out").arg(site);
    command.arg("--config").arg(desk.path("nashra.toml")).args(["--now", NOW]);
    command.arg("--viewer").arg(desk.viewer()).args(["--compress", "none"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn build(desk: &Desk, site: &Path) {
    let status = command(desk, site).status().expect("nashra runs");
    assert!(matches!(status.code(), Some(0 | 1)), "{status}");
}

fn is_sound(site: &Path, when: &str) {
    let checked = check_edition(site).unwrap_or_else(|error| panic!("{when}: {error:#}"));
    assert_eq!(checked.problems, [], "{when}");
}

/// SplitMix64: the same moments each time.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[test]
fn a_first_build_killed_at_its_beginning_is_followed_by_one_that_ends_well() {
    for delay in (0..16).map(|n| Duration::from_millis(2 * n)) {
        // On a disk: in memory an archive is made in no time.
        let desk = Desk::with_items(&[item(1, "خبر", "نص")]);
        std::fs::write(desk.path("nashra.toml"), "").unwrap();
        let mut first = command(&desk, &desk.site()).spawn().expect("nashra runs");
        std::thread::sleep(delay);
        drop(first.kill());
        first.wait().unwrap();
        build(&desk, &desk.site());
        is_sound(&desk.site(), &format!("killed after {delay:?}"));
    }
}

#[test]
fn a_build_killed_at_any_moment_breaks_nothing_and_the_next_one_completes_it() {
    let (desk, mut untouched) = (Desk::in_memory(), Desk::in_memory());
    let (site, whole) = (desk.site(), untouched.site());
    round(&desk, 0);
    build(&desk, &site);
    round(&untouched, 0);
    untouched.config = std::fs::read_to_string(untouched.path("nashra.toml")).unwrap();
    let undisturbed = |desk: &Desk| {
        let mut request = desk.request();
        request.viewer = Some(desk.viewer());
        press::build(&request).expect("the edition builds");
    };
    undisturbed(&untouched);
    let (mut killed, mut unsettled) = (0, 0);
    let mut state = 7;
    let mut usual = Duration::from_millis(30);
    for n in 1..=KILLS {
        round(&desk, n);
        let mut child: Child = command(&desk, &site).spawn().expect("nashra runs");
        std::thread::sleep(usual.mul_f64((random(&mut state) % 1000) as f64 / 900.0));
        // It may have ended by itself.
        let _ = child.kill();
        let status = child.wait().expect("a child that was started");
        killed += u32::from(status.signal() == Some(9));
        is_sound(&site, &format!("after kill {n}"));
        unsettled += u32::from(check_edition(&site).unwrap().unsettled);
        let start = Instant::now();
        build(&desk, &site);
        usual = (usual * 7 + start.elapsed()) / 8;
        is_sound(&site, &format!("after the build that followed kill {n}"));
        assert!(!check_edition(&site).unwrap().unsettled, "kill {n}");
        round(&untouched, n);
        untouched.config = std::fs::read_to_string(untouched.path("nashra.toml")).unwrap();
        undisturbed(&untouched);
    }
    println!("{killed} of {KILLS} builds were killed before their end, {unsettled} of them while they wrote");
    assert!(killed >= KILLS / 2 && unsettled >= 5, "{killed} killed, {unsettled} while writing");
    let (interrupted, whole) = (content(&site), content(&whole));
    let named = |files: &[(String, Vec<u8>)]| -> Vec<String> { files.iter().map(|(name, _)| name.clone()).collect() };
    assert_eq!(named(&interrupted), named(&whole));
    let other = interrupted.iter().zip(&whole).filter(|(one, other)| one != other).map(|(one, _)| &one.0);
    assert_eq!(other.collect::<Vec<_>>(), Vec::<&String>::new(), "kills leave no trace");
}

/// A file system of its own, which goes when it is dropped.
struct Disk<'a>(&'a Path);

impl<'a> Disk<'a> {
    fn mount(folder: &'a Path, size: &str) -> Option<Self> {
        std::fs::create_dir_all(folder).ok()?;
        let option = format!("size={size}");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &option, "tmpfs"]).arg(folder).output().ok()?;
        mount.status.success().then_some(Self(folder))
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        // A test that fails has other things to say.
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_breaks_nothing_and_the_build_that_has_room_completes_it() {
    let test = "press::interrupted::a_full_disk_breaks_nothing";
    let desk = Desk::new();
    let folder = desk.path("disk");
    let Some(_disk) = Disk::mount(&folder, "24m") else {
        return crate::sample_data::skip(test, "no small file system can be mounted here (needs root)");
    };
    let (site, filler) = (folder.join("site"), folder.join("filler"));
    round(&desk, 0);
    build(&desk, &site);
    let (mut refused, mut managed) = (0, 0);
    for (n, free) in (1..).zip([0, 4, 8, 16, 32, 64, 96, 128, 192, 256, 384, 512, 1024, 2048, 4096, 8192]) {
        round(&desk, n);
        fill(&filler, free * 1024);
        let status = command(&desk, &site).status().expect("nashra runs");
        match status.code() {
            Some(0 | 1) => managed += 1,
            Some(2) => refused += 1,
            _ => panic!("with {free} KiB free: {status}"),
        }
        is_sound(&site, &format!("with {free} KiB free"));
        std::fs::remove_file(&filler).unwrap();
        build(&desk, &site);
        is_sound(&site, "with room again");
        assert!(!check_edition(&site).unwrap().unsettled);
    }
    assert!(refused >= 4 && managed >= 1, "{refused} refused, {managed} managed");
}

/// Fills the file system until only `free` bytes are left.
fn fill(filler: &Path, free: usize) {
    use std::io::Write;
    let mut file = std::fs::File::create(filler).unwrap();
    let block = vec![1; 4096];
    while file.write_all(&block).is_ok() {}
    let length = file.metadata().unwrap().len();
    file.set_len(length.saturating_sub(free as u64)).unwrap();
}
