//! Addresses inside this program: where to go after signing in or after a form. Never to another site.

use app::paths;
use http::Uri;

/// The address when it is one of our pages, else the first page.
pub(crate) fn or_first_page(path: &str) -> &str {
    if is_page(path) { path } else { paths::TODAY }
}

/// `//host` and `/\host` lead browsers to other sites; blanks and control characters break the header.
fn is_page(path: &str) -> bool {
    let bare = path.split(['?', '#']).next().unwrap_or_default();
    path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && bare != paths::SIGN_IN
        && bare != paths::SIGN_OUT
        && !bare.starts_with("/api/")
}

/// Path and query of an absolute or local address; the first page when there is none.
pub(crate) fn of_address(address: &str) -> String {
    let local = address.parse::<Uri>().ok().and_then(|uri| uri.path_and_query().map(ToString::to_string));
    local.filter(|path| is_page(path)).unwrap_or_else(|| paths::TODAY.to_owned())
}

/// The address with a parameter, in the place of all earlier ones of that name.
pub(crate) fn with_parameter(address: &str, name: &str, value: &str) -> String {
    let stripped = without(address, &[name]);
    if value.is_empty() {
        return stripped;
    }
    let joint = if stripped.contains('?') { '&' } else { '?' };
    format!("{stripped}{joint}{name}={}", paths::encoded(value))
}

/// The address without the parameters of these names.
pub(crate) fn without(address: &str, names: &[&str]) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let kept: Vec<&str> =
        query.split('&').filter(|pair| !pair.is_empty() && !names.contains(&name_of(pair))).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// The last value of a parameter, still percent-encoded.
pub(crate) fn last_parameter<'a>(address: &'a str, name: &str) -> Option<&'a str> {
    let (_, query) = address.split_once('?')?;
    query.split('&').rev().find(|pair| name_of(pair) == name).and_then(|pair| pair.split_once('=')).map(|(_, value)| value)
}

fn name_of(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_gone_to() {
        for path in ["/", "/contracts?page=2", "/contracts/7/draft/party?held=ab&__err=x"] {
            assert_eq!(or_first_page(path), path);
        }
        let others = [
            "", "contracts", "//evil.example", "/\\evil.example", "https://evil.example/", "/a\r\nb", "/sign-in?next=/",
            "/sign-out", "/api/frame", "javascript:alert(1)",
        ];
        for path in others {
            assert_eq!(or_first_page(path), "/", "{path}");
        }
    }

    #[test]
    fn an_address_of_a_page_loses_its_host() {
        assert_eq!(of_address("http://127.0.0.1:3000/vendors/new?a=1"), "/vendors/new?a=1");
        assert_eq!(of_address("http://127.0.0.1:3000"), "/");
        assert_eq!(of_address("about:blank"), "/");
        assert_eq!(of_address(""), "/");
    }

    #[test]
    fn a_parameter_replaces_those_of_the_same_name() {
        assert_eq!(with_parameter("/a", "held", "x y"), "/a?held=x%20y");
        assert_eq!(with_parameter("/a?held=1&b=2&held=3", "held", "4"), "/a?b=2&held=4");
        assert_eq!(with_parameter("/a?held=1", "held", ""), "/a");
        assert_eq!(last_parameter("/a?x=1&x=2", "x"), Some("2"));
    }
}
