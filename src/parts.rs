//! Components with props only: no store, no fetch, no event handlers.
