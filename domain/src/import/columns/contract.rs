//! 業務委託契約台帳.

use super::{Alias, Field::*, alone, under};

#[rustfmt::skip] // one field per entry, words side by side
const VENDOR: &[&str] = &[
    "委託先", "委託事業者", "受託者", "受注者", "受託事業者", "契約の相手方", "契約相手方", "相手方",
    "契約業者", "業者", "事業者",
];
#[rustfmt::skip]
const AGREEMENT: &[&str] = &["契約", "契約内容", "契約情報", "契約関係"];
#[rustfmt::skip]
const INFORMATION: &[&str] = &["取扱情報", "情報", "対象情報", "取扱う情報", "情報の取扱い", "情報資産"];
#[rustfmt::skip]
const SUBCONTRACT: &[&str] = &["再委託", "再委託先"];
#[rustfmt::skip]
const CERTIFICATE: &[&str] = &["認証", "第三者認証", "認証等", "認証取得"];
#[rustfmt::skip]
const INSPECTION: &[&str] = &["点検", "確認", "検査", "実地検査", "確認・点検", "履行確認", "監査"];
#[rustfmt::skip]
const CLOSING: &[&str] = &["終了時", "終了", "契約終了時", "契約終了", "完了時"];

#[rustfmt::skip]
pub(super) const CONTRACT: &[Alias] = &[
    alone(LedgerNo, &["No", "No.", "番号", "連番", "項番", "通番", "通し番号", "整理番号", "#"]),
    alone(FiscalYear, &["年度", "会計年度", "契約年度"]),
    alone(ContractNo, &["契約番号", "契約No", "契約No.", "契約管理番号", "契約書番号"]),
    alone(OrganizationUnit, &[
        "所管課", "担当課", "所属", "課名", "所管", "主管課", "所管部署", "担当部署", "部署", "部署名",
        "課", "課等", "担当課名", "所管課名", "所属名", "所管課等", "担当課等", "課室名", "所管所属",
    ]),
    alone(PersonInCharge, &["担当", "担当者", "担当者名", "担当職員", "担当者氏名", "係・担当者", "事務担当者"]),
    alone(Extension, &["内線", "内線番号"]),
    alone(Title, &[
        "件名", "業務名", "契約名", "契約件名", "委託業務名", "業務名称", "委託名", "委託業務名称",
        "契約名称", "委託業務", "業務件名", "委託件名", "契約業務名", "件名・業務名", "委託内容",
    ]),
    under(AGREEMENT, Title, &["名称"]),
    alone(ProcurementMethod, &["契約方法", "契約方式", "契約の方法", "契約方法の別", "契約種別", "入札方法", "選定方法"]),
    under(AGREEMENT, ProcurementMethod, &["方法", "方式"]),
    alone(NegotiatedItem, &["随契理由", "随契理由(号)", "随意契約理由", "随契根拠", "随意契約の根拠", "適用号"]),
    alone(SignedOn, &["契約日", "契約締結日", "締結日", "契約年月日", "締結年月日"]),
    under(AGREEMENT, SignedOn, &["日", "年月日"]),
    alone(StartOn, &[
        "契約始期", "始期", "履行期間(自)", "契約期間(自)", "開始日", "契約開始日", "履行開始日", "着手日",
        "履行期間自", "契約期間自", "契約期間開始", "履行期間始期", "期間(自)", "開始年月日",
    ]),
    under(
        &["契約", "履行期間", "契約期間", "期間", "委託期間", "契約内容"],
        StartOn,
        &["自", "始期", "開始", "開始日", "から"],
    ),
    alone(EndOn, &[
        "契約終期", "終期", "履行期間(至)", "契約期間(至)", "終了日", "契約終了日", "履行終了日", "満了日",
        "契約満了日", "履行期間至", "契約期間至", "契約期間終了", "履行期限", "期間(至)", "終了年月日",
    ]),
    under(
        &["契約", "履行期間", "契約期間", "期間", "委託期間", "契約内容"],
        EndOn,
        &["至", "終期", "終了", "終了日", "まで"],
    ),
    alone(Period, &["履行期間", "契約期間", "委託期間", "業務期間", "期間", "契約履行期間"]),
    alone(EstimatedPrice, &["予定価格", "設計金額", "予定価格(税込)"]),
    alone(AmountExcludingTax, &[
        "金額(税抜)", "契約金額(税抜)", "税抜金額", "契約額(税抜)", "税抜額", "委託料(税抜)", "税抜契約金額",
        "金額(税別)", "契約金額(税別)", "契約金額(税抜き)", "金額(税抜き)",
    ]),
    alone(Amount, &[
        "契約金額", "契約額", "金額", "委託料", "委託金額", "税込金額", "当初契約金額", "契約金額(税込)",
        "契約金額(税込み)", "税込契約金額", "年額", "契約金額(円)", "当初契約額", "契約代金",
    ]),
    alone(ChangedOn, &["変更契約日", "変更日", "変更契約年月日"]),
    alone(ChangedAmount, &["変更後金額", "変更契約額", "変更後契約金額", "変更契約金額", "変更後の金額", "変更後契約額"]),
    alone(LongTermContract, &["長期継続", "長期継続契約", "長期", "債務負担行為", "複数年契約"]),
    under(VENDOR, VendorName, &["名称", "商号又は名称", "商号", "氏名又は名称", "会社名", "名", "業者名", "商号・名称", "事業者名"]),
    alone(VendorName, &[
        "委託先", "受託者", "契約の相手方", "契約相手方", "契約の相手", "契約相手", "相手方", "受託事業者",
        "受注者", "業者名", "委託業者", "委託先名", "委託事業者", "商号又は名称", "事業者名", "受託者名",
        "契約業者", "契約者", "委託業者名", "契約業者名", "相手方名",
    ]),
    alone(RepresentativeName, &["代表者職氏名", "代表者", "代表者名", "代表者氏名", "代表者職・氏名", "代表者職名・氏名"]),
    alone(SubcontractorCorporateNumbers, &["再委託先法人番号", "再委託先の法人番号"]),
    under(SUBCONTRACT, SubcontractorCorporateNumbers, &["法人番号", "先法人番号", "先の法人番号"]),
    under(VENDOR, CorporateNumber, &["法人番号"]),
    alone(CorporateNumber, &["法人番号", "法人No", "法人番号(13桁)"]),
    alone(InvoiceRegistrationNumber, &[
        "登録番号", "登録番号(T)", "適格請求書発行事業者登録番号", "インボイス番号", "インボイス登録番号",
        "T番号", "インボイス", "適格請求書番号", "事業者登録番号",
    ]),
    alone(VendorAddress, &["所在地", "住所", "委託先住所", "委託先所在地", "本社所在地"]),
    alone(VendorPhone, &["電話", "電話番号", "TEL", "連絡先", "委託先電話", "委託先電話番号"]),
    under(INFORMATION, SubjectInformation, &["内容", "名称", "種類", "情報名"]),
    alone(SubjectInformation, &["取扱情報", "取扱う情報", "取り扱う情報", "対象情報", "情報の内容", "取扱情報の内容"]),
    alone(Confidentiality, &[
        "機密性", "情報の分類", "機密性区分", "情報分類", "機密性分類", "自治体機密性", "機密性の分類",
        "情報資産の分類", "重要性分類", "機密区分",
    ]),
    under(INFORMATION, Confidentiality, &["分類", "区分"]),
    alone(PersonalInfo, &["個人情報", "個人情報の有無", "個人情報有無", "個人情報の取扱い", "個人情報取扱", "個人情報の取扱"]),
    alone(SpecificPersonalInfo, &["特定個人情報", "マイナンバー", "個人番号", "特定個人情報の有無", "特定個人情報有無", "番号利用"]),
    alone(SubjectCount, &["件数", "取扱件数", "対象件数", "人数", "対象者数", "個人情報件数"]),
    alone(Segment, &["接続系統", "系統", "接続系", "ネットワーク", "ネットワーク系統", "接続ネットワーク", "接続先系統"]),
    alone(Cloud, &["クラウド利用", "クラウド", "クラウドサービス", "クラウドサービス利用", "クラウドの利用"]),
    alone(RemoteMaintenance, &["遠隔保守", "リモート保守", "遠隔保守の有無", "リモートメンテナンス"]),
    under(SUBCONTRACT, Subcontracting, &["有無", "の有無", "有・無"]),
    alone(Subcontracting, &["再委託", "再委託の有無", "再委託有無"]),
    under(SUBCONTRACT, Subcontractors, &["名称", "再委託先", "先", "商号又は名称", "再委託先名", "事業者名", "先名称", "会社名"]),
    alone(Subcontractors, &["再委託先", "再委託先名", "再委託先名称", "再委託事業者"]),
    under(SUBCONTRACT, SubcontractConsentOn, &["承諾日", "承認日", "承諾年月日", "承諾", "許可日"]),
    alone(SubcontractConsentOn, &["承諾日", "再委託承諾日", "再委託承認日"]),
    alone(SecurityAnnex, &["特記事項", "特記事項の有無", "情報セキュリティ特記事項", "セキュリティ特記事項", "特記事項の添付"]),
    alone(OrganizationChart, &["体制表", "体制図", "実施体制図", "業務体制表", "実施体制表", "体制表の提出"]),
    alone(WorkerRoster, &["名簿", "従事者名簿", "作業員名簿", "作業者名簿", "従事者一覧"]),
    alone(Pledge, &["誓約書", "秘密保持誓約書", "誓約書の提出"]),
    alone(WorkPlace, &["作業場所", "作業場所届"]),
    under(CERTIFICATE, Certifications, &["種類", "種別", "名称", "取得認証"]),
    alone(Certifications, &["認証", "認証(ISMS/Pマーク)", "認証取得", "取得認証", "第三者認証", "認証種類", "ISMS・Pマーク"]),
    under(CERTIFICATE, CertificateExpiresOn, &["有効期限", "期限", "有効期間"]),
    alone(CertificateExpiresOn, &["有効期限", "認証有効期限", "認証期限"]),
    under(INSPECTION, InspectedOn, &["実施日", "点検日", "検査日", "確認日", "日", "年月日", "実地検査日"]),
    alone(InspectedOn, &["実地検査日", "実地検査", "点検実施日", "点検日", "確認実施日", "検査日", "立入検査日"]),
    under(INSPECTION, InspectionMethod, &["方法"]),
    alone(InspectionMethod, &["点検方法", "確認方法", "検査方法"]),
    under(INSPECTION, InspectionResult, &["結果"]),
    alone(InspectionResult, &["点検結果", "確認結果", "検査結果"]),
    alone(Erasure, &["返還・消去", "返還消去", "返還・廃棄", "データ消去", "データの返還・消去", "消去"]),
    under(CLOSING, Erasure, &["返還", "廃棄"]),
    under(CLOSING, ErasureCertificateOn, &["証明書受領日", "証明書"]),
    alone(ErasureCertificateOn, &["消去証明書受領日", "証明書受領日", "廃棄証明書受領日", "消去証明書", "証明書受理日"]),
    alone(Remarks, &["備考", "摘要", "備考欄", "その他", "特記"]),
];
