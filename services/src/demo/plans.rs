//! The contracts drafted in the demo, from the first draft as far as each has come. Data only.

use chrono::{NaiveDate, TimeDelta};
use domain::contract::{
    ProcurementMethod::{self, DesignatedBid, Negotiated, OpenBid, Proposal},
    profile::{
        Confidentiality::{C1, C2, C3B},
        Segment,
    },
};

use super::{days::Days, work::Work};

/// What somebody does with a contract.
#[derive(Clone, Copy, Debug)]
pub(super) enum Move {
    /// 相手方.
    Draft,
    /// 業務と情報.
    Profile,
    /// Leaves out the clauses of [`LEFT_OUT`], with their reasons.
    Waive,
    Submit,
    SendBack(&'static str),
    Approve,
    Issue,
    /// Records the 契約日, this day.
    Conclude,
    Void(&'static str),
}

/// A contract drafted here.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) key: &'static str,
    pub(super) title: &'static str,
    pub(super) unit: &'static str,
    pub(super) vendor: &'static str,
    pub(super) method: ProcurementMethod,
    pub(super) amount_yen: i64,
    pub(super) starts_on: NaiveDate,
    pub(super) ends_on: NaiveDate,
    pub(super) work: Work,
    pub(super) course: Vec<(NaiveDate, Move)>,
}

/// Clauses left out of the contract on training, and why; the mandatory one for a year.
pub(super) const LEFT_OUT: &[(&str, &str)] = &[
    (
        "AI-01",
        "研修の教材と受講の記録だけを扱い、生成ＡＩに入力する機会がないことを仕様書で確かめたため。",
    ),
    ("SEC-14", "受託者が町の情報システムに接続しないため。"),
];

const TOKACHI: &str = "株式会社十勝サンプル情報";
const CLOUD: &str = "株式会社見本クラウド";
const NUPUKA: &str = "株式会社ヌプカ見本データサービス";
const SCHOOL: &str = "株式会社スクール見本ネット";
const LABORATORY: &str = "株式会社セキュリティ仮想診断研究所";
const BENCH: &str = "ベンチ見本プロモーション株式会社";

const HELPDESK: Work = Work {
    class: C2,
    segment: Segment::Lgwan,
    facts: &["sys_ops", "remote_maint", "sla_needed"],
    personal_info_count: None,
    information: &[
        ("庁内ネットワーク構成図", "庁舎内サーバ室"),
        ("問合せ受付記録", "庁内の共有領域"),
    ],
};
const RESERVATION: Work = Work {
    class: C3B,
    segment: Segment::Internet,
    facts: &["pi", "cloud_supply", "sys_ops", "sla_needed"],
    personal_info_count: Some(3_200),
    information: &[("健診予約者の氏名・連絡先", "受託者のクラウド（国内）")],
};
const SETTING_UP: Work = Work {
    class: C2,
    segment: Segment::Lgwan,
    facts: &["sys_build", "equipment_purchase"],
    personal_info_count: None,
    information: &[("庁内ネットワーク設定情報", "庁舎内サーバ室")],
};
const SURVEY: Work = Work {
    class: C3B,
    segment: Segment::None,
    facts: &["pi", "offsite"],
    personal_info_count: Some(2_000),
    information: &[
        ("町民意識調査の回答", "受託者の施錠した保管庫"),
        ("発送先名簿", "受託者の施錠した保管庫"),
    ],
};
const TRAINING: Work = Work {
    class: C2,
    segment: Segment::Internet,
    facts: &["offsite"],
    personal_info_count: None,
    information: &[("職員の受講の記録", "受託者の国内の事務所")],
};
const BROADCAST: Work = Work {
    class: C1,
    segment: Segment::Internet,
    facts: &["cloud_by_vendor"],
    personal_info_count: None,
    information: &[("本会議の映像（公開）", "受託者のクラウド（国内）")],
};
const PAYROLL: Work = Work {
    class: C3B,
    segment: Segment::Lgwan,
    facts: &[
        "pi",
        "mynumber",
        "sys_ops",
        "remote_maint",
        "subcontract_planned",
    ],
    personal_info_count: Some(310),
    information: &[
        ("職員の給与・扶養の情報", "庁舎内サーバ室"),
        ("職員の個人番号", "庁舎内サーバ室"),
    ],
};
const LUNCH_FEES: Work = Work {
    class: C3B,
    segment: Segment::Lgwan,
    facts: &["pi", "sys_ops"],
    personal_info_count: Some(1_450),
    information: &[("児童生徒・保護者の氏名、口座", "庁舎内サーバ室")],
};
const ALERTS: Work = Work {
    class: C3B,
    segment: Segment::Internet,
    facts: &["pi", "cloud_supply", "sla_needed"],
    personal_info_count: Some(4_800),
    information: &[("登録者のメールアドレス", "受託者のクラウド（国内）")],
};

/// All of them, as of today.
pub(super) fn plans(days: Days) -> Vec<Plan> {
    let mut plans = this_year(days);
    plans.extend(next_year(days));
    plans
}

fn this_year(days: Days) -> Vec<Plan> {
    let (first, last) = (days.year.first_day(), days.year.last_day());
    let at = |offset: i64| days.today + TimeDelta::days(offset);
    let spring = |approved: i64| {
        let concluded = first.min(days.today - TimeDelta::days(1));
        full_course(
            [0, 0, 1, approved, approved + 1].map(|day| days.after_founding(day)),
            Some(concluded),
        )
    };
    let recent = |start: i64| {
        let steps = [0, 0, 1, 3, 4].map(|day| days.around_today(start + day));
        full_course(steps, Some(days.around_today(start + 7)))
    };
    vec![
        Plan {
            key: "helpdesk",
            title: "庁内ヘルプデスク・端末運用支援業務",
            unit: "総務課",
            vendor: TOKACHI,
            method: OpenBid,
            amount_yen: 7_920_000,
            starts_on: first,
            ends_on: last,
            work: HELPDESK,
            course: spring(2),
        },
        Plan {
            key: "reservation",
            title: "住民健診予約受付システム運用業務",
            unit: "保健福祉課",
            vendor: CLOUD,
            method: Proposal,
            amount_yen: 3_960_000,
            starts_on: first,
            ends_on: last,
            work: RESERVATION,
            course: spring(3),
        },
        Plan {
            key: "setting_up",
            title: "庁舎無線ネットワーク機器更新・設定業務",
            unit: "総務課",
            vendor: TOKACHI,
            method: DesignatedBid,
            amount_yen: 5_500_000,
            starts_on: at(-84),
            ends_on: at(-26),
            work: SETTING_UP,
            course: recent(-98),
        },
        Plan {
            key: "survey",
            title: "町民意識調査集計・分析業務",
            unit: "企画財政課",
            vendor: NUPUKA,
            method: DesignatedBid,
            amount_yen: 1_320_000,
            starts_on: at(8),
            ends_on: at(98),
            work: SURVEY,
            course: recent(-12),
        },
    ]
}

fn next_year(days: Days) -> Vec<Plan> {
    let year = days.year.next();
    let on = |offset: i64| days.around_today(offset);
    let plan = |key, title, unit, vendor, method, amount_yen, work, course| Plan {
        key,
        title,
        unit,
        vendor,
        method,
        amount_yen,
        starts_on: year.first_day(),
        ends_on: year.last_day(),
        work,
        course,
    };
    let comment = "サービスが止まったときの連絡先と復旧の目標が、別紙３から読み取れません。サービスレベルを確かめて、もう一度申請してください。";
    let void = "当初予算に計上されなかったため、契約しないこととしました。";
    let waived = vec![
        (on(-16), Move::Draft),
        (on(-16), Move::Profile),
        (on(-15), Move::Waive),
        (on(-15), Move::Submit),
        (on(-13), Move::Approve),
        (on(-12), Move::Issue),
    ];
    vec![
        plan(
            "training",
            "情報セキュリティ研修・標的型メール訓練業務",
            "総務課",
            LABORATORY,
            Negotiated,
            880_000,
            TRAINING,
            waived,
        ),
        plan(
            "broadcast",
            "議会中継配信業務",
            "議会事務局",
            BENCH,
            Negotiated,
            1_650_000,
            BROADCAST,
            steps(&[on(-11), on(-11), on(-10), on(-7)]),
        ),
        plan(
            "network",
            "庁内ネットワーク運用保守業務",
            "総務課",
            TOKACHI,
            Negotiated,
            9_240_000,
            HELPDESK,
            steps(&[on(-6), on(-6), on(-3)]),
        ),
        plan(
            "lunch_fees",
            "学校給食費管理システム保守業務",
            "学校教育課",
            TOKACHI,
            Negotiated,
            1_188_000,
            LUNCH_FEES,
            steps(&[on(-7), on(-6), on(-4)]),
        ),
        plan(
            "alerts",
            "防災メール・アプリ配信サービス利用",
            "総務課",
            CLOUD,
            Negotiated,
            1_056_000,
            ALERTS,
            {
                let mut course = steps(&[on(-10), on(-10), on(-8)]);
                course.push((on(-5), Move::SendBack(comment)));
                course
            },
        ),
        plan(
            "payroll",
            "人事給与システム保守業務",
            "総務課",
            TOKACHI,
            Negotiated,
            2_772_000,
            PAYROLL,
            steps(&[on(-3), on(-2)]),
        ),
        plan(
            "school",
            "校務支援システム利用業務",
            "学校教育課",
            SCHOOL,
            Proposal,
            6_380_000,
            LUNCH_FEES,
            steps(&[on(-1)]),
        ),
        plan(
            "vehicles",
            "庁用車位置情報管理サービス利用業務",
            "総務課",
            CLOUD,
            Negotiated,
            594_000,
            BROADCAST,
            {
                let mut course = steps(&[on(-20)]);
                course.push((on(-9), Move::Void(void)));
                course
            },
        ),
    ]
}

/// Draft, profile, submission, approval — as many of them as there are days.
fn steps(days: &[NaiveDate]) -> Vec<(NaiveDate, Move)> {
    days.iter()
        .copied()
        .zip([
            Move::Draft,
            Move::Profile,
            Move::Submit,
            Move::Approve,
            Move::Issue,
        ])
        .collect()
}

fn full_course(days: [NaiveDate; 5], concluded: Option<NaiveDate>) -> Vec<(NaiveDate, Move)> {
    let mut course = steps(&days);
    course.extend(concluded.map(|day| (day, Move::Conclude)));
    course
}
