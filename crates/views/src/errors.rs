//! Pages for when something does not go as asked. Each says what to do next.

use askama::Template;

use crate::{
    frame::{Frame, ShopFace, Viewer},
    parts::ProductCard,
};

/// 404: helps onward with search and links.
#[derive(Template)]
#[template(path = "errors/not_found.html")]
pub struct NotFoundPage {
    pub frame: Frame,
    /// A few products to go on with; may be empty.
    pub products: Vec<ProductCard>,
}

/// What went wrong, as far as the person needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// 400: the request made no sense.
    BadRequest,
    /// 403: the form came from another site, or the page is too old.
    CrossSite,
    /// 403: this person may not do this.
    Forbidden,
    /// 405: changes happen by form only.
    Method,
    /// 413: file or form larger than allowed.
    TooLarge,
    /// 429: too many tries in a short time.
    TooMany,
    /// 500: our fault.
    Internal,
    /// 503: busy or under maintenance, try again soon.
    Unavailable,
}

impl ErrorKind {
    /// HTTP status code.
    pub fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::CrossSite | Self::Forbidden => 403,
            Self::Method => 405,
            Self::TooLarge => 413,
            Self::TooMany => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::BadRequest => "Permintaan tidak dapat dibaca",
            Self::CrossSite => "Formulir tidak dapat diterima",
            Self::Forbidden => "Halaman ini bukan untuk akun Anda",
            Self::Method => "Alamat ini hanya untuk formulir",
            Self::TooLarge => "Berkas terlalu besar",
            Self::TooMany => "Terlalu banyak percobaan",
            Self::Internal => "Maaf, ada kesalahan di pihak kami",
            Self::Unavailable => "Toko sedang sibuk",
        }
    }

    /// What to do next.
    pub fn advice(self) -> &'static str {
        match self {
            Self::BadRequest => "Kembali ke halaman sebelumnya, muat ulang, lalu coba sekali lagi.",
            Self::CrossSite => {
                "Demi keamanan, formulir hanya diterima dari halaman toko ini. Buka kembali halamannya, muat ulang, lalu kirim lagi."
            }
            Self::Forbidden => "Masuk dengan akun yang sesuai, atau kembali ke beranda.",
            Self::Method => "Kembali ke halaman sebelumnya dan gunakan tombol yang tersedia di sana.",
            Self::TooLarge => {
                "Kecilkan foto atau pilih berkas lain, lalu kirim lagi. Tangkapan layar biasanya sudah cukup kecil."
            }
            Self::TooMany => "Tunggu beberapa menit, lalu coba lagi. Tidak ada yang berubah pada akun Anda.",
            Self::Internal => {
                "Tidak ada yang berubah pada pesanan Anda. Coba lagi sebentar; bila tetap gagal, hubungi kami dan sebutkan kode di bawah."
            }
            Self::Unavailable => "Coba lagi sebentar. Keranjang dan pesanan Anda aman.",
        }
    }

    /// Name of the picture.
    pub fn icon(self) -> &'static str {
        match self {
            Self::TooLarge => "photo-off",
            Self::TooMany | Self::Unavailable => "clock",
            Self::CrossSite | Self::Forbidden => "lock",
            Self::BadRequest | Self::Method | Self::Internal => "alert",
        }
    }
}

/// What a fault is told as to people of the shop: in their own pages, with their own way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffFault {
    pub title: &'static str,
    pub advice: &'static str,
    /// Name of the picture.
    pub icon: &'static str,
    /// Request id to tell whoever runs the program (500), or `None`.
    pub reference: Option<String>,
}

impl StaffFault {
    /// 404.
    pub fn not_found() -> Self {
        let advice = "Mungkin alamatnya salah ketik, atau datanya tidak ada untuk akun Anda.";
        Self { title: "Halaman ini tidak ada", advice, icon: "wall", reference: None }
    }

    /// Any other fault.
    pub fn of(kind: ErrorKind, reference: Option<String>) -> Self {
        let advice = match kind {
            ErrorKind::Forbidden => {
                "Bagian ini tidak termasuk tugas akun Anda. Minta pemilik toko bila Anda memerlukannya; pekerjaan Anda yang lain tetap seperti biasa."
            }
            ErrorKind::Internal => {
                "Perubahan terakhir belum disimpan. Coba lagi sebentar; bila tetap gagal, catat kode di bawah untuk yang mengurus program."
            }
            ErrorKind::TooMany => "Tunggu beberapa menit, lalu coba lagi.",
            ErrorKind::Unavailable => "Coba lagi sebentar.",
            other => other.advice(),
        };
        Self { title: kind.title(), advice, icon: kind.icon(), reference }
    }
}

/// A fault in the office, for an admin who is signed in.
#[derive(Template)]
#[template(path = "errors/office.html")]
pub struct OfficeErrorPage {
    pub frame: Frame,
    pub fault: StaffFault,
}

/// A fault in a driver's pages.
#[derive(Template)]
#[template(path = "errors/driver.html")]
pub struct DriverErrorPage {
    pub frame: Frame,
    pub fault: StaffFault,
}

/// A fault behind a door of the shop, for somebody who is not signed in there.
#[derive(Template)]
#[template(path = "errors/door.html")]
pub struct DoorErrorPage {
    pub frame: Frame,
    pub fault: StaffFault,
    /// Address of the door.
    pub login: &'static str,
}

/// Every other error.
#[derive(Template)]
#[template(path = "errors/error.html")]
pub struct ErrorPage {
    pub frame: Frame,
    pub kind: ErrorKind,
    /// Request id to tell the shop about (500), or `None`.
    pub reference: Option<String>,
}

impl ErrorPage {
    /// For the times when nothing is known about shop and viewer (the database does not answer).
    pub fn bare(kind: ErrorKind, reference: Option<String>) -> Self {
        let shop = ShopFace { name: "Toko".to_owned(), ..ShopFace::default() };
        let frame = Frame {
            shop,
            viewer: Viewer::Visitor,
            cart_lines: 0,
            unread: 0,
            last_notification: 0,
            flash: None,
            path: String::new(),
        };
        Self { frame, kind, reference }
    }
}
