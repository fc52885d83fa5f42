//! The cache `nashra-kept`: documents and pictures at their own addresses. The page writes it, the service worker reads
//! it where the network fails and evicts nothing from it.

use crate::shelf::Fault;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, Headers, Request, Response, ResponseInit};

const NAME: &str = "nashra-kept";

/// The cache; nothing where the browser has none here (outside secure contexts), or blocks it.
async fn open() -> Option<Cache> {
    let window = web_sys::window()?;
    let caches = js_sys::Reflect::get(&window, &JsValue::from_str("caches")).ok()?;
    if !caches.is_object() {
        return None;
    }
    let opened = JsFuture::from(caches.unchecked_into::<web_sys::CacheStorage>().open(NAME)).await;
    opened.ok()?.dyn_into().ok()
}

/// Keeps `text`, a JSON document, at `address`.
///
/// # Errors
/// [`Fault::Full`]; a browser without caches has nothing to fail at.
pub async fn put_document(address: &str, text: &str) -> Result<(), Fault> {
    let Some(cache) = open().await else { return Ok(()) };
    let response = answer(|how| Response::new_with_opt_str_and_init(Some(text), how), "application/json");
    put(&cache, address, response).await
}

/// The document that is kept at `address`.
pub async fn document(address: &str) -> Option<String> {
    let found: Response = JsFuture::from(open().await?.match_with_str(address)).await.ok()?.dyn_into().ok()?;
    JsFuture::from(found.text().ok()?).await.ok()?.as_string()
}

/// Fetches the picture at `address` and keeps it; gives its size in bytes. One that is kept already is not fetched.
///
/// # Errors
/// `None` where it did not come whole, or is no picture; [`Fault`] where it cannot be kept.
pub async fn keep_picture(address: &str) -> Result<u64, Option<Fault>> {
    let cache = open().await.ok_or(None)?;
    let kept = JsFuture::from(cache.match_with_str(address)).await.ok().and_then(|kept| kept.dyn_into().ok());
    if let Some(kept) = kept {
        return Ok(bytes_of(&kept).await.ok_or(None)?.byte_length().into());
    }
    let window = web_sys::window().ok_or(None)?;
    let fetched: Response = JsFuture::from(window.fetch_with_str(address))
        .await
        .ok()
        .and_then(|fetched| fetched.dyn_into().ok())
        .ok_or(None)?;
    let kind = fetched.headers().get("content-type").ok().flatten().unwrap_or_default();
    if fetched.status() != 200 || !kind.starts_with("image/") {
        return Err(None);
    }
    // The whole of it: a body that is cut off fails here.
    let bytes = bytes_of(&fetched).await.ok_or(None)?;
    let length = bytes.byte_length();
    let response =
        answer(|how| Response::new_with_opt_js_u8_array_and_init(Some(&Uint8Array::new(&bytes)), how), &kind);
    put(&cache, address, response).await.map_err(Some)?;
    Ok(length.into())
}

/// How large the file at `address` is, as its server says without sending it.
pub async fn size_of(address: &str) -> Option<u64> {
    let how = web_sys::RequestInit::new();
    how.set_method("HEAD");
    let asked = web_sys::window()?.fetch_with_str_and_init(address, &how);
    let answer: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    answer.headers().get("content-length").ok()??.parse().ok().filter(|_| answer.ok())
}

/// Drops what is kept at `address`.
pub async fn drop_file(address: &str) {
    if let Some(cache) = open().await {
        let _ = JsFuture::from(cache.delete_with_str(address)).await;
    }
}

/// The addresses of everything that is kept: paths from the host's root.
pub async fn all() -> Vec<String> {
    let Some(cache) = open().await else { return Vec::new() };
    let Ok(requests) = JsFuture::from(cache.keys()).await else { return Vec::new() };
    let path = |request: JsValue| web_sys::Url::new(&request.dyn_into::<Request>().ok()?.url()).ok();
    js_sys::Array::from(&requests).iter().filter_map(path).map(|url| url.pathname()).collect()
}

async fn bytes_of(response: &Response) -> Option<ArrayBuffer> {
    JsFuture::from(response.array_buffer().ok()?).await.ok()?.dyn_into().ok()
}

fn answer(make: impl FnOnce(&ResponseInit) -> Result<Response, JsValue>, kind: &str) -> Option<Response> {
    let how = ResponseInit::new();
    let headers = Headers::new().ok()?;
    headers.set("content-type", kind).ok()?;
    how.set_headers(&headers);
    make(&how).ok()
}

async fn put(cache: &Cache, address: &str, response: Option<Response>) -> Result<(), Fault> {
    let response = response.ok_or(Fault::Broken)?;
    JsFuture::from(cache.put_with_str(address, &response)).await.map(drop).map_err(|error| {
        let name = error.dyn_ref::<web_sys::DomException>().map(web_sys::DomException::name).unwrap_or_default();
        if name == "QuotaExceededError" { Fault::Full } else { Fault::Broken }
    })
}
