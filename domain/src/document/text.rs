//! Running text: characters, some of them marked, and how a paragraph of them is set.

use serde::{Deserialize, Serialize};

/// Text, parts of which may be marked. A line break (`\n`) begins a new line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text(pub Vec<Span>);

/// Characters that are set alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The characters.
    pub text: String,
    /// How they differ from the rest.
    pub emphasis: Emphasis,
}

/// How a span differs from the rest of its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Emphasis {
    /// It does not.
    Plain,
    /// 下線: what was changed, in a 新旧対照表.
    Underlined,
    /// ゴシック.
    Strong,
    /// ルビ: its reading, above.
    Ruby(String),
}

/// 段落.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it says. Each line of it is a paragraph of its own.
    pub text: Text,
    /// How its lines fill the width.
    pub alignment: Alignment,
    /// 字下げ of the first line, in characters.
    pub first_indent: u32,
    /// 字下げ of the other lines.
    pub indent: u32,
    /// Size of the type.
    pub size: TextSize,
}

/// How lines fill the width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Alignment {
    /// 両端揃え: both edges flush.
    Justified,
    /// 左寄せ.
    Start,
    /// 中央.
    Centre,
    /// 右寄せ.
    End,
}

/// Size of the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextSize {
    /// That of the running text.
    Normal,
    /// That of tables and remarks.
    Small,
}

/// Whether a box is ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tick {
    /// ■.
    Ticked,
    /// □.
    Empty,
}

impl Tick {
    /// Ticked when it holds.
    #[must_use]
    pub fn when(holds: bool) -> Self {
        if holds { Self::Ticked } else { Self::Empty }
    }

    /// The box as a character.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Self::Ticked => '■',
            Self::Empty => '□',
        }
    }
}

impl Text {
    /// チェック欄: each choice with its box, the chosen ones ticked: `□正規　■派遣`.
    #[must_use]
    pub fn choices<'a>(choices: impl IntoIterator<Item = (&'a str, Tick)>) -> Self {
        let boxes = choices
            .into_iter()
            .map(|(choice, tick)| format!("{}{choice}", tick.sign()));
        boxes.collect::<Vec<_>>().join("　").into()
    }

    /// The characters without their marks.
    #[must_use]
    pub fn plain(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }

    /// Whether there is nothing to print.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|span| span.text.is_empty())
    }

    /// The same text and then this.
    #[must_use]
    pub fn then(mut self, span: Span) -> Self {
        self.0.push(span);
        self
    }

    /// Its lines. A text without characters has none.
    #[must_use]
    pub fn lines(&self) -> Vec<Self> {
        let mut lines = vec![Self::default()];
        for span in &self.0 {
            for (index, text) in span.text.split('\n').enumerate() {
                if 0 < index {
                    lines.push(Self::default());
                }
                let text = text.strip_suffix('\r').unwrap_or(text);
                if let Some(line) = lines.last_mut().filter(|_| !text.is_empty()) {
                    line.0.push(Span {
                        text: text.to_owned(),
                        emphasis: span.emphasis.clone(),
                    });
                }
            }
        }
        // As `str::lines`: a line break at the end begins no line.
        if lines.last().is_some_and(|line| line.0.is_empty()) {
            lines.pop();
        }
        lines
    }
}

impl Span {
    /// Characters without a mark.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            emphasis: Emphasis::Plain,
        }
    }

    /// 下線の付いた characters.
    #[must_use]
    pub fn underlined(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            emphasis: Emphasis::Underlined,
        }
    }

    /// Characters in ゴシック.
    #[must_use]
    pub fn strong(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            emphasis: Emphasis::Strong,
        }
    }

    /// Characters with their reading above.
    #[must_use]
    pub fn ruby(text: impl Into<String>, reading: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            emphasis: Emphasis::Ruby(reading.into()),
        }
    }
}

impl Paragraph {
    /// Justified text of the usual size, its first line indented by one character.
    #[must_use]
    pub fn new(text: impl Into<Text>) -> Self {
        Self {
            text: text.into(),
            alignment: Alignment::Justified,
            first_indent: 1,
            indent: 0,
            size: TextSize::Normal,
        }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        if text.is_empty() {
            Self::default()
        } else {
            Self(vec![Span::plain(text)])
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<Vec<Span>> for Text {
    fn from(spans: Vec<Span>) -> Self {
        Self(spans)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_survive_a_line_break() {
        let text = Text(vec![
            Span::plain("甲は、"),
            Span::underlined("乙\nに"),
            Span::plain("示す。"),
        ]);
        let expected = [
            Text(vec![Span::plain("甲は、"), Span::underlined("乙")]),
            Text(vec![Span::underlined("に"), Span::plain("示す。")]),
        ];
        assert_eq!(text.lines(), expected);
        assert_eq!(text.plain(), "甲は、乙\nに示す。");
    }

    #[test]
    fn lines_are_those_of_a_string() {
        for text in ["", "一", "一\n", "一\r\n二", "\n二", "一\n\n三"] {
            let lines: Vec<String> = Text::from(text).lines().iter().map(Text::plain).collect();
            assert_eq!(lines, text.lines().collect::<Vec<_>>(), "{text:?}");
        }
    }

    #[test]
    fn choices_show_which_was_made() {
        let choices = ["有", "無"].map(|choice| (choice, Tick::when(choice == "有")));
        assert_eq!(Text::choices(choices), "■有　□無".into());
    }
}
