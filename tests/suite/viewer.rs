//! (see the module's tests)
