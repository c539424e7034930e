//! What was typed beside what stands in the books: whether it is the same.

/// A value as it is compared: a browser's ends of lines, and how a number is divided, make no difference.
pub fn plain(value: &str) -> String {
    let value = value.replace("\r\n", "\n");
    let value = value.trim();
    let number = value.bytes().all(|byte| byte.is_ascii_digit() || b" .-".contains(&byte));
    if number { value.replace([' ', '.', '-'], "") } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn how_a_number_is_divided_makes_no_difference() {
        assert_eq!(plain("0813-1111 2222"), plain("081311112222"));
        assert_eq!(plain(" 16.000 "), plain("16000"));
        assert_eq!(plain("Jl. Baru 1\r\nBatola"), plain("Jl. Baru 1\nBatola"));
        assert_ne!(plain("Jl. Baru 1"), plain("Jl Baru 1"));
    }
}
