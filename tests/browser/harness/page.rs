//! The page as a person meets it: what can be found, seen, clicked and typed.

use crate::Browser;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// How long anything may take to appear on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// What to look for: elements that are not hidden, by role and name, or by a hook for tests.
#[derive(Clone, Debug, Default)]
pub struct Query {
    role: Option<String>,
    exactly: Option<String>,
    containing: Option<String>,
    css: Option<String>,
    inside: Option<String>,
    hidden: bool,
}

impl Query {
    /// By role: `link`, `button`, `heading`.
    pub fn role(role: &str) -> Self {
        Self { role: Some(role.to_owned()), ..Self::default() }
    }

    /// A link of this name.
    pub fn link(name: &str) -> Self {
        Self::role("link").named(name)
    }

    /// A part of the page: `article` is what carries `data-part="article"`.
    pub fn part(part: &str) -> Self {
        Self::css(&format!("[data-part~='{part}']"))
    }

    /// What does `action`: a button with `data-action`.
    pub fn action(action: &str) -> Self {
        Self::css(&format!("[data-action='{action}']"))
    }

    /// A control of the settings: `data-setting`.
    pub fn setting(setting: &str) -> Self {
        Self::css(&format!("[data-setting='{setting}']"))
    }

    /// By a selector, where neither role nor name tells.
    pub fn css(selector: &str) -> Self {
        Self { css: Some(selector.to_owned()), ..Self::default() }
    }

    /// Whose name is `name`.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.exactly = Some(name.to_owned());
        self
    }

    /// Whose name holds `name`.
    #[must_use]
    pub fn naming(mut self, name: &str) -> Self {
        self.containing = Some(name.to_owned());
        self
    }

    /// Only within a part of the page.
    #[must_use]
    pub fn in_part(mut self, part: &str) -> Self {
        self.inside = Some(format!("[data-part~='{part}']"));
        self
    }

    /// Hidden ones too.
    #[must_use]
    pub fn even_hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    fn to_json(&self) -> Value {
        json!({
            "role": self.role, "exactly": self.exactly, "containing": self.containing,
            "css": self.css, "inside": self.inside, "hidden": self.hidden,
        })
    }
}

/// Each of these panics with what it looked for when it does not come: a test has nothing else to do.
impl Browser {
    /// Opens `url` and waits until the app has taken over.
    pub async fn open(&self, url: &str) {
        self.open_plain(url).await;
        self.until("the app has taken over (data-ready)", "return document.documentElement.hasAttribute('data-ready')")
            .await;
    }

    /// Opens `url`, whatever it may come to.
    pub async fn open_plain(&self, url: &str) {
        self.driver.goto(url).await.unwrap_or_else(|error| panic!("{url} does not open: {error}"));
    }

    /// The value of a script's `return`.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        let result = self.driver.execute(script, arguments).await;
        result.unwrap_or_else(|error| panic!("a script failed: {error}\n{script}")).json().clone()
    }

    /// How far the layout of this page has moved by itself so far, as Chromium measures it (the sum of its layout shifts),
    /// and what moved; other engines tell of none.
    pub async fn shifts(&self) -> (f64, String) {
        let read = "const done = arguments[0], told = []; let moved = 0; \
            const add = (list) => { for (const { value, sources, hadRecentInput } of list) if (!hadRecentInput) { \
                moved += value; \
                for (const { node, previousRect: from, currentRect: to } of sources) \
                    told.push(`${(node?.outerHTML ?? node?.data ?? '').slice(0, 90)} from ${from.x} ${from.y} to ${to.x} ${to.y}`) } }; \
            const watcher = new PerformanceObserver((list) => add(list.getEntries())); \
            try { watcher.observe({ type: 'layout-shift', buffered: true }) } catch {} \
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => { \
                add(watcher.takeRecords()); watcher.disconnect(); done([moved, told.join('\\n')]) })))";
        let seen = self.driver.execute_async(read, vec![]).await;
        let seen = seen.unwrap_or_else(|error| panic!("no frames are drawn: {error}")).json().clone();
        (seen[0].as_f64().unwrap_or(f64::NAN), seen[1].as_str().unwrap_or_default().to_owned())
    }

    /// Waits until `condition`, a script, returns something true; `what` says it in words.
    pub async fn until(&self, what: &str, condition: &str) -> Value {
        self.until_with(what, condition, vec![]).await
    }

    /// Waits as [`Self::until`] does, for a script with arguments.
    pub async fn until_with(&self, what: &str, condition: &str, arguments: Vec<Value>) -> Value {
        let mut polls = Polls::start();
        loop {
            // A navigation may end a script halfway: then it is asked again.
            let last = match self.driver.execute(condition, arguments.clone()).await {
                Ok(value) if is_true(value.json()) => return value.json().clone(),
                Ok(value) => value.json().to_string(),
                Err(error) => error.to_string(),
            };
            assert!(polls.next().await, "this did not happen: {what} (at last: {last})");
        }
    }

    /// Every element that matches now.
    pub async fn all(&self, query: &Query) -> Vec<WebElement> {
        let found = self.driver.execute(include_str!("query.js"), vec![query.to_json()]).await;
        found.and_then(|found| found.elements()).unwrap_or_else(|error| panic!("looking for {query:?}: {error}"))
    }

    /// How many match now.
    pub async fn count(&self, query: &Query) -> usize {
        self.all(query).await.len()
    }

    /// The first that matches, once one does.
    pub async fn find(&self, query: &Query) -> WebElement {
        let mut polls = Polls::start();
        loop {
            let found = self.driver.execute(include_str!("query.js"), vec![query.to_json()]).await;
            if let Ok(Some(first)) = found.and_then(|found| found.elements()).map(|all| all.into_iter().next()) {
                return first;
            }
            assert!(polls.next().await, "nothing on the page matches {query:?}");
        }
    }

    /// Waits until nothing matches.
    pub async fn gone(&self, query: &Query) {
        let script = format!("return !(function () {{ {} }})(arguments[0]).length", include_str!("query.js"));
        self.until_with(&format!("{query:?} is gone"), &script, vec![query.to_json()]).await;
    }

    /// Waits until `count` elements match.
    pub async fn until_count(&self, query: &Query, count: usize) {
        let script = format!(
            "const n = (function () {{ {} }})(arguments[0]).length; return n === arguments[1] || null",
            include_str!("query.js")
        );
        self.until_with(&format!("{count} match {query:?}"), &script, vec![query.to_json(), json!(count)]).await;
    }

    /// Clicks what matches, with the mouse.
    pub async fn click(&self, query: &Query) {
        let element = self.find(query).await;
        let _ = self
            .driver
            .execute(
                "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })",
                vec![element.to_json().unwrap_or_default()],
            )
            .await;
        element.click().await.unwrap_or_else(|error| panic!("{query:?} cannot be clicked: {error}"));
    }

    /// The visible text of what matches, white space folded.
    pub async fn text(&self, query: &Query) -> String {
        let element = self.find(query).await;
        let arguments = vec![element.to_json().unwrap_or_default()];
        let text = self.script("return arguments[0].innerText", arguments).await;
        text.as_str().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// An attribute of what matches.
    pub async fn attribute(&self, query: &Query, name: &str) -> Option<String> {
        let element = self.find(query).await;
        element.attr(name).await.unwrap_or_else(|error| panic!("{query:?}: {error}"))
    }

    /// Waits until the page shows `text`.
    pub async fn sees(&self, text: &str) {
        self.until_with(
            &format!("the page shows “{text}”"),
            "return document.body && document.body.innerText.replace(/\\s+/g, ' ').includes(arguments[0])",
            vec![json!(text)],
        )
        .await;
    }

    /// Whether the page shows `text` now.
    pub async fn shows(&self, text: &str) -> bool {
        let script = "return document.body.innerText.replace(/\\s+/g, ' ').includes(arguments[0])";
        is_true(&self.script(script, vec![json!(text)]).await)
    }

    /// The path of the page's address, with its query.
    pub async fn path(&self) -> String {
        let path = self.script("return location.pathname + location.search", vec![]).await;
        path.as_str().unwrap_or("").to_owned()
    }

    /// Waits until the address is `path`.
    pub async fn until_path(&self, path: &str) {
        let script = "return location.pathname + location.search === arguments[0] || null";
        self.until_with(&format!("the address is {path}"), script, vec![json!(path)]).await;
    }

    /// Presses keys, one after another, on whatever has the focus.
    pub async fn press(&self, keys: &str) {
        let done = self.driver.action_chain().send_keys(keys).perform().await;
        done.unwrap_or_else(|error| panic!("keys cannot be pressed: {error}"));
    }

    /// What has the focus: tag, name of its part or its text.
    pub async fn focused(&self) -> String {
        let script = "const e = document.activeElement; return e ? e.tagName + ' ' + (e.innerText || '').trim() : ''";
        self.script(script, vec![]).await.as_str().unwrap_or("").to_owned()
    }

    /// Back in the history, as the browser's own button does.
    pub async fn back(&self) {
        self.driver.back().await.unwrap_or_else(|error| panic!("back: {error}"));
    }

    /// Forward in the history.
    pub async fn forward(&self) {
        self.driver.forward().await.unwrap_or_else(|error| panic!("forward: {error}"));
    }

    /// Loads the page anew.
    pub async fn reload(&self) {
        self.driver.refresh().await.unwrap_or_else(|error| panic!("reload: {error}"));
        self.until("the app has taken over (data-ready)", "return document.documentElement.hasAttribute('data-ready')")
            .await;
    }
}

/// Looks that become rarer, so that what takes long is not made longer by being asked.
struct Polls {
    deadline: Instant,
    pause: Duration,
}

impl Polls {
    fn start() -> Self {
        Self { deadline: Instant::now() + PATIENCE, pause: Duration::from_millis(20) }
    }

    /// Waits until it is time for the next look; false when there was time enough.
    async fn next(&mut self) -> bool {
        tokio::time::sleep(self.pause).await;
        self.pause = (self.pause * 5 / 4).min(Duration::from_millis(200));
        Instant::now() < self.deadline
    }
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}
