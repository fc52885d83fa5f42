//! Which section an article belongs to, whatever its source calls it.

use crate::config::Config;
use deunicode::deunicode;
use model::{Problem, SectionRef, SectionSlug, Text, fold_key};
use std::collections::{BTreeMap, BTreeSet};

/// The sections of an edition, found by the names that sources use.
pub(crate) struct Sections {
    by_name: BTreeMap<String, SectionRef>,
    taken: BTreeSet<SectionSlug>,
    default: Option<SectionRef>,
    /// Configured sections, in the order of the section bar.
    order: Vec<SectionSlug>,
    /// The slugs of the others, by folded name.
    slugs: BTreeMap<String, SectionSlug>,
}

/// A section that an article belongs to.
pub(crate) struct Found {
    /// Which.
    pub section: SectionRef,
    /// Its folded name, where it was met for the first time.
    pub new_name: Option<String>,
}

impl Sections {
    /// The sections that `config` names, and `slugs` of others, remembered by folded name.
    pub fn new(config: &Config, slugs: BTreeMap<String, SectionSlug>) -> Self {
        let mut by_name = BTreeMap::new();
        let mut taken: BTreeSet<SectionSlug> = slugs.values().cloned().collect();
        let mut order = Vec::new();
        for choice in &config.sections {
            let section = SectionRef { slug: choice.slug.clone(), name: choice.name.clone() };
            taken.insert(choice.slug.clone());
            order.push(choice.slug.clone());
            let names = [choice.name.as_str(), choice.slug.as_str()];
            for name in names.into_iter().chain(choice.aliases.iter().map(String::as_str)) {
                by_name.entry(fold_key(name)).or_insert_with(|| section.clone());
            }
        }
        let default = config
            .default_section
            .as_ref()
            .and_then(|slug| by_name.values().find(|section: &&SectionRef| section.slug == *slug).cloned());
        Self { by_name, taken, default, order, slugs }
    }

    /// The section of an article whose source names `names`, the chief one first: the first that is
    /// known, else the first, which becomes a section of its own; the default without any.
    pub fn of(&mut self, names: &[Text]) -> Option<Found> {
        let known = |section| Found { section, new_name: None };
        if let Some(section) = names.iter().find_map(|name| self.find(name)) {
            return Some(known(section));
        }
        match names.first() {
            Some(name) => Some(self.add(name)),
            None => self.default.clone().map(known),
        }
    }

    /// The section that a source calls `name`, where the edition knows it.
    pub fn find(&self, name: &Text) -> Option<SectionRef> {
        self.by_name.get(&fold_key(name.as_str())).cloned()
    }

    fn add(&mut self, name: &Text) -> Found {
        let folded = fold_key(name.as_str());
        let known = self.slugs.get(&folded).cloned();
        let new_name = known.is_none().then(|| folded.clone());
        let slug = known.unwrap_or_else(|| self.free_slug(name.as_str()));
        self.taken.insert(slug.clone());
        self.slugs.insert(folded.clone(), slug.clone());
        let section = SectionRef { slug, name: name.clone() };
        self.by_name.insert(folded, section.clone());
        Found { section, new_name }
    }

    /// What is odd about `section`, which `source` brought: the configuration lists others and not it.
    pub fn problem(&self, section: &SectionRef, source: &str) -> Option<Problem> {
        (!self.order.is_empty() && !self.order.contains(&section.slug)).then(|| Problem {
            source: source.to_owned(),
            place: String::new(),
            what: format!("the section \"{}\" is not among [sections]", section.name.as_str()),
            done: format!("listed after them as /section/{}/", section.slug),
        })
    }

    fn free_slug(&self, name: &str) -> SectionSlug {
        let readable = readable_slug(name);
        let numbered = (2..).map(|n| {
            let kept: String = readable.chars().take(36).collect();
            format!("{}-{n}", kept.trim_end_matches('-'))
        });
        std::iter::once(readable.clone())
            .chain(numbered)
            .filter_map(|slug| SectionSlug::parse(&slug).ok())
            .find(|slug| !self.taken.contains(slug))
            .unwrap_or_else(|| SectionSlug::of_name(name))
    }

    /// Where a section stands in the section bar: configured ones in their order, then the others.
    pub fn rank(&self, slug: &SectionSlug) -> usize {
        self.order.iter().position(|known| known == slug).unwrap_or(self.order.len())
    }
}

/// `name` in the alphabet of slugs: letters of other scripts spelt in Latin, the rest hyphens.
fn readable_slug(name: &str) -> String {
    let mut slug = String::new();
    for c in deunicode(name).to_ascii_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            // Letters that the spelling has no Latin letter for (ع, ة).
            '@' | '`' | '\'' => {}
            _ if !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    let kept: String = slug.trim_matches('-').chars().take(40).collect();
    match kept.trim_end_matches('-') {
        "" => SectionSlug::of_name(name).as_str().to_owned(),
        kept => kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Direction;
    use std::path::Path;

    fn names(names: &[&str]) -> Vec<Text> {
        names.iter().filter_map(|name| Text::new(name, Direction::Rtl, None)).collect()
    }

    fn slug(sections: &mut Sections, name: &str) -> String {
        sections.of(&names(&[name])).unwrap().section.slug.as_str().to_owned()
    }

    #[test]
    fn a_section_is_found_by_name_alias_or_spelling() {
        let config = "[sections]\nculture = { name = \"ثقافة\", aliases = [\"Arts\"] }";
        let config = Config::parse(config, Path::new("")).unwrap();
        let mut sections = Sections::new(&config, BTreeMap::new());
        for name in ["ثقافة", "ثَقافه", "arts", "CULTURE"] {
            assert_eq!(slug(&mut sections, name), "culture", "{name}");
        }
        let second = sections.of(&names(&["ما", "arts"])).unwrap();
        assert_eq!((second.section.slug.as_str(), second.new_name), ("culture", None));
    }

    #[test]
    fn an_unknown_section_gets_one_readable_slug_and_keeps_it() {
        let config = Config::parse("[sections]\nsport = { name = \"رياضة\" }", Path::new("")).unwrap();
        let mut sections = Sections::new(&config, BTreeMap::new());
        let first = sections.of(&names(&["سياسة"])).unwrap();
        assert!(first.new_name.is_some() && sections.problem(&first.section, "x").is_some());
        let again = sections.of(&names(&["سياسه"])).unwrap();
        assert_eq!((again.section, again.new_name), (first.section.clone(), None));
        assert!(first.section.slug.as_str().starts_with('s'), "{}", first.section.slug);
        // Another name that is spelt alike in Latin.
        let spelt = first.section.slug.as_str().to_owned();
        let other = slug(&mut sections, &spelt);
        assert_ne!(other, spelt);
        let mut later = Sections::new(&config, sections.slugs.clone());
        assert_eq!(slug(&mut later, &spelt), other);
        assert!(later.of(&[]).is_none());
    }
}
