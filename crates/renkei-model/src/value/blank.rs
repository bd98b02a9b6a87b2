/// Says whether anything was sent for a value.
///
/// A blank value is left out of the JSON, and equals the default of its type.
///
/// ```
/// use renkei_model::value::{Blank, Field, HumanName};
///
/// assert!(HumanName::default().is_blank());
/// assert!(!Field::<HumanName>::Null.is_blank());
/// ```
pub trait Blank {
    /// Returns `true` when nothing was sent.
    fn is_blank(&self) -> bool;
}

impl<T> Blank for Option<T> {
    fn is_blank(&self) -> bool {
        self.is_none()
    }
}

impl<T> Blank for Vec<T> {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Blank> Blank for Box<T> {
    fn is_blank(&self) -> bool {
        self.as_ref().is_blank()
    }
}

impl Blank for bool {
    fn is_blank(&self) -> bool {
        !*self
    }
}
