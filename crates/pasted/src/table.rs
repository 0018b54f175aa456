//! A key in a table: what its column is called.

use super::labels::{is_label_alone, labels};
use super::{Which, signs};

/// The heading of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub name: String,
    pub which: Which,
}

/// The heading over a key, where it stands in a row below a row of headings.
pub fn heading(text: &str, key: &str) -> Option<Heading> {
    let lines: Vec<&str> = text.split(signs::is_line_end).collect();
    let at = lines.iter().position(|line| line.contains(key))?;
    let (above, line) = (&lines[..at], lines[at]);
    ['\t', '|', ';', ','].into_iter().find_map(|mark| over(above, line, key, mark))
}

fn over(above: &[&str], line: &str, key: &str, mark: char) -> Option<Heading> {
    let row = cells(line, mark);
    let column = row.iter().position(|cell| cell.contains(key))?;
    let is_heading = |cell: &&str| is_label_alone(cell);
    if row.len() < 2 || row.iter().any(is_heading) {
        return None;
    }
    let mut rows = above.iter().rev().map(|line| cells(line, mark));
    let headings = rows.find(|line| line.iter().any(is_heading))?;
    // A comma may stand inside a cell as well.
    let aligned = matches!(mark, '\t' | '|') || headings.len() >= row.len();
    let name = headings.get(column).filter(|name| aligned && is_heading(name))?;
    match labels(name, &[])[..] {
        [ref one] => Some(Heading { name: (*name).to_owned(), which: one.which }),
        _ => None,
    }
}

/// The cells of a row, where they stand: a key is copied nowhere.
fn cells(line: &str, mark: char) -> Vec<&str> {
    let around = |c: char| c.is_whitespace() || signs::is_quote(c) || c == '*';
    line.split(mark).map(|cell| cell.trim_matches(around)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_called_by_its_heading() {
        use Which::*;
        let k = "Zq7Lm2Nx9Kd4Rt6V";
        for (text, which) in [
            (format!("Private Key\tPublic Key\n{k}\t"), Some(Private)),
            (format!("Public Key\tPrivate Key\n\t{k}"), Some(Private)),
            (format!("\tPublic Key\tPrivate Key\nVectis\t{k}\t"), Some(Public)),
            (format!("Description;Public Key\nVectis;{k}"), Some(Public)),
            (format!("Description,Public Key\nIt, and more,{k}"), None),
            (format!("| Private Key | Public Key |\n|---|---|\n| | {k} |"), Some(Public)),
            (format!("\"Name\",\"Private Key\"\na,b\n\"x\",\"{k}\""), Some(Private)),
            (format!("Public Key\tPrivate Key\n{k}\t****************\tVectis"), Some(Public)),
            (format!("Public key\tx\nPrivate key\t{k}"), None),
            (format!("Public Key\n{k}"), None),
        ] {
            assert_eq!(heading(&text, k).map(|heading| heading.which), which, "{text}");
        }
    }
}
