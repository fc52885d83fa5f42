//! Why nothing came of asking an address.

use std::fmt;
use std::net::IpAddr;

/// Why an address is not asked at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no address: what the parser says.
    NoAddress(String),
    /// Its scheme is not http or https.
    Scheme(String),
    /// It holds a user name or a password.
    UserInfo,
    /// Its host ends in a dot.
    TrailingDot,
    /// Its host is a network address in a spelling that hides it.
    Disguised(IpAddr),
    /// Its port is not among those permitted.
    Port(u16),
    /// Its host is, or resolves to, nothing but addresses that are not the public internet: one of
    /// them, and what it is.
    Address(IpAddr, &'static str),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAddress(why) => write!(f, "it is no address: {why}"),
            Self::Scheme(scheme) => write!(f, "only http and https are fetched, not {scheme}"),
            Self::UserInfo => f.write_str("addresses with a user name are not fetched"),
            Self::TrailingDot => f.write_str("its host ends in a dot"),
            Self::Disguised(address) => write!(f, "its host is {address} in disguise"),
            Self::Port(port) => write!(f, "port {port} is not among those that are fetched from"),
            Self::Address(address, what) => write!(f, "{address} is {what}"),
        }
    }
}

/// What took longer than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Looking up the host's name.
    Name,
    /// Connecting, with the agreement on encryption.
    Connecting,
    /// The beginning of the answer.
    Answer,
    /// The next piece of the body.
    Body,
    /// The whole exchange.
    Whole,
}

/// Why nothing came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The address, or one it redirects to, is not asked.
    Refused(Refusal),
    /// The host's robots.txt asks not to fetch it.
    Robots,
    /// The host's robots.txt could not be read, and so nothing may be fetched: why.
    RobotsUnknown(String),
    /// The name is not known, or looking it up failed.
    Name(String),
    /// No connection came about, or no agreement on encryption.
    Connection(String),
    /// It took too long.
    TimedOut(Stage),
    /// The answer is not HTTP, or its header is too large.
    Protocol(String),
    /// The connection ended before the body did.
    CutOff,
    /// More than five redirects.
    TooManyRedirects,
    /// A redirect to an address that was already asked.
    RedirectLoop,
    /// A redirect that does not say where to.
    RedirectNowhere,
    /// A status that is no success.
    Status(u16),
    /// The host asked to be left alone for longer than is waited for: seconds.
    Later(u64),
    /// More bytes than are read, before or after decompression.
    TooLarge(u64),
    /// Compressed further than anything written by people is.
    Bomb,
    /// Compressed in a way that was not asked for, or wrongly.
    Encoding(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "it is not fetched: {refusal}"),
            Self::Robots => f.write_str("its robots.txt asks not to fetch it"),
            Self::RobotsUnknown(why) => write!(f, "its robots.txt cannot be read: {why}"),
            Self::Name(why) => write!(f, "its host cannot be found: {why}"),
            Self::Connection(why) => write!(f, "no connection: {why}"),
            Self::TimedOut(stage) => f.write_str(match stage {
                Stage::Name => "looking up its host took too long",
                Stage::Connecting => "connecting took too long",
                Stage::Answer => "no answer in time",
                Stage::Body => "the answer stopped in the middle",
                Stage::Whole => "the answer took too long as a whole",
            }),
            Self::Protocol(why) => write!(f, "the answer is not HTTP as it should be: {why}"),
            Self::CutOff => f.write_str("the answer is cut off"),
            Self::TooManyRedirects => f.write_str("more than 5 redirects"),
            Self::RedirectLoop => f.write_str("it redirects in a circle"),
            Self::RedirectNowhere => f.write_str("it redirects without saying where to"),
            Self::Status(status) => write!(f, "the server answers {status}"),
            Self::Later(seconds) => write!(f, "the server asks to come back in {seconds} s"),
            Self::TooLarge(limit) => write!(f, "more than {limit} bytes"),
            Self::Bomb => f.write_str("compressed further than any text is"),
            Self::Encoding(why) => write!(f, "it cannot be decompressed: {why}"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
