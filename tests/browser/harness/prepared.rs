//! What is made once a run and used by every engine: built editions, and the probe.

use crate::built::{press_another_build, press_samples};
use crate::{Built, Places, Probe, press};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// Built editions and the probe, each made when a test first asks for it; engines that ask for the same one meanwhile
/// wait.
#[derive(Default)]
pub struct Prepared {
    editions: Mutex<HashMap<&'static str, Arc<OnceLock<Built>>>>,
    probe: Mutex<Option<Probe>>,
}

impl Prepared {
    /// The edition `name`, built from `feed` under the settings `config` if no test has asked for it before.
    ///
    /// # Panics
    /// When nothing was built.
    pub fn edition(&self, places: &Places, name: &'static str, feed: fn() -> Vec<u8>, config: &str) -> Built {
        self.place(name).get_or_init(|| press(places, name, &feed(), config)).clone()
    }

    /// Where the edition `name` is kept: held by nobody while it is built.
    fn place(&self, name: &'static str) -> Arc<OnceLock<Built>> {
        Arc::clone(locked(&self.editions).entry(name).or_default())
    }

    /// The edition of [`crate::Stage::offline`] with another viewer, built once a run.
    ///
    /// # Panics
    /// When nothing was built.
    pub fn another_build(&self, places: &Places) -> Built {
        self.place("another-build").get_or_init(|| press_another_build(places)).clone()
    }

    /// The feeds of the sample data, built if no test has asked for them before; nothing where they are not there.
    ///
    /// # Panics
    /// When nothing was built.
    pub fn samples(&self, places: &Places) -> Option<Built> {
        let data = places.data.as_ref()?;
        Some(self.place("samples").get_or_init(|| press_samples(places, data)).clone())
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
