//! More articles than the corpus has: its own with words exchanged among them. Synthetic.

use serde_json::{Value, json};

/// One word in so many is another than in the article that it is copied from.
const EXCHANGED: u64 = 4;

/// Makes articles from `items` without end, the same each time: number `n` of them.
pub struct Synthetic {
    items: Vec<Value>,
    words: Vec<String>,
}

impl Synthetic {
    /// From these items, whose words make up the vocabulary.
    pub fn new(items: Vec<Value>) -> Self {
        let bodies = items.iter().filter_map(|item| item["content_text"].as_str());
        let words = bodies.flat_map(str::split_whitespace).map(str::to_owned).collect();
        Self { items, words }
    }

    /// Article `n`: the corpus's own first, then copies with words exchanged and an address of their own.
    pub fn item(&self, n: usize) -> Value {
        let copy = n / self.items.len();
        let mut item = self.items[n % self.items.len()].clone();
        if copy > 0 {
            let mut state = n as u64;
            for field in ["title", "summary", "content_text"] {
                if let Some(text) = item[field].as_str() {
                    item[field] = json!(self.exchanged(text, &mut state));
                }
            }
            item["id"] = json!(format!("synthetic-{n}"));
            item["url"] = json!(format!("https://synthetic.example/{n}"));
        }
        item
    }

    fn exchanged(&self, text: &str, state: &mut u64) -> String {
        let words = text.split_whitespace().map(|word| {
            let dice = next(state);
            let other = || self.words[(dice / EXCHANGED) as usize % self.words.len()].as_str();
            if dice.is_multiple_of(EXCHANGED) { other() } else { word }
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
