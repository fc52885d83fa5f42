//! One engine behind its WebDriver.

use crate::console::CHANNEL;
use crate::driver::{Process, free_port};
use crate::{Engine, Observations, PATIENCE, Places, Server};
use futures_util::StreamExt;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use thirtyfour::bidi::BiDi;
use thirtyfour::common::capabilities::desiredcapabilities::Capabilities;
use thirtyfour::prelude::*;

/// A session's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// Whether pages may run scripts.
    pub scripts: bool,
    /// The folder of its profile, which outlives the session; a new one where none is named.
    pub profile: Option<PathBuf>,
    /// Whether its windows are private ones.
    pub private: bool,
}

impl Default for Start {
    fn default() -> Self {
        Self { scripts: true, profile: None, private: false }
    }
}

/// One engine behind its WebDriver, with a new profile. Ends with its driver when dropped.
pub struct Browser {
    /// Which.
    pub engine: Engine,
    /// Its WebDriver session.
    pub driver: WebDriver,
    /// What its pages did.
    pub observations: Observations,
    /// Where every request to another machine ends.
    pub catcher: Server,
    bidi: Option<BiDi>,
    tab: String,
    // Dropped last: the session's quit needs the driver.
    _process: Process,
}

impl Browser {
    /// Starts the driver and a session.
    ///
    /// # Errors
    /// A sentence for people: the driver is not installed, or no session came up.
    pub async fn start(engine: Engine, places: &Places, start: Start) -> Result<Self, String> {
        let port = free_port().map_err(|error| error.to_string())?;
        let log = places.scratch.join(format!("{}-driver-{port}.log", engine.as_str()));
        let mut process = Process::start(engine.driver(port, &places.tools), &log)
            .map_err(|error| format!("{} does not start: {error}", engine.as_str()))?;
        process.answers_on(port).await.map_err(|error| format!("{}'s driver {error}", engine.as_str()))?;
        let catcher = Server::start();
        let capabilities = Capabilities::from(engine.capabilities(catcher.port(), &start));
        let session =
            WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities).request_timeout(3 * PATIENCE);
        let driver = session.await.map_err(|error| format!("{} gives no session: {error}", engine.as_str()))?;
        let observations = Observations::default();
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", engine.as_str());
        driver.set_script_timeout(2 * PATIENCE).await.map_err(|error| failed(&error))?;
        let bidi = if engine.has_bidi() {
            let bidi = driver.bidi().await.map_err(|error| failed(&error))?;
            observe(&bidi, &observations, start.scripts).await.map_err(|error| failed(&error))?;
            Some(bidi)
        } else {
            None
        };
        let tab = driver.window().await.map_err(|error| failed(&error))?.to_string();
        Ok(Self { engine, driver, observations, catcher, bidi, tab, _process: process })
    }

    /// The tab that the test is in, as BiDi names it.
    pub fn tab(&self) -> &str {
        &self.tab
    }

    /// Its WebDriver BiDi connection, where the engine has one.
    pub fn bidi(&self) -> Option<&BiDi> {
        self.bidi.as_ref()
    }

    /// What Chromium answers to a command of its own protocol (CDP).
    ///
    /// # Panics
    /// When it refuses.
    pub async fn cdp(&self, method: &str, params: Value) -> Value {
        let answer = self.driver.cdp().send_raw(method, params).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// A new, empty tab in place of the last test's.
    pub(crate) async fn new_tab(&mut self) -> Result<(), String> {
        self.open_tab().await.map_err(|error| error.to_string())?;
        // BiDi hears of a new tab a moment after the driver has made it.
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.resize(1280, 900).await {
                Err(_) if Instant::now() < deadline => tokio::time::sleep(Duration::from_millis(25)).await,
                Err(error) => return Err(error),
                Ok(()) => return self.draws_frames().await,
            }
        }
    }

    /// Whether the tab is on the screen: an engine that takes it for hidden draws nothing, and no page in it is ever
    /// ready.
    async fn draws_frames(&self) -> Result<(), String> {
        let drawn = "const done = arguments[0]; \
            requestAnimationFrame(() => requestAnimationFrame(() => done(true))); setTimeout(() => done(false), 30000)";
        match self.driver.execute_async(drawn, vec![]).await {
            Ok(drawn) if drawn.json() == &Value::Bool(true) => Ok(()),
            Ok(_) => Err(format!("{}: a new tab draws no frames", self.engine.as_str())),
            Err(error) => Err(error.to_string()),
        }
    }

    async fn open_tab(&mut self) -> WebDriverResult<()> {
        let tab = self.driver.new_tab().await?;
        for window in self.driver.windows().await? {
            if window != tab {
                self.driver.switch_to_window(window).await?;
                self.driver.close_window().await?;
            }
        }
        self.tab = tab.to_string();
        self.driver.switch_to_window(tab).await
    }

    /// Makes the page's area `width` by `height` CSS pixels. MiniBrowser's does not get narrower than 447.
    ///
    /// # Panics
    /// When the driver refuses.
    pub async fn set_viewport(&self, width: u32, height: u32) {
        let done = self.resize(width, height).await;
        done.unwrap_or_else(|error| panic!("the page cannot be made {width} by {height}: {error}"));
    }

    async fn resize(&self, width: u32, height: u32) -> Result<(), String> {
        match &self.bidi {
            Some(bidi) => {
                let viewport = json!({ "context": self.tab, "viewport": { "width": width, "height": height } });
                bidi.send_raw("browsingContext.setViewport", viewport)
                    .await
                    .map(drop)
                    .map_err(|error| error.to_string())
            }
            None => self.set_window_for(width, height).await.map_err(|error| error.to_string()),
        }
    }

    /// Sizes the window so that what its borders leave is `width` by `height`.
    async fn set_window_for(&self, width: u32, height: u32) -> WebDriverResult<()> {
        self.driver.set_window_rect(0, 0, width, height).await?;
        let inner = self.driver.execute("return [innerWidth, innerHeight]", vec![]).await?;
        let inner: (u32, u32) = inner.convert()?;
        let (wider, higher) = (width.saturating_sub(inner.0), height.saturating_sub(inner.1));
        self.driver.set_window_rect(0, 0, width + wider, height + higher).await
    }

    /// Waits until everything that the page has told the console has arrived.
    pub(crate) async fn settle(&self) {
        if self.bidi.is_none() {
            return;
        }
        let mark = format!("mark {}", self.observations.so_far().console.len());
        if self.driver.execute("console.log(arguments[0])", vec![json!(mark)]).await.is_err() {
            return;
        }
        for _ in 0..100 {
            if self.observations.so_far().console.iter().any(|line| line.ends_with(&mark)) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // Chromium alone keeps its own messages (a refused policy, a missing file) apart from scripts'.
        if self.engine == Engine::Chromium {
            for entry in self.driver.browser_log().await.unwrap_or_default() {
                if entry.level == "SEVERE" && entry.source.as_deref() != Some("console-api") {
                    self.observations.error(format!("log: {}", entry.message));
                }
            }
        }
    }

    /// Ends the session, then the driver.
    pub async fn end(self) {
        let _ = self.driver.quit().await;
    }
}

/// Subscribes to what pages do, and puts `observe.js` in front of every page's own scripts.
async fn observe(bidi: &BiDi, observations: &Observations, scripts: bool) -> Result<(), thirtyfour::bidi::BidiError> {
    let mut events = bidi.subscribe_raw();
    let told = observations.clone();
    tokio::spawn(async move {
        while let Some(event) = events.next().await {
            told.event(&event.method, &event.params);
        }
    });
    let names = ["log.entryAdded", "network.beforeRequestSent", "script.message"];
    bidi.send_raw("session.subscribe", json!({ "events": names })).await?;
    if scripts {
        let channel: Value = json!([{ "type": "channel", "value": { "channel": CHANNEL } }]);
        let preload = json!({ "functionDeclaration": include_str!("observe.js").trim_start_matches(|c| c != '('), "arguments": channel });
        bidi.send_raw("script.addPreloadScript", preload).await?;
    }
    Ok(())
}
