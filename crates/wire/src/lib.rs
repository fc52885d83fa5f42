//! Wire formats to and from the model.
