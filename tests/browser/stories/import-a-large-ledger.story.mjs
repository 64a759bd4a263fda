// A ledger of more than five hundred rows is taken in by a job: the page says how far it is; it can be stopped,
// and afterwards everything is as it was before.

import { until } from '../harness/job.mjs';

export const name = '大きな台帳を、進み具合を見ながら取り込み、途中で中止し、取り消す';
export const modes = ['js', 'nojs'];

const HEAD = '契約番号,所管課,件名,委託先,法人番号,契約日,履行期間(自),履行期間(至),契約金額(税込),再委託,再委託先';

/** A ledger of so many contracts that the demo town does not have. */
function ledger(count, mode) {
  const row = (index) =>
    `大-${mode}-${index + 1},総務課,道路台帳の電子化業務その${index + 1},株式会社見本測量,,R8.4.1,R8.4.1,R9.3.31,${(index + 1) * 1000},無,`;
  return Buffer.from([HEAD, ...Array.from({ length: count }, (_, index) => row(index))].join('\r\n'));
}

export async function run({ page, mode, visit, press, signIn, expect, axe, shot }) {
  const main = page.locator('main');
  await signIn('keiyaku');
  await visit('/import');
  await page.locator('#import-file').setInputFiles({ name: '大きな台帳.csv', mimeType: 'text/csv', buffer: ledger(600, mode) });
  await press('ファイルを送って確かめる');
  await expect(main).toContainText('600件を新しく登録します');

  // Stopped, or already through: the page says which, and nothing is half done.
  await press('600件をすべて取り込む');
  await expect(main).toHaveText(/取り込んでいます|600件を新しく登録し/);
  await axe();
  const here = new URL(page.url()).pathname;
  await visit(`${here}?refresh=off`);
  await shot('1-at-work');
  if (await page.getByRole('button', { name: '処理を中止' }).isVisible()) {
    await axe();
    await press('処理を中止');
    await visit(here);
    await until({ page, visit, words: /600件をすべて取り込む|600件を新しく登録し/ });
    await shot('2-stopped');
    if (await page.getByRole('button', { name: '600件をすべて取り込む' }).isVisible()) {
      await press('600件をすべて取り込む');
    }
  }
  await until({ page, visit, words: /600件を新しく登録し/, limitMs: 90_000 });
  await axe();
  await shot('3-taken-in');

  await page.locator('summary', { hasText: '取り込みを取り消す' }).click();
  await press('取り込みを取り消す');
  await expect(main).toContainText('この取込みは取り消しました');
  await shot('4-taken-back');
}
