//! A partner's page with the tag of a site: what it gets, what it is spared, and what it cannot be made to do.

mod changing;
mod choosing;
mod failing;
mod hostile;
mod partner;
mod placing;
mod sizing;
mod using;

use harness::Test;

pub fn tests() -> Vec<Test> {
    [
        placing::tests(),
        sizing::tests(),
        using::tests(),
        changing::tests(),
        failing::tests(),
        hostile::tests(),
        choosing::tests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
