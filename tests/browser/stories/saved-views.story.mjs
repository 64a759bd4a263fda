// A list is narrowed, sorted and cut to columns; the conditions are kept under a name, shown to colleagues,
// opened by one of them, and taken away.

import assert from 'node:assert/strict';

export const name = '一覧の条件を名称を付けて保存し、同僚に見せ、削除する';
export const modes = ['js', 'nojs'];

export async function run({ page, mode, visit, press, follow, signIn, signOut, expect, axe, shot }) {
  const title = `進行中の契約 ${mode}`;

  await signIn('keiyaku');
  await visit('/contracts');
  await expect(page.locator('main')).toContainText('絞り込み、並べ替え、列の選択をすると、その条件を保存できます。');

  // Narrowed by the form, sorted by a head, cut to columns by boxes.
  await page.locator('#filter-status').selectOption({ label: '履行中' });
  await press('絞り込み');
  await follow('終了日', page.locator('thead'));
  await page.getByText('表示する列', { exact: true }).first().click();
  await axe();
  await shot('1-columns');
  const picker = page.getByRole('group', { name: '表示する列' });
  for (const column of ['分類', '開始日', '次の点検']) await picker.getByLabel(column, { exact: true }).uncheck();
  await press('適用');
  const heads = await page.locator('main thead th').allInnerTexts();
  assert.ok(!heads.some((head) => head.includes('開始日')), heads.join());
  assert.ok(heads.some((head) => head.includes('終了日')), heads.join());
  await expect(page.getByRole('list', { name: '適用中の条件' })).toContainText('ステータス：履行中');
  // The boxes come one by one; what is kept holds them as one list.
  const kept = '?status=running&sort=ends_on&cols=vendor%2Cunit%2Cstatus%2Cends_on';

  // A name that cannot be taken is told, and the form stays as it was typed.
  await page.getByText('この条件を保存', { exact: true }).click();
  await press('保存');
  await expect(page.locator('main')).toContainText('入力されていません');
  await axe();
  await shot('2-refused');
  await page.getByLabel('条件の名称').fill(title);
  await page.getByLabel('ほかの職員にも見せる').check();
  await press('保存');
  await expect(page.locator('main')).toContainText('条件を保存しました。');
  expect(new URL(page.url()).search).toBe(kept);
  await expect(page.getByRole('navigation', { name: '保存した条件' }).locator('[aria-current]')).toHaveText(title);
  await axe();
  await shot('3-saved');

  // A colleague opens it, and cannot take it away.
  await signOut();
  await signIn('kansa');
  await visit('/contracts');
  const shared = page.getByRole('navigation', { name: '共有された条件' });
  await follow(new RegExp(title), shared);
  expect(new URL(page.url()).search).toBe(kept);
  assert.equal(await page.getByText('保存した条件の整理', { exact: true }).count(), 0);
  await axe();
  await shot('4-shared');

  await signOut();
  await signIn('keiyaku');
  await visit('/contracts');
  await page.getByText('保存した条件の整理', { exact: true }).click();
  await axe();
  await shot('5-tidy');
  await press(`「${title}」を削除`);
  await expect(page.locator('main')).toContainText('保存した条件を削除しました。');
  assert.equal(await page.getByRole('link', { name: title, exact: true }).count(), 0);

  // The other ledgers have the same shape.
  for (const path of ['/vendors', '/services', '/social-media', '/verifications', '/findings', '/organization']) {
    await visit(`${path}?size=20`);
    await page.getByText('この条件を保存', { exact: true }).click();
    await axe();
    await shot(`6${path.replace('/', '-')}`);
  }
}
