//! What is fetched before it is asked for.

use super::{App, load};
use crate::browser::{fetch, page, task};
use crate::route::Route;
use crate::store::Wanted;

impl App {
    /// A link within this origin, to `path` with `query`, may be pressed soon: a reader comes to it, who so `acts`, or
    /// it stays in view. Then the page that nobody has touched stays as it is, and so it does where its reader saves data:
    /// there the press brings what it needs.
    pub(super) fn aim(&self, path: &str, query: &str, acts: bool) {
        if acts && self.is_kept() {
            if !page::saves_data() {
                self.settle();
            }
        } else if acts {
            self.complete();
        }
        if *query == *self.state().ui().query {
            let route = Route::parse(path, &self.state().base);
            self.prepare(&route);
        }
    }

    /// Fetches what the page of `route` would show.
    fn prepare(&self, route: &Route) {
        if !self.state().reads_edition() || page::saves_data() {
            return;
        }
        let wanted = self.state().wanted_by(route);
        for wanted in wanted.into_iter().filter(|wanted| matches!(wanted, Wanted::Latest(..) | Wanted::Article(_))) {
            self.0.state.borrow_mut().ask_for(&wanted);
            let (app, route) = (self.clone(), route.clone());
            let (base, surrounding) = self.surroundings();
            task::spawn(async move {
                let received = load::load(wanted, &base, surrounding, false).await;
                // A notice that the site is out of reach would move what the reader is about to press: the press
                // itself brings it.
                fetch::take_contact();
                // Drawn where it is being waited for by now.
                if app.state().route == route {
                    app.update(|state| state.put_by(received));
                } else {
                    app.0.state.borrow_mut().put_by(received);
                }
            });
        }
    }
}
