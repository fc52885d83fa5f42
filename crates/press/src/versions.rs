//! Items of one key are versions of one article: the newest is published, or none is.

use crate::adopt::{self, Candidate};
use crate::config::Config;
use crate::state::State;
use model::{Moment, NewsItem, Problem, PublicationStatus, Publisher};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The newest of the versions of one article, with what other publishers' copies of the same
/// address say of themselves.
pub(crate) struct Newest {
    /// What is published.
    pub candidate: Candidate,
    /// The same address, given out under another publisher's name.
    pub others: Vec<Candidate>,
}

/// Chooses the newest version for each key and leaves out what may not be published at `now`.
///
/// In order of the first item of each key. A canceled key is remembered in `state`: it is never
/// published again, whatever comes later.
pub(crate) fn newest(
    candidates: Vec<Candidate>,
    config: &Config,
    state: &mut State,
    now: Moment,
    problems: &mut Vec<Problem>,
) -> Vec<Newest> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<Candidate>> = Vec::new();
    for candidate in candidates {
        let place = *places.entry(candidate.key.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(candidate),
            None => groups.push(vec![candidate]),
        }
    }
    let hidden: BTreeSet<&str> = config.hidden.iter().map(String::as_str).collect();
    groups.into_iter().filter_map(|group| newest_of(group, &hidden, state, now, problems)).collect()
}

fn newest_of(
    mut group: Vec<Candidate>,
    hidden: &BTreeSet<&str>,
    state: &mut State,
    now: Moment,
    problems: &mut Vec<Problem>,
) -> Option<Newest> {
    // Stable: of two items that say the same of their age, the one read last wins.
    group.reverse();
    group.sort_by_key(|candidate| Reverse(age(&candidate.item)));
    let mut group = group.into_iter();
    let candidate = group.next()?;
    let others: Vec<Candidate> =
        group.filter(|other| !same_publisher(other.publisher.as_ref(), candidate.publisher.as_ref())).collect();
    let mut leave_out = |what: &str| {
        problems.push(Problem {
            source: candidate.source.clone(),
            place: candidate.place.clone(),
            what: what.to_owned(),
            done: "not published".to_owned(),
        });
    };
    if candidate.item.status == PublicationStatus::Canceled {
        state.canceled.insert(candidate.key.clone());
    }
    if let Some(why) = adopt::withheld(&candidate.item, now) {
        leave_out(why);
        return None;
    }
    if state.canceled.contains(&candidate.key) {
        leave_out("it was canceled before");
        return None;
    }
    let id = state.ids.get(&candidate.key).cloned().unwrap_or_else(|| model::ArticleId::of(&candidate.key, 0));
    let address = candidate.item.url.as_ref().map(|url| url.as_str());
    let is_hidden = hidden.contains(id.as_str())
        || hidden.contains(candidate.key.as_str())
        || address.is_some_and(|address| hidden.contains(address));
    (!is_hidden).then_some(Newest { candidate, others })
}

/// What orders versions: the version where the source counts them, then the last change.
fn age(item: &NewsItem) -> (Option<u64>, Option<i64>) {
    (item.version, item.updated.or(item.published).map(Moment::order_key))
}

fn same_publisher(one: Option<&Publisher>, other: Option<&Publisher>) -> bool {
    let key = |publisher: &Publisher| model::fold_key(publisher.name.as_str());
    one.map(key) == other.map(key)
}
