//! Which elements are noted for reading apart from `feed-rs`, and which are kept from it.

use super::{Pass, Role};
use crate::feeds::fields::{Field, Level, Space};
use crate::feeds::repair::{Kind, MAX_FIELDS};
use crate::xml::Tag;

impl<'a> Pass<'a> {
    /// Whether an element is kept from `feed-rs`: it is read here or by nobody, or would make the whole
    /// feed fail.
    pub(super) fn leaves_out(&mut self, role: Role, space: Space, name: &str, tag: Tag<'_>) -> bool {
        if role != Role::Field {
            return false;
        }
        let fields = self.items.last().filter(|_| self.in_item).map_or(&self.head, |item| &item.level).fields.len();
        if fields > MAX_FIELDS {
            self.note("more than 500 elements in one item", "the rest of them is left out");
            return true;
        }
        let has_type = |known: fn(&str) -> bool| {
            let field = Field::new(space, "", tag.attributes);
            field.attribute("type").is_none_or(|kind| known(&kind.trim().to_ascii_lowercase()))
        };
        match (self.kind, space, name) {
            (Kind::Atom, Space::Atom, "content")
                if !has_type(|kind| {
                    !kind.contains('/') || kind.starts_with("text/") || kind.ends_with("xhtml+xml")
                }) =>
            {
                self.note("its content is of a kind that is no text", "left out");
                true
            }
            // Links of items are read here, of the feed there; of RSS 1.0 it drops an item without one.
            (Kind::Rdf, Space::Rss, "link") => false,
            (_, Space::Rss | Space::Atom, "link") => self.in_item,
            (Kind::Atom, Space::Atom, name) => {
                !matches!(name, "title" | "author" | "category" | "content" | "summary" | "rights")
            }
            (Kind::Rss | Kind::Rdf, Space::Rss, name) => {
                !matches!(name, "title" | "category" | "description" | "copyright")
            }
            (Kind::Rss | Kind::Rdf, Space::Content, name) => name != "encoded",
            (Kind::Rss | Kind::Rdf, Space::DublinCore, name) => !matches!(name, "description" | "rights"),
            _ => true,
        }
    }

    /// Notes an element that is read apart from `feed-rs`, and gives its place in its level.
    pub(super) fn note_field(&mut self, role: Role, space: Space, name: &'a str, tag: Tag<'a>) -> Option<usize> {
        if let Some(parent) = self.open.last()
            && let (Some(field), true) = (parent.field, role == Role::Inner)
        {
            self.level().fields[field].has_elements = true;
        }
        let is_picture = space == Space::Media && matches!(name, "content" | "thumbnail") && self.in_item;
        let level = self.level();
        if !(role == Role::Field || is_picture) || level.fields.len() > MAX_FIELDS {
            return None;
        }
        level.fields.push(Field::new(space, name, tag.attributes));
        Some(level.fields.len() - 1)
    }

    pub(super) fn level(&mut self) -> &mut Level<'a> {
        match self.items.last_mut().filter(|_| self.in_item) {
            Some(item) => &mut item.level,
            None => &mut self.head,
        }
    }
}
