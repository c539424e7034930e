//! Every public and customer page, rendered with samples: whole, escaped, usable without script.

mod gallery;
mod samples;

use samples::Samples;
use views::{Template, customer::BellFragment, notices, urls};

#[test]
fn no_page_lets_typed_markup_through() {
    for (name, html) in gallery::all(Samples { hostile: true }) {
        assert!(!html.contains("<b onclick"), "{name} shows markup that somebody typed");
        assert!(!html.contains("\"x()\""), "{name} lets a typed quote end an attribute");
    }
}

#[test]
fn every_page_has_a_title_a_skip_link_and_one_heading() {
    for (name, html) in gallery::all(Samples { hostile: false }) {
        assert_eq!(html.matches("<h1").count(), 1, "{name} needs exactly one h1");
        assert!(html.contains("<title>") && !html.contains("<title></title>"), "{name} needs a title");
        assert!(html.contains("class=\"skip\""), "{name} needs the skip link");
        assert!(html.starts_with("<!doctype html>"), "{name} must begin with its doctype");
    }
}

#[test]
fn no_page_has_inline_script_or_style() {
    for (name, html) in gallery::all(Samples { hostile: false }) {
        for banned in ["<style", " style=", "javascript:", " onclick=", "<script>"] {
            assert!(!html.contains(banned), "{name} has {banned}");
        }
    }
}

#[test]
fn every_asset_a_page_names_exists() {
    for (name, html) in gallery::all(Samples { hostile: false }) {
        for part in html.split("/aset/").skip(1) {
            let address = part.split(['"', '#', '?']).next().unwrap_or_default();
            assert!(views::assets::find(address).is_some(), "{name} names {address}, which does not exist");
        }
    }
}

#[test]
fn every_icon_a_page_names_is_in_the_sprite() {
    let address = views::assets::url("icons.svg");
    let sprite = views::assets::find(address.trim_start_matches("/aset/")).expect("the sprite");
    let sprite = String::from_utf8_lossy(sprite.bytes);
    for (name, html) in gallery::all(Samples { hostile: false }) {
        for part in html.split(&format!("{address}#")).skip(1) {
            let icon = part.split('"').next().unwrap_or_default();
            assert!(sprite.contains(&format!("id=\"{icon}\"")), "{name} names the icon {icon}");
        }
    }
}

#[test]
fn every_changing_form_is_a_post_with_a_name() {
    for (name, html) in gallery::all(Samples { hostile: false }) {
        for form in html.split("<form").skip(1) {
            let tag = form.split('>').next().unwrap_or_default();
            let posts = tag.contains("method=\"post\"");
            assert_eq!(posts, tag.contains("data-form="), "{name}: <form{tag}>");
        }
    }
}

#[test]
fn a_form_has_one_submit_or_named_ones() {
    for (name, html) in gallery::all(Samples { hostile: false }) {
        for form in html.split("data-form=").skip(1) {
            let body = form.split("</form>").next().unwrap_or_default();
            let buttons: Vec<&str> = body.split("<button").skip(1).filter_map(|tag| tag.split('>').next()).collect();
            let submits: Vec<_> = buttons.iter().filter(|tag| !tag.contains("type=\"button\"")).collect();
            assert!(submits.len() == 1 || submits.iter().all(|tag| tag.contains("name=")), "{name}: {submits:?}");
        }
    }
}

#[test]
fn a_refused_field_says_so_to_everybody() {
    let pages = gallery::all(Samples { hostile: false });
    let (_, register) = pages.iter().find(|(name, _)| *name == "register").expect("the page");
    assert!(register.contains("aria-invalid=\"true\" aria-describedby=\"h-no_hp e-no_hp\""));
    assert!(register.contains("role=\"alert\""));
    assert!(register.contains("value=\"Siti Rahma\""), "what was typed stays");
}

#[test]
fn the_bell_hides_a_count_of_nothing() {
    let bell = |unread| BellFragment { unread, href: urls::NOTIFICATIONS }.render().expect("a fragment");
    insta::assert_snapshot!("bell_with_news", bell(3).replace(&views::assets::url("icons.svg"), "icons.svg"));
    insta::assert_snapshot!("bell_without_news", bell(0).replace(&views::assets::url("icons.svg"), "icons.svg"));
}

#[test]
fn a_product_card_shows_the_price_of_this_customer_before_the_usual_one() {
    let pages = gallery::all(Samples { hostile: false });
    let (_, list) = pages.iter().find(|(name, _)| *name == "products").expect("the page");
    let card = list.split("<li class=\"product\">").nth(1).and_then(|rest| rest.split("</li>").next()).expect("a card");
    insta::assert_snapshot!("product_card", card.replace(&views::assets::url("icons.svg"), "icons.svg"));
}

#[test]
fn notices_speak_of_amounts_as_people_write_them() {
    let notice = notices::order_placed(samples::order_id(12), samples::rp(3_835_317), "23 November 2026 14.05 WITA");
    assert_eq!(
        notice.text,
        "Pesanan #12 sudah kami terima. Transfer Rp 3.835.317 sebelum 23 November 2026 14.05 WITA."
    );
}

/// Writes all pages to a folder, to look at them: `PAGES_DIR=/some/folder cargo nextest run -p views pages_can_be_looked_at`.
#[test]
fn pages_can_be_looked_at() {
    let Ok(folder) = std::env::var("PAGES_DIR") else { return };
    for (name, html) in gallery::all(Samples { hostile: false }) {
        std::fs::write(format!("{folder}/{name}.html"), html).expect("a file");
    }
}
