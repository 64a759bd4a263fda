//! The ledger the town kept before, and what becomes of each line.

use domain::{
    contract::profile::{
        Confidentiality::{self, C1, C2, C3B, C3C},
        Segment,
    },
    external_service::ServiceKind::{self, CloudContracted, CloudTermsBased},
};

use crate::demo::town::Who;

/// What becomes of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// Approved until so many days from today.
    Approved(i64),
    /// The same, with conditions.
    Conditional(i64, &'static str),
    /// Approved, and ended; erased or not.
    Ended(bool),
    /// Registered lately and waiting.
    Waits,
    /// Registered lately, refused for a reason.
    Refused(&'static str),
    /// Found in use since so many days before today.
    Found(i64),
}

/// A line of the ledger the town kept before.
pub(super) struct Known {
    pub(super) name: &'static str,
    pub(super) unit: &'static str,
    pub(super) provider: &'static str,
    /// Key of the contract it is paid under.
    pub(super) contract: Option<&'static str>,
    pub(super) kind: ServiceKind,
    pub(super) class: Confidentiality,
    pub(super) personal_info: bool,
    pub(super) segment: Segment,
    pub(super) purpose: &'static str,
    pub(super) information: &'static str,
    pub(super) yen: i64,
    pub(super) accounts: i64,
    pub(super) place: Option<&'static str>,
    pub(super) course: Course,
}

const CLOUD: Known = Known {
    name: "",
    unit: "総務課",
    provider: "株式会社見本クラウド",
    contract: None,
    kind: CloudContracted,
    class: C2,
    personal_info: false,
    segment: Segment::Lgwan,
    purpose: "",
    information: "",
    yen: 0,
    accounts: 1,
    place: Some("国内"),
    course: Course::Approved(200),
};
const FREE: Known = Known {
    provider: "（海外の提供者）",
    kind: CloudTermsBased,
    class: C1,
    segment: Segment::Internet,
    place: Some("海外（国は不明）"),
    ..CLOUD
};

pub(super) const SERVICES: &[Known] = &[
    Known {
        name: OFFICE,
        provider: "株式会社見本オフィス機器",
        class: C3C,
        personal_info: true,
        segment: Segment::Internet,
        purpose: "文書作成、メール、会議",
        information: "庁内文書、職員情報",
        yen: 6_864_000,
        accounts: 260,
        place: Some("日本（東京・大阪）"),
        ..CLOUD
    },
    Known {
        name: "LoGoチャット",
        purpose: "庁内・団体間の連絡",
        information: "業務連絡",
        yen: 1_056_000,
        accounts: 240,
        course: Course::Approved(30),
        ..CLOUD
    },
    Known {
        name: "LoGoフォーム",
        class: C3B,
        personal_info: true,
        purpose: "申請・アンケートの受付",
        information: "申込者の氏名、連絡先",
        yen: 792_000,
        accounts: 40,
        course: Course::Conditional(
            150,
            "フォームの公開設定を、公開の前に係長が確認する。回答は受付の終了後30日以内に消去する。",
        ),
        ..CLOUD
    },
    Known {
        name: "住民健診予約サイト",
        unit: "保健福祉課",
        contract: Some("reservation"),
        class: C3B,
        personal_info: true,
        segment: Segment::Internet,
        purpose: "健診の予約の受付",
        information: "予約者の氏名、生年月日、連絡先",
        yen: 3_960_000,
        accounts: 6,
        ..CLOUD
    },
    Known {
        name: MEETING,
        provider: "株式会社見本オフィス機器",
        kind: CloudTermsBased,
        class: C2,
        segment: Segment::Internet,
        purpose: "オンライン会議",
        information: "会議の内容、画面の共有",
        yen: 151_800,
        accounts: 6,
        place: Some("日本・米国"),
        course: Course::Approved(60),
        ..CLOUD
    },
    Known {
        name: "例規検索システム",
        provider: "株式会社例規見本出版",
        class: C1,
        segment: Segment::Internet,
        purpose: "例規の公開",
        information: "公開情報",
        yen: 396_000,
        course: Course::Approved(-20),
        ..CLOUD
    },
    Known {
        name: "DeepL（無料版）",
        purpose: "公表する文書の翻訳",
        information: "公表資料",
        ..FREE
    },
    Known {
        name: "ふるさと納税ポータル「見本ふるさと便」",
        unit: "企画財政課",
        class: C3B,
        personal_info: true,
        segment: Segment::Internet,
        purpose: "寄附の受付",
        information: "寄附者の氏名、住所",
        yen: 1_980_000,
        accounts: 8,
        ..CLOUD
    },
    Known {
        name: "ファイル転送サービス「見本便」",
        purpose: "大容量ファイルの受渡し",
        information: "契約図書",
        yen: 118_800,
        accounts: 30,
        course: Course::Ended(true),
        ..CLOUD
    },
    Known {
        name: "職員研修受講管理サービス",
        class: C3C,
        personal_info: true,
        purpose: "研修の受講の記録",
        information: "職員の氏名、受講歴",
        yen: 264_000,
        accounts: 210,
        course: Course::Ended(false),
        ..CLOUD
    },
    Known {
        name: "オンライン日程調整",
        purpose: "会議の日程の調整",
        information: "会議の候補日",
        course: Course::Waits,
        ..FREE
    },
    Known {
        name: "Canva（無料版）",
        unit: "企画財政課",
        purpose: "広報物の作成",
        information: "公開する素材",
        course: Course::Waits,
        ..FREE
    },
    Known {
        name: "観光ウェブアンケート",
        unit: "産業振興課",
        purpose: "来訪者の調査",
        information: "年代、居住地",
        course: Course::Refused(
            "約款に、回答を提供者の広告に利用するとの定めがあります。LoGoフォームを利用してください。",
        ),
        ..FREE
    },
    Known {
        name: "Googleフォーム",
        unit: "子育て支援課",
        class: C3B,
        personal_info: true,
        purpose: "講座の申込み",
        information: "氏名、子の名前、アレルギー",
        course: Course::Found(90),
        ..FREE
    },
];

pub(super) const OFFICE: &str = "Microsoft 365";
pub(super) const MEETING: &str = "Zoom";
/// Every so many-th service has sheets that are overdue.
pub(super) const UNCHECKED: usize = 4;

impl Known {
    pub(super) fn is_old(&self) -> bool {
        matches!(
            self.course,
            Course::Approved(_) | Course::Conditional(..) | Course::Ended(_)
        )
    }

    /// Who decides: the 所属長 for his own unit and 機密性１.
    pub(super) fn approver(&self) -> Who {
        if self.class == C1 && self.unit == "総務課" {
            Who::Head
        } else {
            Who::SecurityOffice
        }
    }
}
