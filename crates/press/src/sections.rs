//! Which section an article belongs to, whatever its source calls it.

use crate::config::Config;
use crate::state::State;
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
}

impl Sections {
    /// The sections that `config` names and those that `state` remembers the slugs of.
    pub fn new(config: &Config, state: &State) -> Self {
        let mut by_name = BTreeMap::new();
        let mut taken: BTreeSet<SectionSlug> = state.sections.values().cloned().collect();
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
        Self { by_name, taken, default, order }
    }

    /// The section of an article whose source names `names`, the chief one first: the first that is
    /// known, else the first, which becomes a section of its own; the default without any.
    pub fn of(
        &mut self,
        names: &[Text],
        source: &str,
        state: &mut State,
        problems: &mut Vec<Problem>,
    ) -> Option<SectionRef> {
        if let Some(known) = names.iter().find_map(|name| self.find(name)) {
            return Some(known);
        }
        match names.first() {
            Some(name) => Some(self.add(name, source, state, problems)),
            None => self.default.clone(),
        }
    }

    /// The section that a source calls `name`, where the edition knows it.
    pub fn find(&self, name: &Text) -> Option<SectionRef> {
        self.by_name.get(&fold_key(name.as_str())).cloned()
    }

    fn add(&mut self, name: &Text, source: &str, state: &mut State, problems: &mut Vec<Problem>) -> SectionRef {
        let folded = fold_key(name.as_str());
        let slug = match state.sections.get(&folded) {
            Some(slug) => slug.clone(),
            None => self.free_slug(name.as_str()),
        };
        self.taken.insert(slug.clone());
        state.sections.insert(folded.clone(), slug.clone());
        if !self.order.is_empty() {
            problems.push(Problem {
                source: source.to_owned(),
                place: String::new(),
                what: format!("the section \"{}\" is not among [sections]", name.as_str()),
                done: format!("listed after them as /section/{slug}/"),
            });
        }
        let section = SectionRef { slug, name: name.clone() };
        self.by_name.insert(folded, section.clone());
        section
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

    #[test]
    fn a_section_is_found_by_name_alias_or_spelling() {
        let config = "[sections]\nculture = { name = \"ثقافة\", aliases = [\"Arts\"] }";
        let config = Config::parse(config, Path::new("")).unwrap();
        let mut state = State::default();
        let mut sections = Sections::new(&config, &state);
        let mut problems = Vec::new();
        for name in ["ثقافة", "ثَقافه", "arts", "CULTURE"] {
            let section = sections.of(&names(&[name]), "x", &mut state, &mut problems).unwrap();
            assert_eq!(section.slug.as_str(), "culture", "{name}");
        }
        let second = sections.of(&names(&["ما", "arts"]), "x", &mut state, &mut problems).unwrap();
        assert_eq!(second.slug.as_str(), "culture");
        assert_eq!(problems, []);
    }

    #[test]
    fn an_unknown_section_gets_one_readable_slug_and_one_problem_and_keeps_it() {
        let config = Config::parse("[sections]\nsport = { name = \"رياضة\" }", Path::new("")).unwrap();
        let mut state = State::default();
        let mut problems = Vec::new();
        let mut sections = Sections::new(&config, &state);
        let first = sections.of(&names(&["سياسة"]), "x", &mut state, &mut problems).unwrap();
        let again = sections.of(&names(&["سياسه"]), "x", &mut state, &mut problems).unwrap();
        assert_eq!(first, again);
        assert_eq!(problems.len(), 1);
        assert!(first.slug.as_str().starts_with('s'), "{}", first.slug);
        // Another name that is spelt alike in Latin.
        let spelt = first.slug.as_str().to_owned();
        let other = sections.of(&names(&[&spelt]), "x", &mut state, &mut problems).unwrap();
        assert_ne!(other.slug, first.slug);
        let mut later = Sections::new(&config, &state);
        assert_eq!(later.of(&names(&[&spelt]), "x", &mut state, &mut problems).unwrap().slug, other.slug);
        assert_eq!(later.of(&[], "x", &mut state, &mut problems), None);
    }
}
