//! Building, checking and serving editions.
