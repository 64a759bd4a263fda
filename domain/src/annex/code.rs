//! 二次元コード: what the code at the foot of an issued annex says — version of the code, 文書番号, and the
//! beginning of the fingerprint of the words. A camera reads it from paper; 「PDFの確認」 takes it. It is all
//! ASCII: readers take the bytes of Japanese for this encoding or that.

/// The code says this first, so that what else is read is not taken for one.
const VERSION: &str = "ITAKU1";
/// Hexadecimal digits of the fingerprint: enough that nobody meets another text by chance.
pub const FINGERPRINT_DIGITS: usize = 12;

/// What a code says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexCode {
    /// 文書番号.
    pub document_no: String,
    /// Beginning of the SHA-256 of the words of the document.
    pub fingerprint: String,
}

impl AnnexCode {
    /// As it is put in the code.
    #[must_use]
    pub fn text(&self) -> String {
        format!(
            "{VERSION}:{}:{}",
            escaped(&self.document_no),
            self.fingerprint
        )
    }

    /// What was read, by a camera or typed. None when it is no code of ours.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.trim().strip_prefix(VERSION)?.strip_prefix(':')?;
        let (document_no, fingerprint) = rest.rsplit_once(':')?;
        let fingerprint = fingerprint.trim().to_ascii_lowercase();
        let is_whole = fingerprint.len() == FINGERPRINT_DIGITS
            && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit());
        let document_no = unescaped(document_no.trim())?;
        (is_whole && !document_no.is_empty()).then_some(Self {
            document_no,
            fingerprint,
        })
    }
}

/// Every byte that is no letter, digit or hyphen as `%E7`.
fn escaped(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(escape).collect()
}

fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut parts = text.split('%');
    bytes.extend(parts.next()?.bytes());
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend(rest.bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_written_and_nothing_else_is() {
        let code = AnnexCode {
            document_no: "特記R8-0001".to_owned(),
            fingerprint: "0123456789ab".to_owned(),
        };
        assert_eq!(code.text(), "ITAKU1:%E7%89%B9%E8%A8%98R8-0001:0123456789ab");
        let check = |text: &str, expect| assert_eq!(AnnexCode::parse(text), expect, "{text}");
        check(&code.text(), Some(code.clone()));
        check(" ITAKU1:特記R8-0001:0123456789AB\n", Some(code));
        check("ITAKU1:%E7:0123456789ab", None);
        check("ITAKU1:%特:0123456789ab", None);
        for other in [
            "特記R8-0001",
            "ITAKU2:特記R8-0001:0123456789ab",
            "ITAKU1:特記R8-0001",
            "ITAKU1:特記R8-0001:0123",
            "ITAKU1::0123456789ab",
            "https://example.com/",
        ] {
            check(other, None);
        }
    }
}
