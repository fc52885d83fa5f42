//! Running text: white space, line breaks, and the marks that are open around it.

use super::element::is_one_of;
use model::{Direction, Inline, InlineText, Lang, MAX_INLINE_DEPTH, SafeUrl, is_bidi_control, is_visible};

/// What an inline element does to the words inside it.
#[derive(Clone)]
pub(super) enum Mark {
    Link(SafeUrl),
    Strong,
    Emphasis,
    Code,
    Sub,
    Sup,
    /// `q`: its quotation marks are words of the text.
    Quote,
    /// Marked as another language or direction; `dir` counts for words without letters.
    Foreign {
        dir: Direction,
        lang: Option<Lang>,
    },
}

/// A line of running text that is being read.
#[derive(Default)]
pub(super) struct Line {
    inlines: Vec<Inline>,
    /// Open marks, the outermost first, each with what it holds so far.
    spans: Vec<(Mark, Vec<Inline>)>,
    /// White space since the last word: it stands only if another word follows.
    space: Option<char>,
    /// `br`s since the last word.
    breaks: usize,
    started: bool,
    visible: bool,
    ends_in_space: bool,
}

impl Line {
    /// Whether nothing has been read that a reader could see.
    pub fn is_blank(&self) -> bool {
        !self.visible
    }

    /// Whether two `br`s in a row have made what follows a paragraph of its own.
    pub fn is_ended(&self) -> bool {
        self.visible && self.breaks > 1
    }

    /// Adds text: white space collapses, bidi and other controls go.
    pub fn text(&mut self, text: &str) {
        let mut run = String::new();
        for c in text.chars() {
            if c.is_whitespace() || c == '\u{FEFF}' {
                if self.started && !self.ends_in_space && self.breaks == 0 {
                    let unbreakable = matches!(c, '\u{A0}' | '\u{202F}') && self.space.is_none();
                    self.space = Some(if unbreakable { c } else { ' ' });
                }
            } else if !is_bidi_control(c) && !c.is_control() {
                if self.breaks > 0 && self.started {
                    append_text(self.innermost(), &run);
                    run.clear();
                    self.innermost().push(Inline::Break);
                }
                self.breaks = 0;
                run.extend(self.space.take());
                run.push(c);
                self.started = true;
                self.ends_in_space = false;
                self.visible |= is_visible(c);
            }
        }
        append_text(self.innermost(), &run);
    }

    /// Adds a line break.
    pub fn line_break(&mut self) {
        if self.started {
            self.space = None;
            self.breaks += 1;
        }
    }

    /// Opens a mark; `false` where marks already nest as deep as the model allows.
    pub fn open(&mut self, mark: Mark) -> bool {
        if self.spans.len() + 1 >= MAX_INLINE_DEPTH {
            return false;
        }
        // The space before a mark belongs outside it.
        if let Some(space) = self.space.take() {
            append_text(self.innermost(), space.encode_utf8(&mut [0; 4]));
            self.ends_in_space = true;
        }
        self.spans.push((mark, Vec::new()));
        true
    }

    /// Closes the innermost mark.
    pub fn close(&mut self) {
        if let Some((mark, inlines)) = self.spans.pop() {
            wrap(&mark, inlines, self.innermost());
        }
    }

    /// Whether a link is open: links do not nest.
    pub fn is_in_link(&self) -> bool {
        self.spans.iter().any(|(mark, _)| matches!(mark, Mark::Link(_)))
    }

    /// The language of the innermost open foreign run that names one.
    pub fn lang(&self) -> Option<&Lang> {
        self.spans.iter().rev().find_map(|(mark, _)| match mark {
            Mark::Foreign { lang, .. } => lang.as_ref(),
            _ => None,
        })
    }

    /// Ends the line: its words, or `None` when nothing readable stands in it. Marks that are open
    /// go on in the next line.
    pub fn take(&mut self) -> Option<Vec<Inline>> {
        let mut marks = Vec::new();
        while let Some((mark, inlines)) = self.spans.pop() {
            wrap(&mark, inlines, self.innermost());
            marks.push(mark);
        }
        let line = std::mem::take(self);
        self.spans = marks.into_iter().rev().map(|mark| (mark, Vec::new())).collect();
        let mut inlines = line.inlines;
        trim_end(&mut inlines);
        line.visible.then_some(inlines)
    }

    fn innermost(&mut self) -> &mut Vec<Inline> {
        match self.spans.last_mut() {
            Some((_, inlines)) => inlines,
            None => &mut self.inlines,
        }
    }
}

/// Appends what `mark` makes of `inlines`; an empty mark vanishes.
fn wrap(mark: &Mark, inlines: Vec<Inline>, out: &mut Vec<Inline>) {
    if inlines.is_empty() {
        return;
    }
    let wrapped = match mark {
        Mark::Link(href) => Inline::Link { href: href.clone(), inlines },
        Mark::Strong => Inline::Strong(inlines),
        Mark::Emphasis => Inline::Emphasis(inlines),
        Mark::Code => Inline::Code(plain(inlines).0.replace('\n', " ")),
        Mark::Sub => Inline::Sub(inlines),
        Mark::Sup => Inline::Sup(inlines),
        Mark::Quote => {
            let (words, inlines) = plain(inlines);
            let rtl = Direction::of(&words) == Some(Direction::Rtl);
            append_text(out, if rtl { "«" } else { "“" });
            inlines.into_iter().for_each(|inline| append(out, inline));
            return append_text(out, if rtl { "»" } else { "”" });
        }
        Mark::Foreign { dir, lang } => {
            let (words, inlines) = plain(inlines);
            let dir = Direction::of(&words).unwrap_or(*dir);
            Inline::Foreign { dir, lang: lang.clone().filter(|lang| fits(lang, dir)), inlines }
        }
    };
    out.push(wrapped);
}

/// A line's words as the model has them: the direction by their majority script, else `around`;
/// foreign runs that are not foreign here unwrapped.
pub(super) fn settle(inlines: Vec<Inline>, around: Direction, lang: Option<&Lang>) -> InlineText {
    let (words, mut inlines) = plain(inlines);
    let dir = Direction::of(&words).unwrap_or(around);
    let mut lang = lang.cloned();
    if matches!(&inlines[..], [Inline::Foreign { .. }])
        && let Some(Inline::Foreign { lang: whole, inlines: inner, .. }) = inlines.pop()
    {
        lang = whole.or(lang);
        inlines = inner;
    }
    InlineText { dir, lang: lang.filter(|lang| fits(lang, dir)), inlines: unwrap_native(inlines, dir) }
}

/// Unwraps runs that say only the direction they stand in; marks nest at most [`MAX_INLINE_DEPTH`] deep.
fn unwrap_native(inlines: Vec<Inline>, around: Direction) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Foreign { dir, lang: None, inlines } if dir == around => {
                unwrap_native(inlines, around).into_iter().for_each(|inline| append(&mut out, inline));
            }
            Inline::Foreign { dir, lang, inlines } => {
                out.push(Inline::Foreign { dir, lang, inlines: unwrap_native(inlines, dir) });
            }
            Inline::Link { href, inlines } => out.push(Inline::Link { href, inlines: unwrap_native(inlines, around) }),
            Inline::Strong(inner) => out.push(Inline::Strong(unwrap_native(inner, around))),
            Inline::Emphasis(inner) => out.push(Inline::Emphasis(unwrap_native(inner, around))),
            Inline::Sub(inner) => out.push(Inline::Sub(unwrap_native(inner, around))),
            Inline::Sup(inner) => out.push(Inline::Sup(unwrap_native(inner, around))),
            other => append(&mut out, other),
        }
    }
    out
}

/// Whether a language can be the one of words in this direction. Word processors mark Arabic text
/// as English; a tag that the script contradicts is not kept.
fn fits(lang: &Lang, dir: Direction) -> bool {
    const RIGHT_TO_LEFT: &str = "ar fa ur he iw yi ps sd ug ckb dv arc syr nqo pnb";
    // Written in both directions.
    const BOTH: &str = "ku az pa ks uz kk ky tk ms ha";
    let primary = lang.primary();
    let names_its_script = lang.as_str().split('-').skip(1).any(|part| part.len() == 4);
    names_its_script || is_one_of(BOTH, &primary) || is_one_of(RIGHT_TO_LEFT, &primary) == (dir == Direction::Rtl)
}

/// The words of `inlines`, and `inlines` back.
pub(super) fn plain(inlines: Vec<Inline>) -> (String, Vec<Inline>) {
    let text = InlineText { dir: Direction::Ltr, lang: None, inlines };
    (text.to_plain(), text.inlines)
}

/// Appends `inline`, joining text to text.
pub(super) fn append(out: &mut Vec<Inline>, inline: Inline) {
    match inline {
        Inline::Text(text) => append_text(out, &text),
        other => out.push(other),
    }
}

/// Appends text, joining it to text that is already last.
pub(super) fn append_text(out: &mut Vec<Inline>, text: &str) {
    if text.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(Inline::Text(last)) => last.push_str(text),
        _ => out.push(Inline::Text(text.to_owned())),
    }
}

/// Removes white space and breaks at the end, inside marks too, with the marks that this empties.
fn trim_end(inlines: &mut Vec<Inline>) {
    while let Some(last) = inlines.last_mut() {
        let emptied = match last {
            Inline::Text(text) => {
                text.truncate(text.trim_end().len());
                text.is_empty()
            }
            Inline::Break => true,
            Inline::Code(_) => false,
            Inline::Link { inlines, .. } | Inline::Foreign { inlines, .. } => {
                trim_end(inlines);
                inlines.is_empty()
            }
            Inline::Strong(inlines) | Inline::Emphasis(inlines) | Inline::Sub(inlines) | Inline::Sup(inlines) => {
                trim_end(inlines);
                inlines.is_empty()
            }
        };
        if !emptied {
            return;
        }
        inlines.pop();
    }
}
