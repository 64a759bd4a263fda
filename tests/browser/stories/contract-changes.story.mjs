// A clause was revised: the contracts that carry its older wording are listed, drafts of their change are made
// for many at once, one is submitted and one is withdrawn; nothing that is issued has moved.

import assert from 'node:assert/strict';

export const name = '旧版の条項を持つ契約に、変更契約の案をまとめて作る';
export const modes = ['js', 'nojs'];

export async function run({ page, visit, onwards, press, signIn, expect, axe, shot }) {
  await signIn('keiyaku');
  await visit('/library');
  await onwards(() => page.getByRole('link', { name: '旧版の条項を持つ契約の一覧' }).click());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('旧版の条項を持つ契約');
  const boxes = page.locator('tbody input[name="id"]');
  assert.ok(2 <= (await boxes.count()), '見本の町に、旧版の条項を持つ契約が2件以上要ります');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  const ids = [await boxes.nth(0).inputValue(), await boxes.nth(1).inputValue()];
  await axe();
  await shot('1-outdated');
  await press('変更契約の案をまとめて作る');
  await expect(page.locator('main')).toContainText('2件の契約について');
  await axe();
  await shot('2-confirm');
  await press('2件の案を作る');
  await expect(page).toHavePath(/^\/jobs\/\d+$/);
  const until = Date.now() + 30_000;
  while (!/2件の処理に成功しました/.test(await page.locator('main').innerText())) {
    assert.ok(Date.now() < until, `処理が終わりません\n${await page.locator('main').innerText()}`);
    await page.waitForTimeout(200);
    await visit(new URL(page.url()).pathname);
  }
  await axe();
  await shot('3-done');

  // The draft on the contract: what changes, the document, the steps.
  await visit(`/contracts/${ids[0]}`);
  await expect(page.locator('main')).toContainText('変更契約の案があります');
  await axe();
  await visit(`/contracts/${ids[0]}/change`);
  await expect(page.locator('main')).toContainText('SEC-12');
  await axe();
  await shot('4-draft');
  await press('確認して承認に出す');
  await expect(page.locator('main')).toContainText('変更契約の案を承認に出しました');
  await axe();
  await shot('5-submitted');

  // Withdrawn only with a reason.
  await visit(`/contracts/${ids[1]}/change`);
  await page.locator('summary', { hasText: '案を取り下げる' }).click();
  await press('取り下げる');
  await expect(page.getByRole('alert').first()).toContainText('理由');
  await axe();
  await shot('6-refused');
  const reason = page.locator('[name="reason"]');
  if (!(await reason.isVisible())) await page.locator('summary', { hasText: '案を取り下げる' }).click();
  await reason.fill('契約の終了が近いため');
  await press('取り下げる');
  await expect(page.locator('main')).toContainText('変更契約の案を取り下げました');
  await expect(page.locator('main')).toContainText('契約の終了が近いため');
  await axe();
  await shot('7-withdrawn');

  await visit('/library/outdated');
  await expect(page.locator('main')).toContainText('手続中');
  await axe();
  await shot('8-after');
}
