//! The body of an article or of an operator's page: typed blocks.

use super::context::external_link;
use super::inline::inline_text;
use super::picture::{Fetch, figure};
use super::{Context, Element, element};
use model::{Block, Cell, Embed, List, Quotation, Table};

/// What differs from one body to another.
#[derive(Clone, Copy)]
pub struct BodyOptions {
    /// Whether its pictures may be shown.
    pub pictures: bool,
    /// When its first picture is fetched: at once where none stands above the body.
    pub first_picture: Fetch,
}

/// The elements of `blocks`, in order.
///
/// The headings never skip a level, whatever the source did: the page's own is level 1.
pub fn article_body(context: Context<'_>, blocks: &[Block], options: BodyOptions) -> Vec<Element> {
    let mut body = Body { context, options, heading_level: 1, pictures: 0 };
    body.blocks(blocks)
}

struct Body<'a> {
    context: Context<'a>,
    options: BodyOptions,
    heading_level: u8,
    pictures: u32,
}

impl Body<'_> {
    fn blocks(&mut self, blocks: &[Block]) -> Vec<Element> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    /// Blocks nest at most [`model::MAX_BLOCK_DEPTH`] deep.
    fn block(&mut self, block: &Block) -> Element {
        match block {
            Block::Paragraph(text) => inline_text(self.context, "p", text),
            Block::Heading { level, text } => inline_text(self.context, self.heading_tag(*level), text),
            Block::List(list) => self.list(list),
            Block::Quotation(quotation) => self.quotation(quotation),
            Block::Figure(content) => {
                let fetch = if self.pictures == 0 { self.options.first_picture } else { Fetch::WhenNear };
                self.pictures += 1;
                figure(self.context, content, fetch, self.options.pictures)
            }
            Block::Table(content) => table(self.context, content),
            Block::Preformatted { dir, text } => {
                element("pre").attribute("dir", dir.as_str()).attribute("tabindex", "0").child(text.clone())
            }
            Block::Rule => element("hr"),
            Block::Embed(content) => embed(self.context, content),
        }
    }

    fn heading_tag(&mut self, level: u8) -> &'static str {
        self.heading_level = level.clamp(2, self.heading_level + 1).min(6);
        ["h2", "h3", "h4", "h5", "h6"][usize::from(self.heading_level) - 2]
    }

    fn list(&mut self, list: &List) -> Element {
        let tag = if list.ordered { "ol" } else { "ul" };
        let mut element = element(tag).attribute("dir", list.dir.as_str());
        if let Some(start) = list.start.filter(|_| list.ordered) {
            element = element.attribute("start", start.to_string());
        }
        let items: Vec<Element> =
            list.items.iter().map(|blocks| self::element("li").children(self.blocks(blocks))).collect();
        element.children(items)
    }

    fn quotation(&mut self, quotation: &Quotation) -> Element {
        let context = self.context;
        let citation = match (&quotation.citation, &quotation.url) {
            (Some(citation), Some(url)) => Some(external_link(url).child(context.text("cite", citation))),
            (Some(citation), None) => Some(context.text("cite", citation)),
            (None, Some(url)) => Some(external_link(url).attribute("dir", "ltr").child(url.host().to_owned())),
            (None, None) => None,
        };
        context
            .content("blockquote", quotation.dir, quotation.lang.as_ref())
            .children(self.blocks(&quotation.blocks))
            .children(citation.map(|citation| element("footer").child(citation)))
    }
}

fn table(context: Context<'_>, table: &Table) -> Element {
    let label = table.caption.as_ref().map_or_else(|| context.strings.table.to_owned(), model::InlineText::to_plain);
    let caption = table.caption.as_ref().map(|caption| inline_text(context, "caption", caption));
    let (head, body) = table.rows.split_at(usize::from(table.head_rows).min(table.rows.len()));
    let group = |tag, rows: &[Vec<Cell>], heading| {
        (!rows.is_empty()).then(|| element(tag).children(rows.iter().map(|row| table_row(context, row, heading))))
    };
    let content = element("table")
        .attribute("dir", table.dir.as_str())
        .children(caption)
        .children(group("thead", head, true))
        .children(group("tbody", body, false));
    element("div")
        .class("table-scroll")
        // A group, not a region: two tables are no two landmarks.
        .attribute("role", "group")
        .attribute("tabindex", "0")
        .attribute("aria-label", label)
        .attribute("dir", table.dir.as_str())
        .child(content)
}

fn table_row(context: Context<'_>, row: &[Cell], in_head: bool) -> Element {
    let cells = row.iter().map(|cell| {
        let heading = in_head || cell.heading;
        let mut element = inline_text(context, if heading { "th" } else { "td" }, &cell.text);
        if heading {
            element = element.attribute("scope", if in_head { "col" } else { "row" });
        }
        if cell.columns > 1 {
            element = element.attribute("colspan", cell.columns.to_string());
        }
        if cell.rows > 1 {
            element = element.attribute("rowspan", cell.rows.to_string());
        }
        element
    });
    element("tr").children(cells)
}

/// Something of another site: what it is and a link to it; nothing of it is loaded.
fn embed(context: Context<'_>, embed: &Embed) -> Element {
    let provider = element("bdi").child(embed.provider.clone());
    let link = external_link(&embed.url)
        .attribute("dir", context.page_dir().as_str())
        .children(context.message(context.strings.open_at, vec![provider]));
    let title = embed.title.as_ref().map(|title| context.text("span", title).class("embed-title"));
    element("p").class("embed").children(title).child(link)
}
