//! The one function that prices (domain.md §8).

use super::{
    candidate::{Candidate, Reach, candidates, preference},
    model::{DiscountRow, Facts, Line, Rules},
    verdict::{Considered, Hint, Outcome, Outranked, PricedCart, PricedLine, Reason, Verdict},
};
use crate::{
    Problem,
    money::{Rupiah, line_gross},
};

/// Prices a cart: one discount a line or none, with the reasons (domain.md §8).
///
/// Deterministic: the order of lines and rows changes nothing but the order in which lines are returned. Rows of
/// customers other than `facts.customer` leave no trace. [`Problem::AmountOutOfRange`] when the cart is dearer than
/// [`Rupiah::MAX`].
pub fn price(lines: &[Line], rows: &[DiscountRow], facts: &Facts, rules: &Rules) -> Result<PricedCart, Problem> {
    let grosses = lines.iter().map(|line| line_gross(line.unit_price, line.quantity)).collect::<Result<Vec<_>, _>>()?;
    let gross = total(grosses.iter().copied())?;
    let offers = candidates(gross, rows, facts, rules);
    let priced: Vec<PricedLine> =
        lines.iter().zip(grosses).map(|(line, gross)| priced_line(line, gross, &offers)).collect();
    let discount_total = total(priced.iter().map(|line| line.discount))?;
    Ok(PricedCart {
        gross,
        discount_total,
        goods_total: gross.checked_sub(discount_total)?,
        hints: offers.iter().filter_map(|offer| hint(offer, &priced, &offers, rules)).collect(),
        considered: offers.iter().map(|offer| considered(offer, &priced)).collect(),
        lines: priced,
    })
}

fn total(amounts: impl Iterator<Item = Rupiah>) -> Result<Rupiah, Problem> {
    let mut sum = Rupiah::ZERO;
    for amount in amounts {
        sum = sum.checked_add(amount)?;
    }
    Ok(sum)
}

fn priced_line(line: &Line, gross: Rupiah, offers: &[Candidate<'_>]) -> PricedLine {
    let verdict = verdict(line, offers);
    let discount = verdict.applied.as_ref().map_or(Rupiah::ZERO, |offer| offer.percent.of(gross));
    PricedLine {
        product: line.product,
        name: line.name.clone(),
        unit_price: line.unit_price,
        quantity: line.quantity,
        gross,
        discount,
        net: gross.saturating_sub(discount),
        verdict,
    }
}

/// Offers come with the preferred first, so the first valid one that covers the line wins it.
fn verdict(line: &Line, offers: &[Candidate<'_>]) -> Verdict {
    let mut valid = offers.iter().filter(|offer| offer.standing.is_ok() && offer.covers(line.product));
    let Some(winner) = valid.next() else { return Verdict::default() };
    let by = winner.offer.source;
    let outranked = valid.map(|loser| Outranked { offer: loser.offer.clone(), by }).collect();
    Verdict { applied: Some(winner.offer.clone()), outranked }
}

fn considered(candidate: &Candidate<'_>, lines: &[PricedLine]) -> Considered {
    Considered { offer: candidate.offer.clone(), outcome: outcome(candidate, lines) }
}

fn outcome(candidate: &Candidate<'_>, lines: &[PricedLine]) -> Outcome {
    if let Err(reason) = candidate.standing {
        return Outcome::Declined(reason);
    }
    let source = candidate.offer.source;
    let won = |line: &&PricedLine| line.verdict.applied.as_ref().is_some_and(|offer| offer.source == source);
    if lines.iter().any(|line| won(&line)) {
        return Outcome::Applied { amount: lines.iter().filter(won).map(|line| line.discount).sum() };
    }
    let lost_to = lines.iter().flat_map(|line| &line.verdict.outranked).filter(|lost| lost.offer.source == source);
    // The smallest source, so that the order of the lines does not decide which of several winners is named.
    match lost_to.map(|lost| lost.by).min() {
        Some(by) => Outcome::Declined(Reason::Outranked { by }),
        None if matches!(candidate.reach, Reach::Products(_)) => Outcome::Declined(Reason::NoFavourite),
        None => Outcome::Declined(Reason::OtherProduct),
    }
}

/// A hint only where the discount would change something: a threshold that no line would profit from is no help.
fn hint(candidate: &Candidate<'_>, lines: &[PricedLine], offers: &[Candidate<'_>], rules: &Rules) -> Option<Hint> {
    let (Err(Reason::BelowThreshold { missing }), Some(minimum)) = (candidate.standing, candidate.minimum) else {
        return None;
    };
    let helps = lines.iter().any(|line| would_win(candidate, line, offers, rules));
    helps.then(|| Hint { offer: candidate.offer.clone(), minimum, missing })
}

fn would_win(candidate: &Candidate<'_>, line: &PricedLine, offers: &[Candidate<'_>], rules: &Rules) -> bool {
    let Some(applied) = &line.verdict.applied else { return true };
    let winner = offers.iter().find(|offer| offer.offer.source == applied.source);
    winner.is_none_or(|winner| preference(candidate, rules.choice) < preference(winner, rules.choice))
}
