//! The second step of an admin's sign-in (domain.md §11): switched on with a code, asked for after the password, each code once.

use domain::{ids::AdminId, rights::AdminKind};
use shop::ops::{
    OpError, by_admin,
    second_step::{self, Standing},
    staff::{self, TypedAdmin},
};
use store::sessions::Door;
use testkit::{TestDb, Visitor, on_both_databases};

use crate::world::World;

on_both_databases! {
    a_second_step_is_switched_on_asked_for_and_switched_off,
    a_code_lets_in_one_of_two_tabs,
    recovery_codes_work_once_and_codes_cannot_be_tried_for_ever,
    an_owner_takes_it_off_and_so_does_the_command,
    a_new_password_and_leaving_end_the_state_between,
}

pub const PASSWORD: &str = "cor beton 99";

/// An admin with a password.
pub async fn hired(world: &World, username: &str, kind: AdminKind) -> AdminId {
    let typed = TypedAdmin {
        name: format!("Pak {username}"),
        username: username.to_owned(),
        password: PASSWORD.to_owned(),
        role: kind.code().to_owned(),
        active: true,
    };
    staff::create_admin(&world.app, &typed, &World::office()).await.expect("hires")
}

/// Switches it on by the pages; the browser, the secret and the recovery codes.
pub async fn switched_on(world: &World, admin: AdminId) -> (Visitor, second_step::Secret, Vec<String>) {
    let mut browser = world.session(Door::Admin, admin.get()).await;
    assert_eq!(browser.post("/admin/akun/kode-masuk/", &[]).await.status, 303);
    let Standing::Waiting(secret) = second_step::standing(&world.app, admin).await.expect("reads") else {
        panic!("no secret waits")
    };
    let page = browser.get("/admin/akun/kode-masuk/").await;
    assert!(page.text().contains(&secret.text()) && page.text().contains("<svg"), "{}", page.text());
    assert_eq!(page.headers["cache-control"], "no-store");
    let wrong = browser.post("/admin/akun/kode-masuk/nyala/", &[("kode", "12")]).await;
    assert!(wrong.status == 422 && wrong.text().contains("Kode tidak cocok"), "{}", wrong.status);
    let code = secret.code_at(world.app.clock.now());
    let told = browser.post("/admin/akun/kode-masuk/nyala/", &[("kode", &code)]).await;
    assert_eq!(told.status, 200, "{}", told.text());
    assert_eq!(told.headers["cache-control"], "no-store");
    let codes: Vec<String> =
        told.text().split("<code>").skip(1).filter_map(|rest| rest.split('<').next().map(ToOwned::to_owned)).collect();
    assert_eq!(codes.len(), second_step::CODES, "{codes:?}");
    assert!(!browser.get("/admin/akun/kode-masuk/").await.text().contains(&secret.text()), "never shown again");
    (browser, secret, codes)
}

/// A new browser with the right password, which has no session yet.
async fn between(world: &World, username: &str) -> Visitor {
    let mut browser = world.visitor();
    let form = [("username", username), ("password", PASSWORD), ("next", "/admin/stok/")];
    let sent = browser.post("/admin/login/", &form).await;
    assert_eq!(sent.location(), "/admin/login/kode/?next=/admin/stok/", "{}", sent.text());
    assert!(browser.get("/admin/").await.location().starts_with("/admin/login/"), "no session before the code");
    browser
}

async fn a_second_step_is_switched_on_asked_for_and_switched_off(test: TestDb) {
    let world = World::open(test).await;
    let id = hired(&world, "nur", AdminKind::Office).await;
    let (mut desk, secret, _) = switched_on(&world, id).await;
    let mut browser = between(&world, "nur").await;
    let page = browser.get("/admin/login/kode/?next=/admin/stok/").await.text();
    assert!(page.contains("one-time-code") && page.contains("inputmode=\"numeric\""), "{page}");
    let sign_in = |code: String| [("kode", code), ("next", "/admin/stok/".to_owned())];
    let used = sign_in(secret.code_at(world.app.clock.now()));
    let used: Vec<_> = used.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = browser.post("/admin/login/kode/", &used).await;
    assert!(refused.text().contains("sudah dipakai"), "the code that switched it on is used up: {}", refused.text());
    for wrong in ["", "000", "abc def", "999999999", "' OR 1=1", "\u{661}\u{662}\u{663}456"] {
        let refused = browser.post("/admin/login/kode/", &[("kode", wrong), ("next", "/admin/stok/")]).await;
        assert_eq!(refused.status, 422, "{wrong}");
        assert!(refused.text().contains("login-code"), "the step stays");
        second_step_forgets(&world, id);
    }
    world.test.clock.advance_millis(30_000);
    let code = secret.code_at(world.app.clock.now());
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let inside = browser.post("/admin/login/kode/", &[("kode", &spaced), ("next", "/admin/stok/")]).await;
    assert_eq!(inside.location(), "/admin/stok/", "{}", inside.text());
    assert_eq!(browser.get("/admin/").await.status, 200);
    // Another sign-in within the same half minute.
    let mut other = between(&world, "nur").await;
    assert!(other.post("/admin/login/kode/", &[("kode", &code)]).await.text().contains("sudah dipakai"));
    // The clock of the phone may be half a minute ahead.
    let ahead = secret.code_at(world.app.clock.now().plus_millis(30_000));
    assert_eq!(other.post("/admin/login/kode/", &[("kode", &ahead)]).await.location(), "/admin/");
    // A state that took too long begins with the password again.
    let mut slow = between(&world, "nur").await;
    world.test.clock.advance_millis(11 * 60_000);
    let code = secret.code_at(world.app.clock.now());
    assert!(slow.post("/admin/login/kode/", &[("kode", &code)]).await.location().starts_with("/admin/login/"));
    assert!(
        world.visitor().post("/admin/login/kode/", &[("kode", &code)]).await.location().starts_with("/admin/login/")
    );
    // Off again, with the password.
    let off = |password| [("password_lama", password)];
    assert_eq!(desk.post("/admin/akun/kode-masuk/mati/", &off("salah")).await.status, 422);
    assert_eq!(desk.post("/admin/akun/kode-masuk/mati/", &off(PASSWORD)).await.status, 303);
    let straight = world.visitor().post("/admin/login/", &[("username", "nur"), ("password", PASSWORD)]).await;
    assert_eq!(straight.location(), "/admin/");
}

/// Forgets the failures, where they are not what is tested.
fn second_step_forgets(world: &World, id: AdminId) {
    world.app.limits.by_name.succeeded(&format!("code:{id}"));
}

async fn a_code_lets_in_one_of_two_tabs(test: TestDb) {
    let world = World::open(test).await;
    let id = hired(&world, "nur", AdminKind::Owner).await;
    let (_, secret, _) = switched_on(&world, id).await;
    world.test.clock.advance_millis(60_000);
    let (mut one, mut other) = (between(&world, "nur").await, between(&world, "nur").await);
    let code = secret.code_at(world.app.clock.now());
    let form = [("kode", code.as_str())];
    let (first, second) = tokio::join!(one.post("/admin/login/kode/", &form), other.post("/admin/login/kode/", &form));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422], "{} {}", first.text(), second.text());
}

async fn recovery_codes_work_once_and_codes_cannot_be_tried_for_ever(test: TestDb) {
    let world = World::open(test).await;
    let id = hired(&world, "nur", AdminKind::Office).await;
    let (mut desk, _, codes) = switched_on(&world, id).await;
    let mut browser = between(&world, "nur").await;
    assert!(browser.get("/admin/login/kode/?cadangan=ya").await.text().contains("Kode cadangan"));
    let typed = codes[0].to_uppercase().replace('-', " ");
    assert_eq!(browser.post("/admin/login/kode/", &[("kode", &typed), ("cadangan", "ya")]).await.location(), "/admin/");
    let mut again = between(&world, "nur").await;
    assert_eq!(again.post("/admin/login/kode/", &[("kode", &typed)]).await.status, 422, "used up");
    assert!(desk.get("/admin/akun/kode-masuk/").await.text().contains("Masih ada 9 kode"));
    let told = desk.post("/admin/akun/kode-masuk/cadangan/", &[("password_lama", PASSWORD)]).await;
    assert!(told.status == 200 && !told.text().contains(&codes[1]), "new ones");
    assert_eq!(again.post("/admin/login/kode/", &[("kode", &codes[1])]).await.status, 422, "the old ones are gone");
    for _ in 0..6 {
        again.post("/admin/login/kode/", &[("kode", "123456")]).await;
    }
    let fresh = told.text().split("<code>").nth(1).and_then(|rest| rest.split('<').next()).expect("a code").to_owned();
    let refused = again.post("/admin/login/kode/", &[("kode", &fresh)]).await;
    assert!(refused.status == 422 && refused.text().contains("Tunggu"), "has to wait: {}", refused.text());
    world.test.clock.advance_millis(120_000);
    assert_eq!(again.post("/admin/login/kode/", &[("kode", &fresh)]).await.status, 303);
}

async fn an_owner_takes_it_off_and_so_does_the_command(test: TestDb) {
    let world = World::open(test).await;
    let id = hired(&world, "nur", AdminKind::Office).await;
    let (_, mut owner) = world.admin("pemilik", "owner").await;
    switched_on(&world, id).await;
    let page = views::urls::admin_admin(id);
    assert!(owner.get(&page).await.text().contains("totp-reset"));
    assert_eq!(owner.post(&views::urls::admin_admin_totp(id), &[]).await.location(), page);
    assert!(!owner.get(&page).await.text().contains("totp-reset"));
    assert_eq!(second_step::standing(&world.app, id).await.expect("reads"), Standing::Off);
    assert_eq!(owner.post("/admin/admin/99999/kode-masuk/", &[]).await.status, 404);
    let office = by_admin(id, "Pak nur", AdminKind::Office);
    assert!(matches!(second_step::reset(&world.app, id, &office).await, Err(OpError::NotAllowed(_))));
    switched_on(&world, id).await;
    assert!(second_step::reset_by_name(&world.app, "NUR").await.expect("resets"));
    assert!(!second_step::reset_by_name(&world.app, "nur").await.expect("was off"));
    assert!(matches!(second_step::reset_by_name(&world.app, "tidak.ada").await, Err(OpError::NotFound)));
}

async fn a_new_password_and_leaving_end_the_state_between(test: TestDb) {
    let world = World::open(test).await;
    world.admin("pemilik", "owner").await;
    let id = hired(&world, "nur", AdminKind::Office).await;
    let (_, secret, _) = switched_on(&world, id).await;
    let mut browser = between(&world, "nur").await;
    let typed = TypedAdmin {
        name: "Pak nur".into(),
        username: "nur".into(),
        password: "genteng biru 8".into(),
        role: "office".into(),
        active: true,
    };
    staff::change_admin(&world.app, id, 1, &typed, &World::office()).await.expect("changes");
    world.test.clock.advance_millis(60_000);
    let code = secret.code_at(world.app.clock.now());
    assert!(browser.post("/admin/login/kode/", &[("kode", &code)]).await.location().starts_with("/admin/login/"));
}
