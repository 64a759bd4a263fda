// ダウンロード: a list under its filter as a file, from the list itself.

import { readFile } from 'node:fs/promises';

export const name = '絞り込んだ契約を Excel と CSV で受け取る';
export const modes = ['js', 'nojs'];

export async function run({ page, visit, signIn, expect, axe, shot }) {
  const fetched = async (label) => {
    await page.locator('.download > summary').first().click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.download').first().getByRole('link', { name: label, exact: true }).click(),
    ]);
    await page.locator('.download > summary').first().click();
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  await signIn('keiyaku');
  await visit('/contracts?q=' + encodeURIComponent('保守'));
  await page.locator('.download > summary').first().click();
  await axe();
  await shot('1-open');
  await page.locator('.download > summary').first().click();
  const book = await fetched('Excel');
  expect(/^契約台帳_\d{12}\.xlsx$/.test(book.name)).toBe(true);
  expect(book.bytes.subarray(0, 2).toString()).toBe('PK');
  const csv = await fetched('CSV（UTF-8）');
  const text = csv.bytes.toString('utf8');
  expect(text.startsWith('\ufeff"契約番号","年度","件名"')).toBe(true);
  const shown = await page.locator('main table tbody tr').count();
  // A cell may have several lines: a record ends at a line end outside of quotes.
  const records = text.replace(/"(?:[^"]|"")*"/g, (cell) => cell.replace(/\r?\n/g, ' ')).trimEnd().split('\r\n');
  expect(records.length - 1).toBe(shown);
  expect(shown > 0 && records.slice(1).every((record) => record.includes('保守'))).toBe(true);
  for (const path of ['/vendors', '/services', '/social-media', '/verifications', '/findings', '/organization']) {
    await visit(path);
    const file = await fetched('Excel');
    expect(`${path} ${file.bytes.subarray(0, 2).toString()}`).toBe(`${path} PK`);
  }
}
