//! JSON-LD of a page, in the vocabulary of schema.org.

use super::head::{absolute, canonical, description_of, image_address, picture_of};
use model::{Article, Publisher, Site, Text};
use serde_json::{Map, Value, json};
use viewer::route::{BasePath, Route};

/// `data` as it may stand in a `<script>`: no `<`, `>`, `&`, U+2028 or U+2029 stands for itself, so that no text
/// in it can end the script or begin a comment.
pub(super) fn in_script(data: &Value) -> String {
    let json = data.to_string();
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => escaped.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => escaped.push(c),
        }
    }
    escaped
}

/// An article: what it is, who wrote and who first published it, and where it stands.
pub(super) fn of_article(site: &Site, base: &BasePath, article: &Article) -> Value {
    let mut data = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            data.insert(name.to_owned(), value);
        }
    };
    let address = absolute(site, &Route::Article(article.id.clone()).path(base));
    put("@type", json!("NewsArticle"));
    put("headline", json!(article.title.as_ref().map(Text::as_str)));
    put("description", json!(description_of(article)));
    put("datePublished", json!(article.published.map(|moment| moment.to_string())));
    put("dateModified", json!(article.updated.or(article.published).map(|moment| moment.to_string())));
    put("inLanguage", json!(article.language.as_ref().unwrap_or(&site.lang).as_str()));
    put("articleSection", json!(article.section.as_ref().map(|section| section.name.as_str())));
    put(
        "keywords",
        if article.tags.is_empty() { Value::Null } else { article.tags.iter().map(Text::as_str).collect() },
    );
    put("url", json!(address));
    put("mainEntityOfPage", json!(canonical(article).map(|url| url.as_str()).or(address.as_deref())));
    let authors: Vec<Value> =
        article.byline.iter().map(|name| json!({ "@type": "Person", "name": name.as_str() })).collect();
    let source = article.original.as_ref().map(|original| organization(&original.publisher));
    let own = site.publisher.as_ref().map(organization);
    put("author", if authors.is_empty() { json!(source.as_ref().or(own.as_ref())) } else { Value::Array(authors) });
    put("publisher", json!(own.or_else(|| source.clone())));
    put(
        "isBasedOn",
        article.original.as_ref().map_or(Value::Null, |original| {
            let mut work = json!({ "@type": "NewsArticle", "name": original.title.as_str(), "publisher": source });
            if let Some(url) = &original.url {
                work["url"] = json!(url.as_str());
            }
            work
        }),
    );
    put(
        "image",
        picture_of(article).and_then(|image| Some((image, image_address(site, base, image)?))).map_or(
            Value::Null,
            |(image, address)| {
                let mut object = json!({ "@type": "ImageObject", "url": address });
                if let Some((width, height)) = image.size {
                    object["width"] = json!(width);
                    object["height"] = json!(height);
                }
                object
            },
        ),
    );
    let mut graph = vec![Value::Object(data)];
    graph.extend(article.section.as_ref().and_then(|section| {
        let section_address = absolute(site, &Route::Section(section.slug.clone()).path(base))?;
        let section = (section.name.as_str(), section_address.as_str());
        // Each step has a name: an article without a title is none.
        let here = article.title.as_ref().zip(address.as_deref()).map(|(title, address)| (title.as_str(), address));
        breadcrumbs(site, base, &std::iter::once(section).chain(here).collect::<Vec<_>>())
    }));
    graph_of(graph)
}

/// The front page: the site and who is answerable for it.
pub(super) fn of_front(site: &Site, base: &BasePath) -> Value {
    let mut data = json!({
        "@type": "WebSite",
        "name": site.title.as_str(),
        "inLanguage": site.lang.as_str(),
    });
    for (name, value) in [
        ("url", json!(absolute(site, base.as_str()))),
        ("description", json!(site.tagline.as_ref().map(Text::as_str))),
        ("publisher", json!(site.publisher.as_ref().map(organization))),
    ] {
        if !value.is_null() {
            data[name] = value;
        }
    }
    graph_of(vec![data])
}

/// The page at `path` of a section or a tag called `name`, where addresses can be absolute.
pub(super) fn of_list(site: &Site, base: &BasePath, path: &str, name: &Text) -> Option<Value> {
    let address = absolute(site, path)?;
    let page = json!({
        "@type": "CollectionPage",
        "name": name.as_str(),
        "url": address,
        "inLanguage": site.lang.as_str(),
    });
    let crumbs = breadcrumbs(site, base, &[(name.as_str(), &address)])?;
    Some(graph_of(vec![page, crumbs]))
}

fn graph_of(graph: Vec<Value>) -> Value {
    json!({ "@context": "https://schema.org", "@graph": graph })
}

/// The way from the front page to `path`, each with its name and address.
fn breadcrumbs(site: &Site, base: &BasePath, path: &[(&str, &str)]) -> Option<Value> {
    let home = absolute(site, base.as_str())?;
    let steps = std::iter::once((site.title.as_str(), home.as_str())).chain(path.iter().copied());
    let items: Vec<Value> = steps
        .enumerate()
        .map(|(at, (name, address))| json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": address }))
        .collect();
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}

fn organization(publisher: &Publisher) -> Value {
    let mut data = json!({ "@type": "Organization", "name": publisher.name.as_str() });
    if let Some(site) = &publisher.site {
        data["url"] = json!(site.as_str());
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_script_it_stands_in() {
        let data = json!({ "headline": "</script><!--&\u{2028}\u{2029}" });
        let text = in_script(&data);
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), data);
    }
}
