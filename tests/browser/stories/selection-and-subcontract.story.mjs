// 所属長 finds what waits, looks at the review and at the subcontract, and approves; what was wrong before is red.

import assert from 'node:assert/strict';

export const name = '選定審査の承認と、再委託の承諾';
export const modes = ['js', 'nojs'];

export async function run({ page, mode, visit, follow, onwards, press, signIn, signOut, expect, axe, shot }) {
  const main = page.locator('main');

  // The officer enters a subcontractor of a running contract and what the town decides.
  await signIn('keiyaku');
  await visit('/contracts?q=' + encodeURIComponent('庁内ヘルプデスク'));
  await onwards(() => page.getByRole('link', { name: '庁内ヘルプデスク・端末運用支援業務' }).first().click());
  const contract = new URL(page.url()).pathname;
  await follow('再委託');
  await expect(main).toContainText('再委託に問題があります');
  await expect(main).toContainText('の前に取扱いを始めています');
  await expect(main).toContainText('第3次の再委託');
  await axe();
  await shot('1-tree');
  await onwards(() => page.getByRole('link', { name: '名簿を見る' }).click());
  await expect(main).toContainText('不明な事業者');
  await axe();
  await shot('2-roster');
  await visit(`${contract}/subcontracts`);
  await onwards(() => page.getByRole('link', { name: '再委託を登録' }).click());
  // Forgotten: the information. What was typed stays.
  const company = `有限会社見本清掃${mode}`;
  await page.locator('[name="input[name]"]').fill(company);
  await page.locator('[name="input[scope]"]').fill('作業後の清掃');
  await press('登録');
  await expect(page.getByRole('alert').first()).toContainText('1件の問題');
  await expect(page.locator('[name="input[name]"]')).toHaveValue(company);
  await axe();
  await page.locator('[name="input[information]"]').fill('なし（端末の置かれた部屋に入る）');
  await page.locator('[name="input[requested_on]"]').fill('令和8年11月2日');
  await press('登録');
  await expect(main).toContainText('再委託を登録しました');
  const subcontract = new URL(page.url()).pathname;
  await page.locator('[name="input[outcome]"]').selectOption('conditional');
  await page.locator('[name="input[conditions]"]').fill('受託者の従業員が立ち会うこと。');
  await page.locator('[name="input[decided_on]"]').fill('令和8年11月4日');
  await axe();
  await shot('3-decision');
  await press('決定を登録して承認を求める');
  await expect(main).toContainText('自分では承認できません');
  await signOut();

  // The head finds both kinds of work on the start page.
  await signIn('shozoku');
  await expect(main).toContainText('承認待ちの再委託');
  await onwards(() => page.getByRole('link', { name: `承諾（契約に基づく）：${company}` }).click());
  assert.equal(new URL(page.url()).pathname, subcontract);
  await axe();
  await press('決定を承認');
  await expect(main).toContainText('再委託の決定を承認しました');
  await expect(main).toContainText('条件付き承諾');

  if (mode === 'js') {
    await visit('/');
    await expect(main).toContainText('承認待ちの選定審査');
    await onwards(() => page.getByRole('link', { name: /^選定審査：/ }).first().click());
    await expect(main).toContainText('選定の条件');
    await axe();
    await shot('4-review');
    await press('承認');
    await expect(main).toContainText('選定審査を承認しました');
    await axe();
    await shot('5-selection');
  }
}
