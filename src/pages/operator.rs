//! One of the operator's own pages.

use crate::parts::article_body::{BodyOptions, article_body};
use crate::parts::picture::Fetch;
use crate::parts::states::main_heading;
use crate::parts::{Context, Element, element};
use model::OperatorPage;

/// Title and body.
pub fn operator_page(context: Context<'_>, page: &OperatorPage) -> Element {
    let options = BodyOptions { pictures: true, first_picture: Fetch::Now };
    element("article")
        .class("story")
        .child(element("header").child(main_heading([context.text("span", &page.title)])))
        .child(element("div").class("prose").children(article_body(context, &page.blocks, options)))
}
