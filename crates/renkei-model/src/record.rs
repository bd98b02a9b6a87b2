/// Declares plain records: public fields, each left out of the JSON when nothing was sent for it.
macro_rules! record {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$field_meta:meta])* pub $field:ident : $ty:ty ),* $(,)?
        }
    )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(default)]
        pub struct $name {
            $(
                $(#[$field_meta])*
                #[serde(skip_serializing_if = "crate::value::Blank::is_blank")]
                pub $field: $ty,
            )*
        }

        impl crate::value::Blank for $name {
            fn is_blank(&self) -> bool {
                true $( && crate::value::Blank::is_blank(&self.$field) )*
            }
        }
    )* };
}
