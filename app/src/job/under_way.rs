//! What can be done while a job goes on: stop the page from loading itself again, and stop the job.

use domain::job::JobSummary;
use leptos::{form::ActionForm, prelude::*};

use super::api::CancelJob;
use crate::paths;

/// Below the progress of an open job, on the page at `here`.
#[component]
pub(crate) fn UnderWay(
    job: JobSummary,
    here: String,
    at_rest: bool,
    action: ServerAction<CancelJob>,
) -> impl IntoView {
    let quiet = paths::at_rest(&here);
    view! {
        <section aria-label="処理の操作">
            {if at_rest {
                view! { <p><a href=here>"最新の状態を表示"</a></p> }.into_any()
            } else {
                view! {
                    <p>
                        "画面は3秒ごとに新しくなります。ほかの画面に移っても、処理は続きます。"
                        <a href=quiet>"自動更新を止める"</a>
                    </p>
                }.into_any()
            }}
            <ActionForm action>
                <input type="hidden" name="id" value=job.id.to_string()/>
                <div class="button-row">
                    <button class="dads-button" data-type="outline" data-size="md" type="submit">"処理を中止"</button>
                </div>
            </ActionForm>
        </section>
    }
}
