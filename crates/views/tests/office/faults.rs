//! Faults in the pages of the shop's own people.

use views::{
    Template,
    errors::{DoorErrorPage, DriverErrorPage, ErrorKind, OfficeErrorPage, StaffFault},
    urls,
};

use crate::sample::frame;

pub fn pages() -> Vec<(&'static str, String)> {
    let office = OfficeErrorPage { frame: frame("/admin/tidak-ada/"), fault: StaffFault::not_found() };
    let fault = StaffFault::of(ErrorKind::Forbidden, None);
    let driver = DriverErrorPage { frame: frame("/karyawan/x/"), fault: fault.clone() };
    let door = DoorErrorPage { frame: frame("/admin/x/"), fault, login: urls::ADMIN_LOGIN };
    vec![
        ("fault-office", office.render().expect("a page")),
        ("fault-driver", driver.render().expect("a page")),
        ("fault-door", door.render().expect("a page")),
    ]
}
