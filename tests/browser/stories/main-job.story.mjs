// The main job from end to end, by two people: draft → clauses with reasons → approval by somebody else →
// issued annex → 契約日 → a check recorded with evidence.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const name = '起案から承認、特記事項の発行、点検の記録まで';
export const modes = ['js', 'nojs'];

export async function run({ page, context, base, mode, visit, follow, onwards, press, signIn, signOut, expect, axe, shot }) {
  const title = `窓口支援システム保守業務（${mode}）`;
  const today = new Date(Date.now() + 9 * 3600 * 1000).toISOString().slice(0, 10);

  await signIn('keiyaku');
  await onwards(() => page.getByRole('link', { name: '契約', exact: true }).first().click());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('契約');
  await axe();
  await shot('1-ledger');
  await onwards(() => page.getByRole('link', { name: '契約を起案' }).first().click());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('契約の起案');

  // A mistake first: the end before the start. What was typed stays.
  await page.locator('[name="input[title]"]').fill(title);
  await page.locator('[name="input[unit_id]"]').selectOption({ label: '総務課' });
  await page.locator('[name="input[vendor_id]"]').selectOption({ label: '株式会社十勝サンプル情報' });
  await page.locator('[name="input[starts_on]"]').fill('令和9年4月1日');
  await page.locator('[name="input[ends_on]"]').fill('R9.3.31');
  await page.locator('[name="input[amount_yen]"]').fill('１，２３４，０００');
  if (mode === 'js') {
    await expect(page.locator('output[for="f-starts-on"], output[for="f-starts_on"]').first()).toContainText('2027年4月1日');
  }
  await axe();
  await shot('2-party');
  await press('起案して次へ');
  await expect(page.getByRole('alert').first()).toContainText('1件の問題');
  await expect(page.locator('[name="input[title]"]')).toHaveValue(title);
  await axe();
  await shot('3-error');
  await page.locator('[name="input[ends_on]"]').fill('令和10年3月31日');
  await press('起案して次へ');

  // The facts of the work; with JavaScript the clauses appear as they are ticked.
  await expect(page.getByRole('heading', { level: 2, name: /^業務と情報/ })).toBeVisible();
  await page.locator('[name="input[confidentiality]"]').selectOption('C3B');
  await page.locator('input[value="pi"]').check();
  await page.locator('input[value="sys_ops"]').check();
  if (mode === 'js') {
    const preview = page.locator('.clause-preview');
    await expect(preview).toContainText('個人情報の適正な取扱い');
    await page.locator('input[value="remote_maint"]').check();
    await expect(preview).toContainText('遠隔保守');
    await expect(preview).toContainText('遠隔から保守する');
  } else {
    await page.locator('input[value="remote_maint"]').check();
  }
  const cells = ['1', '住民基本台帳', '３B・２・２', '有・約18,000件', '庁舎内で閲覧', 'サーバ', '専用端末', '庁舎内', '契約終了まで', '消去し証明書を提出'];
  for (const [column, text] of cells.entries()) {
    await page.locator(`[name="input[appendices][2][0][${column}]"]`).fill(text);
  }
  await axe();
  await shot('4-profile');
  await press('保存して次へ');

  await expect(page.getByRole('heading', { level: 2, name: /^条項/ }).first()).toBeVisible();
  await expect(page.locator('main')).toContainText('情報システムを運用・保守する');
  await axe();
  await shot('5-clauses');
  await press('保存して次へ');
  await expect(page.locator('main')).toContainText('年１回（令和9年度）');
  await axe();
  await shot('6-plan');
  await follow('次へ');
  await expect(page.getByRole('heading', { level: 2, name: /^確認/ })).toBeVisible();
  await axe();
  await shot('7-confirm');
  await press('申請');
  await expect(page.locator('main')).toContainText('自分では承認できません');
  const contract = new URL(page.url()).pathname;
  await signOut();

  // The approver is somebody else.
  await signIn('shozoku');
  await onwards(() => page.getByRole('link', { name: title }).first().click());
  await axe();
  await shot('8-decide');
  await press('承認');
  await expect(page.locator('main')).toContainText('承認しました');
  await signOut();

  await signIn('keiyaku');
  await visit(contract);
  await press('特記事項を発行');
  await expect(page.locator('main')).toContainText('特記R');
  await axe();
  await shot('9-annex');
  const link = await page.getByRole('link', { name: /（PDF）/ }).first().getAttribute('href');
  const pdf = await (await context.request.get(base + link)).body();
  const file = path.join(tmpdir(), `itaku-annex-${process.pid}-${mode}.pdf`);
  writeFileSync(file, pdf);
  const text = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' });
  const plain = text.replace(/\s/g, '');
  for (const words of ['情報セキュリティ特記事項', title.replace(/\s/g, ''), '（遠隔保守）', '第１条', '住民基本台帳', '株式会社十勝サンプル情報']) {
    assert.ok(plain.includes(words), `PDFに「${words}」がありません`);
  }
  assert.ok(!plain.includes('{{'), 'PDFに差込みの印が残っています');

  // The vendor is reviewed by the criteria, and another person agrees: without that there is no 契約日.
  await visit(contract);
  await expect(page.locator('main')).toContainText('契約の前に、選定審査の承認が必要です');
  await expect(page.locator('[name="input[signed_on]"]')).toHaveCount(0);
  await onwards(() => page.getByRole('link', { name: '選定を開く' }).click());
  await axe();
  await press('審査を始める');
  for (const question of await page.locator('fieldset.check-item').all()) {
    await question.locator('input[type=radio][value=met]').check();
  }
  await page.locator('[name="input[prior_notice_on]"]').fill(today);
  await page.locator('[name="input[declaration]"]').selectOption('received');
  await page.locator('[name="input[declaration_on]"]').fill(today);
  await page.locator('[name="input[conclusion]"]').selectOption('selected');
  await axe();
  await shot('9b-review');
  await press('保存して申請');
  await expect(page.getByRole('alert').first()).toContainText('結論の理由が入力されていません');
  await page.locator('[name="input[conclusion_reason]"]').fill('提案の内容が条件を満たすため。');
  await press('保存して申請');
  await expect(page.locator('main')).toContainText('自分では承認できません');
  const review = new URL(page.url()).pathname;
  await signOut();
  await signIn('shozoku');
  await visit(review);
  await press('承認');
  await expect(page.locator('main')).toContainText('選定審査を承認しました');
  await signOut();

  await signIn('keiyaku');
  await visit(contract);
  await page.locator('[name="input[signed_on]"]').fill(today);
  await page.locator('[name="input[signing_method]"]').selectOption('paper');
  await press('契約日を記録');
  await expect(page.locator('main')).toContainText('契約日を記録しました');

  // The checks stand; one is recorded with its evidence.
  await visit(`${contract}/verifications`);
  await axe();
  await shot('10-verifications');
  await onwards(() => page.getByRole('link', { name: /締結時/ }).first().click());
  await page.locator('[name="input[inspected_on]"]').fill(today);
  await page.locator('[name="input[method]"]').selectOption('documents');
  const item = page.locator('fieldset.check-item').first();
  await item.locator('input[type=radio][value=conform]').check();
  await item.locator('input[type=file]').setInputFiles({ name: '契約書写.txt', mimeType: 'text/plain', buffer: Buffer.from('契約書の写し') });
  await axe();
  await shot('11-sheet');
  await press('結果を記録');
  await expect(page.locator('main')).toContainText('点検結果を記録しました');
  await visit(`${contract}/verifications/SIGN`);
  await expect(page.locator('fieldset.check-item, .check-item').first()).toContainText('適合');
  await expect(page.locator('main')).toContainText('契約書写.txt');
  await visit(`${contract}/history`);
  await expect(page.locator('main')).toContainText('点検結果の記録');
  await axe();
  await shot('12-history');
}
