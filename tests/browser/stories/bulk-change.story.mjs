// Many accounts and contracts get another 所管課 at once: ticked, confirmed, done in the background with what was refused told,
// and put back; and another 責任者 by the filter.

import assert from 'node:assert/strict';
import { until } from '../harness/job.mjs';

export const name = '選んだSNSアカウントと契約の所管課と責任者をまとめて変更し、元に戻し、終わった契約を完了にする';
export const modes = ['js', 'nojs'];

export async function run({ page, mode, visit, press, onwards, signIn, signOut, expect, axe, shot }) {
  const ended = () => until({ page, visit });
  /** Puts back what the job at hand did: another job, which is not the one at hand. */
  const undo = async () => {
    const undone = new URL(page.url()).pathname.match(/\d+$/)[0];
    await press('元に戻す');
    await expect(page).toHavePath(new RegExp(`^/jobs/(?!${undone}$)\\d+$`));
    await ended();
  };
  /** Units of the first accounts of the list. */
  const units = async () => {
    await visit('/social-media?cols=unit');
    const rows = page.locator('section[aria-labelledby="accounts-heading"] tbody tr');
    return (await rows.locator('td.dads-table__short').allInnerTexts()).slice(0, 2);
  };

  await signIn('tokatsu');
  const before = await units();
  const boxes = page.locator('tbody input[name="id"]');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  if (mode === 'js') {
    await expect(page.getByRole('form', { name: '一括操作' })).toContainText('2件のアカウントが選択されています。');
  }
  await axe();
  await shot('1-ticked');
  await press('まとめて変更');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('SNSアカウントの一括変更');
  await expect(page.locator('main')).toContainText('2件のSNSアカウントを変更します。');
  await axe();
  await shot('2-confirm');

  await press('2件の所管課を変更');
  await expect(page.locator('main')).toContainText('選択されていません');
  await axe();
  await shot('3-refused');
  const options = await page.getByLabel(/新しい所管課/).locator('option').allInnerTexts();
  const unit = options.filter((label) => label && !before.includes(label)).at(-1);
  await page.getByLabel(/新しい所管課/).selectOption({ label: unit });
  await press('2件の所管課を変更');
  await expect(page).toHavePath(/^\/jobs\/\d+$/);
  await ended();
  const job = new URL(page.url()).pathname;
  await page.getByText('成功した2件', { exact: true }).click();
  await axe();
  await shot('4-done');
  assert.deepEqual(await units(), [unit, unit]);

  await visit(job);
  await undo();
  await axe();
  await shot('5-undone');
  assert.deepEqual(await units(), before);

  // All that match, and who is responsible for them. What cannot be changed is told, with the reason.
  await press(/この条件のすべて/);
  await page.getByLabel(/新しい責任者/).selectOption({ index: 1 });
  await axe();
  await shot('6-all');
  await press(/件の責任者を変更$/);
  await expect(page).toHavePath(/^\/jobs\/\d+$/);
  await ended();
  await axe();
  await shot('7-owners');

  // A contract, from the list of contracts, where annexes are put out from the same bar.
  await signOut();
  await signIn('keiyaku');
  await visit('/contracts?status=running&cols=unit');
  const row = page.locator('tbody tr').first();
  const title = await row.getByRole('link').innerText();
  const from = await row.locator('td.dads-table__short').innerText();
  await row.getByRole('checkbox').check();
  await axe();
  await shot('8-contract');
  await press('まとめて変更');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('契約の一括変更');
  await expect(page.locator('main')).toContainText(title);
  const others = await page.getByLabel(/新しい所管課/).locator('option').allInnerTexts();
  const to = others.filter((label) => label && label !== from).at(-1);
  await page.getByLabel(/新しい所管課/).selectOption({ label: to });
  await axe();
  await shot('9-contract-confirm');
  await press('1件の所管課を変更');
  await ended();
  await page.getByText('成功した1件', { exact: true }).click();
  await onwards(() => page.getByRole('link', { name: title }).click());
  await expect(page.locator('main')).toContainText(to);
  await page.goBack();
  await undo();
  await expect(page.locator('main')).toContainText('1件の処理に成功しました。');

  // Contracts that are over are 完了 together; one that is not checked to the end is left, and named.
  await visit('/contracts?status=ended');
  const closable = await page.locator('tbody tr').count() - 1;
  await press(/この条件のすべて \d+件を変更/);
  await expect(page.locator('main')).toContainText(`完了にできるのは${closable}件です。`);
  await axe();
  await shot('10-closing');
  await press(`${closable}件を完了にする`);
  await expect(page).toHavePath(/^\/jobs\/\d+$/);
  await ended();
  await expect(page.locator('main')).toContainText(`${closable}件の処理に成功しました。1件の処理に失敗しました。`);
  await expect(page.locator('main')).toContainText('未実施の点検が');
  await axe();
  await shot('11-closed');
}
