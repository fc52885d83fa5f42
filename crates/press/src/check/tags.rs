//! Pages of tags: each tag has one that lists its articles, and none lists what is not there.

use super::{Articles, Check};
use crate::prerender::tag_page_path;
use model::{ArticleId, TagSlug};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use wire::edition::article_path;

/// The folder of their pages.
const TAGS: &str = "tag";

/// What was found in a tag's folder.
struct Pages {
    tag: Option<TagSlug>,
    name: String,
    articles: BTreeSet<ArticleId>,
    /// Pages of the tag's that some page leads to and that are missing.
    missing: Vec<String>,
}

impl Check<'_> {
    pub(super) fn tags(&mut self, articles: &Articles) {
        let mut tagged: BTreeMap<TagSlug, Vec<&ArticleId>> = BTreeMap::new();
        for (id, article) in articles {
            article.tags.iter().for_each(|tag| tagged.entry(*tag).or_default().push(id));
        }
        let mut folders: Vec<String> = super::names_in(&self.folder.join(TAGS)).into_iter().collect();
        folders.sort();
        let folder = self.folder;
        let found: Vec<Pages> = folders.into_par_iter().filter_map(|name| read_pages(folder, name)).collect();
        let mut listed: BTreeMap<TagSlug, BTreeSet<ArticleId>> = BTreeMap::new();
        for Pages { tag, name, articles: named, missing } in found {
            let path = format!("{TAGS}/{name}/index.html");
            for id in named.iter().filter(|id| !articles.contains_key(*id)) {
                self.report(&path, format!("article {id}"), "its file is missing or broken");
            }
            for page in missing {
                self.report(&path, "", format!("it leads to {page}, which is missing"));
            }
            match tag.filter(|tag| tagged.contains_key(tag)) {
                Some(tag) => drop(listed.insert(tag, named)),
                None if self.unsettled => {}
                None => self.report(&path, "", "no article has its tag"),
            }
        }
        for (tag, ids) in tagged {
            match listed.get(&tag) {
                None => {
                    let what = format!("the page of one of its tags, {}, is missing", tag_page_path(tag, None));
                    self.report(&article_path(ids[0]), "tags", what);
                }
                Some(_) if self.unsettled => {}
                Some(listed) => {
                    for id in ids.into_iter().filter(|id| !listed.contains(*id)) {
                        let what = format!("no page below {TAGS}/{tag}/ lists it");
                        self.report(&article_path(id), "tags", what);
                    }
                }
            }
        }
    }
}

/// The pages in a tag's folder; nothing where there is none.
fn read_pages(folder: &Path, name: String) -> Option<Pages> {
    let tag = name.parse().ok().map(TagSlug).filter(|tag| tag.to_string() == name);
    let mut pages = Pages { tag, articles: BTreeSet::new(), missing: Vec::new(), name };
    let own = folder.join(TAGS).join(&pages.name);
    if !own.join("index.html").is_file() {
        return None;
    }
    let mut names = vec!["index.html".to_owned()];
    names.extend(super::names_in(&own).into_iter().filter(|page| own.join(page).is_dir()).map(|n| n + "/index.html"));
    let leads_to = format!("/{TAGS}/{}/", pages.name);
    for page in names {
        let html = std::fs::read_to_string(own.join(&page)).unwrap_or_default();
        for address in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if let Some(id) =
                address.split("/article/").nth(1).and_then(|id| ArticleId::parse(id.strip_suffix('/')?).ok())
            {
                pages.articles.insert(id);
            } else if let Some((_, number)) = address.split_once(&leads_to) {
                let there = format!("{number}index.html");
                if !own.join(&there).is_file() {
                    pages.missing.push(format!("{TAGS}/{}/{there}", pages.name));
                }
            }
        }
    }
    pages.missing.sort();
    pages.missing.dedup();
    Some(pages)
}
