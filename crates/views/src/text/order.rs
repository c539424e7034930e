//! Words of orders: states, proofs, who did what, and why something cannot be done (domain.md §6, §7).

use domain::order::{Actor, Fulfilment, Missing, OrderState, ProofState, Refusal};

/// As printed everywhere: DIPROSES, DIBAYAR, DIKIRIM, SELESAI, DIBATALKAN.
pub fn state(state: OrderState) -> &'static str {
    match state {
        OrderState::Placed => "DIPROSES",
        OrderState::Paid => "DIBAYAR",
        OrderState::Shipped => "DIKIRIM",
        OrderState::Completed => "SELESAI",
        OrderState::Cancelled => "DIBATALKAN",
    }
}

/// The same in plain case, for sentences and filters.
pub fn state_words(state: OrderState) -> &'static str {
    match state {
        OrderState::Placed => "Diproses",
        OrderState::Paid => "Dibayar",
        OrderState::Shipped => "Dikirim",
        OrderState::Completed => "Selesai",
        OrderState::Cancelled => "Dibatalkan",
    }
}

/// Name of the badge colour (`badge-placed` …).
pub fn state_code(state: OrderState) -> &'static str {
    match state {
        OrderState::Placed => "placed",
        OrderState::Paid => "paid",
        OrderState::Shipped => "shipped",
        OrderState::Completed => "completed",
        OrderState::Cancelled => "cancelled",
    }
}

/// Icon that stands with the words, so that colour never tells alone.
pub fn state_icon(state: OrderState) -> &'static str {
    match state {
        OrderState::Placed => "clock",
        OrderState::Paid => "wallet",
        OrderState::Shipped => "truck",
        OrderState::Completed => "check",
        OrderState::Cancelled => "x",
    }
}

pub fn fulfilment(fulfilment: Fulfilment) -> &'static str {
    match fulfilment {
        Fulfilment::Delivery => "Diantar ke alamat",
        Fulfilment::Pickup => "Ambil sendiri",
    }
}

pub fn proof_state(proof: ProofState) -> &'static str {
    match proof {
        ProofState::None => "Belum ada bukti",
        ProofState::Waiting => "Menunggu diperiksa",
        ProofState::Accepted => "Diterima",
        ProofState::Rejected => "Ditolak",
    }
}

/// Who did something, as the customer reads it.
pub fn actor(actor: Actor) -> &'static str {
    match actor {
        Actor::Customer => "Pelanggan",
        Actor::Employee => "Karyawan",
        Actor::Admin => "Admin",
        Actor::Clock => "Sistem",
    }
}

/// What happened at a step of the timeline; `from` is `None` when the order was placed.
pub fn timeline(from: Option<OrderState>, to: OrderState, fulfilment: Fulfilment) -> &'static str {
    match (from, to) {
        (None, _) | (_, OrderState::Placed) => "Pesanan dibuat",
        (Some(OrderState::Shipped), OrderState::Paid) => "Pengiriman gagal, akan dijadwalkan lagi",
        (_, OrderState::Paid) => "Pembayaran diterima",
        (_, OrderState::Shipped) => "Barang berangkat dengan truk",
        (_, OrderState::Completed) if fulfilment == Fulfilment::Pickup => "Barang diambil",
        (_, OrderState::Completed) => "Barang sampai",
        (_, OrderState::Cancelled) => "Pesanan dibatalkan",
    }
}

/// What the customer does or waits for now.
pub fn next_step(state: OrderState, proof: ProofState, fulfilment: Fulfilment) -> &'static str {
    match (state, proof, fulfilment) {
        (OrderState::Placed, ProofState::None, _) => {
            "Transfer ke salah satu rekening di bawah, lalu kirim foto bukti pembayarannya."
        }
        (OrderState::Placed, ProofState::Rejected, _) => {
            "Bukti pembayaran belum bisa kami terima. Kirim bukti yang baru."
        }
        (OrderState::Placed, _, _) => "Bukti pembayaran sedang kami periksa. Anda akan diberi tahu.",
        (OrderState::Paid, _, Fulfilment::Delivery) => "Pembayaran sudah kami terima. Barang sedang disiapkan.",
        (OrderState::Paid, _, Fulfilment::Pickup) => {
            "Pembayaran sudah kami terima. Barang bisa diambil di toko, sebutkan nomor pesanan."
        }
        (OrderState::Shipped, _, _) => "Barang dalam perjalanan. Pastikan ada yang menerima di alamat.",
        (OrderState::Completed, _, _) => "Pesanan selesai. Terima kasih sudah berbelanja.",
        (OrderState::Cancelled, _, _) => "Pesanan ini dibatalkan. Barang bisa dipesan lagi kapan saja.",
    }
}

/// Why an order was paid without a transfer; kept in its timeline.
pub const NOTHING_TO_TRANSFER: &str = "Lunas, tidak perlu transfer";

/// The same for an order of which nothing is to be transferred, while that differs.
pub fn next_step_for_nothing(state: OrderState, fulfilment: Fulfilment, ongkir_known: bool) -> Option<&'static str> {
    match (state, fulfilment) {
        (OrderState::Placed, _) if !ongkir_known => {
            Some("Belum ada yang perlu ditransfer. Toko memberi tahu ongkirnya.")
        }
        (OrderState::Placed, _) => Some("Tidak ada yang perlu ditransfer. Toko segera menyiapkan pesanan Anda."),
        (OrderState::Paid, Fulfilment::Delivery) => Some("Lunas, tidak perlu transfer. Barang sedang disiapkan."),
        (OrderState::Paid, Fulfilment::Pickup) => {
            Some("Lunas, tidak perlu transfer. Barang bisa diambil di toko, sebutkan nomor pesanan.")
        }
        _ => None,
    }
}

/// Why a step was refused, and what to do instead.
pub fn refusal(refusal: Refusal) -> String {
    let words = match refusal {
        Refusal::WrongState { from } => {
            let now = state(from);
            return format!(
                "Pesanan ini sekarang {now}, jadi langkah itu tidak bisa dilakukan lagi. Di halaman ini keadaan terbarunya."
            );
        }
        Refusal::NotAllowed => "Langkah ini tidak bisa dilakukan dari akun Anda. Hubungi toko.",
        Refusal::NeedsPickup => "Hanya untuk pesanan yang diambil sendiri. Pesanan ini diantar.",
        Refusal::NeedsDelivery => "Hanya untuk pesanan yang diantar. Pesanan ini diambil sendiri.",
        Refusal::ProofAlreadyGiven => "Bukti pembayaran sudah dikirim. Hubungi toko untuk membatalkan.",
        Refusal::ProofWaiting => "Bukti pembayaran masih menunggu diperiksa.",
        Refusal::NotPaidYet => "Masih ada yang harus dibayar.",
        Refusal::DeadlineNotPassed => "Batas waktu pembayaran belum lewat.",
        Refusal::OngkirFirst => "Isi ongkir dulu (boleh 0): jumlah yang harus dibayar pelanggan belum pasti.",
    };
    words.to_owned()
}

/// The same for one of several orders in a list: what to do about it, without the page it stands on.
pub fn refusal_in_a_list(refusal: Refusal) -> String {
    match refusal {
        Refusal::WrongState { from } => match from {
            OrderState::Placed => "belum dibayar.",
            OrderState::Paid => "belum berangkat.",
            OrderState::Shipped => "sudah di jalan.",
            OrderState::Completed => "sudah selesai.",
            OrderState::Cancelled => "sudah dibatalkan.",
        }
        .to_owned(),
        Refusal::OngkirFirst => "isi ongkir dulu.".to_owned(),
        Refusal::NeedsDelivery => "diambil sendiri, tidak dikirim.".to_owned(),
        other => self::refusal(other),
    }
}

/// What is missing for a step.
pub fn missing(missing: Missing) -> &'static str {
    match missing {
        Missing::Reason => "Tulis alasannya.",
        Missing::Refund => "Tulis bagaimana uangnya dikembalikan.",
        Missing::PaymentNote => "Belum ada bukti. Tulis bagaimana pesanan ini dibayar.",
        Missing::CollectorName => "Tulis nama yang mengambil barang.",
        Missing::DeliveryPhoto => "Sertakan foto barang yang sudah sampai.",
    }
}
