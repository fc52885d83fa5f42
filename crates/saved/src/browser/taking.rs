//! Taking the edition along: found out, fetched one after another into the cache, held and gone on with.

use super::drawing::Desk;
use super::keeper::{Keeper, base, document_address, picture_address};
use super::kept_files;
use crate::along::{Along, Choice, Going, estimate, sample};
use crate::pictures::pictures_of;
use crate::shelf::Fault;
use browser::json::BrowserJson;
use model::{Article, ArticleId, ChainRef, Edition, SectionRef, SectionSlug};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use viewer::browser::fetch::{Freshness, own_text};
use viewer::browser::storage;
use viewer::browser::task::{self, Timer};
use viewer::failure::Failure;
use wire::edition::{
    ChainDirectory, Document, HeadlinePage, WHOLE_EDITION, chain_path, decode, decode_value, edition_path,
    headlines_path, latest_path, section_chain,
};
use wire::json::JsonText;

/// Under which name it is stored what is taken along.
const ALONG_KEY: &str = "nashra:along";
/// So many articles tell the size of all.
const SAMPLE: usize = 6;
/// A section is taken up to its newest so many.
const MOST: usize = 500;
/// After how many milliseconds a lost network is tried again.
const AGAIN_MS: u32 = 3_000;

/// Taking along, as it stands on this page.
#[derive(Default)]
pub struct Taking {
    /// How it stands.
    pub going: Cell<Going>,
    /// What is chosen.
    pub choice: RefCell<Choice>,
    /// What may be.
    pub sections: RefCell<Vec<SectionRef>>,
    /// Counts beginnings and ends: a run that is not the last one ends.
    run: Cell<u32>,
    again: RefCell<Option<Timer>>,
}

/// What is taken along.
pub fn along() -> Option<Along> {
    Along::from_stored(&storage::read(ALONG_KEY)?)
}

fn store(along: Option<&Along>) {
    let _ = storage::write(ALONG_KEY, &along.map(Along::to_stored).unwrap_or_default());
}

/// Whether the network is paid by the megabyte; nothing where the browser does not tell.
/// (Network Information API, <https://wicg.github.io/netinfo/>.)
pub fn is_metered() -> Option<bool> {
    let navigator = viewer::browser::page::window().navigator();
    let member = |object: &wasm_bindgen::JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).ok();
    let kind = member(&member(&navigator, "connection")?, "type")?.as_string()?;
    Some(!matches!(&*kind, "wifi" | "ethernet"))
}

/// Does what the reader asked for by `action`, the `data-do` of what was pressed; `value` is that of a control.
pub fn act(keeper: &Rc<Keeper>, desk: &Rc<Desk>, action: &str, value: &str, checked: bool) {
    let taking = &desk.taking;
    match action {
        "along-what" | "along-pictures" | "along-unmetered" => {
            let mut choice = taking.choice.borrow_mut();
            match action {
                "along-what" => value.clone_into(&mut choice.what),
                "along-pictures" => choice.pictures = checked,
                _ => choice.unmetered = checked,
            }
            // Another choice has another size.
            choice.measured = None;
            choice.failed = false;
        }
        "along-measure" => {
            let (keeper, desk) = (Rc::clone(keeper), Rc::clone(desk));
            task::spawn(async move {
                let choice = desk.taking.choice.borrow().clone();
                let measured = measure(&choice).await;
                {
                    let mut now = desk.taking.choice.borrow_mut();
                    if now.what == choice.what && now.pictures == choice.pictures {
                        now.failed = measured.is_err();
                        now.measured = measured.ok();
                    }
                }
                desk.draw(&keeper);
            });
        }
        "along-start" => {
            let (ids, pictures, unmetered) = {
                let choice = taking.choice.borrow();
                let Some((ids, _)) = choice.measured.clone() else { return };
                (ids, choice.pictures, choice.unmetered)
            };
            store(Some(&Along { ids, done: 0, pictures, unmetered }));
            keeper.write_marks();
            go_on(keeper, desk);
        }
        "along-resume" => go_on(keeper, desk),
        "along-pause" => {
            taking.run.set(taking.run.get() + 1);
            taking.again.take();
            taking.going.set(Going::Held);
        }
        "along-cancel" => {
            taking.run.set(taking.run.get() + 1);
            taking.again.take();
            taking.choice.borrow_mut().measured = None;
            let gone = along();
            store(None);
            keeper.write_marks();
            let keeper = Rc::clone(keeper);
            task::spawn(async move {
                for id in gone.into_iter().flat_map(|along| along.ids) {
                    if !keeper.is_saved(id.as_str()) {
                        kept_files::drop_file(&document_address(id.as_str())).await;
                    }
                }
                keeper.sweep().await;
            });
        }
        _ => {}
    }
    desk.draw(keeper);
}

/// Fills the list of what may be chosen.
pub async fn know_sections(desk: &Desk) {
    if desk.taking.sections.borrow().is_empty()
        && let Ok(edition) = document::<Edition>(edition_path(), Freshness::AsServed).await
    {
        let name = |section: model::SectionSummary| SectionRef { slug: section.slug, name: section.name };
        desk.taking.sections.replace(edition.sections.into_iter().filter(|it| it.count > 0).map(name).collect());
    }
}

async fn document<T: Document>(path: &str, freshness: Freshness) -> Result<T, Failure> {
    let text = own_text(&base().file(path), freshness).await?;
    Ok(decode(&BrowserJson::parse(&text)?)?)
}

/// Which articles are chosen, and about how many bytes they are, by some of them.
async fn measure(choice: &Choice) -> Result<(Vec<ArticleId>, u64), Failure> {
    let ids = chosen(choice).await?;
    let mut measured = Vec::new();
    for at in sample(ids.len(), SAMPLE) {
        let text = own_text(&document_address(ids[at].as_str()), Freshness::AsServed).await?;
        let mut bytes = text.len() as u64;
        if choice.pictures {
            for name in pictures_of(&BrowserJson::parse(&text)?.value()).mirrored.into_iter().flatten() {
                bytes += kept_files::size_of(&picture_address(&name)).await.unwrap_or(0);
            }
        }
        measured.push(bytes);
    }
    let bytes = estimate(&measured, ids.len());
    Ok((ids, bytes))
}

/// The ids of what is chosen, newest first.
async fn chosen(choice: &Choice) -> Result<Vec<ArticleId>, Failure> {
    let edition: Edition = document(edition_path(), Freshness::Revalidated).await?;
    let (most, name, chain, mut ids) = match choice.what.parse::<usize>() {
        Ok(most) => {
            let lead = edition.lead.iter().chain(&edition.latest);
            let ids: Vec<_> = lead.map(|headline| headline.id.clone()).collect();
            (most, WHOLE_EDITION.to_owned(), edition.chain.clone(), ids)
        }
        Err(_) => {
            let slug = SectionSlug::parse(&choice.what).map_err(|_| Failure::Missing)?;
            let chain = edition.section(&slug).ok_or(Failure::Missing)?.chain.clone();
            let latest: HeadlinePage = document(&latest_path(&slug), Freshness::Revalidated).await?;
            let ids = latest.headlines.into_iter().map(|headline| headline.id).collect();
            (MOST, section_chain(&slug), chain, ids)
        }
    };
    let mut seen = std::collections::BTreeSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    if let (true, Some(chain)) = (ids.len() < most, chain) {
        older(&name, &chain, most, &mut ids, &mut seen).await?;
    }
    ids.truncate(most);
    Ok(ids)
}

async fn older(
    name: &str,
    chain: &ChainRef,
    most: usize,
    ids: &mut Vec<ArticleId>,
    seen: &mut std::collections::BTreeSet<ArticleId>,
) -> Result<(), Failure> {
    let directory: ChainDirectory = document(&chain_path(chain), Freshness::AsServed).await?;
    for page in directory.pages.iter().rev() {
        let page: HeadlinePage = document(&headlines_path(name, page), Freshness::AsServed).await?;
        let new = page.headlines.into_iter().rev().map(|headline| headline.id);
        ids.extend(new.filter(|id| seen.insert(id.clone())));
        if ids.len() >= most {
            break;
        }
    }
    Ok(())
}

/// Fetches what is lacking, until all of it is here or something holds it up.
fn go_on(keeper: &Rc<Keeper>, desk: &Rc<Desk>) {
    let taking = &desk.taking;
    taking.again.take();
    taking.run.set(taking.run.get() + 1);
    taking.going.set(Going::Running);
    let (run, keeper, desk) = (taking.run.get(), Rc::clone(keeper), Rc::clone(desk));
    task::spawn(async move {
        let is_last = || desk.taking.run.get() == run;
        while let Some(mut along) = along().filter(|along| !along.is_whole()) {
            let held = if along.unmetered && is_metered() == Some(true) {
                Some(Going::Metered)
            } else {
                match fetch_one(&along.ids[along.done], along.pictures).await {
                    Ok(true) => {
                        along.done += 1;
                        None
                    }
                    Ok(false) => {
                        along.ids.remove(along.done);
                        None
                    }
                    Err(Fault::Full) => Some(Going::Full),
                    Err(_) => Some(Going::Offline),
                }
            };
            if !is_last() {
                return;
            }
            match held {
                None => store(Some(&along).filter(|along| !along.ids.is_empty())),
                Some(held) => {
                    desk.taking.going.set(held);
                    desk.draw(&keeper);
                    if matches!(held, Going::Offline | Going::Metered) {
                        let (keeper, later) = (Rc::clone(&keeper), Rc::clone(&desk));
                        let again = task::after(AGAIN_MS, move || go_on(&keeper, &later));
                        desk.taking.again.replace(Some(again));
                    }
                    return;
                }
            }
            desk.draw(&keeper);
        }
        desk.draw(&keeper);
    });
}

/// Brings one article into the cache, checked: it is whole, it is what was asked for. `false` where the site has it no
/// longer.
async fn fetch_one(id: &ArticleId, with_pictures: bool) -> Result<bool, Fault> {
    let address = document_address(id.as_str());
    let text = match kept_files::document(&address).await {
        Some(text) => text,
        None => match own_text(&address, Freshness::AsServed).await {
            Ok(text) => text,
            Err(Failure::Missing) => return Ok(false),
            Err(_) => return Err(Fault::Broken),
        },
    };
    let value = BrowserJson::parse(&text).map_err(|_| Fault::Broken)?.value();
    if value
        .get("format")
        .as_str()
        .is_some_and(|it| it.starts_with("nashra-tombstone/") || it.starts_with("nashra-redirect/"))
    {
        return Ok(false);
    }
    let pictures = pictures_of(&value);
    let article: Article = decode_value(value).map_err(|_| Fault::Broken)?;
    if article.id != *id {
        return Err(Fault::Broken);
    }
    kept_files::put_document(&address, &text).await?;
    for name in pictures.mirrored.into_iter().flatten().filter(|_| with_pictures) {
        match kept_files::keep_picture(&picture_address(&name)).await {
            Err(Some(fault)) => return Err(fault),
            // One that the site does not have is passed over; without a network none is.
            Err(None) if !viewer::browser::page::is_online() => return Err(Fault::Broken),
            _ => {}
        }
    }
    Ok(true)
}
