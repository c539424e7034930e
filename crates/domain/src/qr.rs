//! What stands in the codes on paper that cameras read (domain.md §12).

/// The link to a page of the shop: its public address and the path there. A camera of any phone opens it.
pub fn link(public_address: &str, path: &str) -> String {
    format!("{}/{}", public_address.trim_end_matches('/'), path.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_leads_to_the_page_with_one_slash_between() {
        for base in ["https://toko.example", "https://toko.example/"] {
            assert_eq!(link(base, "/pesanan/12/"), "https://toko.example/pesanan/12/");
        }
    }
}
