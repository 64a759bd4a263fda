//! 特記事項 on screen, like paper: the accessible equivalent of the PDF, from the same value. Numbers,
//! headings and order are those of the PDF; pages are not.

use domain::annex::{
    AnnexDocument, Article, ArticleItem, ArticleParagraph, Block, DocumentMark, Part, Table,
    article_name, digits,
};
use leptos::prelude::*;

/// A sheet for each part.
#[component]
pub fn AnnexView(document: AnnexDocument) -> impl IntoView {
    let AnnexDocument {
        footer,
        mark,
        parts,
        ..
    } = document;
    view! {
        <div class="annex-paper">
            {parts.into_iter().enumerate().map(|(place, part)| {
                let footer = footer.clone();
                view! { <Sheet id=format!("annex-part-{place}") part mark footer/> }
            }).collect_view()}
        </div>
    }
}

#[component]
fn Sheet(id: String, part: Part, mark: DocumentMark, footer: String) -> impl IntoView {
    let labelled_by = id.clone();
    view! {
        <article class="annex-paper__sheet" aria-labelledby=labelled_by>
            {match mark {
                DocumentMark::Draft => Some(view! {
                    <p class="annex-paper__mark">"案"<span class="dads-u-visually-hidden">"（発行前）"</span></p>
                }),
                DocumentMark::Issued => None,
            }}
            {part.label.map(|label| view! { <p class="annex-paper__label">{label}</p> })}
            <h2 class="annex-paper__title" id=id>{part.heading}</h2>
            {part.blocks.into_iter().map(|block| match block {
                Block::Paragraph(text) => view! { <Paragraph text/> }.into_any(),
                Block::Article(article) => view! { <ArticleView article/> }.into_any(),
                Block::Table(table) => view! { <TableView table/> }.into_any(),
            }).collect_view()}
            <p class="annex-paper__page">{footer}</p>
        </article>
    }
}

/// Running text: each line a paragraph whose first line is indented by one character.
#[component]
fn Paragraph(text: String) -> impl IntoView {
    text.lines()
        .map(|line| view! { <p class="annex-paragraph">{format!("　{line}")}</p> })
        .collect_view()
}

/// 条, with its heading above.
#[component]
fn ArticleView(article: Article) -> impl IntoView {
    let name = article_name(article.number);
    view! {
        <section class="annex-article" id=format!("article-{}", article.number)>
            <h3 class="annex-article__heading">{format!("（{}）", article.heading)}</h3>
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
        <p class="annex-line" data-depth="0"><span class="annex-line__number">{number}</span>{format!("　{}", paragraph.text)}</p>
        {paragraph.items.into_iter().map(|ArticleItem { number, text }| view! {
            <p class="annex-line" data-depth="1">
                <span class="annex-line__number">{format!("({number})")}</span>{format!("　{text}")}
            </p>
        }).collect_view()}
    }
}

#[component]
fn TableView(table: Table) -> impl IntoView {
    view! {
        <table>
            <caption class="dads-u-visually-hidden">{table.caption}</caption>
            <thead>
                <tr>{table.columns.into_iter().map(|column| view! { <th scope="col">{column.label}</th> }).collect_view()}</tr>
            </thead>
            <tbody>
                {table.rows.into_iter().map(|row| view! {
                    <tr>{row.into_iter().map(|text| view! { <td><Lines text/></td> }).collect_view()}</tr>
                }).collect_view()}
            </tbody>
        </table>
    }
}

/// A cell, its line breaks kept.
#[component]
fn Lines(text: String) -> impl IntoView {
    text.lines()
        .enumerate()
        .map(|(place, line)| view! { {(0 < place).then(|| view! { <br/> })}{line.to_owned()} })
        .collect_view()
}
