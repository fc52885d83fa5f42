//! Addresses in a document that no page may carry.

use model::{ImageAddress, SafeUrl};
use wire::json::Value;

/// The members of our documents that hold addresses.
const ADDRESS_MEMBERS: [&str; 4] = ["url", "site", "href", "src"];

/// A phrase for each address in `document` that is not http, https, mailto or a picture of the site's own.
pub(super) fn unsafe_addresses(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    // A list of what is left to look at: input decides how deep it nests.
    let mut left = vec![document];
    while let Some(value) = left.pop() {
        left.extend(value.items());
        for (name, member) in value.members() {
            if let (true, Some(address)) = (ADDRESS_MEMBERS.contains(&name.as_str()), member.as_str()) {
                let safe = SafeUrl::parse(address).is_ok()
                    || (name == "src" && ImageAddress::try_from(address.to_owned()).is_ok());
                if !safe {
                    found.push(format!("unsafe address in {name}: {address:?}"));
                }
            }
            left.push(member);
        }
    }
    found.sort();
    found
}
