//! What stands in columns, and what a letter has above its heading.

use domain::document::{Frame, Letterhead, Pairs, Sender, Signatures, Table};

use super::writer::{Setting, Writer};
use super::{BODY_LEADING, FlowItem};
use crate::error::DocumentError;
use crate::layout::Role;
use crate::layout::table::{self, TableLines};

impl Writer<'_, '_> {
    pub(super) fn write_table(&mut self, table: &Table) -> Result<(), DocumentError> {
        let width = self.orientation.text_width();
        let table = table::measure_table(table, width, &self.name, self.shaper)?;
        self.push(table);
        Ok(())
    }

    pub(super) fn write_pairs(&mut self, pairs: &Pairs) {
        let width = self.orientation.text_width();
        let pairs = table::measure_pairs(pairs, width, &self.name, self.shaper);
        self.push(pairs);
    }

    pub(super) fn write_frame(&mut self, frame: &Frame) {
        let width = self.orientation.text_width();
        let frame = table::measure_frame(frame, width, &self.name, self.shaper);
        self.push(frame);
    }

    pub(super) fn write_signatures(&mut self, signatures: &Signatures) {
        if !signatures.date.is_empty() {
            let date = Setting {
                space_before: BODY_LEADING * 0.5,
                space_after: BODY_LEADING * 0.5,
                keep: super::Keep::WithNext,
                ..Setting::body(1, 1)
            };
            self.line(&signatures.date, &date);
        }
        for party in &signatures.parties {
            self.write_sender(party);
        }
    }

    /// 文書番号 and 日付 at the right, 宛先 at the left, 差出人 in the right half.
    pub(super) fn write_letterhead(&mut self, letterhead: &Letterhead, number: Option<&str>) {
        if let Some(number) = letterhead.number.as_deref().or(number) {
            self.line(number, &Setting::at_right());
        }
        if !letterhead.date.is_empty() {
            let date = Setting {
                space_after: BODY_LEADING * 0.5,
                ..Setting::at_right()
            };
            self.line(&letterhead.date, &date);
        }
        for addressee in &letterhead.addressee {
            self.line(addressee, &Setting::body(1, 1));
        }
        if let Some(sender) = &letterhead.sender {
            let is_name =
                sender.role.is_empty() && sender.entries.iter().all(|entry| entry.label.is_empty());
            self.space(BODY_LEADING * 0.5);
            if is_name {
                for entry in &sender.entries {
                    self.line(&entry.value, &Setting::at_right());
                }
            } else {
                self.write_sender(sender);
            }
        }
        self.space(BODY_LEADING * 0.5);
    }

    fn write_sender(&mut self, sender: &Sender) {
        let width = self.orientation.text_width();
        let sender = table::measure_sender(sender, width, &self.name, self.shaper);
        self.push(sender);
    }

    /// A paragraph of its own.
    fn line(&mut self, text: &str, setting: &Setting) {
        let place = format!("{}の前文", self.name);
        let element = self.element(Role::Paragraph, self.part);
        self.lines(text, setting, element, &|| place.clone());
    }

    /// Blank below what was written last.
    fn space(&mut self, height: f32) {
        match self.items.last_mut() {
            Some(FlowItem::Lines(block)) => block.space_after += height,
            Some(FlowItem::Table(table)) => table.space_after += height,
            None => {}
        }
    }

    fn push(&mut self, table: TableLines) {
        let table = table.with_elements(self.part, self.elements);
        self.items.push(FlowItem::Table(table));
    }
}
