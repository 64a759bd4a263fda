//! 投稿してよいか: a few questions built from the rule of the account, and an answer with its reasons and
//! what each rests on.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    AccountState,
    publishing::{ItemKind, PublishingRule},
};
use crate::choice::choices;

choices! {
    /// Whether what is to be posted is only what anybody may know.
    Openness {
        Open = "open", "公表済み、又は公表してよいことが決まっている";
        Closed = "closed", "公表前・庁内限り・関係者限りの内容がある";
        Unsure = "unsure", "分からない";
    }

    /// People in it: pictures, names, voices.
    People {
        None = "none", "個人が分かるものはない";
        Agreed = "agreed", "あり、本人（未成年は保護者）の同意を得ている";
        NotAgreed = "not_agreed", "あり、同意を得ていない人がいる";
    }

    /// Whether people need it even when the platform is down.
    Urgency {
        Ordinary = "ordinary", "いいえ";
        OnSite = "on_site", "はい。町のホームページにも掲載する（した）";
        OnlyHere = "only_here", "はい。SNSだけで知らせる";
    }

    /// 判定.
    Verdict {
        Yes = "yes", "はい";
        Ask = "ask", "確認が必要";
        No = "no", "いいえ";
    }
}

/// What was answered so far, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostAnswers {
    pub openness: String,
    /// The line of 発信できる情報 it belongs to, or `other`.
    pub topic: String,
    /// The lines of 発信してはならない情報 it comes near to.
    pub forbidden: BTreeSet<String>,
    pub people: String,
    pub urgency: String,
}

impl PostAnswers {
    /// True when nobody answered anything yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A reason and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// How far it goes by itself.
    pub verdict: Verdict,
    /// Why.
    pub text: String,
    /// The rule it rests on.
    pub basis: String,
}

/// The answer to 投稿してよいか.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostJudgement {
    /// The strictest of the reasons.
    pub verdict: Verdict,
    /// All of them, the strictest first.
    pub reasons: Vec<Reason>,
}

/// Judges what is to be posted. A question left open needs an answer first.
#[must_use]
pub fn judge(
    state: AccountState,
    rule: Option<&PublishingRule>,
    answers: &PostAnswers,
) -> PostJudgement {
    let mut reasons = Vec::new();
    let mut say = |verdict, text: String, basis: String| {
        reasons.push(Reason {
            verdict,
            text,
            basis,
        });
    };
    if state != AccountState::Open {
        say(
            Verdict::No,
            format!(
                "このアカウントは「{}」です。運用中のアカウントからだけ発信できます。",
                state.label()
            ),
            "アカウントの状態".to_owned(),
        );
    }
    match rule {
        None => say(
            Verdict::No,
            "このアカウントには、現在有効な「発信できる情報の規定」がありません。規定の承認を受けてから発信してください。".to_owned(),
            "情報セキュリティポリシー 第6節(8)".to_owned(),
        ),
        Some(rule) => {
            openness(answers, &mut say);
            forbidden(rule, answers, &mut say);
            topic(rule, answers, &mut say);
            people(rule, answers, &mut say);
            urgency(rule, answers, &mut say);
        }
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.verdict));
    PostJudgement {
        verdict: reasons
            .first()
            .map_or(Verdict::Ask, |strictest| strictest.verdict),
        reasons,
    }
}

fn named(rule: &PublishingRule, part: &str) -> String {
    format!("発信できる情報の規定 第{}版「{part}」", rule.version)
}

fn openness(answers: &PostAnswers, say: &mut impl FnMut(Verdict, String, String)) {
    let basis =
        "情報セキュリティ対策基準（自治体機密性２以上の情報は発信してはならない）".to_owned();
    match answers.openness.parse() {
        Ok(Openness::Open) => say(
            Verdict::Yes,
            "公表してよい情報（自治体機密性１）です。".to_owned(),
            basis,
        ),
        Ok(Openness::Closed) => say(
            Verdict::No,
            "公表前又は庁内限りの情報は、自治体機密性２以上です。SNSで発信できません。".to_owned(),
            basis,
        ),
        Ok(Openness::Unsure) => say(
            Verdict::Ask,
            "公表してよいかを、情報を作成した課の所属長に確かめてください。".to_owned(),
            basis,
        ),
        Err(_) => say(
            Verdict::Ask,
            "公表してよい情報かどうかに答えてください。".to_owned(),
            basis,
        ),
    }
}

fn forbidden(
    rule: &PublishingRule,
    answers: &PostAnswers,
    say: &mut impl FnMut(Verdict, String, String),
) {
    let basis = || named(rule, ItemKind::Forbidden.label());
    let near: Vec<&str> = rule
        .lines(ItemKind::Forbidden)
        .filter(|item| answers.forbidden.contains(&item.id.to_string()))
        .map(|item| item.text.as_str())
        .collect();
    for text in &near {
        say(
            Verdict::No,
            format!("「{text}」に当たる内容は発信できません。"),
            basis(),
        );
    }
    if near.is_empty() {
        say(
            Verdict::Yes,
            "発信してはならない情報に当たるものは選ばれていません。".to_owned(),
            basis(),
        );
    }
}

fn topic(
    rule: &PublishingRule,
    answers: &PostAnswers,
    say: &mut impl FnMut(Verdict, String, String),
) {
    let basis = named(rule, ItemKind::Allowed.label());
    let chosen = rule
        .lines(ItemKind::Allowed)
        .find(|item| item.id.to_string() == answers.topic);
    match chosen {
        Some(item) => say(
            Verdict::Yes,
            format!("「{}」に当たります。", item.text),
            basis,
        ),
        None if answers.topic == "other" => say(
            Verdict::Ask,
            "発信できる情報のどれにも当たりません。アカウントの責任者の承認を受けてください。"
                .to_owned(),
            basis,
        ),
        None => say(
            Verdict::Ask,
            "どの「発信できる情報」に当たるかに答えてください。".to_owned(),
            basis,
        ),
    }
}

fn people(
    rule: &PublishingRule,
    answers: &PostAnswers,
    say: &mut impl FnMut(Verdict, String, String),
) {
    let basis = format!("{}：{}", named(rule, "同意"), rule.consent_rule);
    match answers.people.parse() {
        Ok(People::None) => say(
            Verdict::Yes,
            "個人が分かる写真・氏名などはありません。".to_owned(),
            basis,
        ),
        Ok(People::Agreed) => say(
            Verdict::Yes,
            "写っている人などの同意を得ています。同意の記録を残してください。".to_owned(),
            basis,
        ),
        Ok(People::NotAgreed) => say(
            Verdict::No,
            "同意を得ていない人の写真・氏名などは発信できません。同意を得るか、分からないように加工してください。".to_owned(),
            basis,
        ),
        Err(_) => say(
            Verdict::Ask,
            "個人が分かるものがあるかに答えてください。".to_owned(),
            basis,
        ),
    }
}

fn urgency(
    rule: &PublishingRule,
    answers: &PostAnswers,
    say: &mut impl FnMut(Verdict, String, String),
) {
    let basis = format!("{}：{}", named(rule, "災害時"), rule.disaster_rule);
    match answers.urgency.parse() {
        Ok(Urgency::Ordinary) => say(
            Verdict::Yes,
            "災害など、必ず届ける必要がある情報ではありません。".to_owned(),
            basis,
        ),
        Ok(Urgency::OnSite) => say(
            Verdict::Yes,
            "町のホームページにも掲載します。".to_owned(),
            basis,
        ),
        Ok(Urgency::OnlyHere) => say(
            Verdict::Ask,
            "必ず届ける必要がある情報は、町のホームページにも掲載してください。掲載の手配をしてから発信してください。".to_owned(),
            basis,
        ),
        Err(_) => say(
            Verdict::Ask,
            "必ず届ける必要がある情報かに答えてください。".to_owned(),
            basis,
        ),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::{
        contract::profile::Confidentiality, id::PublishingRuleId,
        social_media::publishing::PublishingItem,
    };

    fn rule() -> PublishingRule {
        let item = |id, kind, text: &str| PublishingItem {
            id,
            kind,
            text: text.to_owned(),
        };
        PublishingRule {
            id: PublishingRuleId(1),
            version: 2,
            class: Confidentiality::C1,
            consent_rule: "保護者の同意書を得る。".to_owned(),
            disaster_rule: "ホームページと同時に掲載する。".to_owned(),
            drafted_on: NaiveDate::MIN,
            drafted_by: None,
            drafter: None,
            approved_on: None,
            approver: None,
            from_on: None,
            to_on: None,
            withdrawn_on: None,
            items: vec![
                item(1, ItemKind::Allowed, "町の行事"),
                item(2, ItemKind::Forbidden, "職員の意見"),
            ],
            revision: 1,
        }
    }

    fn answers(
        openness: &str,
        topic: &str,
        forbidden: &[&str],
        people: &str,
        urgency: &str,
    ) -> PostAnswers {
        PostAnswers {
            openness: openness.to_owned(),
            topic: topic.to_owned(),
            forbidden: forbidden.iter().map(|id| (*id).to_owned()).collect(),
            people: people.to_owned(),
            urgency: urgency.to_owned(),
        }
    }

    #[test]
    fn the_strictest_reason_decides() {
        for (given, expect) in [
            (answers("open", "1", &[], "none", "ordinary"), Verdict::Yes),
            (answers("open", "1", &[], "agreed", "on_site"), Verdict::Yes),
            (answers("closed", "1", &[], "none", "ordinary"), Verdict::No),
            (
                answers("unsure", "1", &[], "none", "ordinary"),
                Verdict::Ask,
            ),
            (
                answers("open", "other", &[], "none", "ordinary"),
                Verdict::Ask,
            ),
            (
                answers("open", "1", &["2"], "none", "ordinary"),
                Verdict::No,
            ),
            (
                answers("open", "1", &[], "not_agreed", "ordinary"),
                Verdict::No,
            ),
            (answers("open", "1", &[], "none", "only_here"), Verdict::Ask),
            (answers("unsure", "other", &["2"], "", ""), Verdict::No),
            (answers("open", "1", &[], "none", ""), Verdict::Ask),
        ] {
            let judged = judge(AccountState::Open, Some(&rule()), &given);
            assert_eq!(judged.verdict, expect, "{given:?}");
            assert_eq!(judged.reasons.first().unwrap().verdict, expect);
        }
    }

    #[test]
    fn without_a_rule_or_out_of_operation_nothing_is_posted() {
        let given = answers("open", "1", &[], "none", "ordinary");
        assert_eq!(judge(AccountState::Open, None, &given).verdict, Verdict::No);
        let suspended = judge(AccountState::Suspended, Some(&rule()), &given);
        assert_eq!(suspended.verdict, Verdict::No);
    }

    #[test]
    fn every_reason_names_what_it_rests_on() {
        let given = answers("open", "1", &["2"], "none", "ordinary");
        let judged = judge(AccountState::Open, Some(&rule()), &given);
        assert!(judged.reasons.iter().all(|reason| !reason.basis.is_empty()));
        assert_eq!(
            judged.reasons.first().unwrap().basis,
            "発信できる情報の規定 第2版「発信してはならない情報」"
        );
    }
}
