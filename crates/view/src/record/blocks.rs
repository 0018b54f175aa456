//! What a document is made of: titled sections, facts, lists, boxes to tick.

use super::markup::Markup;
use crate::types::{Fact, Note, Tone};

pub struct Page {
    pub markup: Markup,
    pub sections: usize,
    pub plan: bool,
}

impl Page {
    pub fn raw(&mut self, literal: &'static str) -> &mut Markup {
        self.markup.raw(literal)
    }

    pub fn open(&mut self, title: &'static str) {
        self.raw("<section>\n");
        self.title(title);
    }

    /// One that stays on one page.
    pub fn open_whole(&mut self, title: &'static str) {
        self.raw("<section class=\"whole\">\n");
        self.title(title);
    }

    fn title(&mut self, title: &'static str) {
        self.sections += 1;
        let number = self.sections;
        self.raw("<h2><span>").number(number).raw("</span> ").raw(title).raw("</h2>\n");
    }

    pub fn close(&mut self) {
        self.raw("</section>\n");
    }

    pub fn facts(&mut self, facts: &[Fact]) {
        self.raw("<dl>\n");
        for Fact { label, value } in facts {
            self.raw("<div><dt>").text(label).raw("</dt>");
            match value.is_empty() {
                true => self.raw("<dd class=\"line\"></dd>"),
                false => self.raw("<dd>").text(value).raw("</dd>"),
            };
            self.raw("</div>\n");
        }
        self.raw("</dl>\n");
    }

    pub fn notes(&mut self, notes: &[Note]) {
        if notes.is_empty() {
            return;
        }
        self.raw("<ul class=\"notes\">\n");
        for note in notes {
            self.raw(if note.tone == Tone::Important {
                "<li class=\"important\">"
            } else {
                "<li>"
            });
            self.markup.marked(&note.text);
            if let Some(source) = &note.source {
                self.raw(" <span class=\"remark\">").text(source).raw("</span>");
            }
            self.raw("</li>\n");
        }
        self.raw("</ul>\n");
    }

    pub fn remark(&mut self, text: &str) {
        if !text.is_empty() {
            self.raw("<span class=\"remark\">").marked(text).raw("</span>");
        }
    }

    pub fn tick(&mut self, ticked: bool) {
        self.raw(if ticked {
            "<span class=\"box ticked\" role=\"img\" aria-label=\"ticked\"></span>"
        } else {
            "<span class=\"box\" role=\"img\" aria-label=\"not ticked\"></span>"
        });
    }

    pub fn list(&mut self, title: &'static str, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        self.raw("<h3>").raw(title).raw("</h3>\n<ul class=\"notes\">\n");
        for line in lines {
            self.raw("<li>").marked(line).raw("</li>\n");
        }
        self.raw("</ul>\n");
    }
}
