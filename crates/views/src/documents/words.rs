//! The words on each paper.

use domain::{
    money::Rupiah,
    order::{OrderState, ProofState},
    quantity::Quantity,
    spelled,
};

use super::{Document, Head, Kind, Line, Mark, Order, Sum};
use crate::{format, frame::ShopFace, text};

pub(super) fn document(kind: Kind, shop: ShopFace, order: &Order) -> Document {
    let id = order.id;
    let (title, name) = match kind {
        Kind::Nota => ("NOTA", format!("Nota #{id}")),
        Kind::SuratJalan => ("SURAT JALAN", format!("Surat jalan #{id}")),
        Kind::Kwitansi => ("KWITANSI", format!("Kwitansi #{id}")),
    };
    let empty = Document {
        kind,
        shop,
        title,
        name,
        mark: mark(kind, order),
        facts: vec![("Nomor pesanan", format!("#{id}"))],
        heads: Vec::new(),
        name_column: 0,
        lines: Vec::new(),
        sums: Vec::new(),
        notes: Vec::new(),
        signatures: Vec::new(),
        qr_words: "Pindai untuk melihat pesanan ini",
    };
    match kind {
        Kind::Nota => nota(empty, order),
        Kind::SuratJalan => surat_jalan(empty, order),
        Kind::Kwitansi => kwitansi(empty, order),
    }
}

fn mark(kind: Kind, order: &Order) -> Option<Mark> {
    let mark = |words, good| Some(Mark { words, so: "", good });
    match order.state {
        // A surat jalan may be printed beforehand; the truck waits for the money all the same (domain.md §7).
        OrderState::Placed if kind == Kind::SuratJalan => {
            Some(Mark { words: "BELUM LUNAS", so: "jangan dikirim", good: false })
        }
        OrderState::Cancelled => mark("DIBATALKAN", false),
        _ if kind != Kind::Nota => None,
        OrderState::Placed => mark("BELUM DIBAYAR", false),
        _ if order.paid() == order.due() && order.ongkir.is_some() => mark("LUNAS", true),
        _ => None,
    }
}

fn head(title: &'static str) -> Head {
    Head { title, right: true, wide: false }
}

fn goods() -> Head {
    Head { title: "Barang", right: false, wide: true }
}

fn counted(quantity: Quantity, unit: &str) -> String {
    format!("{quantity}\u{a0}{unit}")
}

/// Amounts are never torn at the end of a line.
fn money(amount: Rupiah) -> String {
    amount.to_string().replace(' ', "\u{a0}")
}

fn to_whom(facts: &mut Vec<(&'static str, String)>, order: &Order) {
    facts.push(("Pelanggan", order.customer.clone()));
    facts.push(("Telepon", order.phone.clone()));
    facts.push(("Pengiriman", text::fulfilment(order.fulfilment).to_owned()));
    if !order.address.is_empty() {
        facts.push(("Alamat", order.address.clone()));
    }
}

fn nota(mut nota: Document, order: &Order) -> Document {
    nota.facts.push(("Tanggal", order.placed_at.clone()));
    to_whom(&mut nota.facts, order);
    nota.heads = vec![goods(), head("Jumlah"), head("Harga"), head("Total")];
    nota.lines = order
        .lines
        .iter()
        .map(|line| Line {
            cells: vec![
                line.name.clone(),
                counted(line.quantity, &line.unit),
                money(line.unit_price),
                money(line.gross.saturating_sub(line.discount)),
            ],
            note: if line.discount.is_zero() {
                String::new()
            } else {
                let reason = line.reason.as_deref().unwrap_or("Potongan");
                format!("{reason}: {} − {}", money(line.gross), money(line.discount))
            },
        })
        .collect();
    let sum = |name: &str, value: String| Sum { name: name.to_owned(), value, strong: false };
    let strong = |name: &str, value: Rupiah| Sum { name: name.to_owned(), value: money(value), strong: true };
    if !order.discount_total.is_zero() {
        nota.sums.push(sum("Harga barang", money(order.gross)));
        nota.sums.push(sum("Potongan", format!("−{}", money(order.discount_total))));
    }
    nota.sums.push(sum("Total barang", money(order.goods_total)));
    nota.sums.push(sum("Ongkir", ongkir(order)));
    if !order.unique_code.is_zero() {
        nota.sums.push(sum("Kode unik", money(order.unique_code)));
    }
    nota.sums.push(strong("Jumlah yang dibayar", order.due()));
    if order.state != OrderState::Cancelled {
        nota.sums.push(sum("Lewat transfer", money(order.transfer_now)));
        if !order.pay_driver.is_zero() {
            nota.sums.push(sum("Tunai ke sopir", money(order.pay_driver)));
        }
    }
    nota.notes = vec![state_words(order)];
    nota
}

fn ongkir(order: &Order) -> String {
    match order.ongkir {
        Some(fee) if fee.is_zero() => "gratis".to_owned(),
        Some(fee) => money(fee),
        None if order.state == OrderState::Cancelled => "tidak ada".to_owned(),
        None => "menyusul".to_owned(),
    }
}

fn state_words(order: &Order) -> String {
    match order.state {
        OrderState::Cancelled => "Pesanan ini dibatalkan. Tidak ada yang perlu dibayar.".to_owned(),
        OrderState::Placed if order.proof == ProofState::Waiting => "Bukti pembayaran sedang diperiksa.".to_owned(),
        OrderState::Placed => "Nota ini bukan bukti pembayaran.".to_owned(),
        OrderState::Paid | OrderState::Shipped if !order.pay_driver.is_zero() => {
            format!("Transfer sudah diterima. Sisa {} dibayar tunai ke sopir.", money(order.pay_driver))
        }
        _ => "Terima kasih sudah berbelanja.".to_owned(),
    }
}

fn surat_jalan(mut letter: Document, order: &Order) -> Document {
    letter.facts.push(("Tanggal pesan", order.placed_at.clone()));
    to_whom(&mut letter.facts, order);
    if !order.note.is_empty() {
        letter.facts.push(("Catatan", order.note.clone()));
    }
    let weighed = order.weights.iter().any(Option::is_some);
    letter.name_column = 1;
    letter.heads = vec![head("No."), goods(), head("Jumlah")];
    letter.heads.extend(weighed.then(|| head("Berat")));
    let weights = order.weights.iter().copied().chain(std::iter::repeat(None));
    let mut total = 0_i64;
    for (number, (line, grams)) in order.lines.iter().zip(weights).enumerate() {
        let grams = grams.map(|grams| line.quantity.weight_of(grams));
        total = total.saturating_add(grams.unwrap_or_default());
        let mut cells = vec![(number + 1).to_string(), line.name.clone(), counted(line.quantity, &line.unit)];
        cells.extend(weighed.then(|| grams.map_or_else(|| "–".to_owned(), format::weight)));
        letter.lines.push(Line { cells, note: String::new() });
    }
    if weighed {
        let all = order.weights.len() >= order.lines.len() && order.weights.iter().all(Option::is_some);
        let name = if all { "Berat seluruhnya" } else { "Berat yang diketahui" };
        letter.sums.push(Sum { name: name.to_owned(), value: format::weight(total), strong: true });
    }
    if order.state == OrderState::Placed {
        letter.notes.push("Barang belum boleh dimuat: pembayaran pesanan ini belum diterima.".to_owned());
    }
    letter.notes.push("Periksa jumlah dan keadaan barang sebelum menandatangani.".to_owned());
    let driver = order.driver.clone().unwrap_or_default();
    let receiver = order.received_by.clone().unwrap_or_default();
    letter.signatures = vec![("Gudang", String::new()), ("Sopir", driver), ("Penerima", receiver)];
    letter.qr_words = "Pindai untuk membuka pengiriman ini";
    letter
}

fn kwitansi(mut receipt: Document, order: &Order) -> Document {
    let paid = order.paid();
    receipt.facts.extend(order.paid_at.clone().map(|day| ("Tanggal", day)));
    receipt.facts.push(("Terima dari", order.customer.clone()));
    receipt.facts.push(("Uang sejumlah", spelled::rupiah(paid)));
    let names: Vec<_> = order.lines.iter().take(3).map(|line| line.name.as_str()).collect();
    let more = order.lines.len() - names.len();
    let more = if more > 0 { format!(", dan {more} barang lain") } else { String::new() };
    receipt.facts.push(("Untuk pembayaran", format!("Pesanan #{}: {}{more}", order.id, names.join(", "))));
    let how = order.payment_note.clone().unwrap_or_else(|| "Transfer bank, bukti sudah diperiksa".to_owned());
    let sum = |name: String, value| Sum { name, value: money(value), strong: false };
    receipt.sums.push(sum(how, order.transfer_now));
    if order.state == OrderState::Completed && !order.pay_driver.is_zero() {
        receipt.sums.push(sum("Tunai ke sopir".to_owned(), order.pay_driver));
    }
    receipt.sums.push(Sum { name: "Jumlah diterima".to_owned(), value: money(paid), strong: true });
    if paid < order.due() {
        let rest = money(order.due().saturating_sub(paid));
        receipt.notes.push(format!("Sisa {rest} dibayar tunai ke sopir saat barang sampai."));
    }
    receipt.signatures = vec![("Penerima uang", receipt.shop.name.clone())];
    receipt
}
