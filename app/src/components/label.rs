//! Labels of form fields by name, for the summary of errors.

/// The label of a field. Names are those of the input structs in `domain`.
#[must_use]
pub fn field_label(field: &str) -> String {
    let label = match field {
        "title" => "件名",
        "unit_id" => "所管課",
        "vendor_id" => "委託先",
        "vendor_branch" => "支店・営業所",
        "contract_no" => "契約番号",
        "procurement_method" => "契約方法",
        "document_kind" => "契約書類",
        "starts_on" => "契約期間の開始日",
        "ends_on" => "契約期間の終了日",
        "amount_yen" => "契約金額",
        "amount_kind" => "金額の種類",
        "prior_notice_on" => "特記事項を事前に示した日",
        "note" => "備考",
        "confidentiality" => "機密性の分類",
        "integrity" => "完全性の分類",
        "availability" => "可用性の分類",
        "segment" => "接続系統",
        "facts" => "業務の内容",
        "personal_info_count" => "個人情報の件数",
        "appendices" => "別紙の表",
        "signed_on" => "契約日",
        "signing_method" => "締結の方法",
        "comment" => "差し戻しの理由",
        "reason" => "理由",
        "add" => "追加する条項",
        "name" => "名称",
        "kind" => "種別",
        "kana" => "フリガナ",
        "corporate_number" => "法人番号",
        "invoice_number" => "登録番号",
        "address" => "所在地",
        "representative" => "代表者",
        "phone" => "電話",
        "number" => "番号",
        "scope" => "対象範囲",
        "expires_on" => "有効期限",
        "from_on" => "開始日",
        "to_on" => "終了日",
        "code" => "コード",
        "parent_id" => "上位組織",
        "organ_type" => "組織区分",
        "aliases" => "別名・旧名称",
        "valid_from" => "適用開始",
        "valid_to" => "適用終了",
        "staff_no" => "職員番号",
        "email" => "メール",
        "employment_kind" => "任用の区分",
        "in_office_from" => "在職開始",
        "in_office_to" => "在職終了",
        "role" => "役割",
        "sign_in_name" => "サインイン名",
        "password" => "パスワード",
        "inspected_on" => "点検日",
        "method" => "点検の方法",
        "items" => "点検の結果",
        other => return nested_label(other),
    };
    label.to_owned()
}

/// `decisions[SEC-03][reason]` → 条項SEC-03の理由; `items[12][note]` → 所見.
fn nested_label(field: &str) -> String {
    let mut parts = field.split(['[', ']']).filter(|part| !part.is_empty());
    match (parts.next(), parts.next(), parts.next()) {
        (Some("decisions"), Some(clause), Some("reason")) => format!("条項{clause}を入れない理由"),
        (Some("decisions"), Some(clause), Some("expires_on")) => format!("条項{clause}を入れない期限"),
        (Some("decisions"), Some(clause), _) => format!("条項{clause}"),
        (Some("covers"), Some(item), _) => format!("契約項目{item}"),
        (Some("items"), _, Some("note")) => "所見".to_owned(),
        (Some("items"), ..) => "点検の結果".to_owned(),
        (Some("files"), ..) => "証拠".to_owned(),
        _ => field.to_owned(),
    }
}
