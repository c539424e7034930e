use domain::{
    discount::Choice,
    order::OngkirPaid,
    quantity::Quantity,
    settings::{Settings, ShippingZone},
};

use crate::make::{now, rp};

#[test]
fn the_defaults_are_those_of_the_specification() {
    let settings = Settings::default();
    assert_eq!(settings.zone.name(), "Asia/Makassar");
    assert_eq!((settings.payment.pay_deadline_hours, settings.payment.proof_max_bytes), (24, 10_485_760));
    assert_eq!(settings.payment.reminder_hours, [6, 1]);
    assert!(!settings.payment.unique_code);
    assert_eq!(settings.shipping.ongkir_paid, OngkirPaid::OnDelivery);
    assert_eq!(settings.discounts.choice, Choice::Priority);
    assert_eq!(settings.discounts.loyal_threshold, rp(5_000_000));
    assert_eq!(settings.discounts.favourites_count, 3);
    assert_eq!(settings.low_stock_threshold, Quantity::units(10));
    assert_eq!(settings.pay_deadline(now()), now().plus_hours(24));
}

#[test]
fn settings_are_read_back_as_they_were_stored() {
    let mut settings = Settings::default();
    settings.shipping.zones.push(ShippingZone { name: "Kota Makassar".to_owned(), fee: rp(75_000) });
    settings.discounts.choice = Choice::Best;
    let text = serde_json::to_string(&settings).expect("json");
    assert_eq!(serde_json::from_str::<Settings>(&text).expect("json"), settings);
}

#[test]
fn what_is_missing_has_its_default_and_what_is_unknown_is_ignored() {
    let stored = r#"{"payment":{"pay_deadline_hours":48,"gone":1},"older_setting":true}"#;
    let settings: Settings = serde_json::from_str(stored).expect("json");
    assert_eq!(settings.payment.pay_deadline_hours, 48);
    assert_eq!(settings.payment.reminder_hours, [6, 1]);
    assert_eq!(settings.discounts, Settings::default().discounts);
    assert_eq!(serde_json::from_str::<Settings>("{}").expect("json"), Settings::default());
}

#[test]
fn a_fee_is_known_for_the_shops_zones_only() {
    let mut settings = Settings::default();
    settings.shipping.zones.push(ShippingZone { name: "Kota Makassar".to_owned(), fee: rp(75_000) });
    assert_eq!(settings.shipping_fee(" kota makassar "), Some(rp(75_000)));
    assert_eq!(settings.shipping_fee("Maros"), None);
}
