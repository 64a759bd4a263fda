// A service is registered and applied for by one person and approved by another; a free one with 機密性３ is
// refused, and the page leads to the exception; use ends with the erasure confirmed.

import assert from 'node:assert/strict';

export const name = '外部サービスを申請し、別の人が承認する。約款型と機密性３は拒まれる';
export const modes = ['js', 'nojs'];

export async function run({ page, mode, visit, follow, onwards, press, signIn, signOut, expect, axe, shot }) {
  const type = (field, text) => page.locator(`[name="input[${field}]"]`).fill(text);
  const choose = (field, value) => page.locator(`[name="input[${field}]"]`).selectOption(value);
  const today = page.locator('main');
  const name = `見本アンケート（${mode}）`;

  const register = async (title, kind, confidentiality) => {
    await visit('/services');
    await onwards(() => page.getByRole('link', { name: '外部サービスを登録' }).first().click());
    await type('name', title);
    await page.locator('[name="input[unit_id]"]').selectOption({ label: '総務課' });
    await choose('kind', kind);
    await choose('paid', 'no');
    await type('provider_name', '見本クラウド');
    await type('purpose', '講座の申込みの受付');
    await choose('confidentiality', confidentiality);
    await choose('handles_personal_info', 'no');
    await choose('segment', 'internet');
    await type('data_location', '国内');
    await type('governing_law', '日本法');
    await type('terms_confirmed_on', '令和8年4月1日');
  };

  await signIn('keiyaku');
  await visit('/services');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('外部サービス');
  await expect(today).toContainText('約款型×機密性2以上');
  await axe();
  await shot('1-ledger');

  // A mistake first: nothing typed is lost.
  await register(name, 'cloud_contracted', 'C1');
  await type('provider_name', '');
  await axe();
  await press('登録');
  await expect(page.getByRole('alert').first()).toContainText('1件の問題');
  await expect(page.locator('[name="input[name]"]')).toHaveValue(name);
  await axe();
  await shot('2-error');
  await type('provider_name', '見本クラウド');
  await press('登録');
  await expect(today).toContainText('外部サービスを登録しました');
  const path = new URL(page.url()).pathname;
  await type('reason', '紙の申込みをなくすため');
  await type('wanted_until', '令和10年3月31日');
  await axe();
  await shot('3-service');
  await press('申請');
  await expect(today).toContainText('利用を申請しました');
  await expect(today).toContainText('自分の申請です');
  await axe();
  await signOut();

  // Another person decides, from the start page.
  await signIn('shozoku');
  const group = page.locator('section', { has: page.getByRole('heading', { name: /^外部サービスの承認待ち/ }) });
  await expect(group).toContainText(name);
  await axe();
  await shot('4-today');
  await follow(name, group);
  await choose('decision', 'approved');
  await type('approval_no', '情承第99号');
  await axe();
  await shot('5-decide');
  await press('決定を記録');
  await expect(today).toContainText('「承認」を記録しました');
  await expect(today).toContainText('承認済み（利用前）');
  await expect(today).toContainText('選定時');
  await axe();
  await shot('6-approved');
  await signOut();

  // 約款型 × 機密性３ is refused at once; the page leads to the exception.
  await signIn('keiyaku');
  await register(`${name}無料版`, 'cloud_terms_based', 'C3C');
  await press('登録');
  await type('reason', '試しに使うため');
  await type('wanted_until', '令和10年3月31日');
  await press('申請');
  await expect(page.getByRole('alert').first()).toContainText('機密性２以上の情報を取り扱えません');
  await expect(page.locator('[name="input[reason]"]').first()).toHaveValue('試しに使うため');
  await axe();
  await shot('7-refused');
  await onwards(() => page.getByRole('link', { name: '例外措置を申請' }).click());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('例外措置を申請');
  const subject = await page.locator('[name="input[subject]"]').inputValue();
  assert.match(subject, /^external_service:\d+$/);
  await axe();
  await shot('8-exception');

  // Use begins, and ends with the erasure confirmed.
  await visit(path);
  const day = new Date(Date.now() + 9 * 3600 * 1000).toISOString().slice(0, 10);
  await page.locator('#f-start-day').fill(day);
  await press('利用開始を記録');
  await expect(today).toContainText('利用中');
  await page.getByText('このサービスの利用を終了する').click();
  await page.locator('#f-end-day').fill(day);
  await page.locator('#f-end-reason').fill('講座が終わったため');
  await press('利用を終了');
  await expect(today).toContainText('終了（消去未確認）');
  await axe();
  await shot('9-ending');
  await type('erased_on', day);
  await type('erasure_method', '管理画面で消去を確かめた。');
  await type('accounts_disposed_on', day);
  await press('消去を確認');
  await expect(today).toContainText('消去の確認を記録しました');
  await axe();
  await shot('10-ended');
}
