//! The walk over the tree: what each element does, and what is undone when it ends.

use super::compose::Composer;
use super::element::{is_block, is_furniture, is_hiding, is_one_of, style_pixels, vanishing};
use super::embed;
use super::frame::Kind;
use super::line::Mark;
use super::picture::{Picture, is_tracking_pixel, largest_candidate, picture, pixels};
use super::{CUT_DEPTH, CUT_NODES, Dom, HtmlContent, MAX_DEPTH, MAX_NODES, NodeKind};
use crate::HtmlContext;
use crate::address::clean_url;
use model::{Block, Direction, Embed, Lang, ResolveUrl, SafeUrl, Text};

/// A walk in progress.
pub(super) struct Walk<'a, D: Dom> {
    dom: &'a D,
    context: &'a HtmlContext<'a>,
    urls: &'a dyn ResolveUrl,
    composer: Composer<'a>,
    dropped: Vec<&'static str>,
    /// Inside `noscript` only pictures count: the words there ask for JavaScript.
    in_noscript: bool,
    in_picture: bool,
    /// The largest candidate of the first `source` of the `picture` around.
    picture_source: Option<String>,
}

/// An element whose children are being walked.
struct Open<N> {
    next: Option<N>,
    end: End,
    /// The direction and language that are in force again afterwards.
    restored: Option<(Option<Direction>, Option<Lang>)>,
}

/// What happens where an element ends.
enum End {
    Nothing,
    Edge,
    Marks(u8),
    Frame,
    Picture,
    Noscript,
}

impl<'a, D: Dom> Walk<'a, D> {
    pub fn new(dom: &'a D, context: &'a HtmlContext<'a>, urls: &'a dyn ResolveUrl) -> Self {
        Self {
            dom,
            context,
            urls,
            composer: Composer::new(context),
            dropped: Vec::new(),
            in_noscript: false,
            in_picture: false,
            picture_source: None,
        }
    }

    pub fn run(mut self, root: &D::Node) -> HtmlContent {
        let mut open: Vec<Open<D::Node>> = Vec::new();
        let mut next = self.dom.first_child(root);
        let mut visited = 0;
        loop {
            let Some(node) = next else {
                let Some(ended) = open.pop() else { break };
                self.end(&ended.end, ended.restored);
                next = ended.next;
                continue;
            };
            visited += 1;
            if visited > MAX_NODES {
                self.note(CUT_NODES);
                open.iter_mut().for_each(|element| element.next = None);
                next = None;
                continue;
            }
            next = self.dom.next_sibling(&node);
            match self.dom.kind(&node) {
                NodeKind::Text(text) if !self.in_noscript => self.composer.text(&text),
                NodeKind::Element(_) if open.len() >= MAX_DEPTH => self.note(CUT_DEPTH),
                NodeKind::Element(name) => {
                    let before = (self.composer.dir, self.composer.lang.clone());
                    if let Some(end) = self.begin(&node, &name) {
                        let changed = before.0 != self.composer.dir || before.1 != self.composer.lang;
                        open.push(Open { next, end, restored: changed.then_some(before) });
                        next = self.dom.first_child(&node);
                    }
                }
                NodeKind::Foreign => self.note("a drawing or formula"),
                NodeKind::Text(_) | NodeKind::Other => {}
            }
        }
        let blocks = self.composer.finish();
        let opening_image = match blocks.first() {
            Some(Block::Figure(figure)) => Some(figure.image.clone()),
            _ => None,
        };
        HtmlContent { blocks, opening_image, dropped: self.dropped }
    }

    fn note(&mut self, what: &'static str) {
        if !what.is_empty() && !self.dropped.contains(&what) {
            self.dropped.push(what);
        }
    }

    fn end(&mut self, end: &End, restored: Option<(Option<Direction>, Option<Lang>)>) {
        match end {
            End::Nothing => {}
            End::Edge => self.composer.edge(),
            End::Marks(count) => (0..*count).for_each(|_| self.composer.close_mark()),
            End::Frame => self.composer.close(),
            End::Picture => (self.in_picture, self.picture_source) = (false, None),
            End::Noscript => self.in_noscript = false,
        }
        if let Some((dir, lang)) = restored {
            (self.composer.dir, self.composer.lang) = (dir, lang);
        }
    }

    /// Does what an element does where it begins; `None` where its children are not walked.
    fn begin(&mut self, node: &D::Node, name: &str) -> Option<End> {
        let dom = self.dom;
        let bare = !dom.has_attributes(node);
        let attribute: &dyn Fn(&str) -> Option<String> = &|name| if bare { None } else { dom.attribute(node, name) };
        if let Some(what) = vanishing(name) {
            if name == "script"
                && let Some(post) = attribute("data-telegram-post")
            {
                self.embed(&["https://t.me/", post.trim()].concat(), None, None);
            }
            self.note(what);
            return None;
        }
        let class = attribute("class").unwrap_or_default();
        if !bare && self.is_hidden_or_furniture(name, &class, attribute) {
            return None;
        }
        match name {
            "img" | "amp-img" | "image" => {
                self.picture(attribute);
                return None;
            }
            "picture" => {
                self.in_picture = true;
                return Some(End::Picture);
            }
            "source" => {
                if self.in_picture && self.picture_source.is_none() {
                    let srcset = attribute("srcset").or_else(|| attribute("data-srcset"));
                    self.picture_source = srcset.and_then(|srcset| largest_candidate(&srcset));
                }
                return None;
            }
            _ if self.in_noscript => return Some(End::Nothing),
            "noscript" => {
                self.in_noscript = true;
                return Some(End::Noscript);
            }
            "br" => {
                self.composer.line_break();
                return None;
            }
            "hr" => {
                self.composer.edge();
                self.composer.push(Block::Rule);
                return None;
            }
            "iframe" | "embed" | "object" | "video" | "audio" => return self.player(node, name, attribute),
            _ => {}
        }
        let dir = attribute("dir").and_then(|dir| direction(&dir));
        let lang = attribute("lang").and_then(|lang| Lang::parse(&lang).ok());
        let kind = self.frame(name, &class, attribute);
        if kind.is_none() && !is_block(name) {
            return Some(self.marks(name, dir, lang, attribute));
        }
        self.composer.edge();
        self.composer.dir = dir.or(self.composer.dir);
        if lang.is_some() {
            self.composer.lang = lang;
        }
        match (name, &mut self.composer.top().kind) {
            ("thead", Kind::Table { in_head, .. }) => *in_head = true,
            ("tbody" | "tfoot", Kind::Table { in_head, .. }) => *in_head = false,
            ("tr", Kind::Table { rows, in_head, head_rows, .. }) => {
                if *in_head && usize::from(*head_rows) == rows.len() {
                    *head_rows = head_rows.saturating_add(1);
                }
                rows.push(Vec::new());
            }
            _ => {}
        }
        let framed = kind.is_some_and(|kind| self.composer.open(kind));
        Some(if framed { End::Frame } else { End::Edge })
    }

    fn is_hidden_or_furniture(&mut self, name: &str, class: &str, attribute: &dyn Fn(&str) -> Option<String>) -> bool {
        if attribute("hidden").is_some() || attribute("style").is_some_and(|style| is_hiding(&style)) {
            self.note("hidden elements");
            return true;
        }
        if is_one_of("body article main a img b i em strong", name) {
            return false;
        }
        let id = attribute("id").unwrap_or_default();
        let furniture = class.split_whitespace().chain([id.as_str()]).any(is_furniture);
        if furniture {
            self.note("share buttons, related stories, comments or advertisements");
        }
        furniture
    }

    /// The frame that an element opens.
    fn frame(&mut self, name: &str, class: &str, attribute: &dyn Fn(&str) -> Option<String>) -> Option<Kind> {
        let has_class = |names: &str| class.split_whitespace().any(|class| is_one_of(names, class));
        if let Some((provider, address)) = class.split_whitespace().find_map(embed::post) {
            let url = attribute(address).and_then(|url| self.url(&url)).filter(SafeUrl::is_web);
            return Some(Kind::Post { provider, url });
        }
        let number = |name| attribute(name).and_then(|n| n.trim().parse::<u16>().ok()).unwrap_or(1).clamp(1, 100);
        let line_start = self.composer.at_line_start();
        let in_figure = self.composer.is_inside(|kind| matches!(kind, Kind::Figure));
        // A field of one line inside another is a line of it: joining each level anew would cost.
        let in_field = self.composer.is_inside(|kind| matches!(kind, Kind::Heading(_) | Kind::Caption));
        let top = &self.composer.top().kind;
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                return (!in_field).then(|| Kind::Heading(name.as_bytes()[1] - b'0'));
            }
            "blockquote" => {
                let url = attribute("cite").and_then(|url| self.url(&url));
                return Some(Kind::Quotation { url: url.filter(SafeUrl::is_web) });
            }
            "ul" | "menu" | "dir" => return Some(Kind::List { ordered: false, start: None, items: Vec::new() }),
            "ol" => {
                let start = attribute("start").and_then(|start| start.trim().parse().ok()).filter(|start| *start != 1);
                return Some(Kind::List { ordered: true, start, items: Vec::new() });
            }
            "li" if matches!(top, Kind::List { .. }) => return Some(Kind::Item),
            "table" => {
                let layout = attribute("role").is_some_and(|role| matches!(role.as_str(), "presentation" | "none"));
                return Some(Kind::Table { rows: Vec::new(), head_rows: 0, in_head: false, layout });
            }
            "td" | "th" if matches!(top, Kind::Table { .. }) => {
                return Some(Kind::Cell { heading: name == "th", columns: number("colspan"), rows: number("rowspan") });
            }
            "caption" if !in_field && matches!(top, Kind::Table { .. }) => return Some(Kind::Caption),
            "pre" | "xmp" | "listing" | "plaintext" if !matches!(top, Kind::Preformatted(_)) => {
                return Some(Kind::Preformatted(String::new()));
            }
            "figure" => return Some(Kind::Figure),
            "figcaption" if !in_field => return Some(Kind::Caption),
            "footer" if matches!(top, Kind::Quotation { .. }) => return Some(Kind::Citation),
            "cite" if line_start && matches!(top, Kind::Quotation { .. }) => return Some(Kind::Citation),
            _ => {}
        }
        if class.is_empty() {
            None
        } else if has_class("wp-caption gallery-item") {
            Some(Kind::Figure)
        } else if !in_field && matches!(top, Kind::Figure) && has_class("wp-caption-text gallery-caption image-caption")
        {
            Some(Kind::Caption)
        } else if in_figure && has_class("credit photo-credit image-credit wp-caption-credit copyright") {
            Some(Kind::Credit)
        } else if matches!(top, Kind::Quotation { .. }) && has_class("citation source quote-author attribution") {
            Some(Kind::Citation)
        } else {
            None
        }
    }

    /// Opens the marks of an inline element.
    fn marks(
        &mut self,
        name: &str,
        dir: Option<Direction>,
        lang: Option<Lang>,
        attribute: &dyn Fn(&str) -> Option<String>,
    ) -> End {
        let mark = match name {
            "a" => self.link(attribute),
            "strong" | "b" => Some(Mark::Strong),
            "em" | "i" | "cite" | "dfn" | "var" => Some(Mark::Emphasis),
            "code" | "kbd" | "samp" | "tt" => Some(Mark::Code),
            "sub" => Some(Mark::Sub),
            "sup" => Some(Mark::Sup),
            "q" => Some(Mark::Quote),
            _ => None,
        };
        let lang = lang.filter(|lang| self.composer.is_foreign(lang));
        let foreign = (lang.is_some() || dir.is_some() || name == "bdi")
            .then(|| Mark::Foreign { dir: dir.unwrap_or(self.composer.around()), lang });
        let mut opened = 0;
        for mark in [foreign, mark].into_iter().flatten() {
            opened += u8::from(self.composer.open_mark(mark));
        }
        End::Marks(opened)
    }

    fn link(&mut self, attribute: &dyn Fn(&str) -> Option<String>) -> Option<Mark> {
        let href = attribute("href")?;
        // A link inside its own page leads nowhere here.
        if href.trim().is_empty() || href.trim().starts_with('#') {
            return None;
        }
        let url = self.url(&href);
        if url.is_none() {
            self.note("links that are not http, https or mailto");
        }
        url.map(Mark::Link)
    }

    fn url(&self, reference: &str) -> Option<SafeUrl> {
        clean_url(reference, self.context.base, self.urls).ok()
    }

    fn picture(&mut self, attribute: &dyn Fn(&str) -> Option<String>) {
        let sources = self.picture_source.as_deref();
        match picture(attribute, sources, self.context.base, self.urls, self.composer.around()) {
            Picture::Image(image) => self.composer.push_picture(image, self.in_noscript),
            Picture::Character(character) => self.composer.text(&character),
            Picture::TrackingPixel => self.note("tracking pixels"),
            Picture::WithoutAddress => self.note("pictures without an address"),
        }
    }

    /// A player: it becomes a link to what it plays. An `object` without an address is what it holds.
    fn player(&mut self, node: &D::Node, name: &str, attribute: &dyn Fn(&str) -> Option<String>) -> Option<End> {
        let mut address = None;
        for name in ["src", "data-src", "data-lazy-src", "data"] {
            let given = || {
                attribute(name).filter(|url| self.url(url).is_some_and(|url| url.is_web()) && !url.trim().is_empty())
            };
            address = address.or_else(given);
        }
        if address.is_none() && matches!(name, "video" | "audio") {
            let mut child = self.dom.first_child(node);
            for _ in 0..MAX_DEPTH {
                let Some(node) = child.filter(|_| address.is_none()) else { break };
                if matches!(self.dom.kind(&node), NodeKind::Element(name) if name == "source") {
                    address = self.dom.attribute(&node, "src");
                }
                child = self.dom.next_sibling(&node);
            }
        }
        let Some(address) = address else {
            self.note("players without an address");
            return (name == "object").then_some(End::Edge);
        };
        let tiny = |name: &str| {
            let side = attribute(name).and_then(|side| pixels(&side));
            side.or_else(|| style_pixels(&attribute("style")?, name)).is_some_and(|side| side <= 2)
        };
        if tiny("width") || tiny("height") {
            self.note("tracking pixels");
        } else {
            self.embed(&address, attribute("title").or_else(|| attribute("aria-label")), self.context.base);
        }
        None
    }

    fn embed(&mut self, address: &str, title: Option<String>, base: Option<&SafeUrl>) {
        let Some(url) = clean_url(address, base, self.urls).ok().filter(SafeUrl::is_web) else { return };
        if is_tracking_pixel(url.as_str()) {
            return self.note("tracking pixels");
        }
        let url = embed::watchable(url, self.urls);
        let title = title.and_then(|title| Text::new(&title, self.composer.around(), None));
        self.composer.edge();
        self.composer.push(Block::Embed(Embed { provider: embed::provider(&url), url, title }));
    }
}

fn direction(dir: &str) -> Option<Direction> {
    match dir.trim() {
        dir if dir.eq_ignore_ascii_case("rtl") => Some(Direction::Rtl),
        dir if dir.eq_ignore_ascii_case("ltr") => Some(Direction::Ltr),
        _ => None,
    }
}
