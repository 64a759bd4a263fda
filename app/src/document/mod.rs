//! 文書 on screen, like paper: the accessible equivalent of the PDF, from the same value. Text, numbers,
//! headings and order are those of the PDF; pages are not. [`DocumentView`] shows any document.

mod columns;
mod running;

use domain::document::{Block, Document, DocumentMark, Heading, HeadingLevel, Letterhead, Part};
use leptos::prelude::*;

use columns::{FrameView, PairsView, SendersView, TableView};
use running::{ArticleView, ListView, ParagraphView};

/// A sheet for each part.
#[component]
pub fn DocumentView(document: Document) -> impl IntoView {
    let Document {
        number,
        header,
        footer,
        mark,
        parts,
        ..
    } = document;
    let foot = [footer, number.clone().unwrap_or_default()];
    let foot: Vec<String> = foot.into_iter().filter(|text| !text.is_empty()).collect();
    view! {
        <div class="paper">
            {parts.into_iter().enumerate().map(|(place, part)| view! {
                <Sheet
                    id=format!("document-part-{place}")
                    part
                    mark
                    number=number.clone()
                    header=header.clone()
                    footer=foot.join("　")
                />
            }).collect_view()}
        </div>
    }
}

#[component]
fn Sheet(
    id: String,
    part: Part,
    mark: DocumentMark,
    number: Option<String>,
    header: String,
    footer: String,
) -> impl IntoView {
    let labelled_by = id.clone();
    let prefix = id.clone();
    view! {
        <article class="paper__sheet" aria-labelledby=labelled_by>
            {mark.label().map(|label| view! {
                <p class="paper__mark">{label}<span class="dads-u-visually-hidden">{meaning(mark)}</span></p>
            })}
            {(!header.is_empty()).then(|| view! { <p class="paper__header">{header}</p> })}
            {part.label.map(|label| view! { <p class="paper__label">{label}</p> })}
            {part.letterhead.map(|letterhead| view! { <LetterheadView letterhead number/> })}
            <h2 class="paper__title" id=id>{part.heading}</h2>
            {part.blocks.into_iter().map(|block| block_view(block, &prefix)).collect_view()}
            <p class="paper__page">{footer}</p>
        </article>
    }
}

fn meaning(mark: DocumentMark) -> &'static str {
    match mark {
        DocumentMark::Draft => "（発行前）",
        DocumentMark::Issued => "",
        DocumentMark::Copy => "（写し）",
        DocumentMark::FileCopy => "（控え）",
    }
}

fn block_view(block: Block, prefix: &str) -> AnyView {
    match block {
        Block::Heading(heading) => heading_view(heading),
        Block::Paragraph(paragraph) => view! { <ParagraphView paragraph/> }.into_any(),
        Block::Article(article) => {
            let id = format!("{prefix}-article-{}", article.number);
            view! { <ArticleView article id/> }.into_any()
        }
        Block::List(list) => view! { <ListView list/> }.into_any(),
        Block::Table(table) => view! { <TableView table/> }.into_any(),
        Block::Pairs(pairs) => view! { <PairsView pairs/> }.into_any(),
        Block::Frame(frame) => view! { <FrameView frame/> }.into_any(),
        Block::Signatures(signatures) => view! {
            <div class="paper-signatures">
                {(!signatures.date.is_empty()).then(|| view! { <p class="paper-signatures__date">{signatures.date}</p> })}
                <SendersView senders=signatures.parties/>
            </div>
        }
        .into_any(),
    }
}

fn heading_view(heading: Heading) -> AnyView {
    match heading.level {
        HeadingLevel::Section => {
            view! { <h3 class="paper__section">{heading.text}</h3> }.into_any()
        }
        HeadingLevel::Subsection => {
            view! { <h4 class="paper__subsection">{heading.text}</h4> }.into_any()
        }
    }
}

/// 文書番号 and 日付 at the right, 宛先 at the left, 差出人 at the right.
#[component]
fn LetterheadView(letterhead: Letterhead, number: Option<String>) -> impl IntoView {
    let Letterhead {
        number: own,
        date,
        addressee,
        sender,
    } = letterhead;
    let at_right = [own.or(number).unwrap_or_default(), date];
    view! {
        <div class="paper-letterhead">
            {at_right.into_iter().filter(|text| !text.is_empty()).map(|text| view! {
                <p class="paper-paragraph" data-align="end">{text}</p>
            }).collect_view()}
            {addressee.into_iter().map(|line| view! { <p class="paper-letterhead__addressee">{line}</p> }).collect_view()}
            {sender.map(|sender| view! { <SendersView senders=vec![sender]/> })}
        </div>
    }
}
