//! What stands before a feed's root, and its start tag.

use super::{Open, Pass, Role, is_blank};
use crate::feeds::fields::Level;
use crate::feeds::repair::tags::rewritten_root;
use crate::feeds::repair::{Item, Kind};
use crate::xml::{Token, Tokens, split_name};

impl<'a> Pass<'a> {
    /// Everything up to the root's start tag, which is written anew.
    pub(super) fn open_root(&mut self, tokens: &mut Tokens<'a>) -> Option<()> {
        let (mut strays, mut had_declaration) = (false, false);
        for (range, token) in tokens.by_ref() {
            match token {
                Token::Start(tag) => {
                    let (kind, role) = match split_name(tag.name).1 {
                        "rss" => (Kind::Rss, Role::Root),
                        "RDF" => (Kind::Rdf, Role::Root),
                        "feed" => (Kind::Atom, Role::Root),
                        "entry" => (Kind::Atom, Role::Item),
                        _ => return None,
                    };
                    if strays {
                        self.note("something stands before its beginning", "left out");
                    }
                    self.kind = kind;
                    self.copied = range.end;
                    let repair = rewritten_root(tag, kind, &mut self.xml);
                    self.repairs.extend(repair);
                    self.root = 0..self.xml.len();
                    self.whole = self.xml.len();
                    self.root_level = Level::new(tag.attributes);
                    self.namespaces.bind_root(tag, kind);
                    if kind == Kind::Atom {
                        self.head = Level::new(tag.attributes);
                    }
                    if role == Role::Item {
                        self.items.push(Item { span: 0..0, level: Level::new(tag.attributes) });
                        self.in_item = true;
                    }
                    let (inner, bound) = (range.end, self.namespaces.len());
                    let written = self.xml.len();
                    self.open.push(Open { name: tag.name, role, field: None, inner, written, bound });
                    if tag.is_empty {
                        self.pop(range.end, range.end);
                    }
                    return Some(());
                }
                Token::Doctype(doctype) if doctype.contains("<!ENTITY") => {
                    self.note("its document type declares entities", "none is resolved");
                }
                Token::Doctype(_) => {}
                Token::Other => {
                    let is_declaration = self.text[range.clone()].starts_with("<?xml");
                    strays |= is_declaration
                        && (had_declaration || range.start > 0 && self.text[..range.start] != *"\u{FEFF}");
                    had_declaration |= is_declaration;
                }
                Token::Cut => return None,
                Token::Text(_) | Token::Verbatim(_) | Token::End(_) => strays |= !is_blank(token),
            }
        }
        None
    }
}
