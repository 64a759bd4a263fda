//! 委託先の統合: two records of one company become one. Field by field somebody says which record is right; the
//! record that stays takes it, the other points to it.

use serde::{Deserialize, Serialize};

use super::{Vendor, VendorDraft, VendorInput};
use crate::{
    choice::choices,
    id::VendorId,
    input::{FieldError, FieldErrors},
};

choices! {
    /// Which of two records.
    MergeSide {
        /// The one that stays.
        Kept = "kept", "残す委託先";
        /// The one that is merged into it.
        Gone = "gone", "統合する委託先";
    }
}

/// The form of a merge, exactly as sent: of each field the code of a [`MergeSide`]. A field in which both records
/// say the same is not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MergeInput {
    pub kind: String,
    pub name: String,
    pub kana: String,
    pub corporate_number: String,
    pub invoice_number: String,
    pub address: String,
    pub representative: String,
    pub phone: String,
    pub note: String,
    /// Ticked: it was looked at that both are one company.
    pub confirmed: String,
}

/// A checked [`MergeInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeChoice {
    kind: MergeSide,
    name: MergeSide,
    kana: MergeSide,
    corporate_number: MergeSide,
    invoice_number: MergeSide,
    address: MergeSide,
    representative: MergeSide,
    phone: MergeSide,
    note: MergeSide,
}

/// Why two records cannot become one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeRefusal {
    /// There is only one.
    #[error("同じ委託先どうしは統合できません。もう一つの委託先を選んでください。")]
    SameRecord,
    /// One of them is out of use.
    #[error("「{0}」は無効です。無効の委託先は統合できません。使うときは、先に復元してください。")]
    OutOfUse(String),
}

impl MergeInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<MergeChoice, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut side = |field: &str, code: &str| {
            if code.is_empty() {
                return MergeSide::Kept;
            }
            let parsed = errors.take(field, code.parse::<MergeSide>());
            parsed.unwrap_or(MergeSide::Kept)
        };
        let choice = MergeChoice {
            kind: side("kind", &self.kind),
            name: side("name", &self.name),
            kana: side("kana", &self.kana),
            corporate_number: side("corporate_number", &self.corporate_number),
            invoice_number: side("invoice_number", &self.invoice_number),
            address: side("address", &self.address),
            representative: side("representative", &self.representative),
            phone: side("phone", &self.phone),
            note: side("note", &self.note),
        };
        if self.confirmed.is_empty() {
            let words = "同じ事業者であることを確かめて、印を付けてください。";
            errors.add("confirmed", FieldError::Other(words.to_owned()));
        }
        errors.into_result()?;
        Ok(choice)
    }
}

/// One field of two records side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeRow {
    /// Name of the field, as in [`MergeInput`].
    pub field: String,
    /// What the one that stays says.
    pub kept: String,
    /// What the other says.
    pub gone: String,
    /// Which is ticked before anybody looks: the one that says something, that which stays before the other.
    pub proposed: MergeSide,
}

impl MergeRow {
    /// True when there is something to choose.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.kept != self.gone
    }
}

/// Both records field by field, in the order of the form.
#[must_use]
pub fn side_by_side(kept: &Vendor, gone: &Vendor) -> Vec<MergeRow> {
    let (kept, gone) = (VendorInput::from(kept), VendorInput::from(gone));
    let row = |field: &str, kept: String, gone: String| MergeRow {
        field: field.to_owned(),
        proposed: if kept.is_empty() && !gone.is_empty() {
            MergeSide::Gone
        } else {
            MergeSide::Kept
        },
        kept,
        gone,
    };
    vec![
        row("kind", kept.kind, gone.kind),
        row("name", kept.name, gone.name),
        row("kana", kept.kana, gone.kana),
        row(
            "corporate_number",
            kept.corporate_number,
            gone.corporate_number,
        ),
        row("invoice_number", kept.invoice_number, gone.invoice_number),
        row("address", kept.address, gone.address),
        row("representative", kept.representative, gone.representative),
        row("phone", kept.phone, gone.phone),
        row("note", kept.note, gone.note),
    ]
}

/// What the record that stays says afterwards, checked like any other change of it.
///
/// # Errors
/// When the chosen fields do not fit each other, by field.
pub fn merged(
    kept: &Vendor,
    gone: &Vendor,
    choice: &MergeChoice,
) -> Result<VendorDraft, FieldErrors> {
    let (kept, gone) = (VendorInput::from(kept), VendorInput::from(gone));
    let pick = |side: MergeSide, kept: String, gone: String| match side {
        MergeSide::Kept => kept,
        MergeSide::Gone => gone,
    };
    let input = VendorInput {
        kind: pick(choice.kind, kept.kind, gone.kind),
        name: pick(choice.name, kept.name, gone.name),
        kana: pick(choice.kana, kept.kana, gone.kana),
        corporate_number: pick(
            choice.corporate_number,
            kept.corporate_number,
            gone.corporate_number,
        ),
        invoice_number: pick(
            choice.invoice_number,
            kept.invoice_number,
            gone.invoice_number,
        ),
        address: pick(choice.address, kept.address, gone.address),
        representative: pick(
            choice.representative,
            kept.representative,
            gone.representative,
        ),
        phone: pick(choice.phone, kept.phone, gone.phone),
        note: pick(choice.note, kept.note, gone.note),
    };
    input.check()
}

/// Whether two records can become one.
///
/// # Errors
/// [`MergeRefusal`].
pub fn may_merge(kept: &Vendor, gone: &Vendor) -> Result<(), MergeRefusal> {
    if kept.id == gone.id {
        return Err(MergeRefusal::SameRecord);
    }
    match [kept, gone].iter().find(|it| it.void_reason.is_some()) {
        Some(void) => Err(MergeRefusal::OutOfUse(void.name.clone())),
        None => Ok(()),
    }
}

/// What moves from one record to the other: how many of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moving {
    /// 契約.
    pub contracts: u64,
    /// 再委託.
    pub subcontracts: u64,
    /// 外部サービス: profiles that name it, old ones too.
    pub services: u64,
    /// 選定審査.
    pub selections: u64,
    /// 認証・登録.
    pub certifications: u64,
    /// 指名停止.
    pub debarments: u64,
    /// 指摘.
    pub findings: u64,
    /// 例外措置.
    pub exceptions: u64,
}

impl Moving {
    /// With labels, in the order of the screen.
    #[must_use]
    pub fn rows(&self) -> [(&'static str, u64); 8] {
        [
            ("契約", self.contracts),
            ("再委託", self.subcontracts),
            ("外部サービスの記録", self.services),
            ("選定審査", self.selections),
            ("認証・登録", self.certifications),
            ("指名停止", self.debarments),
            ("指摘", self.findings),
            ("例外措置", self.exceptions),
        ]
    }

    /// 契約 2件、認証・登録 1件; なし when nothing moves.
    #[must_use]
    pub fn words(&self) -> String {
        let some = self.rows().into_iter().filter(|(_, count)| 0 < *count);
        let words: Vec<String> = some
            .map(|(label, count)| format!("{label} {count}件"))
            .collect();
        if words.is_empty() {
            "なし".to_owned()
        } else {
            words.join("、")
        }
    }
}

/// Two records that look like one company: key, name, and what they have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lookalike {
    pub id: VendorId,
    pub name: String,
    /// 名称, 法人番号, 登録番号 — in words.
    pub because: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{corporate_number::CorporateNumber, vendor::VendorKind};

    fn vendor(id: i64, name: &str) -> Vendor {
        Vendor {
            id: VendorId(id),
            kind: VendorKind::Corporation,
            name: name.to_owned(),
            kana: None,
            corporate_number: None,
            invoice_number: None,
            address: None,
            representative: None,
            phone: None,
            note: None,
            void_reason: None,
            merged_into: None,
            revision: 1,
            certifications: Vec::new(),
            debarments: Vec::new(),
        }
    }

    fn confirmed() -> MergeInput {
        MergeInput {
            confirmed: "1".to_owned(),
            ..MergeInput::default()
        }
    }

    #[test]
    fn each_field_comes_from_the_record_chosen() {
        let mut kept = vendor(1, "株式会社見本");
        kept.address = Some("札幌市".to_owned());
        let mut gone = vendor(2, "（株）見本");
        gone.address = Some("帯広市".to_owned());
        gone.phone = Some("0155-00-0000".to_owned());
        gone.corporate_number = CorporateNumber::parse("7000012050002").ok();
        assert!(gone.corporate_number.is_some());
        let rows = side_by_side(&kept, &gone);
        let proposed: Vec<(&str, MergeSide)> = rows
            .iter()
            .filter(|row| row.differs())
            .map(|row| (row.field.as_str(), row.proposed))
            .collect();
        assert_eq!(
            proposed,
            [
                ("name", MergeSide::Kept),
                ("corporate_number", MergeSide::Gone),
                ("address", MergeSide::Kept),
                ("phone", MergeSide::Gone),
            ]
        );
        let choice = MergeInput {
            address: "gone".to_owned(),
            phone: "gone".to_owned(),
            ..confirmed()
        };
        let draft = merged(&kept, &gone, &choice.check().unwrap()).unwrap();
        assert_eq!(draft.name, "株式会社見本");
        assert_eq!(draft.address.as_deref(), Some("帯広市"));
        assert_eq!(draft.phone.as_deref(), Some("0155-00-0000"));
        assert_eq!(draft.corporate_number, None, "kept unless chosen otherwise");
    }

    #[test]
    fn what_is_not_confirmed_or_not_a_side_is_refused() {
        let errors = MergeInput::default().check().unwrap_err();
        assert!(errors.get("confirmed").is_some());
        let wrong = MergeInput {
            name: "both".to_owned(),
            ..confirmed()
        };
        assert!(wrong.check().unwrap_err().get("name").is_some());
    }

    #[test]
    fn only_two_records_in_use_become_one() {
        let (one, other) = (vendor(1, "甲"), vendor(2, "乙"));
        assert_eq!(may_merge(&one, &other), Ok(()));
        assert_eq!(may_merge(&one, &one), Err(MergeRefusal::SameRecord));
        let mut void = vendor(3, "丙");
        void.void_reason = Some("廃業".to_owned());
        for (kept, gone) in [(&one, &void), (&void, &one)] {
            let refusal = may_merge(kept, gone);
            assert_eq!(refusal, Err(MergeRefusal::OutOfUse("丙".to_owned())));
        }
    }
}
