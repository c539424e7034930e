//! Charts made on the server as SVG, without script: bars over time, and bars for things with names. They have real widths in percent and
//! real letters, so they are as readable on a phone as on a laptop. Beside each the same figures stand in a table.

use std::fmt::{self, Write as _};

use askama::filters::HtmlSafe;

use crate::format;

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Under the bar, short: `Nov`, `24`.
    pub label: String,
    /// The same in full: `November 2026`.
    pub name: String,
    pub value: i64,
    /// The value in words: `Rp 1.250.000`.
    pub words: String,
}

/// How the bars lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Steps of time, standing beside each other.
    Time,
    /// Things with names, lying under each other.
    Names,
}

/// A chart with its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What is shown: `Omzet tiap hari`.
    pub title: String,
    /// Head of the column of names: `Hari`.
    pub of: &'static str,
    /// Head of the column of values: `Omzet`.
    pub what: &'static str,
    pub shape: Shape,
    pub bars: Vec<Bar>,
}

/// Drawn in pixels.
const PLOT: i64 = 160;
const TOP: i64 = 22;
const FOOT: i64 = 24;
/// Percent of the width a bar takes at most: one month alone is not a wall.
const WIDEST: f64 = 14.0;
/// Percent of the width that the scale takes.
const SCALE: i64 = 13;
/// Labels under the bars that fit beside each other on a phone.
const MOST_LABELS: usize = 8;
/// A name with its bar.
const NAMED: i64 = 46;

impl Chart {
    /// Whether there is anything to see.
    pub fn is_empty(&self) -> bool {
        self.bars.iter().all(|bar| bar.value == 0)
    }

    /// The picture.
    pub fn svg(&self) -> Svg {
        let mut out = String::new();
        // Writing to a String never fails.
        let _ = match self.shape {
            Shape::Time => self.time(&mut out),
            Shape::Names => self.names(&mut out),
        };
        Svg(out)
    }

    /// What is told to those who do not see it; the figures stand in the table.
    fn told(&self) -> String {
        let most = self.bars.iter().max_by_key(|bar| bar.value);
        let most = most.map(|bar| format!(" Tertinggi: {}, {}.", bar.name, bar.words)).unwrap_or_default();
        escaped(&format!("Grafik: {}.{most}", self.title))
    }

    fn time(&self, out: &mut String) -> fmt::Result {
        let top = nice_top(self.bars.iter().map(|bar| bar.value).max().unwrap_or(0));
        let height = TOP + PLOT + FOOT;
        write!(out, r#"<svg class="chart" width="100%" height="{height}" role="img" aria-label="{}">"#, self.told())?;
        for quarter in [0, 1, 2] {
            let y = TOP + PLOT - PLOT * quarter / 2;
            write!(out, r#"<line class="chart-line" x1="{SCALE}%" x2="100%" y1="{y}" y2="{y}"/>"#)?;
            let words = compact(top * quarter / 2);
            write!(
                out,
                r#"<text class="chart-text" x="{}%" y="{}" text-anchor="end">{words}</text>"#,
                SCALE - 1,
                y + 4
            )?;
        }
        let count = self.bars.len().max(1);
        let slot = f64::from(100 - SCALE as i32) / count as f64;
        let every = count.div_ceil(MOST_LABELS);
        for (at, bar) in self.bars.iter().enumerate() {
            let left = SCALE as f64 + slot * at as f64;
            let middle = left + slot / 2.0;
            let tall = scaled(bar.value, top, PLOT);
            let width = (slot * 0.68).min(WIDEST);
            let (x, y) = (middle - width / 2.0, TOP + PLOT - tall);
            write!(
                out,
                r#"<g><title>{}: {}</title><rect class="chart-bar" x="{x:.2}%" y="{y}" width="{width:.2}%" height="{tall}" rx="2"/></g>"#,
                escaped(&bar.name),
                escaped(&bar.words)
            )?;
            if at.is_multiple_of(every) {
                let y = TOP + PLOT + 17;
                let label = escaped(&bar.label);
                write!(
                    out,
                    r#"<text class="chart-text" x="{middle:.2}%" y="{y}" text-anchor="middle">{label}</text>"#
                )?;
            }
            if count <= 6 && bar.value > 0 {
                let words = compact(bar.value);
                write!(
                    out,
                    r#"<text class="chart-value" x="{middle:.2}%" y="{}" text-anchor="middle">{words}</text>"#,
                    y - 5
                )?;
            }
        }
        out.push_str("</svg>");
        Ok(())
    }

    fn names(&self, out: &mut String) -> fmt::Result {
        let top = self.bars.iter().map(|bar| bar.value).max().unwrap_or(0);
        let height = NAMED * self.bars.len() as i64;
        write!(out, r#"<svg class="chart" width="100%" height="{height}" role="img" aria-label="{}">"#, self.told())?;
        for (at, bar) in self.bars.iter().enumerate() {
            let y = NAMED * at as i64;
            let wide = scaled(bar.value, top, 1000);
            write!(
                out,
                r#"<text class="chart-name" x="0" y="{}">{}</text><text class="chart-value" x="100%" y="{}" text-anchor="end">{}</text><rect class="chart-track" x="0" y="{}" width="100%" height="12" rx="3"/><rect class="chart-bar" x="0" y="{}" width="{}.{}%" height="12" rx="3"/>"#,
                y + 15,
                escaped(&bar.label),
                y + 15,
                escaped(&bar.words),
                y + 23,
                y + 23,
                wide / 10,
                wide % 10,
            )?;
        }
        out.push_str("</svg>");
        Ok(())
    }
}

/// The picture of a chart; every word in it is escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Svg(String);

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Svg {}

fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, letter| {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&#60;"),
            '>' => out.push_str("&#62;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
        out
    })
}

/// A value as a length; what is more than nothing is seen.
fn scaled(value: i64, top: i64, length: i64) -> i64 {
    if value <= 0 || top <= 0 {
        return 0;
    }
    i64::try_from(i128::from(value) * i128::from(length) / i128::from(top)).unwrap_or(length).clamp(1, length)
}

/// The next round number: 1, 2, 4, 5, 6, 8 or 10 with zeros.
fn nice_top(most: i64) -> i64 {
    let mut unit = 1_i64;
    while most > unit.saturating_mul(10) {
        unit = unit.saturating_mul(10);
    }
    [1, 2, 4, 5, 6, 8, 10]
        .into_iter()
        .map(|step| unit.saturating_mul(step))
        .find(|top| *top >= most)
        .unwrap_or(most)
        .max(2)
}

/// A large number in few letters: `850`, `12 rb`, `1,5 jt`, `2 M`.
pub fn compact(value: i64) -> String {
    let (unit, word) = match value {
        1_000_000_000_000.. => (1_000_000_000_000, " T"),
        1_000_000_000.. => (1_000_000_000, " M"),
        1_000_000.. => (1_000_000, " jt"),
        1_000.. => (1_000, " rb"),
        _ => return format::count(value),
    };
    let (whole, tenth) = (value / unit, value % unit * 10 / unit);
    if whole < 10 && tenth > 0 { format!("{whole},{tenth}{word}") } else { format!("{}{word}", format::count(whole)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(shape: Shape, values: &[i64]) -> Chart {
        let bar = |value: &i64| Bar {
            label: "<b>".to_owned(),
            name: "\"Nov\"".to_owned(),
            value: *value,
            words: format!("Rp {value}"),
        };
        Chart { title: "Omzet".to_owned(), of: "Bulan", what: "Omzet", shape, bars: values.iter().map(bar).collect() }
    }

    #[test]
    fn typed_words_are_never_markup_in_a_chart() {
        for shape in [Shape::Time, Shape::Names] {
            let svg = chart(shape, &[0, 5, 10]).svg().to_string();
            assert!(!svg.contains("<b>") && svg.contains("&#60;b&#62;"), "{svg}");
            assert!(svg.contains("Tertinggi: &quot;Nov&quot;, Rp 10."), "{svg}");
        }
    }

    #[test]
    fn a_month_without_sales_has_its_place_and_no_bar() {
        let svg = chart(Shape::Time, &[7, 0, 9]).svg().to_string();
        assert_eq!(svg.matches("chart-bar").count(), 3);
        assert_eq!(svg.matches(r#"height="0""#).count(), 1);
    }

    #[test]
    fn scales_end_in_round_numbers() {
        assert_eq!([0, 7, 11, 4_100, 99_000].map(nice_top), [2, 8, 20, 5_000, 100_000]);
        assert_eq!([850, 12_000, 1_500_000, 2_000_000_000].map(compact), ["850", "12 rb", "1,5 jt", "2 M"]);
    }
}
