//! What a bulletin is made of: editions, headlines, articles, blocks, languages and directions.
//!
//! Nothing here reads a file, asks the time or names a JavaScript type: every other crate points
//! at this one. Each type is valid by construction; the parsing constructors and `serde` refuse
//! what is not. The JSON shape of the types is the edition format, whose documents and version
//! are in `wire::edition`.

mod address;
mod article;
mod block;
mod direction;
mod edition;
mod headline;
mod id;
mod image;
mod locale;
mod moment;
mod news_item;
mod problem;
mod removal;
mod text;

pub use address::{AddressError, ImageAddress, ResolveUrl, SafeUrl, after_scheme};
pub use article::{
    Article, BodyRights, Canonical, Correction, ImageRights, Neighbour, Original, Publisher, RelatedStory, Rights,
    SectionRef,
};
pub use block::{
    Block, Cell, Embed, Figure, Inline, InlineText, List, MAX_BLOCK_DEPTH, MAX_INLINE_DEPTH, Quotation, Table,
};
pub use direction::{Direction, is_bidi_control, strong_direction};
pub use edition::{ChainRef, Edition, HeadlinePageRef, OperatorPage, PageLink, SectionSummary, Site, ThemeToken};
pub use headline::Headline;
pub use id::{ArticleId, IdError, SectionSlug, TagSlug, fold_key, hash64};
pub use image::{Image, smaller_widths};
pub use locale::{Calendar, Digits, Lang, LocaleDefaults, MonthNames, UiLanguage};
pub use moment::{CivilDate, Moment, MomentError};
pub use news_item::{NewsItem, PublicationStatus};
pub use problem::Problem;
pub use removal::{Redirect, RemovalReason, Tombstone};
pub use text::{Text, is_visible};
