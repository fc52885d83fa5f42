//! What one test gets.

use crate::{Browser, Engine, Places, Prepared, Probe, Served, Server, Site, Start, fixture};
use std::sync::Arc;

/// What one test gets: a browser with an empty tab, editions to open in it, and a way to name the console
/// errors that it causes on purpose.
pub struct Stage {
    /// The browser.
    pub browser: Browser,
    /// Where things are.
    pub places: Places,
    named: Vec<String>,
    prepared: Arc<Prepared>,
    sites: Vec<Site>,
    others: Vec<Browser>,
    skipped: Option<String>,
}

impl Stage {
    /// A stage with a new browser; `prepared` is what the engines of a run share.
    ///
    /// # Errors
    /// As [`Browser::start`].
    pub async fn start(engine: Engine, places: &Places, prepared: Arc<Prepared>) -> Result<Self, String> {
        let browser = Browser::start(engine, places, Start::default()).await?;
        let mut stage = Self::new(browser, places.clone(), prepared);
        stage.clear().await?;
        Ok(stage)
    }

    fn new(browser: Browser, places: Places, prepared: Arc<Prepared>) -> Self {
        Self { browser, places, named: Vec::new(), prepared, sites: Vec::new(), others: Vec::new(), skipped: None }
    }

    /// Says that this test cannot run here, and why: the test then returns.
    pub fn skip(&mut self, reason: &str) {
        self.skipped = Some(reason.to_owned());
    }

    pub(crate) fn take_skipped(&mut self) -> Option<String> {
        self.skipped.take()
    }

    /// Names console errors that this test causes on purpose: those that hold `part`.
    pub fn expect_errors(&mut self, part: &str) {
        self.named.push(part.to_owned());
    }

    /// The ten articles of [`fixture::small`], served by `nashra serve` on an origin of their own.
    pub async fn small(&mut self) -> Served {
        self.edition("small", fixture::small, fixture::CONFIG).await
    }

    /// The fifty articles of [`fixture::fifty`], which have a page of every type.
    pub async fn fifty(&mut self) -> Served {
        self.edition("fifty", fixture::fifty, fixture::CONFIG).await
    }

    /// The 4,000 articles of [`fixture::large`].
    pub async fn large(&mut self) -> Served {
        self.edition("large", fixture::large, fixture::CONFIG).await
    }

    /// An edition built once a run from `feed` under the settings `config`, served on an origin of its own
    /// behind a server that passes everything on until it is told otherwise.
    pub async fn edition(&mut self, name: &'static str, feed: fn() -> Vec<u8>, config: &str) -> Served {
        let built = self.prepared.edition(&self.places, name, feed, config);
        self.serve(&built.folder).await
    }

    /// The feeds of the sample data as one edition; nothing where they are not there.
    pub async fn samples(&mut self) -> Option<Served> {
        let built = self.prepared.samples(&self.places)?;
        Some(self.serve(&built.folder).await)
    }

    /// The probe, built once a run.
    ///
    /// # Panics
    /// When it cannot be built.
    pub fn probe(&self) -> Probe {
        self.prepared.probe(&self.places).unwrap_or_else(|error| panic!("the probe: {error}"))
    }

    /// A folder that is there already, served the same way.
    pub async fn serve(&mut self, folder: &std::path::Path) -> Served {
        let site = Site::serve(&self.places, folder).await;
        let server: Server = site.behind();
        self.sites.push(site);
        Served { server, folder: folder.to_owned() }
    }

    /// The fifty articles of [`fixture::fifty`], with a service worker.
    pub async fn offline(&mut self) -> Served {
        self.edition("offline", fixture::fifty, &fixture::with_worker()).await
    }

    /// Puts another build of [`Stage::offline`] in its place: the same articles, another viewer.
    pub async fn deploy(&mut self, site: &Served) {
        let other = self.prepared.another_build(&self.places);
        let behind = Site::serve(&self.places, &other.folder).await;
        site.pass_on_to(behind.port());
        self.sites.push(behind);
    }

    /// The demo site.
    pub async fn demo(&mut self) -> Served {
        let demo = self.places.demo.clone();
        self.serve(&demo).await
    }

    /// Another browser of the same engine, in which no page runs scripts.
    pub async fn without_scripts(&mut self) -> &Browser {
        self.another(Start { scripts: false, ..Start::default() }).await
    }

    /// Another browser of the same engine, all of whose windows are private.
    pub async fn private(&mut self) -> &Browser {
        self.another(Start { private: true, ..Start::default() }).await
    }

    async fn another(&mut self, start: Start) -> &Browser {
        let other = Browser::start(self.browser.engine, &self.places, start).await;
        self.others.push(other.unwrap_or_else(|error| panic!("{error}")));
        self.others.last().expect("one was just added")
    }

    /// The console errors of the test that no one named.
    pub(crate) async fn unnamed_errors(&self) -> Vec<String> {
        self.browser.settle().await;
        crate::console::unnamed(&self.browser.observations.so_far().errors, &self.named)
    }

    /// Clears the stage for the next test.
    ///
    /// # Errors
    /// What the driver said that gives no new tab: a browser that is of no more use.
    pub(crate) async fn clear(&mut self) -> Result<(), String> {
        self.named.clear();
        for other in std::mem::take(&mut self.others) {
            other.end().await;
        }
        let ready = self.browser.new_tab().await;
        self.sites.clear();
        self.browser.observations.take();
        self.browser.catcher.start_anew();
        ready
    }

    /// Ends the browser.
    pub async fn end(self) {
        self.browser.end().await;
    }
}
