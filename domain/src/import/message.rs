//! What the reader has to say about a row, a cell or a sheet. All wording of it.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::field::Field;

/// How serious a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The row cannot be saved until it is corrected.
    Error,
    /// The row can be saved; a person should look.
    Warning,
    /// Handled; for the record.
    Info,
}

/// Declares the codes with their stable name, level and sentence.
macro_rules! import_codes {
    ($($(#[$doc:meta])* $name:ident, $code:literal, $level:ident, $text:literal;)*) => {
        /// What was noticed while reading a ledger.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ImportCode { $($(#[$doc])* $name,)* }

        impl ImportCode {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stable name, for reports and tests.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// How serious it is, where nothing else is known.
            #[must_use]
            pub fn level(self) -> Level {
                match self { $(Self::$name => Level::$level,)* }
            }

            /// What happened and what to do, in plain Japanese.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

import_codes! {
    /// The year cannot be known.
    DateAmbiguous, "date_ambiguous", Error, "年が分からない日付です。元号か西暦4桁を付けて直してください。";
    /// No such day.
    DateInvalid, "date_invalid", Error, "暦にない日付か、読み取れない日付です。正しい日付に直してください。";
    /// The end lies before the start.
    PeriodReversed, "period_reversed", Error, "期間の終わりが始まりより前です。日付を確かめてください。";
    /// 令和 was assumed.
    DateEraAssumed, "date_era_assumed", Warning, "元号がないため令和と読みました。合っているか確かめてください。";
    /// The year was taken from the ledger's fiscal year.
    DateYearFromFiscalYear, "date_year_from_fiscal_year", Warning, "年がないため台帳の年度から補いました。合っているか確かめてください。";
    /// 平成32年 and the like.
    DateEraAfterChange, "date_era_after_change", Warning, "改元後の日付が前の元号で書かれています。読み替えた日付を確かめてください。";
    /// No date, the words are kept.
    DateTextKept, "date_text_kept", Info, "日付ではない文言のため、日付は空にし、文言を残しました。";
    /// An Excel serial number.
    DateSerial, "date_serial", Info, "Excelの日付の通し番号を日付に直しました。";
    /// Signed after the start.
    SignedAfterStart, "signed_after_start", Warning, "契約日が履行期間の始まりより後です。事前着手になっていないか確かめてください。";
    /// No amount can be read.
    AmountUnreadable, "amount_unreadable", Warning, "金額を読み取れないため空にしました。決まっている場合は円単位の数字で入力してください。";
    /// 約.
    AmountApproximate, "amount_approximate", Warning, "概算の金額です。確定した金額があれば直してください。";
    /// 税抜.
    AmountTaxExcluded, "amount_tax_excluded", Warning, "税抜の金額です。そのままの額で取り込みます。税込の額に直すか確かめてください。";
    /// #VALUE! and the like.
    CellErrorValue, "cell_error_value", Warning, "数式がエラーになっています。値を空にしました。数式か値を直してください。";
    /// 千円, 万円.
    AmountUnitConverted, "amount_unit_converted", Info, "千円・万円単位の金額を円に直しました。";
    /// Text that looks like a number.
    NumberStoredAsText, "number_stored_as_text", Info, "文字として入力された数を数として読みました。元の表の合計には入っていないことがあります。";
    /// 数百件.
    CountTextKept, "count_text_kept", Info, "件数を数として読めないため、文言を残しました。";
    /// The class cannot be known.
    ClassReview, "class_review", Warning, "情報の分類を決められません。自治体機密性の分類（1、2、3C、3B、3A）から選んでください。";
    /// 機密性2 with personal information.
    ClassPersonalInfoInC2, "class_personal_info_in_c2", Warning, "個人情報を扱うのに機密性2です。分類が正しいか確かめてください。";
    /// An unknown mark.
    FlagUnknownToken, "flag_unknown_token", Warning, "有無などの欄に、意味の決まっていない文字があります。意味を選んでください。";
    /// 8.99E+12.
    CorporateNumberDamaged, "corporate_number_damaged", Error, "法人番号の桁が失われています（指数表示）。国税庁の公表サイトで確かめ、13桁で入力し直してください。";
    /// The check digit is wrong.
    CorporateNumberCheckDigit, "corporate_number_check_digit", Warning, "法人番号の検査数字が合いません。打ち間違いがないか、国税庁の公表サイトで確かめてください。";
    /// Not 13 digits.
    CorporateNumberLength, "corporate_number_length", Warning, "法人番号が13桁ではありません。国税庁の公表サイトで確かめて直してください。";
    /// T-number ≠ 法人番号.
    InvoiceNumberMismatch, "invoice_number_mismatch", Warning, "登録番号（T番号）と法人番号が違います。どちらかが別の会社の番号でないか確かめてください。";
    /// T-number of an individual.
    InvoiceNumberNotCorporation, "invoice_number_not_corporation", Warning, "個人事業者と思われる委託先の登録番号です。法人番号としては使いません。";
    /// No vendor yet.
    VendorMissing, "vendor_missing", Warning, "委託先が決まっていません。決まったら入力してください。";
    /// Same number, other name.
    VendorNameDiffers, "vendor_name_differs", Warning, "同じ法人番号の委託先が別の名称で書かれています。番号か名称を確かめてください。";
    /// Perhaps a person.
    VendorIndividualCandidate, "vendor_individual_candidate", Warning, "個人事業者と思われます。事業者の種類を確かめてください。";
    /// A、B in one cell.
    MultipleValuesInCell, "multiple_values_in_cell", Warning, "1つの欄に複数の値があります。分けて取り込みます。分け方を確かめてください。";
    /// A contract number twice.
    ContractNoDuplicate, "contract_no_duplicate", Error, "同じ契約番号が別の行にあります。どちらかの番号を直してください。";
    /// One number, two people.
    StaffNoConflict, "staff_no_conflict", Error, "同じ職員番号が別の人に使われています。番号を直してください。";
    /// One person, two posts.
    StaffNoDuplicate, "staff_no_duplicate", Warning, "同じ職員が別の所属にもあります。兼務として取り込みます。合っているか確かめてください。";
    /// The whole row.
    RowStruckThrough, "row_struck_through", Warning, "行全体に取消線があるため、終了として取り込みます。合っているか確かめてください。";
    /// A hidden row.
    RowHidden, "row_hidden", Warning, "非表示の行です。取り込むかどうか確かめてください。";
    /// Part of a cell.
    TextPartlyStruck, "text_partly_struck", Warning, "取消線の引かれた部分を除いて読みました。残った値を確かめてください。";
    /// A hidden column.
    ColumnHidden, "column_hidden", Warning, "非表示の列があります。取り込む前に、見せてよい内容か確かめてください。";
    /// Colours.
    ColourMeaningUnknown, "colour_meaning_unknown", Warning, "色の付いた行があります。色の意味は取り込まれません。必要なら備考に書いてください。";
    /// A note of a cell.
    CellNoteAppended, "cell_note_appended", Info, "セルのコメントを備考に加えました。";
    /// 所管課 from above.
    SectionFilledDown, "section_filled_down", Info, "所管課が空欄のため、上の行の所管課としました。";
    /// Another spelling of a unit.
    OrganizationUnitAlias, "organization_unit_alias", Info, "組織の別名を正式な名称に読み替えました。";
    /// A parent that is no row.
    ParentNotListed, "parent_not_listed", Info, "上位組織が一覧にありません。名称だけを残しました。";
    /// A former name of a unit.
    OrganizationUnitOldName, "organization_unit_old_name", Warning, "組織の旧名称です。現在の組織に読み替えました。合っているか確かめてください。";
    /// A unit that was closed.
    OrganizationUnitClosed, "organization_unit_closed", Warning, "廃止された組織です。現在の組織を選んでください。";
    /// No unit.
    OrganizationUnitMissing, "organization_unit_missing", Warning, "所属または所管課が空です。特別職などで正しければそのままで構いません。";
    /// Nobody responsible.
    OwnerMissing, "owner_missing", Warning, "責任者が決まっていません。責任者を決めてください。";
    /// A name the roster lacks.
    OwnerNotInRoster, "owner_not_in_roster", Warning, "責任者が職員名簿にありません。異動や退職がないか確かめてください。";
    /// 高橋 / 髙橋.
    PersonNameVariant, "person_name_variant", Warning, "字体の違う氏名の職員がいます。同じ人か確かめてください。";
    /// Who is the manager?
    ManagerNotIdentified, "manager_not_identified", Warning, "管理者を職員名簿から特定できません。選んでください。";
    /// A LINE account among services.
    LooksLikeSocialMedia, "looks_like_social_media", Warning, "SNSアカウントと思われます。SNSアカウント台帳に載せるか確かめてください。";
    /// ISMAP準拠.
    IsmapNotARegistration, "ismap_not_a_registration", Warning, "ISMAPへの登録を示す番号ではありません。ISMAPのサービスリストで確かめてください。";
    /// 外字.
    PrivateUseCharacter, "private_use_character", Warning, "外字があります。ほかの機械では表示できません。正しい文字に置き換えてください。";
}

impl ImportCode {
    /// The code of a stable name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

impl Serialize for ImportCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One message, with the place it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportMessage {
    /// The sheet; `None` for a CSV.
    pub sheet: Option<String>,
    /// The row, as Excel counts.
    pub row: u32,
    /// The column's letters; `None` when the whole row is meant.
    pub column: Option<String>,
    /// What was noticed.
    pub code: ImportCode,
    /// How serious it is here.
    pub level: Level,
    /// The field the column was read as.
    pub field: Option<Field>,
    /// What stands in the cell: its formula, else its text.
    pub value: Option<String>,
    /// What happened and what to do, in plain Japanese.
    pub text: String,
}

impl Serialize for ImportMessage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("ImportMessage", 7)?;
        map.serialize_field("row", &self.row)?;
        if let Some(column) = &self.column {
            map.serialize_field("column", column)?;
        }
        map.serialize_field("code", &self.code)?;
        map.serialize_field("level", &self.level)?;
        if let Some(field) = &self.field {
            map.serialize_field("field", field)?;
        }
        if let Some(value) = &self.value {
            map.serialize_field("value", value)?;
        }
        map.serialize_field("text", &self.text)?;
        map.end()
    }
}
