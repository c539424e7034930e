//! Every page of the office and of the drivers is rendered with samples: nothing typed is ever taken as HTML, every
//! changing form can be found and sent. With `PAGES_DIR` set, the pages are also written there, to be looked at.

mod birthdays;
mod catalogue;
mod counts;
mod crm;
mod deliveries;
mod discounts;
mod documents;
mod driver;
mod faults;
mod imports;
mod jobs;
mod order;
mod orders;
mod people;
mod phone;
mod reports;
mod sample;
mod segments;
mod simulation;

use std::{collections::HashSet, env, fs, path::Path};

/// Name of the page, its HTML.
type Pages = Vec<(&'static str, String)>;

fn all() -> Pages {
    [
        birthdays::pages(),
        segments::pages(),
        catalogue::pages(),
        crm::pages(),
        counts::pages(),
        deliveries::pages(),
        discounts::pages(),
        documents::pages(),
        driver::pages(),
        faults::pages(),
        imports::pages(),
        jobs::pages(),
        order::pages(),
        orders::pages(),
        people::pages(),
        simulation::pages(),
        phone::pages(),
        reports::pages(),
    ]
    .concat()
}

#[test]
fn what_people_typed_is_never_html() {
    for (name, html) in all() {
        assert!(!html.contains(sample::TAG), "{name} shows typed HTML");
    }
    let shown = all().iter().filter(|(_, html)| html.contains("&#60;script&#62;jahat")).count();
    assert!(shown >= 15, "only {shown} pages show the sample name");
}

#[test]
fn every_form_that_changes_something_has_its_name_and_a_submit() {
    for (name, html) in all() {
        for form in html.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap_or_default()) {
            if !form.contains(r#"method="post""#) {
                continue;
            }
            assert!(form.contains("data-form=\""), "{name}: form without a name");
            let buttons: Vec<_> = form.split("<button").skip(1).collect();
            assert!(!buttons.is_empty() || form.contains("settings"), "{name}: form without a submit");
            let unnamed = buttons.iter().filter(|button| !button.starts_with(' ') || !button.contains("name=")).count();
            assert!(buttons.len() <= 1 || unnamed == 0, "{name}: several submits without names");
        }
    }
}

#[test]
fn ids_are_unique_and_labels_point_to_fields() {
    for (name, html) in all() {
        let ids: Vec<_> = values(&html, " id=\"");
        let unique: HashSet<_> = ids.iter().collect();
        let twice: Vec<_> = unique.iter().filter(|id| ids.iter().filter(|other| *other == **id).count() > 1).collect();
        assert!(twice.is_empty(), "{name}: ids twice: {twice:?}");
        for target in values(&html, " for=\"").into_iter().chain(values(&html, "href=\"#")) {
            assert!(unique.contains(&target), "{name}: nothing has the id {target}");
        }
    }
}

#[test]
fn pages_hold_no_inline_script_or_style() {
    for (name, html) in all() {
        assert!(!html.contains(" style=") && !html.contains("<style"), "{name} has inline style");
        assert!(!html.contains(" onclick=") && !html.contains("<script>"), "{name} has inline script");
    }
}

#[test]
fn pages_are_written_out_to_be_looked_at() {
    let Ok(folder) = env::var("PAGES_DIR") else { return };
    for (name, html) in all() {
        fs::write(Path::new(&folder).join(format!("{name}.html")), html).expect("a writable folder");
    }
}

fn values(html: &str, before: &str) -> Vec<String> {
    html.split(before).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}
