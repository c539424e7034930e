//! The promo simulator.

use views::{
    Template,
    admin::{Choice, Simulated, SimulatedFigures, SimulatedMonth, SimulatedOrder, SimulationPage},
    form::FormState,
    text,
};

use crate::sample::{TAG, frame, order, refused, rp};

pub fn pages() -> Vec<(&'static str, String)> {
    let fresh = SimulationPage {
        frame: frame("/admin/simulasi/"),
        form: FormState::filled([("bulan", "6".to_owned())]),
        off: Vec::new(),
        products: vec![Choice::new(1, "Roster Kotak 20×20"), Choice::new(2, TAG)],
        answer: None,
    };
    let asked = SimulationPage {
        form: FormState::filled([("bulan", "6".to_owned()), ("persen_loyalitas", "15".to_owned())]),
        off: vec!["loyalty".to_owned()],
        answer: Some(answer()),
        ..fresh.clone()
    };
    let wrong = SimulationPage {
        form: refused(&[
            "bulan",
            "pesanan",
            "pilihan_diskon",
            "persen_loyalitas",
            "persen_instan",
            "batas_instan",
            "batas_loyal",
            "jumlah_favorit",
            "mati",
            "cakupan",
            "produk",
            "minimum",
            "persen",
            "mulai",
            "sampai",
            "pemakaian",
        ]),
        ..fresh.clone()
    };
    let nothing = SimulationPage {
        answer: Some(Simulated { story: text::simulation::story(0, 0, 0, 0, true), ..Simulated::default() }),
        ..fresh.clone()
    };
    vec![
        ("simulation", fresh.render().expect("a page")),
        ("simulation-answer", asked.render().expect("a page")),
        ("simulation-refused", wrong.render().expect("a page")),
        ("simulation-nothing", nothing.render().expect("a page")),
    ]
}

fn figures(orders: i64, revenue: i64, discount: i64) -> SimulatedFigures {
    SimulatedFigures {
        orders,
        revenue_then: rp(revenue),
        revenue_now: rp(revenue - discount / 2),
        discount_then: rp(discount),
        discount_now: rp(discount + discount / 2),
    }
}

fn answer() -> Simulated {
    let month = |name: &str, short: &str, discount| SimulatedMonth {
        name: name.to_owned(),
        short: short.to_owned(),
        figures: figures(52, 128_450_000, discount),
    };
    let affected = SimulatedOrder {
        id: order(318),
        customer: TAG.to_owned(),
        placed_at: "22 November 2026 14.05 WITA".to_owned(),
        then: rp(5_400_000),
        now: rp(5_100_000),
        used_then: vec![format!("Diskon 10 %: {TAG}, memotong Rp 600.000")],
        used_now: vec![format!("Diskon 15 %: {TAG}, memotong Rp 900.000")],
        lost: vec!["Diskon 5 % pelanggan setia: dimatikan".to_owned()],
    };
    Simulated {
        days: "1 Juni 2026 – 24 November 2026".to_owned(),
        story: text::simulation::story(312, 14, 9, -1_250_000, false),
        changes: vec![format!("Diskon baru 5 % {TAG}")],
        total: figures(312, 770_700_000, 12_500_000),
        changed: 14,
        customers: 9,
        months: vec![
            month("September 2026", "Sep 2026", 2_500_000),
            month("Oktober 2026", "Okt 2026", 0),
            month("November 2026", "Nov 2026", 4_100_000),
        ],
        affected: vec![affected.clone(), SimulatedOrder { used_then: Vec::new(), used_now: Vec::new(), ..affected }],
        left_out: text::simulation::left_out(3, 2, 1_204),
        alarm: text::simulation::unmatched(1),
    }
}
