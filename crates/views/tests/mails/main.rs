//! Every mail as it is sent, in both ways.

use domain::{
    ids::OrderId,
    money::Rupiah,
    order::Fulfilment,
    quantity::Quantity,
    settings::{BankAccount, Settings},
};
use views::mails::{self, BirthdaySheet, GoodLine, Letter, OrderSheet, Sender};

const SHOP: Sender<'_> = Sender {
    name: "UD. Barokah Jaya Beton",
    address: "Jl. Trikora Km 9, Banjarbaru",
    phone: "0812-0000-1234",
    base: "https://toko.example",
};

fn rp(amount: i64) -> Rupiah {
    Rupiah::new(amount).expect("an amount")
}

fn order(customer: &str) -> OrderSheet {
    let good = |name: &str, thousandths, unit: &str| GoodLine {
        name: name.to_owned(),
        quantity: Quantity::from_thousandths(thousandths).expect("a quantity"),
        unit: unit.to_owned(),
    };
    OrderSheet {
        id: OrderId::try_from(12).expect("an id"),
        customer: customer.to_owned(),
        fulfilment: Fulfilment::Delivery,
        goods: vec![good("Roster Kawung", 120_000, "biji"), good("Batu Alam Andesit", 2_500, "m²")],
        goods_total: rp(2_015_000),
        ongkir: Some(rp(75_000)),
        unique_code: rp(317),
        transfer_now: rp(2_015_317),
        pay_driver: rp(75_000),
        deadline: "23 November 2026 14.05 WITA".to_owned(),
        left: "6 jam".to_owned(),
    }
}

fn pickup() -> OrderSheet {
    let zero = Rupiah::ZERO;
    OrderSheet {
        fulfilment: Fulfilment::Pickup,
        ongkir: Some(zero),
        unique_code: zero,
        pay_driver: zero,
        ..order("Pak Rudi")
    }
}

fn banks() -> Vec<BankAccount> {
    let account = |bank: &str, number: &str| BankAccount {
        bank: bank.to_owned(),
        number: number.to_owned(),
        holder: "Hj. Barkah".to_owned(),
    };
    vec![account("Bank Contoh", "000 123 0000"), account("Bank Teladan", "770 0456 000")]
}

fn all(customer: &str, reason: &str) -> Vec<(&'static str, Letter)> {
    let order = order(customer);
    let letters = [
        ("payment_accepted", mails::payment_accepted(SHOP, &order)),
        ("payment_accepted_pickup", mails::payment_accepted(SHOP, &pickup())),
        ("proof_rejected", mails::proof_rejected(SHOP, &order, reason)),
        ("shipped", mails::shipped(SHOP, &order)),
        ("completed", mails::completed(SHOP, &order)),
        ("cancelled", mails::cancelled(SHOP, &order, reason)),
        ("payment_reminder", mails::payment_reminder(SHOP, &order, &banks())),
        (
            "broadcast",
            mails::broadcast(
                SHOP,
                customer,
                ("Libur Lebaran", &format!("Toko tutup Jumat.\nSabtu buka lagi, {reason}."), "/produk/"),
                "https://toko.example/berhenti-email/7-abc/",
            ),
        ),
        ("password_reset", mails::password_reset(SHOP, customer, "siti.rahmah", "RAHASIA", 60)),
        ("birthday", mails::birthday(SHOP, &gift(customer, false), Some(format!("{}/berhenti/x/", SHOP.base)))),
        ("birthday_loyal", mails::birthday(SHOP, &gift(customer, true), Some(format!("{}/berhenti/x/", SHOP.base)))),
    ];
    letters.into_iter().map(|(name, letter)| (name, letter.expect("a letter"))).collect()
}

fn gift(customer: &str, loyal: bool) -> BirthdaySheet<'_> {
    BirthdaySheet {
        name: customer,
        loyal,
        favourites: vec!["Roster Kawung".to_owned(), "Pilar Teras Ulir".to_owned()],
        rules: Settings::default().discount_rules(),
        zone: "WITA",
    }
}

#[test]
fn only_mails_that_one_may_end_say_how() {
    for (name, letter) in all("Ibu Siti", "salah rekening") {
        let link = letter.unsubscribe.as_deref();
        let ends = name.starts_with("birthday") || name.starts_with("broadcast");
        assert_eq!(link.is_some(), ends, "{name}");
        assert!(link.is_none_or(|link| letter.text.contains(link) && letter.html.contains(link)), "{name}");
    }
}

#[test]
fn every_mail_reads_like_this() {
    for (name, letter) in all("Ibu Siti Rahmah", "jumlahnya kurang Rp 15.000") {
        insta::assert_snapshot!(format!("{name}_text"), format!("{}\n\n{}", letter.subject, letter.text));
        insta::assert_snapshot!(format!("{name}_html"), letter.html);
    }
}

#[test]
fn what_people_typed_is_never_html() {
    for (name, letter) in all("<script>jahat", "<b onclick=\"x()\">") {
        for typed in ["<script>", "<b onclick"] {
            assert!(!letter.html.contains(typed), "{name} lets {typed} through");
        }
    }
}

#[test]
fn every_link_is_absolute_and_nothing_is_fetched() {
    for (name, letter) in all("Ibu Siti", "salah rekening") {
        for link in letter.html.split("href=\"").skip(1) {
            assert!(link.starts_with(SHOP.base), "{name}: {}", link.split('"').next().unwrap_or_default());
        }
        assert!(!letter.html.contains("src="), "{name} fetches something");
        assert!(letter.text.contains(SHOP.base), "{name} has no link in its text");
    }
}

#[test]
fn only_the_password_mail_carries_a_secret() {
    for (name, letter) in all("Ibu Siti", "salah rekening") {
        assert_eq!(letter.secret.is_some(), name == "password_reset", "{name}");
        assert_eq!(letter.text.contains("RAHASIA"), name == "password_reset", "{name}");
    }
}
