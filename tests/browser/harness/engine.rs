//! The engines, and how each is started.

use crate::Start;
use serde_json::{Map, Value, json};
use std::process::Command;

/// A browser engine, by the Debian package it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// `chromium` with `chromium-driver`.
    Chromium,
    /// `firefox-esr` with `geckodriver`.
    Firefox,
    /// WebKitGTK's `MiniBrowser` with `webkit2gtk-driver`, under `xvfb`.
    Webkit,
}

impl Engine {
    /// All of them, in the order in which they run.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// Its name on the command line and in the report.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    /// The engine that `name` means.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.as_str() == name)
    }

    /// Whether WebDriver BiDi tells of consoles, requests and page starts here. WebKitGTK 2.50 has none
    /// of it: its consoles cannot be read from outside, and nothing can run before a page's own scripts.
    pub fn has_bidi(self) -> bool {
        self != Self::Webkit
    }

    /// Of how many samples one is tried where little is the engines' own: one of them tries all. What is their own, as
    /// parsers are, is compared sample by sample.
    pub fn one_in(self) -> usize {
        if self == Self::Chromium { 1 } else { 4 }
    }

    /// Its part of `samples`, where one of the two engines that tell what a page does is enough for each, since what is
    /// tried is the viewer's own: a quarter for the slower.
    pub fn share<T>(self, samples: Vec<T>) -> Vec<T> {
        let is_firefoxs = |n: usize| n % 4 == 1;
        let own = |&(n, _): &(usize, T)| is_firefoxs(n) == (self == Self::Firefox);
        samples.into_iter().enumerate().filter(own).map(|(_, sample)| sample).collect()
    }

    /// The command that starts its WebDriver on `port`; `tools` is the folder that geckodriver may be in.
    pub(crate) fn driver(self, port: u16, tools: &std::path::Path) -> Command {
        match self {
            Self::Chromium => {
                let mut command = Command::new("chromedriver");
                command.arg(format!("--port={port}"));
                command
            }
            Self::Firefox => {
                let installed = tools.join("bin/geckodriver");
                let mut command = Command::new(if installed.exists() { installed } else { "geckodriver".into() });
                // Its BiDi server needs a port of its own.
                command.args(["--port", &port.to_string(), "--websocket-port", "0", "--allow-system-access"]);
                command
            }
            Self::Webkit => {
                let mut command = Command::new("xvfb-run");
                command.args(["--auto-servernum", "--server-args=-screen 0 1400x1000x24", "WebKitWebDriver"]);
                command.arg(format!("--port={port}"));
                // A container has no user namespaces for WebKitGTK's sandbox, and no session bus.
                command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1").env("GDK_BACKEND", "x11");
                command
            }
        }
    }

    /// The capabilities of a session: headless, a new profile, every address but this machine's sent
    /// to the proxy at `catcher`, which answers nothing; scripts, profile and privacy as `start` says.
    pub(crate) fn capabilities(self, catcher: u16, start: &Start) -> Map<String, Value> {
        let proxy = format!("127.0.0.1:{catcher}");
        let profile = start.profile.as_ref().map(|profile| profile.display().to_string());
        let mut value = match self {
            Self::Chromium => {
                let preferences = if start.scripts {
                    json!({})
                } else {
                    json!({ "profile.managed_default_content_settings.javascript": 2 })
                };
                json!({
                    "webSocketUrl": true,
                    "goog:chromeOptions": {
                        "args": [
                            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                            "--disable-background-networking", "--disable-component-update", "--disable-sync",
                            "--disable-dev-shm-usage", "--window-size=1280,900",
                            // Nothing is fetched ahead that no test asks for.
                            "--force-effective-connection-type=3G",
                            // Thousands of pages are opened in a row: the limit for pages that misbehave so.
                            "--disable-ipc-flooding-protection", format!("--proxy-server=http://{proxy}"),
                            if start.private { "--incognito" } else { "--no-default-browser-check" },
                        ],
                        "prefs": preferences,
                    },
                    "goog:loggingPrefs": { "browser": "ALL" },
                })
            }
            Self::Firefox => json!({
                "webSocketUrl": true,
                "moz:firefoxOptions": {
                    "args": ["-headless", "-width", "1280", "-height", "900"],
                    "prefs": {
                        "javascript.enabled": start.scripts,
                        "browser.privatebrowsing.autostart": start.private,
                        // No limit on how many pages are opened in a row.
                        "dom.navigation.navigationRateLimit.count": 0,
                        "network.proxy.type": 1,
                        "network.proxy.http": "127.0.0.1", "network.proxy.http_port": catcher,
                        "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": catcher,
                        "dom.events.testing.asyncClipboard": true,
                        "network.captive-portal-service.enabled": false,
                        "network.connectivity-service.enabled": false,
                    },
                },
            }),
            Self::Webkit => json!({
                "webkitgtk:browserOptions": {
                    "binary": webkit_browser(),
                    "args": ["--automation"],
                },
            }),
        };
        let mut argue = |options: &str, argument: String| {
            if let Some(arguments) = value.pointer_mut(options).and_then(Value::as_array_mut) {
                arguments.push(argument.into());
            }
        };
        if start.private && self == Self::Chromium {
            argue("/goog:chromeOptions/args", "--incognito".to_owned());
        }
        match (self, profile) {
            (Self::Chromium, Some(profile)) => {
                argue("/goog:chromeOptions/args", format!("--user-data-dir={profile}"));
            }
            (Self::Firefox, Some(profile)) => {
                argue("/moz:firefoxOptions/args", "-profile".to_owned());
                argue("/moz:firefoxOptions/args", profile);
            }
            _ => {}
        }
        match value {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }
}

/// WebKitGTK's test browser: Debian keeps it beside the library, in a folder named by architecture.
fn webkit_browser() -> String {
    let folders = ["/usr/lib", "/usr/libexec"].iter().flat_map(|lib| std::fs::read_dir(lib).into_iter().flatten());
    folders
        .flatten()
        .flat_map(|folder| ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"].map(|api| folder.path().join(api)))
        .map(|folder| folder.join("MiniBrowser"))
        .find(|path| path.exists())
        .map_or_else(|| "MiniBrowser".to_owned(), |path| path.display().to_string())
}
