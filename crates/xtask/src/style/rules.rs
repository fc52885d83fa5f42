//! What a style sheet of this house may not say.
//!
//! The rules are checked on the parsed tree: a comment that says `left` is no declaration, and a shorthand
//! cannot hide one.

use super::declarations::{why_not_arabic, why_physical};
use lightningcss::declaration::DeclarationBlock;
use lightningcss::printer::PrinterOptions;
use lightningcss::properties::Property;
use lightningcss::rules::{CssRule, Location};
use lightningcss::stylesheet::StyleSheet;
use lightningcss::traits::ToCss;
use std::path::Path;

/// Every refused rule of `sheet` as `file:line: what: why`; file names are relative to `folder`.
pub fn refusals(sheet: &StyleSheet, folder: &Path) -> Vec<String> {
    let relative = |source: &String| Path::new(source).strip_prefix(folder).unwrap_or(Path::new(source)).to_path_buf();
    let sources = sheet.sources.iter().map(|source| relative(source).display().to_string()).collect();
    let mut reader = Reader { sources, layers: Vec::new(), refusals: Vec::new() };
    reader.read_all(&sheet.rules.0, &Surroundings::default());
    reader.refusals
}

/// What a rule stands in.
#[derive(Clone, Default)]
struct Surroundings {
    is_layered: bool,
    /// The selectors around, outermost first, joined.
    selector: String,
}

struct Reader {
    sources: Vec<String>,
    /// The layers that a statement has put in order so far.
    layers: Vec<String>,
    refusals: Vec<String>,
}

impl Reader {
    fn read_all(&mut self, rules: &[CssRule], around: &Surroundings) {
        for rule in rules {
            self.read(rule, around);
        }
    }

    fn read(&mut self, rule: &CssRule, around: &Surroundings) {
        match rule {
            CssRule::LayerStatement(statement) => {
                self.layers.extend(statement.names.iter().map(|name| name.0.join(".")));
            }
            CssRule::LayerBlock(block) => {
                let name = block.name.as_ref().map(|name| name.0.join(".")).unwrap_or_default();
                if !around.is_layered && !self.layers.contains(&name) {
                    self.refuse(block.loc, &format!("@layer {name}"), "is not in the one declared order of layers");
                }
                self.read_all(&block.rules.0, &Surroundings { is_layered: true, ..around.clone() });
            }
            CssRule::Style(style) => {
                let own = style.selectors.to_css_string(PrinterOptions::default()).unwrap_or_default();
                if !around.is_layered {
                    self.refuse(style.loc, &own, "is in no layer, and so beats every rule that is in one");
                }
                let inner = Surroundings { selector: format!("{} {own}", around.selector), ..around.clone() };
                self.read_declarations(&style.declarations, style.loc, &inner.selector);
                self.read_all(&style.rules.0, &inner);
            }
            CssRule::Nesting(nesting) => {
                let own = nesting.style.selectors.to_css_string(PrinterOptions::default()).unwrap_or_default();
                let inner = Surroundings { selector: format!("{} {own}", around.selector), ..around.clone() };
                self.read_declarations(&nesting.style.declarations, nesting.loc, &inner.selector);
                self.read_all(&nesting.style.rules.0, &inner);
            }
            CssRule::NestedDeclarations(nested) => {
                self.read_declarations(&nested.declarations, nested.loc, &around.selector);
            }
            CssRule::Keyframes(frames) => {
                for frame in &frames.keyframes {
                    self.read_declarations(&frame.declarations, frames.loc, "");
                }
            }
            CssRule::Media(media) => self.read_all(&media.rules.0, around),
            CssRule::Supports(supports) => self.read_all(&supports.rules.0, around),
            CssRule::Container(container) => self.read_all(&container.rules.0, around),
            CssRule::Scope(scope) => self.read_all(&scope.rules.0, around),
            CssRule::StartingStyle(starting) => self.read_all(&starting.rules.0, around),
            _ => {}
        }
    }

    fn read_declarations(&mut self, block: &DeclarationBlock, at: Location, selector: &str) {
        for (property, is_important) in block.iter() {
            let name = property.property_id().name().to_owned();
            let value = value_of(property);
            let said = format!("{name}: {value}");
            if is_important {
                self.refuse(at, &format!("{said} !important"), "order the layers instead");
            }
            if let Some(why) = why_physical(&name, &value).or_else(|| why_not_arabic(&name, &value, selector)) {
                self.refuse(at, &said, why);
            }
        }
    }

    fn refuse(&mut self, at: Location, what: &str, why: &str) {
        let file = self.sources.get(at.source_index as usize).map_or("style", String::as_str);
        self.refusals.push(format!("{file}:{}: {what}: {why}", at.line + 1));
    }
}

/// Not minified: that would turn `left` into `0` and `to right` into `90deg`.
fn value_of(property: &Property) -> String {
    property.value_to_css_string(PrinterOptions::default()).unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lightningcss::stylesheet::ParserOptions;

    /// Checks `css` inside a declared layer; `expected` is a part of the one refusal, empty for none.
    fn check(css: &str, expected: &str) {
        check_sheet(&format!("@layer parts; @layer parts {{ {css} }}"), expected);
    }

    fn check_sheet(css: &str, expected: &str) {
        let sheet = StyleSheet::parse(css, ParserOptions::default()).expect("the sample parses");
        let refusals = refusals(&sheet, Path::new(""));
        match expected {
            "" => assert!(refusals.is_empty(), "{css}: {refusals:?}"),
            part => assert!(refusals.len() == 1 && refusals[0].contains(part), "{css}: {refusals:?}"),
        }
    }

    #[test]
    fn logical_sides_pass_and_physical_ones_are_refused() {
        check("a { margin-inline-start: 1rem; inset-block-end: 0; text-align: start }", "");
        check("a { margin-left: 1rem }", "margin-left");
        check("a { top: 0 }", "logical side");
        check("a { border-top-left-radius: 1px }", "logical side");
        check("a { text-align: right }", "text-align: right");
        check("a { float: left }", "float: left");
        check("a { padding: 1px 2px 3px 4px }", "four values");
        check("a { padding: 1px 2px 3px 2px }", "");
        check("a { b & { margin-right: 0 } }", "margin-right");
    }

    #[test]
    fn a_side_inside_a_value_goes_by_the_sign_of_the_line() {
        check("a { background-position: left center }", "--inline-sign");
        check("a { object-position: center top }", "");
        check("a { background-image: linear-gradient(to right, red, blue) }", "--inline-sign");
        check("a { transform: translateX(4px) }", "--inline-sign");
        check("a { transform: translateX(calc(4px * var(--inline-sign))) }", "");
        check("a { transform: translateY(4px) }", "");
        check("a { translate: 0 2px }", "");
    }

    #[test]
    fn comments_and_custom_properties_name_what_they_like() {
        check("/* left */ a { --from-left: 1px; color: red }", "");
    }

    #[test]
    fn what_breaks_arabic_letters_is_only_for_other_ones() {
        check("h1 { letter-spacing: .1em }", "joins");
        check("h1:lang(en) { letter-spacing: .1em }", "");
        check(":lang(en) { h1 { text-transform: uppercase } }", "");
        check("em { font-style: italic }", "italics");
        check("em { font-style: normal; letter-spacing: 0 }", "");
    }

    #[test]
    fn every_rule_is_in_a_declared_layer() {
        check_sheet("@layer parts; a { color: red }", "in no layer");
        check_sheet("@layer parts; @layer other { a { color: red } }", "declared order");
        check_sheet("@layer parts; @media print { @layer parts { a { color: red } } }", "");
        check_sheet("@layer parts; @media print { a { color: red } }", "in no layer");
    }

    #[test]
    fn importance_is_a_matter_of_layers() {
        check("a { color: red !important }", "!important");
    }
}
