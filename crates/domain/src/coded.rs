//! Enums of fixed choices.

/// An enum of fixed choices with one stable code each: in the books, in JSON, in addresses and forms.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every choice, in the order of the specification.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The code it is stored under.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Problem;

            fn from_str(code: &str) -> Result<Self, $crate::Problem> {
                match code { $($code => Ok(Self::$variant),)+ _ => Err($crate::Problem::UnknownChoice) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::Problem;

            fn try_from(code: String) -> Result<Self, $crate::Problem> {
                code.parse()
            }
        }

        impl From<$name> for String {
            fn from(choice: $name) -> Self {
                choice.code().to_owned()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.code())
            }
        }
    };
}
pub(crate) use coded;
