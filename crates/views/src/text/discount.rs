//! Words of discounts: why a line costs what it costs, what is missing for more, what changed since (domain.md §5, §8).

use std::collections::BTreeMap;

use domain::{
    discount::{Hint, Offer, PricedCart, PricedLine, Rules, Scope, Source, Verdict},
    money::Rupiah,
    quantity::Quantity,
};

/// Why the line has its discount, e.g. "Diskon 10 % ulang tahun untuk produk favorit Anda"; `None` without one. Others that would have
/// counted are named by their percentage, because one line has one discount.
pub fn verdict(verdict: &Verdict) -> Option<String> {
    let applied = offer(verdict.applied.as_ref()?);
    let mut beside: Vec<String> =
        verdict.outranked.iter().map(|lost| format!("{} %", lost.offer.percent.get())).collect();
    beside.dedup();
    if beside.is_empty() {
        return Some(applied);
    }
    Some(format!("{applied} (tidak digabung dengan diskon {})", beside.join(" dan ")))
}

/// A discount in a few words.
pub fn offer(offer: &Offer) -> String {
    let percent = offer.percent.get();
    let message = offer.message.trim();
    let kind = match (offer.source, offer.rank) {
        (Source::BirthdayPermanent, _) => "ulang tahun untuk produk favorit Anda",
        (Source::BirthdayInstant, _) => "ulang tahun untuk seluruh belanja",
        (Source::Row(_), _) if !message.is_empty() => return format!("Diskon {percent} %: {message}"),
        (Source::Row(_), 1) => "untuk produk ini",
        (Source::Row(_), 3) => "pelanggan setia",
        (Source::Row(_), 5) => "belanja banyak",
        (Source::Row(_), _) => "untuk semua produk",
    };
    format!("Diskon {percent} % {kind}")
}

/// What is missing for a discount, e.g. "Kurang Rp 250.000 lagi untuk diskon ulang tahun 10 %".
pub fn hint(hint: &Hint) -> String {
    let percent = hint.offer.percent.get();
    let kind = match hint.offer.source {
        Source::BirthdayPermanent | Source::BirthdayInstant => format!("diskon ulang tahun {percent} %"),
        Source::Row(_) => format!("diskon {percent} % (belanja minimal {})", hint.minimum),
    };
    format!("Kurang {} lagi untuk {kind}", hint.missing)
}

/// What a discount covers; `product` is the product's name where it is about one.
pub fn scope(scope: &Scope, product: Option<&str>) -> String {
    match scope {
        Scope::OneProduct(id) => product.map_or_else(|| format!("produk #{id}"), str::to_owned),
        Scope::AllProducts => "semua produk".to_owned(),
        Scope::CartThreshold { minimum } => format!("belanja minimal {minimum}"),
    }
}

/// Stands for the names of the favourites where one text goes to many.
pub const YOUR_FAVOURITES: &str = "produk favorit Anda";

/// Today's birthday gift: what a loyal customer gets on the favourites (names), what everybody gets from a threshold.
pub fn birthday_gift(loyal: bool, favourites: &[String], rules: &Rules) -> String {
    let (permanent, instant) = (rules.birthday_permanent_percent.get(), rules.birthday_instant_percent.get());
    let threshold = rules.birthday_instant_threshold;
    let from_threshold = format!("diskon {instant} % bila belanja mulai {threshold}");
    if loyal && !favourites.is_empty() {
        let names = favourites.join(", ");
        return format!("Hari ini ada diskon {permanent} % untuk {names}, dan {from_threshold}.");
    }
    format!("Hari ini ada {from_threshold}.")
}

/// What differs between the figures shown before (the fingerprint in the form) and those of now, one sentence each.
/// An unreadable fingerprint gives one general sentence, equal figures give none.
pub fn changed(shown: &str, now: &PricedCart) -> Vec<String> {
    if shown == now.fingerprint() {
        return Vec::new();
    }
    let before: BTreeMap<String, Shown> = shown.split(';').filter_map(Shown::read).collect();
    let mut told: Vec<String> = now.lines.iter().filter_map(|line| change_of(line, &before)).collect();
    let gone = before.keys().filter(|id| !now.lines.iter().any(|line| line.product.to_string() == **id)).count();
    if gone > 0 {
        told.push(format!("{gone} produk tidak dijual lagi atau sudah habis."));
    }
    if told.is_empty() {
        told.push("Harga atau potongan berubah. Periksa angka di bawah.".to_owned());
    }
    told
}

fn change_of(line: &PricedLine, before: &BTreeMap<String, Shown>) -> Option<String> {
    let name = &line.name;
    let Some(old) = before.get(&line.product.to_string()) else {
        return Some(format!("{name} ditambahkan ke keranjang."));
    };
    if old.price != line.unit_price {
        return Some(format!("Harga {name} berubah dari {} menjadi {}.", old.price, line.unit_price));
    }
    if old.quantity != line.quantity {
        return Some(format!("Jumlah {name} berubah dari {} menjadi {}.", old.quantity, line.quantity));
    }
    (old.discount != line.discount)
        .then(|| format!("Potongan {name} berubah dari {} menjadi {}.", old.discount, line.discount))
}

/// One line of a fingerprint: `product:quantity×price−discount`.
struct Shown {
    quantity: Quantity,
    price: Rupiah,
    discount: Rupiah,
}

impl Shown {
    fn read(part: &str) -> Option<(String, Self)> {
        let (product, figures) = part.split_once(':')?;
        let (quantity, money) = figures.split_once('x')?;
        let (price, discount) = money.split_once('-')?;
        let rupiah = |digits: &str| digits.parse().ok().and_then(|amount: i64| Rupiah::new(amount).ok());
        let quantity = Quantity::from_thousandths(quantity.parse().ok()?).ok()?;
        Some((product.to_owned(), Self { quantity, price: rupiah(price)?, discount: rupiah(discount)? }))
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        discount::{Facts, Line, price},
        ids::ProductId,
        settings::Settings,
        time::{ShopDay, UtcMillis},
    };

    use super::*;

    fn cart(unit_price: i64, quantity: i64) -> PricedCart {
        let line = Line {
            product: ProductId::try_from(7).expect("an id"),
            name: "Roster".to_owned(),
            unit_price: Rupiah::new(unit_price).expect("an amount"),
            quantity: Quantity::whole(quantity).expect("a quantity"),
        };
        let facts = Facts::visitor(UtcMillis::new(0), ShopDay::parse("2026-11-22").expect("a day"));
        price(&[line], &[], &facts, &Settings::default().discount_rules()).expect("a price")
    }

    #[test]
    fn equal_figures_tell_nothing() {
        assert!(changed(&cart(17_000, 2).fingerprint(), &cart(17_000, 2)).is_empty());
    }

    #[test]
    fn a_new_price_and_a_new_quantity_are_told_by_name() {
        let before = cart(16_000, 2).fingerprint();
        assert_eq!(changed(&before, &cart(17_000, 2)), ["Harga Roster berubah dari Rp 16.000 menjadi Rp 17.000."]);
        assert_eq!(changed(&before, &cart(16_000, 1)), ["Jumlah Roster berubah dari 2 menjadi 1."]);
    }

    #[test]
    fn a_fingerprint_that_says_nothing_still_asks_to_look_again() {
        assert_eq!(changed("", &cart(17_000, 2)), ["Roster ditambahkan ke keranjang."]);
    }
}
