//! 職員名簿 and 組織.

use super::{Alias, Field::*, alone};

#[rustfmt::skip]
pub(super) const STAFF: &[Alias] = &[
    alone(StaffNo, &["職員番号", "職員コード", "職員No", "職員No.", "職番", "社員番号"]),
    alone(PersonName, &["氏名", "職員氏名", "名前", "職員名"]),
    alone(Kana, &["フリガナ", "ふりがな", "カナ", "氏名カナ", "カナ氏名", "氏名(カナ)", "ヨミガナ"]),
    alone(OrganizationUnit, &["所属", "所属課", "所属名", "課名", "課", "部署", "所属部署", "課等", "所属所"]),
    alone(JobTitle, &["職名", "職", "役職", "補職名", "職位", "役職名"]),
    alone(Email, &["メール", "メールアドレス", "電子メール", "Email", "E-mail", "Mail"]),
    alone(EmployedFrom, &["在職開始", "採用日", "在職開始日", "採用年月日", "任用開始", "着任日"]),
    alone(EmployedUntil, &["在職終了", "退職日", "在職終了日", "退職年月日", "任用終了", "任期満了日"]),
];

#[rustfmt::skip]
pub(super) const ORGANIZATION_UNIT: &[Alias] = &[
    alone(UnitCode, &["コード", "組織コード", "課コード", "所属コード", "部署コード"]),
    alone(UnitName, &["名称", "組織名", "組織名称", "課名", "所属名", "部署名"]),
    alone(ParentName, &["上位組織", "上位", "親組織", "部局", "上位組織名"]),
    alone(OrganType, &["組織区分", "区分", "機関区分", "組織種別", "機関種別"]),
    alone(Aliases, &["別名・旧名称", "別名", "旧名称", "略称", "通称", "別称", "別名・略称"]),
    alone(ValidFrom, &["適用開始", "開始日", "設置日", "適用開始日", "有効開始日", "施行日"]),
    alone(ValidTo, &["適用終了", "終了日", "廃止日", "適用終了日", "有効終了日"]),
];
