// An auditor begins with 第6節(8): from a failing sentence to the evidence and the record, as of a past day.

import assert from 'node:assert/strict';

export const name = '監査人が不適合の文から証拠へたどり着く';
export const modes = ['js', 'nojs'];

export async function run({ page, context, base, visit, onwards, press, signIn, expect, axe, shot }) {
  await signIn('kansa');
  await expect(page.locator('#group-coverage')).toContainText('第6節(8) 遵守状況');
  await axe();
  await onwards(() => page.getByRole('link', { name: '遵守状況', exact: true }).first().click());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('第6節(8) 遵守状況');
  await expect(page.locator('main')).toContainText('ソーシャルメディアサービスごとの責任者を定める');
  await axe();
  await shot('sheet');

  const failing = page.locator('.coverage-condition').filter({ hasText: '不適合' }).first();
  await onwards(() => failing.getByRole('link', { name: /^証拠/ }).first().click());
  await expect(page.getByRole('heading', { level: 1 })).toContainText('証拠');
  await axe();
  await shot('evidence');
  await onwards(() => page.locator('table a').first().click());
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);

  // The same sheet on the first day of the fiscal year, kept in the address.
  await visit('/coverage');
  await page.locator('[name="on"]').fill('R8.4.1');
  await press('表示');
  await expect(page.locator('main')).toContainText('令和8年4月1日現在');
  await axe();

  await visit('/coverage/items');
  await expect(page.locator('main')).toContainText('K13');
  await axe();
  await shot('items');
  await visit('/coverage/declarations');
  await axe();
  await visit('/self-inspections');
  await axe();
  await onwards(() => page.locator('table a').first().click());
  await axe();
  await onwards(() => page.locator('table a').first().click());
  await axe();

  const pdf = await (await context.request.get(`${base}/coverage/report.pdf`)).body();
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  const xlsx = await (await context.request.get(`${base}/coverage/figures.xlsx`)).body();
  assert.equal(xlsx.subarray(0, 2).toString(), 'PK');
}
