// 全体検索: from the box of every page, with the key `/` where JavaScript runs, to a record.

export const name = 'どの画面からでも、一つの語ですべての台帳を検索する';
export const modes = ['js', 'nojs'];

export async function run({ page, mode, visit, onwards, press, signIn, expect, axe, shot }) {
  const box = page.locator('#site-search');
  const enter = () => onwards(() => page.keyboard.press('Enter'));
  await signIn('keiyaku');
  await visit('/verifications');
  if (mode === 'js') {
    await page.keyboard.press('/');
    await expect(box).toBeFocused();
    await page.keyboard.type('/');
    await expect(box).toHaveValue('/');
    await box.fill('');
  }
  await box.fill('㈱ﾄｶﾁ');
  await enter();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('検索');
  await expect(page.locator('main')).toContainText('株式会社十勝サンプル情報');
  await expect(page.getByRole('heading', { level: 2, name: /^委託先/ })).toHaveCount(1);
  await axe();
  await shot('1-reading');

  await page.locator('#search-q').fill('業務');
  await page.locator('#search-q').focus();
  await enter();
  await expect(page.getByRole('heading', { level: 2, name: /^契約/ })).toHaveCount(1);
  await axe();
  await shot('2-many');

  await page.locator('#search-q').fill('株式会社');
  await page.locator('#search-q').focus();
  await enter();
  await expect(page.locator('main')).toContainText('だけでは検索できません');
  await axe();
  await shot('3-blank');

  await visit('/search?q=' + encodeURIComponent('十勝'));
  await onwards(() => page.getByRole('link', { name: '株式会社十勝サンプル情報', exact: true }).first().click());
  await expect(page.getByRole('heading', { level: 1 })).toContainText('株式会社十勝サンプル情報');

  // The key can be switched off, and stays off.
  const off = page.getByRole('checkbox', { name: /「\/」キー/ });
  await visit('/search');
  if (mode === 'js') {
    await off.uncheck();
    await visit('/vendors');
    await page.keyboard.press('/');
    expect(await box.evaluate((it) => it === document.activeElement)).toBe(false);
    await visit('/search');
    expect(await off.isChecked()).toBe(false);
    await axe();
    await shot('4-switched-off');
  } else {
    await expect(off).toHaveCount(0);
  }
}
