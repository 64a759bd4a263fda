//! 委託先（事業者）台帳.

use super::{Alias, Field::*, alone, under};

#[rustfmt::skip] // one field per entry, words side by side
const CERTIFICATE: &[&str] = &["認証", "第三者認証", "認証等", "認証取得"];

#[rustfmt::skip]
pub(super) const VENDOR: &[Alias] = &[
    alone(LedgerNo, &["No", "No.", "番号", "連番", "項番", "通番", "整理番号", "業者番号", "業者コード", "#"]),
    alone(VendorName, &[
        "商号又は名称", "商号", "名称", "氏名又は名称", "会社名", "業者名", "商号・名称", "事業者名", "委託先",
        "委託先名", "委託事業者", "受託者", "受託者名", "受注者", "委託業者", "委託業者名", "事業者", "業者名称",
        "商号又は名称(支店名)", "名称又は商号",
    ]),
    alone(Kana, &["フリガナ", "ふりがな", "カナ", "商号カナ", "カナ名称", "名称カナ", "ヨミガナ", "商号又は名称(フリガナ)"]),
    alone(VendorKind, &["区分", "種別", "法人・個人", "事業者区分", "法人個人の別", "業者区分", "法人/個人"]),
    alone(CorporateNumber, &["法人番号", "法人No", "法人番号(13桁)"]),
    alone(InvoiceRegistrationNumber, &[
        "登録番号", "登録番号(T)", "適格請求書発行事業者登録番号", "インボイス番号", "インボイス登録番号",
        "T番号", "インボイス", "適格請求書番号", "事業者登録番号",
    ]),
    alone(RepresentativeName, &[
        "代表者職氏名", "代表者", "代表者名", "代表者氏名", "代表者職・氏名", "代表者職名・氏名",
    ]),
    alone(VendorAddress, &["所在地", "住所", "本社所在地", "本店所在地", "所在地(本店)"]),
    alone(VendorPhone, &["電話", "電話番号", "TEL", "連絡先", "代表電話"]),
    under(CERTIFICATE, Certifications, &["種類", "種別", "名称", "取得認証"]),
    alone(Certifications, &[
        "認証", "認証(ISMS/Pマーク)", "認証取得", "取得認証", "第三者認証", "認証種類", "ISMS・Pマーク", "認証・登録",
    ]),
    under(CERTIFICATE, CertificateExpiresOn, &["有効期限", "期限", "有効期間"]),
    alone(CertificateExpiresOn, &["有効期限", "認証有効期限", "認証期限"]),
    alone(Remarks, &["備考", "摘要", "備考欄", "その他"]),
];
