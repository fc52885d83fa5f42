//! The fuzz targets for a short while, without cargo-fuzz: seeds of every format, changed at random from
//! a fixed start, so that each run is the same.

#[allow(dead_code)] // One function is for libFuzzer alone.
#[path = "../../fuzz/targets.rs"]
mod targets;

mod seeds;

/// How many changed inputs each target gets.
const ROUNDS: usize = 400;

/// A generator of numbers that is the same everywhere (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit.max(1)
    }
}

/// Changes `input` a few times: bytes flipped, cut, repeated, swapped for a piece of another seed or for
/// one of the marks that the formats turn on.
fn changed(input: &[u8], others: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    const MARKS: [&[u8]; 12] = [
        b"<",
        b">",
        b"&",
        b"\"",
        b"]]>",
        b"<![CDATA[",
        b"</",
        b"\0",
        b"\xFF",
        b"{",
        b"&#x110000;",
        "\u{202E}".as_bytes(),
    ];
    let mut bytes = input.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let length = random.below(16).min(bytes.len() - at);
        match random.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..at + length)),
            2 => {
                let piece = bytes[at..at + length].to_vec();
                (0..random.below(50)).for_each(|_| drop(bytes.splice(at..at, piece.iter().copied())));
            }
            3 => {
                let other = &others[random.below(others.len())];
                let from = random.below(other.len());
                let to = (from + random.below(64)).min(other.len());
                bytes.splice(at..at + length, other[from..to].iter().copied());
            }
            4 => drop(bytes.splice(at..at, MARKS[random.below(MARKS.len())].iter().copied())),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
        }
    }
    bytes.truncate(16 * 1024);
    bytes
}

fn run(name: &str) {
    let (_, target) = targets::TARGETS.into_iter().find(|(own, _)| *own == name).expect("the target is one of them");
    let seeds = seeds::all();
    let mut random = Random(0x6E61_7368_7261 ^ name.len() as u64);
    seeds.iter().for_each(|seed| target(seed));
    for round in 0..ROUNDS {
        target(&changed(&seeds[round % seeds.len()], &seeds, &mut random));
    }
}

#[test]
fn changed_documents_of_ours_break_no_claim() {
    run("our_documents");
}

#[test]
fn changed_json_feeds_break_no_claim() {
    run("json_feed");
}

#[test]
fn changed_ninjs_breaks_no_claim() {
    run("ninjs");
}

#[test]
fn changed_wordpress_posts_break_no_claim() {
    run("wordpress");
}

#[test]
fn changed_captures_lines_and_lists_break_no_claim() {
    run("text_and_lists");
}

#[test]
fn changed_rss_and_atom_break_no_claim() {
    run("feeds");
}

#[test]
fn changed_html_breaks_no_claim() {
    run("html");
}
