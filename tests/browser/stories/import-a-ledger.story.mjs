// 台帳の取込み: the ledger as the town keeps it is sent, two of its rows are corrected on screen and two in the
// downloaded table that is sent alone; everything is taken in, and one import is taken back.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mended } from '../harness/workbook.mjs';

export const name = '台帳を取り込み、エラーの行を画面とExcelで直し、取り消す';
export const modes = ['js', 'nojs'];
export const limitMs = 240_000;

const FILE = '委託契約台帳_令和8年度.csv';
const ledgers = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../fixtures/ledgers');

export async function run({ page, visit, follow, press, onwards, signIn, expect, axe, shot }) {
  const main = page.locator('main');
  const send = async (name, buffer) => {
    await visit('/import');
    await page.locator('#import-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await press('ファイルを送って確かめる');
  };
  const open = (words) => page.locator('summary', { hasText: words }).first().click();

  await signIn('keiyaku');
  await onwards(() => page.getByRole('link', { name: '台帳の取込み', exact: true }).first().click());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('台帳の取込み');
  await axe();
  await shot('1-list');

  // What is no ledger is refused with what to do, on a page without scripts.
  await visit('/import');
  await page.locator('#import-file').setInputFiles({ name: '計画.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'ファイルを送って確かめる' }).click()]);
  await expect(main).toContainText('ファイルの種類はPDFです');
  await shot('2-no-ledger');

  // The ledger as it is: errors first, each with row, column, value and what to do.
  await send(FILE, await readFile(path.join(ledgers, FILE)));
  const first = new URL(page.url()).pathname;
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(FILE);
  await expect(main).toContainText('まだ何も登録していません');
  await expect(main).toContainText('26.4.1');
  await expect(main).toContainText('の年が分かりません');
  await axe();
  await shot('3-looked-at');
  await open('列の読み方（');
  await expect(main).toContainText('委託先／商号又は名称');
  await shot('4-columns');
  await onwards(() => page.getByRole('link', { name: '列の読み方を変える' }).click());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('列の読み方');
  await axe();
  await shot('5-choose-columns');
  await press('この読み方で読み直す');
  await expect(main).toContainText('読み直しました');
  await onwards(() => page.getByRole('link', { name: /^追加/ }).first().click());
  await expect(main).toContainText('登録する内容を見る');
  await axe();
  await shot('6-added');

  // Two rows are corrected on screen: one at once, one not right at the first try.
  const correct = async (row, letters, value) => {
    await page.getByLabel(new RegExp(`^${letters}列「`)).fill(value);
    await press('直した内容で読み直す');
  };
  await visit(first);
  await follow(/^8行を\s*直す$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('8行');
  await axe();
  await shot('6b-row');
  await correct(8, 'J', '26.4.2');
  await expect(main).toContainText('まだ取り込めません');
  await expect(main).toContainText('台帳の記載：26.4.1');
  await axe();
  await shot('6c-row-again');
  await correct(8, 'J', 'R8.4.1');
  await expect(main).toContainText('8行を直した内容で読み直しました（追加）');
  await follow(/^67行を\s*直す$/);
  await correct(67, 'H', '');
  await expect(main).toContainText('67行を直した内容で読み直しました（更新）');
  await expect(main).toContainText('画面で直した欄が2か所あります');
  await axe();
  await shot('6d-corrected');

  // The good rows now, the others later. Cells with two values are looked at first.
  await page.getByLabel('分け方を確かめました').check();
  await press('正しい行だけ取り込む（55件）');
  await expect(main).toContainText('台帳を取り込みました');
  await expect(main).toContainText('取り込んでいません');
  await axe();
  await shot('7-taken-in');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /ダウンロード（Excel）/ }).click(),
  ]);
  const rows = await readFile(await download.path());
  expect(download.suggestedFilename()).toBe('委託契約台帳_令和8年度_エラーの行.xlsx');
  await send('直した行.xlsx', mended(rows, { 'R8.6.1～R9.2.29': 'R8.6.1～R9.2.28', 'R8.10.1～R8.9.1': 'R8.9.1～R8.10.1' }));
  const second = new URL(page.url()).pathname;
  await expect(main).toContainText('正しい行だけ取り込む（2件）');
  await axe();
  await shot('8-mended');
  await press(/^正しい行だけ取り込む/);
  await expect(main).toContainText('台帳を取り込みました');

  // A record knows the row it came from.
  await onwards(() => page.getByRole('link', { name: /^追加/ }).first().click());
  await onwards(() => page.getByRole('link', { name: '町勢要覧作成業務' }).click());
  await expect(main).toContainText('台帳からの取込み');
  await expect(main).toContainText('直した行.xlsx');
  await axe();
  await shot('9-source');
  await follow(/^\d+行$/, page.getByRole('region', { name: '台帳からの取込み' }));
  await expect(main).toContainText('R8.6.1～R9.2.28');
  await axe();
  await shot('9b-cells');

  // Taken back: the two rows go, the others stay.
  await visit(second);
  await open('取り込みを取り消す');
  await axe();
  await press('取り込みを取り消す');
  await expect(main).toContainText('取り込む前の内容に戻しました');
  await shot('10-taken-back');
  await visit('/contracts?q=' + encodeURIComponent('町勢要覧作成業務'));
  await expect(main).toContainText('該当する契約はありません');
  await visit('/import');
  await expect(main).toContainText('取消済み');
  await axe();
  await shot('11-runs');
  await visit(first);
  await expect(main).toContainText('取込み済み');
}
