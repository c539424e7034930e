//! What a change makes of an order, in words: shown before it is saved, and kept in the timeline (domain.md §5).

use domain::{money::Rupiah, order::Fulfilment, quantity::Quantity};

/// A line before and after, each with quantity and net amount; `None` where it is not in the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineChange {
    pub name: String,
    pub unit: String,
    pub before: Option<(Quantity, Rupiah)>,
    pub after: Option<(Quantity, Rupiah)>,
}

impl LineChange {
    /// `+` new, `−` taken out, nothing when only quantity or price changed.
    pub fn sign(&self) -> &'static str {
        match (self.before, self.after) {
            (None, _) => "plus",
            (_, None) => "minus",
            _ => "edit",
        }
    }

    /// One side as it is printed: `40 biji`, or a dash.
    pub fn amount(&self, side: &Option<(Quantity, Rupiah)>) -> String {
        side.map_or_else(|| "–".to_owned(), |(quantity, _)| format!("{quantity} {}", self.unit))
    }
}

/// The rest of an order, before or after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    pub fulfilment: Fulfilment,
    pub address: String,
    pub zone: Option<String>,
    pub note: String,
    pub discount: Rupiah,
    pub ongkir: Option<Rupiah>,
    pub goods_total: Rupiah,
    pub transfer_now: Rupiah,
    pub pay_driver: Rupiah,
}

/// Old and new, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Only those that change.
    pub lines: Vec<LineChange>,
    pub before: Side,
    pub after: Side,
}

/// A row of the table of differences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub label: &'static str,
    pub before: String,
    pub after: String,
}

impl Difference {
    /// Whether the order would be as it was.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.before == self.after
    }

    /// What changes beside the lines.
    pub fn rows(&self) -> Vec<Row> {
        let (before, after) = (&self.before, &self.after);
        let or_none = |text: &str| if text.is_empty() { "tidak ada".to_owned() } else { text.to_owned() };
        let fee = |fee: Option<Rupiah>| fee.map_or_else(|| "belum diisi".to_owned(), |fee| fee.to_string());
        let row = |label, before: String, after: String| Row { label, before, after };
        let rows = [
            row("Cara", super::fulfilment(before.fulfilment).into(), super::fulfilment(after.fulfilment).into()),
            row("Alamat", or_none(&before.address), or_none(&after.address)),
            row(
                "Wilayah",
                or_none(before.zone.as_deref().unwrap_or_default()),
                or_none(after.zone.as_deref().unwrap_or_default()),
            ),
            row("Catatan", or_none(&before.note), or_none(&after.note)),
            row("Diskon", before.discount.to_string(), after.discount.to_string()),
            row("Jumlah barang", before.goods_total.to_string(), after.goods_total.to_string()),
            row("Ongkir", fee(before.ongkir), fee(after.ongkir)),
            row("Ditransfer", before.transfer_now.to_string(), after.transfer_now.to_string()),
            row("Dibayar ke sopir", before.pay_driver.to_string(), after.pay_driver.to_string()),
        ];
        rows.into_iter().filter(|row| row.before != row.after).collect()
    }
}

/// The whole change in one sentence, for the timeline.
pub fn told(difference: &Difference) -> String {
    let lines = difference.lines.iter().filter_map(|line| match (line.before, line.after) {
        (None, Some((quantity, _))) => Some(format!("{} ditambah {quantity} {}", line.name, line.unit)),
        (Some(_), None) => Some(format!("{} dihapus", line.name)),
        (Some((before, _)), Some((after, _))) if before != after => {
            Some(format!("{} {before} → {after} {}", line.name, line.unit))
        }
        _ => None,
    });
    let rows = difference.rows().into_iter().map(|row| match row.label {
        "Catatan" => "catatan diganti".to_owned(),
        label => format!("{} {} → {}", label.to_lowercase(), row.before, row.after),
    });
    lines.chain(rows).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_in_one_sentence() {
        let rp = Rupiah::from_u32;
        let side = Side {
            fulfilment: Fulfilment::Delivery,
            address: "Jl. Pahlawan 7".into(),
            zone: None,
            note: String::new(),
            discount: rp(0),
            ongkir: None,
            goods_total: rp(400_000),
            transfer_now: rp(400_000),
            pay_driver: rp(0),
        };
        let line = |name: &str, before: Option<u16>, after: Option<u16>| LineChange {
            name: name.into(),
            unit: "biji".into(),
            before: before.map(|count| (Quantity::units(count), rp(1000))),
            after: after.map(|count| (Quantity::units(count), rp(1000))),
        };
        let difference = Difference {
            lines: vec![line("Roster", Some(40), Some(60)), line("Pion", None, Some(2)), line("Paving", Some(1), None)],
            before: side.clone(),
            after: Side { goods_total: rp(600_000), transfer_now: rp(600_000), ..side },
        };
        assert_eq!(
            told(&difference),
            "Roster 40 → 60 biji; Pion ditambah 2 biji; Paving dihapus; jumlah barang Rp 400.000 → Rp 600.000; ditransfer Rp 400.000 → Rp 600.000"
        );
        assert!(!difference.is_empty());
    }
}
