//! Words as a flat list and back: what stands in a language's file.

/// Something made of words, in one fixed order.
pub trait Listed: Sized {
    /// How many words it is made of.
    const COUNT: usize;

    /// Appends its words to `list`.
    fn append_to(&self, list: &mut Vec<&'static str>);

    /// Takes its words off the front of `list`, which holds that many.
    fn take_from(list: &mut std::vec::IntoIter<&'static str>) -> Self;

    /// Its words.
    fn to_list(&self) -> Vec<&'static str> {
        let mut list = Vec::with_capacity(Self::COUNT);
        self.append_to(&mut list);
        list
    }

    /// What [`Listed::to_list`] gave; `None` where there are more or fewer words than that, so of another build.
    fn from_list(list: impl Iterator<Item = &'static str>) -> Option<Self> {
        let list: Vec<&'static str> = list.collect();
        (list.len() == Self::COUNT).then(|| Self::take_from(&mut list.into_iter()))
    }
}

impl Listed for &'static str {
    const COUNT: usize = 1;

    fn append_to(&self, list: &mut Vec<&'static str>) {
        list.push(self);
    }

    #[inline(never)]
    fn take_from(list: &mut std::vec::IntoIter<&'static str>) -> Self {
        list.next().unwrap_or_default()
    }
}

impl<T: Listed, const N: usize> Listed for [T; N] {
    const COUNT: usize = N * T::COUNT;

    fn append_to(&self, list: &mut Vec<&'static str>) {
        self.iter().for_each(|part| part.append_to(list));
    }

    #[inline(never)]
    fn take_from(list: &mut std::vec::IntoIter<&'static str>) -> Self {
        std::array::from_fn(|_| T::take_from(list))
    }
}

/// Declares structs of words. What writes their list and what reads it are made of the one list of their fields,
/// so they cannot differ.
macro_rules! listed {
    ($($(#[$about:meta])* pub struct $name:ident { $($(#[$says:meta])* pub $field:ident: $kind:ty,)* })*) => {$(
        $(#[$about])*
        pub struct $name {
            $($(#[$says])* pub $field: $kind,)*
        }

        impl $crate::text::Listed for $name {
            const COUNT: usize = 0 $(+ <$kind as $crate::text::Listed>::COUNT)*;

            fn append_to(&self, list: &mut Vec<&'static str>) {
                $(self.$field.append_to(list);)*
            }

            // Fields are made in the order in which they stand here. (Rust reference, "Struct expressions".)
            fn take_from(list: &mut std::vec::IntoIter<&'static str>) -> Self {
                Self { $($field: $crate::text::Listed::take_from(list),)* }
            }
        }
    )*};
}
pub(super) use listed;
