"""Two transfer receipts of the fictional "Bank Contoh", as a telephone would show them."""

from functools import partial

from PIL import Image, ImageDraw, ImageFont

from . import studio

SIZE = (720, 1280)
INK, MUTED, LINE, PAPER = "#1d2433", "#6b7485", "#e3e7ee", "#ffffff"
FACE = "DejaVuSans"


def _font(size, bold=False):
    return ImageFont.truetype(f"{FACE}{'-Bold' if bold else ''}.ttf", size)


def receipt(name, brand, amount, rows):
    image = Image.new("RGB", SIZE, "#f2f4f8")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 360), fill=brand)
    pen.text((36, 18), "14.02" if name.endswith("1") else "08.47", font=_font(24, True), fill=PAPER)
    pen.rounded_rectangle((640, 22, 684, 44), 5, outline=PAPER, width=2)
    pen.rectangle((645, 27, 670, 39), fill=PAPER)
    pen.text((360, 104), "Bank Contoh", font=_font(38, True), fill=PAPER, anchor="mm")
    pen.rounded_rectangle((36, 190, 684, 1130), 28, fill=PAPER)
    pen.ellipse((312, 142, 408, 238), fill="#1f9d55", outline=PAPER, width=6)
    pen.line((337, 192, 354, 209, 386, 172), fill=PAPER, width=9, joint="curve")
    pen.text((360, 286), "Transfer Berhasil", font=_font(32, True), fill=INK, anchor="mm")
    pen.text((360, 352), amount, font=_font(48, True), fill=INK, anchor="mm")
    for k, (label, value) in enumerate(rows):
        top = 420 + 96 * k
        pen.line((76, top, 644, top), fill=LINE, width=2)
        pen.text((76, top + 18), label, font=_font(21), fill=MUTED)
        pen.text((76, top + 48), value, font=_font(26, True), fill=INK)
    pen.text((360, 1092), "CONTOH – bukan bukti transaksi nyata", font=_font(19), fill=MUTED, anchor="mm")
    pen.rounded_rectangle((36, 1164, 684, 1240), 38, fill=brand)
    pen.text((360, 1202), "Bagikan", font=_font(28, True), fill=PAPER, anchor="mm")
    studio.save(image, name)


def _rows(sender, when, reference):
    return (
        ("Ke rekening", "UD. Barokah Jaya Beton"),
        ("Bank tujuan", "Bank Contoh · 000 123 0000"),
        ("Dari", sender),
        ("Tanggal", when),
        ("Berita", "Pembayaran pesanan beton"),
        ("Nomor referensi", reference),
    )


DRAW = {
    "proof-transfer-1": partial(
        receipt,
        "proof-transfer-1",
        "#20509e",
        "Rp 1.812.500",
        _rows("A. R*****", "12 Mei 2026 14.02 WITA", "CTH-0512-1402-7781"),
    ),
    "proof-transfer-2": partial(
        receipt,
        "proof-transfer-2",
        "#7a2e6b",
        "Rp 865.000",
        _rows("N. H******", "3 Agustus 2026 08.47 WITA", "CTH-0803-0847-2215"),
    ),
}
