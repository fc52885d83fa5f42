//! Runs tests and reports on them.

use crate::{Command, Engine, PATIENCE, Places, Prepared, Stage, driver};
use futures_util::FutureExt;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::Write;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::Handle;

/// A test's body.
pub type Body = for<'a> fn(&'a mut Stage) -> Pin<Box<dyn Future<Output = ()> + 'a>>;

/// One test: a claim, and how it is shown.
pub struct Test {
    feature: &'static str,
    name: &'static str,
    body: Body,
    except: Vec<(Engine, &'static str)>,
}

impl Test {
    /// The test `name` of `module`.
    pub fn new(module: &'static str, name: &'static str, body: Body) -> Self {
        Self { feature: module.rsplit("::").next().unwrap_or(module), name, body, except: Vec::new() }
    }

    /// Skipped on `engine`, for `reason`.
    #[must_use]
    pub fn except(mut self, engine: Engine, reason: &'static str) -> Self {
        self.except.push((engine, reason));
        self
    }

    /// `front: a lead story opens the page`.
    fn title(&self) -> String {
        format!("{}: {}", self.feature, self.name.replace('_', " "))
    }

    /// Whether a filter is part of its title: `front:` means a whole file.
    fn is_wanted(&self, filters: &[String]) -> bool {
        filters.is_empty() || filters.iter().any(|filter| self.title().contains(filter.as_str()))
    }
}

/// What came of tests; `failed` are those of them that did.
#[derive(Default)]
struct Tally<'a> {
    passed: usize,
    failed: Vec<(Engine, &'a Test)>,
    skipped: usize,
    /// Engines whose thread died: faults of the runner's.
    lost: usize,
}

impl<'a> Tally<'a> {
    fn add(&mut self, other: Tally<'a>) {
        self.passed += other.passed;
        self.failed.extend(other.failed);
        self.skipped += other.skipped;
        self.lost += other.lost;
    }
}

/// The tests that are not yet taken, by engine.
struct Queue<'a> {
    left: Mutex<Vec<(Engine, VecDeque<&'a Test>)>>,
}

/// A browser is started to help with as many tests, and not with fewer: it takes as long to start as some of them.
const WORTH_A_BROWSER: usize = 8;

impl<'a> Queue<'a> {
    /// Each of `tests` on each of `engines`.
    fn of(engines: &[Engine], tests: &[&'a Test]) -> Self {
        let left = engines.iter().map(|&engine| (engine, tests.iter().copied().collect())).collect();
        Self { left: Mutex::new(left) }
    }

    /// The next test of `engine`.
    fn take(&self, engine: Engine) -> Option<&'a Test> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        left.iter_mut().find(|(of, _)| *of == engine)?.1.pop_front()
    }

    /// The engine with most tests left, if they are worth another browser.
    fn longest(&self) -> Option<Engine> {
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let (engine, tests) = left.iter().max_by_key(|(_, tests)| tests.len())?;
        (tests.len() >= WORTH_A_BROWSER).then_some(*engine)
    }
}

/// One claim in as many may fail beside the other engines, if it holds by itself: on a busy machine a browser may take
/// longer than a test waits. More are a fault of the product or of the tests.
const STEADY: usize = 200;

/// As often does such a claim have to hold by itself, one time after the other.
const AGAIN: usize = 3;

thread_local! {
    /// What the panic of this thread's running test said, and where; `None` between tests, when a panic is no
    /// test's failure, which the report tells, but a fault of the runner's.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs the tests that `command` asks for on every engine it asks for, all engines at once; true when none failed.
/// If no more than one in [`STEADY`] did, each is run again by itself, [`AGAIN`] times. The report's end names what
/// failed and what then held.
pub fn run(tests: &[Test], command: &Command, places: &Places, runtime: &Handle) -> bool {
    let wanted: Vec<&Test> = tests.iter().filter(|test| test.is_wanted(&command.filters)).collect();
    if command.list {
        wanted.iter().for_each(|test| println!("{}", test.title()));
        return true;
    }
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !PANIC.with_borrow_mut(|said| said.as_mut().map(|said| *said = panic.to_string()).is_some()) {
            print(panic);
        }
    }));
    runtime.spawn(async {
        if tokio::signal::ctrl_c().await.is_ok() {
            driver::end_all();
            std::process::exit(130);
        }
    });
    let engines = Engine::ALL.into_iter().filter(|it| command.engines.is_empty() || command.engines.contains(it));
    let engines: Vec<Engine> = engines.collect();
    let prepared = Arc::new(Prepared::default());
    let queue = Queue::of(&engines, &wanted);
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        let threads: Vec<_> = engines
            .iter()
            .map(|&engine| {
                let (queue, prepared) = (&queue, Arc::clone(&prepared));
                scope.spawn(move || runtime.block_on(run_on_and_help(engine, queue, places, &prepared)))
            })
            .collect();
        for thread in threads {
            tally.add(thread.join().unwrap_or(Tally { lost: 1, ..Tally::default() }));
        }
    });
    let again = engines.len() > 1 && tally.failed.len() * STEADY <= tally.passed;
    let holds = |&(engine, test): &(Engine, &Test)| {
        println!("By itself:");
        let alone = Queue::of(&[engine], &[test]);
        runtime.block_on(run_on(engine, &alone, places, Arc::clone(&prepared))).passed == 1
    };
    let (unsteady, failed): (Vec<_>, Vec<_>) =
        tally.failed.into_iter().partition(|claim| again && (0..AGAIN).all(|_| holds(claim)));
    for (engine, test) in &unsteady {
        println!(
            "Failed beside the other engines, and held {AGAIN} times by itself: {} {}",
            engine.as_str(),
            test.title()
        );
    }
    for (engine, test) in &failed {
        println!("Failed: {} {}", engine.as_str(), test.title());
    }
    let (passed, failed) = (tally.passed + unsteady.len(), failed.len() + tally.lost);
    println!("{passed} passed, {failed} failed, {} skipped", tally.skipped);
    failed == 0
}

/// Runs the tests of `engine`; when none is left, it helps the engine that has most of them left, with a second
/// browser of that kind. As many browsers as engines run at once, and none of them waits for the slowest.
async fn run_on_and_help<'a>(
    engine: Engine,
    queue: &Queue<'a>,
    places: &Places,
    prepared: &Arc<Prepared>,
) -> Tally<'a> {
    let mut tally = run_on(engine, queue, places, Arc::clone(prepared)).await;
    while let Some(other) = queue.longest() {
        tally.add(run_on(other, queue, places, Arc::clone(prepared)).await);
    }
    tally
}

/// Runs tests of `engine` until none is left.
async fn run_on<'a>(engine: Engine, queue: &Queue<'a>, places: &Places, prepared: Arc<Prepared>) -> Tally<'a> {
    let mut tally = Tally::default();
    let mut stage: Option<Stage> = None;
    while let Some(test) = queue.take(engine) {
        if let Some((_, reason)) = test.except.iter().find(|(except, _)| *except == engine) {
            skip(test, engine, reason, &mut tally);
            note_skipped(&format!("{} on {}", test.title(), engine.as_str()));
            continue;
        }
        if let Some(on) = &mut stage
            && on.clear().await.is_err()
            && let Some(stage) = stage.take()
        {
            stage.end().await;
        }
        if stage.is_none() {
            let mut started = Stage::start(engine, places, Arc::clone(&prepared)).await;
            if started.is_err() {
                started = Stage::start(engine, places, Arc::clone(&prepared)).await;
            }
            match started {
                Ok(started) => stage = Some(started),
                Err(error) => {
                    // An engine that does not start keeps nobody waiting for each of its tests.
                    println!("{:8} {} and all that follow ... FAILED\n    {error}", engine.as_str(), test.title());
                    tally.failed.push((engine, test));
                    tally.failed.extend(std::iter::from_fn(|| queue.take(engine)).map(|test| (engine, test)));
                    return tally;
                }
            }
        }
        let Some(on) = &mut stage else { continue };
        let outcome = outcome(test, on).await;
        match (outcome, on.take_skipped()) {
            (Ok(()), Some(reason)) => {
                skip(test, engine, &reason, &mut tally);
                // Without an engine's name: that would say that the engine cannot do it.
                note_skipped(&test.title());
            }
            (Ok(()), None) => {
                println!("{:8} {} ... ok", engine.as_str(), test.title());
                tally.passed += 1;
            }
            (Err(reason), _) => {
                // In one piece: the other engines write as well.
                let report = tokio::time::timeout(PATIENCE, report(test, on, places)).await;
                let report = report.unwrap_or_else(|_| "\n    its page does not answer".to_owned());
                println!("{:8} {} ... FAILED\n    {reason}{report}", engine.as_str(), test.title());
                tally.failed.push((engine, test));
                // A page that hangs would hang the next test too.
                if let Some(stage) = stage.take() {
                    stage.end().await;
                }
            }
        }
        let _ = std::io::stdout().flush();
    }
    if let Some(stage) = stage {
        stage.end().await;
    }
    tally
}

async fn outcome(test: &Test, stage: &mut Stage) -> Result<(), String> {
    PANIC.set(Some(String::new()));
    let ended = AssertUnwindSafe((test.body)(stage)).catch_unwind().await;
    let said = PANIC.take().unwrap_or_default();
    if ended.is_err() {
        return Err(said.replace('\n', "\n    "));
    }
    let unnamed = stage.unnamed_errors().await;
    if unnamed.is_empty() { Ok(()) } else { Err(format!("the console holds\n      {}", unnamed.join("\n      "))) }
}

/// What a person needs to see of a failure: address, console, picture, document.
async fn report(test: &Test, stage: &Stage, places: &Places) -> String {
    let browser = &stage.browser;
    let picture = places.scratch.join(format!("{}-{}-{}.png", browser.engine.as_str(), test.feature, test.name));
    let mut lines = Vec::new();
    if let Ok(url) = browser.driver.current_url().await {
        lines.push(format!("page: {url}"));
    }
    let mut console = browser.observations.so_far().console;
    console.retain(|line| !line.contains(": mark "));
    lines.extend(console[console.len().saturating_sub(10)..].iter().map(|line| format!("console: {line}")));
    if browser.driver.screenshot(Path::new(&picture)).await.is_ok() {
        lines.push(format!("picture: {}", picture.display()));
    }
    if let Ok(state) = browser.driver.execute_async(include_str!("state.js"), vec![]).await {
        lines.push(format!("state: {}", state.json().as_str().unwrap_or_default()));
    }
    if let Ok(source) = browser.driver.source().await {
        let body = source.find("<body").map_or(source.as_str(), |start| &source[start..]);
        lines.push(format!("document: {}", body.chars().take(1500).collect::<String>().replace('\n', " ")));
    }
    lines.into_iter().map(|line| format!("\n    {line}")).collect()
}

fn skip(test: &Test, engine: Engine, reason: &str, tally: &mut Tally<'_>) {
    println!("{:8} {} ... skipped: {reason}", engine.as_str(), test.title());
    tally.skipped += 1;
}

/// Appends a skipped test to the list that the whole run counts.
fn note_skipped(name: &str) {
    let Some(list) = std::env::var_os("NASHRA_SKIPPED") else { return };
    if let Ok(mut list) = std::fs::OpenOptions::new().create(true).append(true).open(list) {
        let _ = writeln!(list, "{name}");
    }
}
