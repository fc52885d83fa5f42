//! XML, written element by element.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A document on its way.
pub(crate) struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<&'static str>,
}

/// Writing into memory takes every byte.
const IN_MEMORY: &str = "memory takes every byte";

impl Xml {
    /// A document with its declaration.
    pub fn new() -> Self {
        let mut writer = Writer::new(Vec::new());
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).expect(IN_MEMORY);
        Self { writer, open: Vec::new() }
    }

    fn put(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect(IN_MEMORY);
    }

    fn start<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
        let mut start = BytesStart::new(name);
        for (name, value) in attributes {
            start.push_attribute((*name, xml_text(value).as_str()));
        }
        start
    }

    /// Opens an element that [`Xml::close`] closes.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.put(Event::Start(Self::start(name, attributes)));
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.put(Event::End(BytesEnd::new(name)));
        }
    }

    /// An element of text.
    pub fn text(&mut self, name: &'static str, text: &str) {
        self.with(name, &[], text);
    }

    /// An element of text with attributes.
    pub fn with(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.put(Event::Text(BytesText::new(&xml_text(text))));
        self.close();
    }

    /// An element of attributes alone.
    pub fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.put(Event::Empty(Self::start(name, attributes)));
    }

    /// The document, with all that is open closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        String::from_utf8(self.writer.into_inner()).expect("only text was written")
    }
}

/// `text` without the characters that XML 1.0 has no place for.
pub(crate) fn xml_text(text: &str) -> String {
    let allowed =
        |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    text.chars().filter(allowed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_element_or_attribute() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "\"><x/>\u{0}")]);
        xml.text("c", "]]></c><script>&\u{1}\u{FFFE}");
        let text = xml.finish();
        assert!(
            !text.contains("<x/>") && !text.contains("<script>") && !text.contains(['\u{0}', '\u{1}', '\u{FFFE}']),
            "{text}"
        );
    }
}
