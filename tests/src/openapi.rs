//! An answer held against the schema a document promises. It knows the words of JSON Schema this document uses,
//! and refuses those it does not know: nothing is passed over.

use serde_json::Value;

/// Words that say nothing about what is allowed.
const REMARKS: [&str; 4] = ["description", "example", "title", "examples"];

/// What of the value is not as the schema says, each with its place.
#[must_use]
pub fn problems(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(document, schema, value, "$", &mut found);
    found
}

fn check(document: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let place = name.trim_start_matches('#');
        match document.pointer(place) {
            Some(schema) => check(document, schema, value, at, found),
            None => found.push(format!("{at}: no {name} in the document")),
        }
        return;
    }
    let Some(words) = schema.as_object() else {
        found.push(format!("{at}: no schema"));
        return;
    };
    if let Some(says) = words.get("type").filter(|says| !is_of_type(says, value)) {
        found.push(format!("{at}: {value} is not {says}"));
        return;
    }
    for (word, says) in words {
        match word.as_str() {
            "oneOf" | "anyOf" => {
                let choices = says.as_array().into_iter().flatten();
                if !choices
                    .into_iter()
                    .any(|one| problems(document, one, value).is_empty())
                {
                    found.push(format!("{at}: {value} is none of {says}"));
                }
            }
            "required" => {
                for name in says.as_array().into_iter().flatten() {
                    if value.is_object() && value.get(name.as_str().unwrap_or_default()).is_none() {
                        found.push(format!("{at}: {name} is missing"));
                    }
                }
            }
            "properties" => {
                for (name, inner) in value.as_object().into_iter().flatten() {
                    match says.get(name) {
                        Some(schema) => {
                            check(document, schema, inner, &format!("{at}.{name}"), found);
                        }
                        None => found.push(format!("{at}: nothing is said of {name}")),
                    }
                }
            }
            "items" => {
                for (number, inner) in value.as_array().into_iter().flatten().enumerate() {
                    check(document, says, inner, &format!("{at}[{number}]"), found);
                }
            }
            "enum" if !says.as_array().is_some_and(|all| all.contains(value)) => {
                found.push(format!("{at}: {value} is none of {says}"));
            }
            "format" if !is_of_format(says.as_str().unwrap_or_default(), value) => {
                found.push(format!("{at}: {value} is no {says}"));
            }
            "minimum" if value.as_f64() < says.as_f64() => {
                found.push(format!("{at}: {value} is less than {says}"));
            }
            "type" | "enum" | "format" | "minimum" => {}
            other if REMARKS.contains(&other) => {}
            other => found.push(format!("{at}: the word {other} is not known to the test")),
        }
    }
}

fn is_of_type(says: &Value, value: &Value) -> bool {
    let is = |kind: &str| match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => false,
    };
    match says {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(is),
        kind => kind.as_str().is_some_and(is),
    }
}

fn is_of_format(format: &str, value: &Value) -> bool {
    let Some(text) = value.as_str() else {
        return !matches!(format, "date" | "date-time") || value.is_null();
    };
    match format {
        "date" => text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok(),
        "date-time" => chrono::DateTime::parse_from_rfc3339(text).is_ok(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_wrong_is_found() {
        let document = json!({ "components": { "schemas": { "Row": {
            "type": "object",
            "required": ["id", "on"],
            "properties": {
                "id": { "type": "integer", "format": "int64", "minimum": 0 },
                "on": { "type": ["string", "null"], "format": "date" },
            },
        } } } });
        let schema = json!({ "type": "array", "items": { "$ref": "#/components/schemas/Row" } });
        let wrong = |value: Value| problems(&document, &schema, &value).len();
        assert_eq!(wrong(json!([{ "id": 1, "on": "2026-04-01" }])), 0);
        assert_eq!(wrong(json!([{ "id": 1, "on": null }])), 0);
        assert_eq!(wrong(json!([{ "id": "1", "on": null }])), 1);
        assert_eq!(wrong(json!([{ "id": -1, "on": null }])), 1);
        assert_eq!(wrong(json!([{ "id": 1, "on": "2026/4/1" }])), 1);
        assert_eq!(wrong(json!([{ "id": 1 }])), 1);
        assert_eq!(wrong(json!([{ "id": 1, "on": null, "more": 1 }])), 1);
        assert_eq!(wrong(json!({})), 1);
        assert_eq!(
            problems(&document, &json!({ "maxItems": 1 }), &json!([])).len(),
            1
        );
    }
}
