//! The record as a document that stands alone: no script, nothing from elsewhere, to be saved
//! beside a ticket, read on a screen, and printed.

use crate::dates;
use jiff::civil::Date;

use super::blocks::Page;
use super::markup::Markup;
use super::paper::Record;
use crate::parts::fact;
use crate::types::{AllowedTables, GridGroup, GridRow, MemberField, PasteField};
use connectwise::forms;
use connectwise::grid::COLUMNS;
use setup::Document;

/// Between two remarks on one line.
const BETWEEN: &str = " \u{b7} ";
const STYLE: &str = include_str!("document.css");

pub fn page(record: &Record, today: Date) -> String {
    let day = dates::day(today);
    let mut page = Page { markup: Markup::default(), sections: 0, plan: record.is_plan() };
    page.head(record, &day);
    page.masthead(record, &day);
    page.place(record);
    page.role(record);
    page.member(record);
    page.keys(record);
    page.check(record);
    page.hand_over(record);
    page.signatures(record);
    page.markup.finish()
}

impl Page {
    fn head(&mut self, record: &Record, day: &str) {
        self.raw(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<title>",
        )
        .text(&record.title())
        .raw("</title>\n<style>\n")
        .raw(STYLE)
        // What a loose sheet has to say, where the browser knows of margins: whose it is,
        // which role, which page.
        .raw("@page {\n@top-left { content: \"")
        .quoted(&one_line(&[&record.product, &record.company]))
        .raw("\"; }\n@top-right { content: \"")
        .quoted(match (record.practice, &record.by_hand) {
            (true, _) => "PRACTICE",
            (false, Some(_)) => "ADDED BY HAND",
            (false, None) => "",
        })
        .raw("\"; }\n@bottom-left { content: \"")
        .quoted(&one_line(&[day, &role_of(record), record.program]))
        .raw("\"; }\n}\n</style>\n</head>\n<body>\n");
        if record.practice {
            self.raw("<p class=\"stamp\" aria-hidden=\"true\">PRACTICE</p>\n");
        }
        self.raw("<main>\n");
    }

    fn masthead(&mut self, record: &Record, day: &str) {
        self.raw("<header>\n<p class=\"kind\">")
            .raw(if record.is_plan() { "Plan" } else { "Change record" })
            .raw("</p>\n<h1>ConnectWise PSA connection for <span>")
            .text(&record.product)
            .raw("</span></h1>\n");
        self.facts(&[
            fact("Company", record.company.as_str()),
            fact("Vendor", record.vendor.as_str()),
            fact("Date", day),
        ]);
        if record.practice {
            self.raw(
                "<p class=\"practice\"><b>PRACTICE</b> Made with sample data, not a real connection.</p>\n",
            );
        }
        if let Some(said) = &record.by_hand {
            self.raw("<p class=\"practice\">").text(said).raw("</p>\n");
        }
        self.raw(
            "<p class=\"how\">Print this page from the browser, or choose <b>Save as PDF</b> as the printer.</p>\n\
             </header>\n",
        );
    }

    fn place(&mut self, record: &Record) {
        if !record.before.is_empty() {
            self.open("Before you begin");
            for (title, notes) in record.before.iter().filter(|(_, notes)| !notes.is_empty()) {
                self.raw("<h3>").raw(title).raw("</h3>\n");
                self.notes(notes);
            }
            self.close();
        }
        self.open("Your ConnectWise");
        self.facts(&record.place);
        self.notes(&record.place_notes);
        self.close();
    }

    fn role(&mut self, record: &Record) {
        self.open("Security role");
        self.facts(&record.role);
        self.notes(&record.role_notes);
        if !record.rows_are_set {
            self.raw("<p>Nothing was set row by row. The product needs these rows at least.</p>\n");
        } else if !record.groups.is_empty() {
            self.raw("<p>Every row that is not listed stays <b>None</b>.</p>\n");
        }
        self.close();
        for group in &record.groups {
            self.module(group, record);
        }
    }

    fn module(&mut self, group: &GridGroup, record: &Record) {
        let to_tick = record.rows_are_set;
        self.raw("<section class=\"module\">\n<h3>").text(&group.module).raw(" <span>");
        if to_tick && !self.plan {
            self.markup.text(&group.progress);
        }
        self.raw("</span></h3>\n<table class=\"grid\">\n<thead><tr>");
        if to_tick {
            self.raw("<th scope=\"col\" class=\"box-column\">Set</th>");
        }
        self.raw("<th scope=\"col\">Row</th>");
        for column in COLUMNS {
            self.raw("<th scope=\"col\" class=\"level\">").raw(column).raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in &group.rows {
            self.row(row, to_tick, record.not_used.contains(&row.line));
        }
        self.raw("</tbody>\n</table>\n");
        for tables in group.rows.iter().filter_map(|row| row.tables.as_ref()) {
            self.tables(tables, to_tick);
        }
        self.raw("</section>\n");
    }

    fn row(&mut self, row: &GridRow, to_tick: bool, not_used: bool) {
        self.raw("<tr>");
        if to_tick {
            self.raw("<td>");
            self.tick(row.ticked);
            self.raw("</td>");
        }
        self.raw("<th scope=\"row\">").text(&row.name);
        let unused: &[String] = if not_used { &["Not used".to_owned()] } else { &[] };
        let remarks = [unused, row.why.as_slice(), &row.remarks].concat().join(BETWEEN);
        self.remark(&remarks);
        self.raw("</th>");
        for cell in &row.levels {
            let class = if cell.needed {
                "<td class=\"level needed\"><b>"
            } else {
                "<td class=\"level\"><b>"
            };
            self.raw(class).text(&cell.level).raw("</b></td>");
        }
        self.raw("</tr>\n");
    }

    fn tables(&mut self, tables: &AllowedTables, to_tick: bool) {
        self.raw("<div class=\"tables\">\n<h4>").text(&tables.title).raw("</h4>\n<p>");
        self.markup.marked(&tables.text).raw("</p>\n<ul>\n");
        for item in &tables.items {
            self.raw("<li>");
            if to_tick {
                self.tick(item.ticked);
            }
            self.raw("<span>").text(&item.label).raw("</span></li>\n");
        }
        self.raw("</ul>\n</div>\n");
    }

    fn member(&mut self, record: &Record) {
        self.open("API member");
        self.facts(&[fact("Where", forms::API_MEMBERS.join(" > "))]);
        self.raw(
            "<table class=\"form\">\n<thead><tr><th scope=\"col\" class=\"box-column\">Set</th>\
             <th scope=\"col\">Field</th><th scope=\"col\">Value</th></tr></thead>\n<tbody>\n",
        );
        for field in &record.member {
            self.field(field);
        }
        self.raw("</tbody>\n</table>\n");
        self.notes(&record.member_notes);
        self.close();
    }

    fn field(&mut self, field: &MemberField) {
        self.raw("<tr><td>");
        self.tick(field.ticked);
        self.raw("</td><th scope=\"row\">").text(&field.label).raw("</th><td>");
        match (&field.value, &field.note) {
            (Some(value), _) => self.raw("<b>").text(&value.value).raw("</b>"),
            (None, None) => self.markup.text(&field.rule),
            // The person's own choice.
            (None, Some(_)) => self.raw("<span class=\"line\"></span>"),
        };
        let source = field.source.as_ref().map(|source| format!("({source})"));
        let remarks: Vec<&str> =
            [&field.note, &source].into_iter().flatten().map(String::as_str).collect();
        self.remark(&remarks.join(" "));
        self.raw("</td></tr>\n");
    }

    fn keys(&mut self, record: &Record) {
        self.open_whole("Key pair");
        self.facts(&record.keys);
        self.notes(&record.key_notes);
        self.raw("<p class=\"warn\">No key belongs on this paper.</p>\n");
        self.close();
    }

    fn check(&mut self, record: &Record) {
        if record.check.is_empty() {
            return;
        }
        self.open_whole("Check");
        self.facts(&record.check);
        self.list("Remarks", &record.remarks);
        self.list("More than needed, worst first", &record.wider);
        self.close();
    }

    fn hand_over(&mut self, record: &Record) {
        self.open_whole("Hand over");
        self.raw(
            "<table class=\"form\">\n<thead><tr><th scope=\"col\" class=\"box-column\">Pasted</th>\
             <th scope=\"col\">Their field</th><th scope=\"col\">Value</th></tr></thead>\n<tbody>\n",
        );
        for field in &record.hand_over {
            self.pasted(field);
        }
        self.raw("</tbody>\n</table>\n");
        self.close();
    }

    fn pasted(&mut self, field: &PasteField) {
        self.raw("<tr><td>");
        self.tick(field.ticked);
        self.raw("</td><th scope=\"row\">").text(&field.value.label).raw("</th><td>");
        // A secret's place, never its value nor its mask.
        if field.value.secret {
            self.raw("<span class=\"remark\">Secret: not written here</span>");
        } else if field.value.value.is_empty() {
            self.raw("<span class=\"line\"></span>");
        } else {
            self.raw("<b>").text(&field.value.value).raw("</b>");
        }
        let unavailable = field.unavailable.as_ref().filter(|_| !self.plan && !field.value.secret);
        let remarks: Vec<&str> =
            [unavailable, field.note.as_ref()].into_iter().flatten().map(String::as_str).collect();
        self.remark(&remarks.join(" "));
        self.raw("</td></tr>\n");
    }

    fn signatures(&mut self, record: &Record) {
        self.open_whole("Signed");
        self.raw(
            "<table class=\"sign\">\n<thead><tr><td></td><th scope=\"col\">Name</th>\
             <th scope=\"col\">Date</th><th scope=\"col\">Signature</th></tr></thead>\n<tbody>\n\
             <tr><th scope=\"row\">Done by</th><td></td><td></td><td></td></tr>\n\
             <tr><th scope=\"row\">Checked by</th><td></td><td></td><td></td></tr>\n\
             </tbody>\n</table>\n<footer>\n<p>",
        )
        .text(&record.source)
        .raw("</p>\n<p>Made with ")
        .text(record.program)
        .raw(". It holds no keys.</p>\n</footer>\n");
        self.close();
        self.raw("</main>\n</body>\n</html>\n");
    }
}

impl Record {
    fn is_plan(&self) -> bool {
        self.document == Document::Plan
    }
}

fn role_of(record: &Record) -> String {
    record.role.first().map_or_else(String::new, |fact| format!("Role: {}", fact.value))
}

fn one_line(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(BETWEEN)
}
