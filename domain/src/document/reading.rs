//! What a document says, without how it looks: its words in reading order, one line for each paragraph and
//! cell. Marks, readings and rules are no part of it.

use super::{
    Article, Block, Document, Letterhead, List, Part, Row, Seal, Sender, Signatures, Table,
    article_name, digits,
};

impl Document {
    /// Its words in reading order.
    #[must_use]
    pub fn reading(&self) -> Vec<String> {
        let mut lines = vec![self.title.clone()];
        lines.extend(self.number.clone());
        lines.extend([self.header.clone(), self.footer.clone()]);
        lines.extend(self.mark.label().map(str::to_owned));
        for part in &self.parts {
            read_part(part, &mut lines);
        }
        lines.retain(|line| !line.is_empty());
        lines
    }
}

fn read_part(part: &Part, lines: &mut Vec<String>) {
    lines.extend(part.label.clone());
    if let Some(letterhead) = &part.letterhead {
        read_letterhead(letterhead, lines);
    }
    lines.push(part.heading.clone());
    for block in &part.blocks {
        match block {
            Block::Heading(heading) => lines.push(heading.text.clone()),
            Block::Paragraph(paragraph) => lines.push(paragraph.text.plain()),
            Block::Article(article) => read_article(article, lines),
            Block::List(list) => read_list(list, lines),
            Block::Table(table) => read_table(table, lines),
            Block::Pairs(pairs) => {
                for pair in &pairs.pairs {
                    lines.extend([pair.label.clone(), pair.value.plain()]);
                }
            }
            Block::Frame(frame) => lines.extend([frame.label.clone(), frame.text.plain()]),
            Block::Signatures(signatures) => read_signatures(signatures, lines),
        }
    }
}

fn read_letterhead(letterhead: &Letterhead, lines: &mut Vec<String>) {
    lines.extend(letterhead.number.clone());
    lines.push(letterhead.date.clone());
    lines.extend(letterhead.addressee.iter().cloned());
    if let Some(sender) = &letterhead.sender {
        read_sender(sender, lines);
    }
}

fn read_signatures(signatures: &Signatures, lines: &mut Vec<String>) {
    lines.push(signatures.date.clone());
    for party in &signatures.parties {
        read_sender(party, lines);
    }
}

fn read_sender(sender: &Sender, lines: &mut Vec<String>) {
    lines.push(sender.role.clone());
    for entry in &sender.entries {
        lines.extend([entry.label.clone(), entry.value.clone()]);
        match entry.seal {
            Seal::Printed => lines.push("印".to_owned()),
            Seal::None => {}
        }
    }
}

fn read_article(article: &Article, lines: &mut Vec<String>) {
    lines.push(format!("（{}）", article.heading));
    for paragraph in &article.paragraphs {
        let label = if paragraph.number == 1 {
            article_name(article.number)
        } else {
            digits(paragraph.number)
        };
        lines.push(format!("{label}　{}", paragraph.text));
        let items = paragraph.items.iter();
        lines.extend(items.map(|item| format!("({})　{}", item.number, item.text)));
    }
}

fn read_list(list: &List, lines: &mut Vec<String>) {
    for (number, item) in (1..).zip(&list.items) {
        lines.push(format!(
            "{}　{}",
            list.numbering.label(number),
            item.text.plain()
        ));
        if let Some(inner) = &item.inner {
            read_list(inner, lines);
        }
    }
}

fn read_table(table: &Table, lines: &mut Vec<String>) {
    lines.extend(table.groups.iter().map(|group| group.label.clone()));
    lines.extend(table.columns.iter().map(|column| column.label.clone()));
    for row in &table.rows {
        match row {
            Row::Cells(cells) => lines.extend(cells.iter().map(super::Text::plain)),
            Row::Heading(text) => lines.push(text.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Column, Numbering};
    use super::*;

    #[test]
    fn words_come_in_the_order_they_are_read() {
        let table = Table {
            rows: vec![["1", "甲"].into()],
            ..Table::new("表", vec![Column::new("番号", 1), Column::new("氏名", 1)])
        };
        let letterhead = Letterhead {
            date: "令和８年４月１日".to_owned(),
            addressee: vec!["乙　様".to_owned()],
            sender: Some(Sender::named("町長")),
            ..Letterhead::default()
        };
        let blocks = vec![
            Block::paragraph("本文"),
            Block::List(List::new(Numbering::Kana, ["一", "二"])),
            Block::Table(table),
        ];
        let document = Document {
            number: Some("第１号".to_owned()),
            parts: vec![Part {
                letterhead: Some(letterhead),
                ..Part::new("通知", blocks)
            }],
            ..Document::new("題")
        };
        let wanted = [
            "題",
            "第１号",
            "令和８年４月１日",
            "乙　様",
            "町長",
            "通知",
            "本文",
            "ア　一",
            "イ　二",
            "番号",
            "氏名",
            "1",
            "甲",
        ];
        assert_eq!(document.reading(), wanted);
    }
}
