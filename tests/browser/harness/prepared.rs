//! What is made once a run and used by every engine: built editions, and the probe.

use crate::built::{press_another_build, press_samples};
use crate::{Built, Places, Probe, press};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Built editions and the probe, each made when a test first asks for it; engines that ask meanwhile wait.
#[derive(Default)]
pub struct Prepared {
    editions: Mutex<HashMap<&'static str, Built>>,
    probe: Mutex<Option<Probe>>,
}

impl Prepared {
    /// The edition `name`, built from `feed` under the settings `config` if no test has asked for it before.
    ///
    /// # Panics
    /// When nothing was built.
    pub fn edition(&self, places: &Places, name: &'static str, feed: fn() -> Vec<u8>, config: &str) -> Built {
        locked(&self.editions).entry(name).or_insert_with(|| press(places, name, &feed(), config)).clone()
    }

    /// The edition of [`crate::Stage::offline`] with another viewer, built once a run.
    ///
    /// # Panics
    /// When nothing was built.
    pub fn another_build(&self, places: &Places) -> Built {
        let mut editions = locked(&self.editions);
        editions.entry("another-build").or_insert_with(|| press_another_build(places)).clone()
    }

    /// The feeds of the sample data, built if no test has asked for them before; nothing where they are not there.
    ///
    /// # Panics
    /// When nothing was built.
    pub fn samples(&self, places: &Places) -> Option<Built> {
        let mut editions = locked(&self.editions);
        if let Some(built) = editions.get("samples") {
            return Some(built.clone());
        }
        let built = press_samples(places)?;
        editions.insert("samples", built.clone());
        Some(built)
    }

    /// The probe.
    ///
    /// # Errors
    /// As [`Probe::build`]; the next call tries again.
    pub fn probe(&self, places: &Places) -> Result<Probe, String> {
        let mut probe = locked(&self.probe);
        match &*probe {
            Some(built) => Ok(built.clone()),
            None => Ok(probe.insert(Probe::build(places)?).clone()),
        }
    }
}

/// A build that panicked has put nothing into what it held.
fn locked<T>(made: &Mutex<T>) -> MutexGuard<'_, T> {
    made.lock().unwrap_or_else(PoisonError::into_inner)
}
