// Work in the background: looked at again and again until it has ended.

import assert from 'node:assert/strict';

/** Opens the page at hand anew until it says `words`: by default those of a job that has ended. */
export async function until({ page, visit, words = /処理に成功しました/, limitMs = 30_000 }) {
  const end = Date.now() + limitMs;
  while (!words.test(await page.locator('main').innerText())) {
    assert.ok(Date.now() < end, `処理が終わりません: ${words}`);
    await page.waitForTimeout(200);
    await visit(new URL(page.url()).pathname);
  }
}
