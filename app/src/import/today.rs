//! 今日: imports the person sent and has not finished.

use domain::import_run::ImportRun;
use leptos::prelude::*;

use crate::{
    components::{Instant, Loaded},
    error::AppError,
    paths,
};

type Unfinished = Vec<ImportRun>;

async fn load() -> Result<Unfinished, AppError> {
    let context = crate::server_context::context()?;
    Ok(services::import_run::unfinished(&context).await?)
}

/// 確認中の取込み.
#[component]
pub fn ImportsToday() -> impl IntoView {
    let data = load();
    view! { <Loaded data=data children=|runs: Unfinished| view! { <Group runs/> }/> }
}

#[component]
fn Group(runs: Vec<ImportRun>) -> impl IntoView {
    (!runs.is_empty()).then(|| view! {
        <section class="task-group" aria-labelledby="group-imports">
            <h2 class="task-group__heading" id="group-imports">
                "確認中の取込み"<span class="task-group__count">{format!("{}件", runs.len())}</span>
            </h2>
            <ul class="task-list">
                {runs.into_iter().map(|run| {
                    let path = paths::import_run(run.id);
                    let words = format!(
                        "{}　追加 {}行・更新 {}行・エラー {}行",
                        run.kind.label(), run.counts.added, run.counts.updated, run.counts.refused
                    );
                    let file = run.file_name.clone();
                    view! {
                        <li class="task-list__item">
                            <div>
                                <a class="task-list__what" href=path.clone()>{run.file_name}</a>
                                <span class="task-list__which">{words}</span>
                            </div>
                            <div class="task-list__due"><Instant at=run.sent_at/></div>
                            <div class="task-list__action">
                                <a class="dads-button" data-type="outline" data-size="sm" href=path>
                                    "続ける"<span class="dads-u-visually-hidden">{format!("：{file}")}</span>
                                </a>
                            </div>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </section>
    })
}
