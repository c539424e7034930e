//! Amounts in Indonesian words, as receipts carry them beside the figures ("terbilang", domain.md §12).

use crate::money::Rupiah;

const DIGITS: [&str; 12] =
    ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];
const SCALES: [(u64, &str); 6] = [
    (1_000_000_000_000_000_000, "kuintiliun"),
    (1_000_000_000_000_000, "kuadriliun"),
    (1_000_000_000_000, "triliun"),
    (1_000_000_000, "miliar"),
    (1_000_000, "juta"),
    (1_000, "ribu"),
];

/// A whole number in words: `1250` is `seribu dua ratus lima puluh`, `0` is `nol`.
pub fn terbilang(number: u64) -> String {
    if number == 0 {
        return "nol".to_owned();
    }
    let (mut words, mut rest) = (Vec::new(), number);
    for (scale, name) in SCALES {
        let count = rest / scale;
        rest %= scale;
        match count {
            0 => {}
            // Only of a thousand one says "se-": seribu, but satu juta.
            1 if scale == 1_000 => words.push("seribu"),
            _ => {
                hundreds(count, &mut words);
                words.push(name);
            }
        }
    }
    hundreds(rest, &mut words);
    words.join(" ")
}

/// An amount in words with its currency: `seribu rupiah`.
pub fn rupiah(amount: Rupiah) -> String {
    format!("{} rupiah", terbilang(amount.get().unsigned_abs()))
}

/// A number below a thousand; nothing for zero.
fn hundreds(number: u64, words: &mut Vec<&'static str>) {
    let digit = |number: u64| DIGITS[usize::try_from(number).unwrap_or_default() % DIGITS.len()];
    match number / 100 {
        0 => {}
        1 => words.push("seratus"),
        count => words.extend([digit(count), "ratus"]),
    }
    match number % 100 {
        0 => {}
        rest @ 1..12 => words.push(digit(rest)),
        rest @ 12..20 => words.extend([digit(rest - 10), "belas"]),
        rest => {
            words.extend([digit(rest / 10), "puluh"]);
            words.extend((rest % 10 > 0).then(|| digit(rest % 10)));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        let table = [
            (0, "nol"),
            (1, "satu"),
            (10, "sepuluh"),
            (11, "sebelas"),
            (12, "dua belas"),
            (19, "sembilan belas"),
            (20, "dua puluh"),
            (21, "dua puluh satu"),
            (100, "seratus"),
            (101, "seratus satu"),
            (111, "seratus sebelas"),
            (200, "dua ratus"),
            (999, "sembilan ratus sembilan puluh sembilan"),
            (1_000, "seribu"),
            (1_100, "seribu seratus"),
            (2_000, "dua ribu"),
            (11_000, "sebelas ribu"),
            (100_000, "seratus ribu"),
            (101_000, "seratus satu ribu"),
            (1_000_000, "satu juta"),
            (1_001_000, "satu juta seribu"),
            (1_250_000, "satu juta dua ratus lima puluh ribu"),
            (10_000_000_000, "sepuluh miliar"),
            (1_000_000_000_001, "satu triliun satu"),
            (1_000_000_000_000_000, "satu kuadriliun"),
            (9_000_000_000_000_000_000, "sembilan kuintiliun"),
        ];
        for (number, words) in table {
            assert_eq!(terbilang(number), words, "{number}");
        }
        assert_eq!(rupiah(Rupiah::from_u32(1_250_000)), "satu juta dua ratus lima puluh ribu rupiah");
        assert_eq!(
            terbilang(u64::MAX),
            "delapan belas kuintiliun empat ratus empat puluh enam kuadriliun tujuh ratus empat puluh empat triliun \
             tujuh puluh tiga miliar tujuh ratus sembilan juta lima ratus lima puluh satu ribu enam ratus lima belas"
        );
    }

    /// Reads words back by another way than they were written: each word changes what was heard so far.
    fn heard(words: &str) -> u128 {
        let (mut sum, mut group, mut last) = (0u128, 0u128, 0u128);
        for word in words.split(' ') {
            let (multiplier, closes) = match word {
                "belas" => {
                    last += 10;
                    continue;
                }
                "puluh" => (10, false),
                "ratus" => (100, false),
                "ribu" => (1_000, true),
                "juta" => (1_000_000, true),
                "miliar" => (1_000_000_000, true),
                "triliun" => (1_000_000_000_000, true),
                "kuadriliun" => (1_000_000_000_000_000, true),
                "kuintiliun" => (1_000_000_000_000_000_000, true),
                "seribu" => {
                    sum += 1_000;
                    continue;
                }
                word => {
                    group += last;
                    last = match word {
                        "nol" => 0,
                        "seratus" => 100,
                        "sepuluh" => 10,
                        "sebelas" => 11,
                        digit => DIGITS.iter().position(|known| *known == digit).expect("a known word") as u128,
                    };
                    continue;
                }
            };
            if closes {
                sum += (group + last) * multiplier;
                (group, last) = (0, 0);
            } else {
                group += last * multiplier;
                last = 0;
            }
        }
        sum + group + last
    }

    proptest! {
        #[test]
        fn words_are_heard_as_the_number_they_say(number: u64, digits in 0u32..20) {
            let number = number % 10u64.pow(digits).max(1);
            prop_assert_eq!(heard(&terbilang(number)), u128::from(number));
            let whole = number.saturating_mul(1_000);
            prop_assert_eq!(heard(&terbilang(whole)), u128::from(whole));
        }
    }
}
