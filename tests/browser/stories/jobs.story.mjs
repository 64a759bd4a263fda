// Many contracts at once: the annexes of those that are ticked become one file, made in the background; what
// could not be made is told, and the file is there for the one who asked.

import { until } from '../harness/job.mjs';

export const name = '選んだ契約の特記事項を、裏でまとめて1つのファイルにする';
export const modes = ['js', 'nojs'];

export async function run({ page, context, mode, visit, press, signIn, expect, axe, shot }) {
  const ended = () => until({ page, visit });
  /** What the file begins with, and its name. */
  const download = async () => {
    const address = await page.getByRole('link', { name: 'ダウンロード' }).getAttribute('href');
    const answer = await context.request.get(address);
    expect(answer.status()).toBe(200);
    return { name: answer.headers()['content-disposition'], bytes: await answer.body() };
  };

  await signIn('keiyaku');
  await visit('/contracts');
  const boxes = page.locator('tbody input[name="id"]');
  await boxes.nth(0).check();
  await boxes.nth(2).check();
  if (mode === 'js') {
    await expect(page.getByRole('form', { name: '一括操作' })).toContainText('2件');
    await page.getByRole('checkbox', { name: 'このページの契約をすべて選択' }).check();
    await expect(page.getByRole('form', { name: '一括操作' })).toContainText(`${await boxes.count()}件`);
    await page.getByRole('checkbox', { name: 'このページの契約をすべて選択' }).uncheck();
    await boxes.nth(0).check();
    await boxes.nth(2).check();
  }
  await axe();
  await shot('1-ticked');
  await press('特記事項をまとめて出力');

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('特記事項の一括出力');
  await expect(page.locator('main')).toContainText('2件の契約の特記事項を');
  await axe();
  await shot('2-confirm');
  await press('2件をまとめて出力');
  await expect(page).toHavePath(/^\/jobs\/\d+$/);
  await shot('3-asked');
  await ended();
  await axe();
  await shot('4-done');
  const zip = await download();
  expect(zip.name).toMatch(/\.zip$/);
  expect(zip.bytes.subarray(0, 2).toString()).toBe('PK');

  // All that match a filter, as one PDF; those without a classification cannot be made and are told.
  await visit('/contracts');
  await press(/この条件のすべて.*出力/);
  await page.locator('input[name="form"][value="pdf"]').check();
  await axe();
  await press(/件をまとめて出力/);
  await expect(page).toHavePath(/^\/jobs\/\d+$/);
  await ended();
  await axe();
  await shot('5-all');
  const pdf = await download();
  expect(pdf.name).toMatch(/\.pdf$/);
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');

  await visit('/jobs');
  await expect(page.locator('tbody tr')).toHaveCount(2);
  await axe();
  await shot('6-list');

  // Nothing ticked: said on the page, with the way back.
  await visit('/contracts');
  await press('特記事項をまとめて出力');
  await expect(page.locator('main')).toContainText('契約が選択されていません');
  await axe();
}
