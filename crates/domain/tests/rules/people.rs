use domain::{
    Problem,
    people::{Address, BirthDate, Email, PersonName, Phone, Username, check_new_password},
};
use proptest::prelude::*;

use crate::make::day;

#[test]
fn phones_are_read_in_every_indonesian_form() {
    for typed in [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "+62 812 3456 7890",
        "+6281234567890",
        "6281234567890",
        "+62 (0)812-3456-7890",
        "006281234567890",
        "81234567890",
        " (0812) 3456.7890 ",
    ] {
        let phone = Phone::parse(typed).expect(typed);
        assert_eq!(phone.as_str(), "+6281234567890", "{typed}");
        assert_eq!(phone.to_string(), "0812-3456-7890");
        assert_eq!(phone.wa_number(), "6281234567890");
    }
}

#[test]
fn land_lines_have_an_area_code() {
    for (typed, stored, shown) in
        [("(0411) 873456", "+62411873456", "0411-873456"), ("021 5551234", "+62215551234", "021-5551234")]
    {
        let phone = Phone::parse(typed).expect(typed);
        assert_eq!((phone.as_str(), phone.to_string().as_str()), (stored, shown));
        assert!(!phone.is_mobile());
    }
}

#[test]
fn what_is_no_indonesian_phone_is_refused() {
    for typed in [
        "0812",
        "08123456789012",
        "+1 212 555 1234",
        "+65 8123 4567",
        "abc",
        "0812-3456-789x",
        "+",
        "00000000000",
        "0112345678",
        "08１23456789",
        "0812+34567890",
    ] {
        assert_eq!(Phone::parse(typed), Err(Problem::BadPhone), "{typed}");
    }
    assert_eq!(Phone::parse(" "), Err(Problem::Required));
}

#[test]
fn a_stored_phone_is_read_back_unchanged() {
    for stored in ["+6281234567890", "+62812345678", "+62411873456"] {
        assert_eq!(Phone::try_from(stored.to_owned()).expect(stored).as_str(), stored);
    }
}

#[test]
fn usernames_are_letters_digits_dots_underscores_and_dashes() {
    for typed in ["siti", "Budi.Santoso", "toko_beton-99", "a1b"] {
        assert_eq!(Username::parse(typed).expect(typed).as_str(), typed);
    }
    for typed in ["si ti", "siti@toko", "<b>siti</b>", "sítí", "siti\0", "siti/1"] {
        assert_eq!(Username::parse(typed), Err(Problem::BadUsername), "{typed}");
    }
    assert_eq!(Username::parse("ab"), Err(Problem::TooShort { min: 3 }));
    assert_eq!(Username::parse(&"a".repeat(151)), Err(Problem::TooLong { max: 150 }));
    assert!(Username::parse(&"a".repeat(150)).is_ok());
    assert_eq!(Username::parse(" Siti ").expect("valid").key(), "siti");
}

#[test]
fn mail_addresses_are_plain_and_in_small_letters() {
    for (typed, stored) in [
        ("siti@example.com", "siti@example.com"),
        (" Siti.Aminah+toko@Mail.Example.CO.ID ", "siti.aminah+toko@mail.example.co.id"),
        ("a@b.id", "a@b.id"),
    ] {
        assert_eq!(Email::parse(typed).expect(typed).as_str(), stored);
    }
    for typed in [
        "siti",
        "siti@",
        "@example.com",
        "a@b",
        "a@@b.com",
        "a b@c.id",
        "a@b..id",
        "a@-b.id",
        ".a@b.id",
        "a.@b.id",
        "a@127.0.0.1",
        "a@b.id\nbcc: x@y.id",
        "\"a\"@b.id",
        "a@b.i",
    ] {
        assert_eq!(Email::parse(typed), Err(Problem::BadEmail), "{typed}");
    }
    assert_eq!(Email::parse(&format!("{}@b.id", "a".repeat(250))), Err(Problem::TooLong { max: 254 }));
}

#[test]
fn names_and_addresses_are_bounded_and_show_what_they_are() {
    assert_eq!(PersonName::parse("  Siti Aminah ").expect("valid").as_str(), "Siti Aminah");
    assert_eq!(PersonName::parse(""), Err(Problem::Required));
    assert_eq!(PersonName::parse(&"a".repeat(121)), Err(Problem::TooLong { max: 120 }));
    assert_eq!(PersonName::parse("Siti\nAminah"), Err(Problem::BadCharacters));
    assert_eq!(Address::parse("Jl. Mawar 5\r\nMakassar").expect("valid").as_str(), "Jl. Mawar 5\nMakassar");
    assert_eq!(Address::parse(&"a".repeat(501)), Err(Problem::TooLong { max: 500 }));
}

#[test]
fn birth_dates_are_plausible() {
    let today = day("2026-11-22");
    for typed in ["2026-11-22", "1990-05-17", "1906-11-22", "2000-02-29"] {
        assert!(BirthDate::parse(typed, today).is_ok(), "{typed}");
    }
    for typed in ["2026-11-23", "1906-11-21", "0001-01-01"] {
        assert_eq!(BirthDate::parse(typed, today), Err(Problem::ImplausibleBirthDate), "{typed}");
    }
    assert_eq!(BirthDate::parse("1999-02-29", today), Err(Problem::BadDate));
}

#[test]
fn passwords_are_long_uncommon_and_typed_twice_alike() {
    assert_eq!(check_new_password("siti", "batako-merah-7", "batako-merah-7"), Ok(()));
    for (password, again, problem) in [
        ("", "", Problem::Required),
        ("batako7", "batako7", Problem::TooShort { min: 8 }),
        ("Sayang123", "Sayang123", Problem::PasswordCommon),
        ("indonesia1945", "indonesia1945", Problem::PasswordCommon),
        ("PASSWORD123", "PASSWORD123", Problem::PasswordCommon),
        ("zzzzzzzzzz", "zzzzzzzzzz", Problem::PasswordCommon),
        ("siti.aminah", "siti.aminah", Problem::PasswordIsUsername),
        ("SITI.AMINAH", "SITI.AMINAH", Problem::PasswordIsUsername),
        ("batako-merah-7", "batako-merah-8", Problem::PasswordMismatch),
    ] {
        assert_eq!(check_new_password("Siti.Aminah", password, again), Err(problem), "{password}");
    }
    let endless = "ab".repeat(200);
    assert_eq!(check_new_password("siti", &endless, &endless), Err(Problem::TooLong { max: 256 }));
}

proptest! {
    #[test]
    fn nothing_typed_about_a_person_panics(typed in ".{0,60}") {
        let _ = (Phone::parse(&typed), Email::parse(&typed), Username::parse(&typed), Address::parse(&typed));
        let _ = BirthDate::parse(&typed, day("2026-11-22"));
    }

    #[test]
    fn every_mobile_number_is_read_back_as_it_is_shown(number in "08[1-9][0-9]{7,10}") {
        let phone = Phone::parse(&number).expect("valid");
        prop_assert_eq!(Phone::parse(&phone.to_string()), Ok(phone.clone()));
        prop_assert_eq!(Phone::parse(phone.wa_number()), Ok(phone));
    }
}
