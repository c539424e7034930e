//! The lines of a delivery of which less arrived, as the driver typed them (docs/decisions/0019).

use domain::{problem::Problem, quantity::Quantity, text as typed};
use store::order_pages::LinePart;
use views::form::FormState;

use crate::{ops::deliveries::Arrived, web::posted::Posted};

/// Longest reason of one line.
const MAX_REASON: usize = 120;

/// What is short, or the form with what is wrong in it. A line without a number arrived as ordered.
pub fn read(posted: &Posted, lines: &[LinePart]) -> Result<Vec<Arrived>, Box<FormState>> {
    let mut form = posted.keep_all();
    let mut short = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let (count, why) = (format!("sampai_{}", at + 1), format!("sebab_{}", at + 1));
        let arrived = match quantity(posted.text(&count), line.quantity) {
            Ok(arrived) => arrived,
            Err(problem) => {
                form.refuse(&count, problem);
                continue;
            }
        };
        if arrived == line.quantity {
            continue;
        }
        match typed::one_line(posted.text(&why), MAX_REASON) {
            Ok(reason) => short.push(Arrived { line: at, quantity: arrived, reason }),
            Err(problem) => form.refuse(&why, problem),
        }
    }
    if form.is_refused() { Err(Box::new(form)) } else { Ok(short) }
}

fn quantity(text: &str, ordered: Quantity) -> Result<Quantity, Problem> {
    if text.trim().is_empty() {
        return Ok(ordered);
    }
    let arrived = Quantity::parse(text)?;
    if arrived > ordered { Err(Problem::MoreThanOrdered { ordered }) } else { Ok(arrived) }
}
