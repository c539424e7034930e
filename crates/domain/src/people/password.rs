//! What a new password must be. The password itself is never kept, printed or compared here.

use crate::Problem;

/// Fewest characters of a password (domain.md §11).
pub const MIN_PASSWORD_CHARS: usize = 8;
/// Most characters: longer ones would only make the hashing slow.
pub const MAX_PASSWORD_CHARS: usize = 256;

/// The passwords that are tried first, one a line, in small letters.
const COMMON: &str = include_str!("common_passwords.txt");

/// Whether a password may be set (domain.md §11): long enough, not common, not the username, typed twice alike.
pub fn check_new_password(username: &str, password: &str, again: &str) -> Result<(), Problem> {
    if password.is_empty() {
        return Err(Problem::Required);
    }
    let length = password.chars().count();
    if length < MIN_PASSWORD_CHARS {
        return Err(Problem::TooShort { min: MIN_PASSWORD_CHARS });
    }
    if length > MAX_PASSWORD_CHARS {
        return Err(Problem::TooLong { max: MAX_PASSWORD_CHARS });
    }
    let lower = password.trim().to_lowercase();
    if lower == username.trim().to_lowercase() {
        return Err(Problem::PasswordIsUsername);
    }
    if is_common(&lower) {
        return Err(Problem::PasswordCommon);
    }
    if password != again {
        return Err(Problem::PasswordMismatch);
    }
    Ok(())
}

fn is_common(lower: &str) -> bool {
    let mut characters = lower.chars();
    let one_character = characters.next().is_none_or(|first| characters.all(|other| other == first));
    one_character || COMMON.lines().any(|common| common == lower)
}
