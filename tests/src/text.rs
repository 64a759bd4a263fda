//! The text of a page as a person sees it.

/// Text without tags, scripts and hidden parts; blanks joined.
#[must_use]
pub fn visible_text(html: &str) -> String {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let mut text = String::new();
    let mut rest = body;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let skipped = ["script", "style", "template"]
            .iter()
            .find(|tag| rest[1..].starts_with(**tag));
        let end = match skipped {
            Some(tag) => rest.find(&format!("</{tag}>")).map(|at| at + tag.len() + 3),
            None if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 3),
            None => rest.find('>').map(|at| at + 1),
        };
        text.push(' ');
        rest = end.map_or("", |end| &rest[end..]);
    }
    text.push_str(rest);
    unescaped(&text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Entities as the characters they stand for.
#[must_use]
pub fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
