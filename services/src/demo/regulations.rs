//! 規程・手順 of the town: policy, standard, regulations for outsourcing, external services and SNS, procedures
//! that are not public; a review that is overdue, a draft that waits, readings half done.

use chrono::{NaiveDate, TimeDelta};
use documents::{Appearance, IssueRecord};
use domain::{
    document::{Block, Document, Part},
    id::{RegulationDocumentId, RegulationVersionId},
    regulation::{
        AudienceDraft, Disclosure, Layer, ReadingDraft, RegulationDraft, ReviewDraft,
        ReviewOutcome, Topic, VersionDraft,
    },
};

use super::town::{Town, Who};
use crate::{
    Context, ServiceError, organization,
    regulation::{self, UploadedText},
};

/// A document of the town.
struct Known {
    layer: Layer,
    topic: Topic,
    title: &'static str,
    disclosure: Disclosure,
    /// Days before the program on which each version came into force, with its 番号.
    versions: &'static [(i64, &'static str)],
    /// Whom it concerns; empty: everybody.
    units: &'static [&'static str],
    /// The day of the review has passed.
    is_overdue: bool,
}

const TOWN: Known = Known {
    layer: Layer::Regulation,
    topic: Topic::General,
    title: "",
    disclosure: Disclosure::Internal,
    versions: &[],
    units: &[],
    is_overdue: false,
};

const POLICY: &str = "見本町情報セキュリティ基本方針";
const STANDARD: &str = "見本町情報セキュリティ対策基準";
const SERVICES: &str = "見本町外部サービス利用規程";
const SNS: &str = "見本町SNS運用手順";

const DOCUMENTS: &[Known] = &[
    Known {
        layer: Layer::BasicPolicy,
        title: POLICY,
        disclosure: Disclosure::Public,
        versions: &[(3_650, "平成28年訓令第2号"), (3, "令和8年訓令第5号")],
        ..TOWN
    },
    Known {
        layer: Layer::ControlStandard,
        title: STANDARD,
        versions: &[(700, "令和6年訓令第9号")],
        ..TOWN
    },
    Known {
        topic: Topic::Outsourcing,
        title: "見本町業務委託規程",
        disclosure: Disclosure::Public,
        versions: &[(690, "令和6年訓令第11号")],
        units: &["総務課", "企画財政課"],
        is_overdue: true,
        ..TOWN
    },
    Known {
        topic: Topic::ExternalService,
        title: SERVICES,
        versions: &[(1_080, "令和5年訓令第4号"), (2, "令和8年訓令第6号")],
        ..TOWN
    },
    Known {
        topic: Topic::SocialMedia,
        title: SNS,
        versions: &[(2, "令和8年訓令第7号")],
        units: &["総務課", "企画財政課", "産業振興課"],
        ..TOWN
    },
    Known {
        topic: Topic::SocialMedia,
        title: "見本町防災アカウント運用手順",
        versions: &[(2, "令和8年訓令第8号")],
        units: &["総務課"],
        ..TOWN
    },
    Known {
        layer: Layer::ProcedureDocument,
        title: "見本町情報資産取扱実施手順",
        disclosure: Disclosure::NonPublic,
        versions: &[(600, "")],
        ..TOWN
    },
    Known {
        topic: Topic::Incident,
        title: "見本町情報セキュリティ緊急時対応計画",
        disclosure: Disclosure::NonPublic,
        versions: &[(400, "")],
        ..TOWN
    },
];

/// Of the people a document concerns, every so many-th has not read it.
const UNREAD: usize = 3;

/// A document in work: its revision counts up with each step.
struct Held {
    id: RegulationDocumentId,
    revision: i32,
}

impl Held {
    fn next(&mut self) -> i32 {
        self.revision += 1;
        self.revision - 1
    }
}

/// On the first day: the register is filled from what the town had on paper. Answers the version of the
/// operating procedure that accounts follow.
pub(super) async fn found(town: &mut Town) -> Result<RegulationVersionId, ServiceError> {
    let mut sns = None;
    for (place, known) in DOCUMENTS.iter().enumerate() {
        let office = at_founding(town, Who::SecurityOffice).await?;
        let draft = RegulationDraft {
            layer: known.layer,
            topic: known.topic,
            title: known.title.to_owned(),
            disclosure: known.disclosure,
            unit_id: town.unit("総務課")?,
            note: None,
        };
        let id = regulation::register(&office, draft).await?;
        let mut held = Held { id, revision: 1 };
        for (number, (days, words)) in known.versions.iter().enumerate() {
            let decision = format!("見総第{}号", 100 + place * 10 + number);
            let begins = town.days.founded - TimeDelta::days(*days);
            let draft = VersionDraft {
                number: (!words.is_empty()).then(|| (*words).to_owned()),
                enacted_on: begins - TimeDelta::days(7),
                in_force_on: begins,
                next_review_on: Some(next_review(town, known, begins)),
                decision_no: Some(decision),
                summary: Some(
                    if number == 0 {
                        "制定"
                    } else {
                        "全部改正"
                    }
                    .to_owned(),
                ),
            };
            let version = decide(town, &mut held, known.title, draft).await?;
            if known.title == SNS {
                sns = Some(version);
            }
        }
        name_audience(town, &mut held, known).await?;
        let is_open = known.disclosure != Disclosure::NonPublic;
        if is_open {
            read_on_paper(town, &mut held, known).await?;
        }
    }
    sns.ok_or(ServiceError::NotFound("運用手順"))
}

async fn at_founding(town: &mut Town, who: Who) -> Result<Context, ServiceError> {
    town.past.go_on_to(town.days.founded);
    town.by(who).await
}

/// A year on; where the review is overdue, a day that has passed.
fn next_review(town: &Town, known: &Known, begins: NaiveDate) -> NaiveDate {
    let today = town.days.today;
    if known.is_overdue {
        (today - TimeDelta::days(24)).max(begins)
    } else {
        (begins + TimeDelta::days(365)).max(today + TimeDelta::days(120))
    }
}

/// The office drafts with the text; the 所属長 of 総務課 agrees.
async fn decide(
    town: &mut Town,
    held: &mut Held,
    title: &str,
    draft: VersionDraft,
) -> Result<RegulationVersionId, ServiceError> {
    let decision = draft.decision_no.clone().unwrap_or_default();
    let office = town.by(Who::SecurityOffice).await?;
    let version = draft_with_text(&office, held, title, draft).await?;
    town.past.go_on_to(office.today());
    let head = town.by(Who::Head).await?;
    let revision = held.next();
    regulation::approve(&head, held.id, revision, version, &decision).await?;
    Ok(version)
}

async fn draft_with_text(
    office: &Context,
    held: &mut Held,
    title: &str,
    draft: VersionDraft,
) -> Result<RegulationVersionId, ServiceError> {
    let begins = draft.in_force_on;
    let version = regulation::draft_version(office, held.id, held.next(), draft).await?;
    let upload = UploadedText {
        name: format!("{title}（{}施行）.pdf", domain::wareki::long(begins)),
        content: text(office, title, begins).await?,
    };
    regulation::attach(office, held.id, held.next(), version, upload).await?;
    Ok(version)
}

/// A short text as a real PDF.
async fn text(ctx: &Context, title: &str, begins: NaiveDate) -> Result<Vec<u8>, ServiceError> {
    let lines = [
        "（趣旨）この規程は、見本町情報セキュリティポリシーに基づき、必要な事項を定めるものとする。",
        "（責任者）所管課の長は、この規程に定める事項を職員に守らせるものとする。",
        "（手続）利用し、委託し、又は発信しようとする者は、あらかじめ承認を受けるものとする。",
        "（見直し）この規程は、毎年度、見直すものとする。",
    ];
    let mut blocks: Vec<Block> = lines.map(Block::paragraph).into();
    blocks.push(Block::paragraph(format!(
        "附則　この規程は、{}から施行する。",
        domain::wareki::long(begins)
    )));
    let document = Document {
        footer: title.to_owned(),
        parts: vec![Part::new(title, blocks)],
        ..Document::new(title)
    };
    let mut document_id = [0; 16];
    document_id
        .iter_mut()
        .zip(title.bytes().rev())
        .for_each(|(to, from)| *to = from);
    let record = IssueRecord {
        created_at: ctx.now(),
        document_id,
        author: "見本町".to_owned(),
        producer: "見本町（デモ）".to_owned(),
        manifest: None,
        appearance: Appearance::PLAIN,
    };
    tokio::task::spawn_blocking(move || documents::pdf(&document, &record))
        .await
        .map_err(ServiceError::unexpected)?
        .map_err(ServiceError::unexpected)
}

async fn name_audience(
    town: &mut Town,
    held: &mut Held,
    known: &Known,
) -> Result<(), ServiceError> {
    let office = town.by(Who::SecurityOffice).await?;
    if known.units.is_empty() {
        let everybody = AudienceDraft::Everybody;
        return regulation::add_audience(&office, held.id, held.next(), everybody).await;
    }
    for unit in known.units {
        let unit = AudienceDraft::Unit(town.unit(unit)?);
        regulation::add_audience(&office, held.id, held.next(), unit).await?;
    }
    Ok(())
}

/// Most read it when it went round on paper; the officer and the administrator are among those who did not.
async fn read_on_paper(
    town: &mut Town,
    held: &mut Held,
    known: &Known,
) -> Result<(), ServiceError> {
    let office = town.by(Who::SecurityOffice).await?;
    let today = office.today();
    let units: Result<Vec<_>, ServiceError> =
        known.units.iter().map(|unit| town.unit(unit)).collect();
    let units = units?;
    let people = organization::people(&office.db).await?;
    let concerned = people.into_iter().filter(|it| {
        it.in_office_on(today)
            && (units.is_empty() || it.unit_id.is_some_and(|unit| units.contains(&unit)))
    });
    let left_out = [town.person(Who::Officer), town.person(Who::Administrator)];
    let people = concerned
        .enumerate()
        .filter(|(place, it)| place % UNREAD != 1 && !left_out.contains(&Some(it.id)))
        .map(|(_, it)| it.id)
        .collect();
    let draft = ReadingDraft {
        people,
        read_on: today,
    };
    regulation::record_readings(&office, held.id, held.next(), draft).await
}

/// Today: the standard was looked at, the officer read the policy, a new version waits for the 所属長.
pub(super) async fn run(town: &mut Town) -> Result<(), ServiceError> {
    let office = town.by(Who::SecurityOffice).await?;
    let standard = find(&office, STANDARD).await?;
    let draft = ReviewDraft {
        outcome: ReviewOutcome::Unchanged,
        next_review_on: office.today() + TimeDelta::days(365),
        note: Some("ガイドラインの改定と照らし、改める点がないことを確かめた。".to_owned()),
    };
    regulation::review(&office, standard.id, standard.revision, draft).await?;
    let officer = town.by(Who::Officer).await?;
    let policy = regulation::open(&officer, find(&officer, POLICY).await?.id).await?;
    if let Some(version) = policy.current() {
        regulation::acknowledge(&officer, policy.document.id, version.id).await?;
    }
    let mut services = find(&office, SERVICES).await?;
    let begins = town.days.today + TimeDelta::days(60);
    let draft = VersionDraft {
        number: None,
        enacted_on: begins,
        in_force_on: begins,
        next_review_on: Some(begins + TimeDelta::days(365)),
        decision_no: None,
        summary: Some("生成AIの利用の手続を加える。".to_owned()),
    };
    draft_with_text(&office, &mut services, SERVICES, draft).await?;
    Ok(())
}

/// The document of this name, as it stands.
async fn find(ctx: &Context, title: &str) -> Result<Held, ServiceError> {
    let documents = regulation::all(&ctx.db).await?;
    let found = documents.into_iter().find(|it| it.title == title);
    let found = found.ok_or(ServiceError::NotFound("規程・手順"))?;
    Ok(Held {
        id: found.id,
        revision: found.revision,
    })
}
