// A finding from the day it is written down to the day another person has seen the fix; the letter of a measure.

import assert from 'node:assert/strict';

export const name = '指摘を登録し、改善を指示し、別の人が是正を確認する';
export const modes = ['js', 'nojs'];

export async function run({ page, context, base, mode, visit, onwards, press, signIn, signOut, expect, axe, shot }) {
  const main = page.locator('main');
  const field = (label) => page.locator(`[name="input[${label}]"]`).first();
  const words = `作業場所に無関係の人が入れる状態でした（${mode}）`;

  await signIn('keiyaku');
  await visit('/findings');
  await axe();
  await shot('1-list');
  await onwards(() => page.getByRole('link', { name: '指摘を登録' }).first().click());
  await field('source').selectOption({ label: '監査' });
  await field('subject').selectOption({ index: 1 });
  await field('severity').selectOption({ label: '中' });
  await field('found_on').fill('令和8年2月30日');
  await press('登録');
  await expect(page.getByRole('alert').first()).toContainText('2件の問題');
  await axe();
  await field('description').fill(words);
  await field('found_on').fill('R8.11.1');
  await press('登録');
  await expect(main).toContainText('指摘を登録しました');
  const path = new URL(page.url()).pathname;
  await field('instruction').fill('入退室を記録し、鍵を管理すること。');
  await field('assignee_id').selectOption({ index: 1 });
  await press('指示を記録');
  await expect(main).toContainText('改善を指示しました');
  await field('cause').fill('鍵の管理者を定めていなかった。');
  await field('plan').fill('管理者を定め、入退室簿を置く。');
  await press('計画の受理を記録');
  await axe();
  await shot('2-planned');
  await field('report').fill('入退室簿の写しの提出を受けた。');
  await field('completed_on').fill('R8.11.20');
  await press('完了報告を記録');
  await expect(main).toContainText('別の人の確認を待ちます');
  await signOut();

  await signIn('tokatsu');
  await visit(path);
  await field('outcome').selectOption({ index: 1 });
  await field('note').fill('入退室簿の写しと鍵の管理表を照らした。');
  await axe();
  await press('確認を記録');
  await expect(main).toContainText('是正を確認');
  await shot('3-confirmed');

  // The measure under the contract, and its letter.
  await visit('/measures/1');
  await expect(main).toContainText('改善要求書');
  await axe();
  await shot('4-measure');
  const letter = await (await context.request.get(`${base}/measures/1/notice.pdf`)).body();
  assert.equal(letter.subarray(0, 5).toString(), '%PDF-');
  await visit('/exceptions');
  await axe();
  await shot('5-exceptions');
  await onwards(() => page.locator('table a').first().click());
  await axe();
  await shot('6-exception');
}
