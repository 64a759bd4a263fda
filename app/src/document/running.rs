//! Running text: paragraphs, articles, lists.

use domain::document::{
    Alignment, Article, ArticleItem, ArticleParagraph, Emphasis, List, Paragraph, Text, TextSize,
    article_name, digits,
};
use leptos::prelude::*;

/// Each line a paragraph of its own.
#[component]
pub(super) fn ParagraphView(paragraph: Paragraph) -> impl IntoView {
    let align = match paragraph.alignment {
        Alignment::Justified => "justify",
        Alignment::Start => "start",
        Alignment::Centre => "center",
        Alignment::End => "end",
    };
    let size = match paragraph.size {
        TextSize::Normal => "normal",
        TextSize::Small => "small",
    };
    let (first, rest) = (paragraph.first_indent, paragraph.indent);
    paragraph
        .text
        .lines()
        .into_iter()
        .map(|line| view! {
            <p class="paper-paragraph" data-align=align data-size=size data-first=first data-rest=rest>{spans(line)}</p>
        })
        .collect_view()
}

/// Characters with their marks.
pub(super) fn spans(text: Text) -> impl IntoView {
    text.0
        .into_iter()
        .map(|span| match span.emphasis {
            Emphasis::Plain => span.text.into_any(),
            Emphasis::Underlined => view! { <u class="paper-changed">{span.text}</u> }.into_any(),
            Emphasis::Strong => view! { <strong>{span.text}</strong> }.into_any(),
            Emphasis::Ruby(reading) => {
                view! { <ruby>{span.text}<rp>"（"</rp><rt>{reading}</rt><rp>"）"</rp></ruby> }
                    .into_any()
            }
        })
        .collect_view()
}

/// 条, with its heading above.
#[component]
pub(super) fn ArticleView(article: Article, id: String) -> impl IntoView {
    let name = article_name(article.number);
    view! {
        <section class="paper-article" id=id>
            <h3 class="paper-article__heading">{format!("（{}）", article.heading)}</h3>
            {article.paragraphs.into_iter().map(|paragraph| {
                let number = if paragraph.number == 1 { name.clone() } else { digits(paragraph.number) };
                view! { <ArticleLines number paragraph/> }
            }).collect_view()}
        </section>
    }
}

/// 項 and its 号. The first 項 shows the name of the 条 instead of its own number.
#[component]
fn ArticleLines(number: String, paragraph: ArticleParagraph) -> impl IntoView {
    view! {
        <p class="paper-line" data-depth="0"><span class="paper-line__number">{number}</span>{format!("　{}", paragraph.text)}</p>
        {paragraph.items.into_iter().map(|ArticleItem { number, text }| view! {
            <p class="paper-line" data-depth="1">
                <span class="paper-line__number">{format!("({number})")}</span>{format!("　{text}")}
            </p>
        }).collect_view()}
    }
}

/// Items under their numbers, in items.
#[component]
pub(super) fn ListView(list: List) -> AnyView {
    let numbering = list.numbering;
    view! {
        <ul class="paper-list" role="list">
            {(1..).zip(list.items).map(|(number, item)| {
                let label = numbering.label(number);
                let label = if label == "・" { label } else { format!("{label}　") };
                view! {
                    <li>
                        <p class="paper-line" data-depth="0">
                            <span class="paper-line__number">{label}</span>{lines(&item.text)}
                        </p>
                        {item.inner.map(|list| view! { <ListView list/> })}
                    </li>
                }
            }).collect_view()}
        </ul>
    }
    .into_any()
}

/// Text with its line breaks kept.
pub(super) fn lines(text: &Text) -> impl IntoView + use<> {
    text.lines()
        .into_iter()
        .enumerate()
        .map(|(place, line)| view! { {(0 < place).then(|| view! { <br/> })}{spans(line)} })
        .collect_view()
}
