//! Players and posts of other sites: who provides them, and where a reader can see them.

use crate::address::clean_url;
use model::{ResolveUrl, SafeUrl};

/// Domains and the names of those who provide players and posts there.
const PROVIDERS: &str = "\
youtube.com YouTube
youtube-nocookie.com YouTube
youtu.be YouTube
twitter.com X
x.com X
facebook.com Facebook
fb.watch Facebook
instagram.com Instagram
tiktok.com TikTok
vimeo.com Vimeo
soundcloud.com SoundCloud
t.me Telegram
telegram.me Telegram
telegram.org Telegram
dailymotion.com Dailymotion
dai.ly Dailymotion
spotify.com Spotify
reddit.com Reddit
bsky.app Bluesky
threads.net Threads
twitch.tv Twitch
rumble.com Rumble
aparat.com Aparat
datawrapper.dwcdn.net Datawrapper";

/// The provider of a site by its host, without `www.`; else the host.
pub(super) fn provider(url: &SafeUrl) -> String {
    let host = host(url);
    let site = |domain: &str| host.strip_suffix(domain).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'));
    PROVIDERS
        .lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(domain, _)| site(domain))
        .map_or_else(|| host.clone(), |(_, name)| name.to_owned())
}

/// The page on which a reader can see what a player's address plays.
pub(super) fn watchable(player: SafeUrl, urls: &dyn ResolveUrl) -> SafeUrl {
    page_of(&player).and_then(|page| clean_url(&page, None, urls).ok()).filter(SafeUrl::is_web).unwrap_or(player)
}

fn page_of(player: &SafeUrl) -> Option<String> {
    let path = path(player);
    let after = |prefix: &str| path.strip_prefix(prefix).map(|id| id.trim_end_matches('/')).filter(|id| !id.is_empty());
    let page = |before: &str, id: &str| Some([before, id].concat());
    match host(player).as_str() {
        "youtube.com" | "m.youtube.com" | "youtube-nocookie.com" => match after("/embed/").or_else(|| after("/v/"))? {
            "videoseries" => page("https://www.youtube.com/playlist?list=", &parameter(player, "list")?),
            id => page("https://www.youtube.com/watch?v=", id.split('&').next()?),
        },
        "player.vimeo.com" => page("https://vimeo.com/", after("/video/")?),
        "dailymotion.com" => page("https://www.dailymotion.com/video/", after("/embed/video/")?),
        "open.spotify.com" => page("https://open.spotify.com/", after("/embed/")?),
        "platform.twitter.com" => page("https://x.com/i/status/", &parameter(player, "id")?),
        "instagram.com" => page(
            "https://www.instagram.com",
            path.trim_end_matches('/')
                .strip_suffix("/embed")
                .or(path.trim_end_matches('/').strip_suffix("/embed/captioned"))?,
        ),
        "t.me" | "telegram.me" => page("https://t.me", path),
        "facebook.com" => parameter(player, "href").filter(|_| path.starts_with("/plugins/")),
        "w.soundcloud.com" => parameter(player, "url").filter(|url| url.starts_with("https://soundcloud.com/")),
        _ => None,
    }
}

/// The provider of a post that an embed code quotes, by its class, and the attribute that holds the
/// post's address where it is not the last link.
pub(super) fn post(class: &str) -> Option<(&'static str, &'static str)> {
    Some(match class {
        "twitter-tweet" | "twitter-video" => ("X", ""),
        "instagram-media" => ("Instagram", "data-instgrm-permalink"),
        "tiktok-embed" => ("TikTok", "cite"),
        "fb-post" | "fb-video" => ("Facebook", "data-href"),
        "reddit-embed-bq" | "reddit-card" => ("Reddit", ""),
        "bluesky-embed" => ("Bluesky", ""),
        "text-post-media" => ("Threads", "data-text-post-permalink"),
        _ => return None,
    })
}

fn host(url: &SafeUrl) -> String {
    let host = url.host().to_ascii_lowercase();
    host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
}

fn path(url: &SafeUrl) -> &str {
    let rest = url.as_str().split_once("://").map_or("", |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or("");
    rest.find('/').map_or("", |start| &rest[start..])
}

/// A parameter of the query, its `%` escapes undone.
fn parameter(url: &SafeUrl, name: &str) -> Option<String> {
    let query = url.as_str().split('#').next()?.split_once('?')?.1;
    let value = query.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name))?.1;
    let mut decoded = Vec::with_capacity(value.len());
    let mut bytes = value.bytes();
    while let Some(byte) = bytes.next() {
        let mut escaped = bytes.clone();
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        match (byte, digit(escaped.next()), digit(escaped.next())) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                bytes = escaped;
            }
            _ => decoded.push(byte),
        }
    }
    String::from_utf8(decoded).ok().filter(|value| !value.is_empty())
}
