// 委託先の統合: the same company twice in the list becomes one; the old address says where it went.

export const name = '二重に登録した委託先を統合する';
export const modes = ['js', 'nojs'];

export async function run({ page, mode, visit, press, follow, onwards, signIn, expect, axe, shot }) {
  const add = async (company, phone) => {
    await visit('/vendors/new');
    const field = (name) => page.locator(`[name="input[${name}]"]`);
    await field('kind').selectOption('corporation');
    await field('name').fill(company);
    await field('kana').fill('カサネミホンシステム');
    await field('phone').fill(phone);
    await press('追加');
    await expect(page.locator('main')).toContainText('委託先を追加しました');
    return new URL(page.url()).pathname;
  };

  await signIn('keiyaku');
  const stays = await add(`株式会社重ね見本${mode}`, '');
  const goes = await add(`（株）重ね見本${mode}`, '0155-00-0002');
  await visit(stays);
  await expect(page.locator('main')).toContainText('同じ事業者と思われる委託先が、ほかに1件あります');
  await axe();
  await follow('同じ事業者の委託先と統合する');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('委託先の統合');
  await axe();
  await shot('1-choose');
  await onwards(() => page.locator('section[aria-labelledby="lookalikes"]').getByRole('link').click());
  await expect(page.locator('[name="input[phone]"][value="gone"]')).toBeChecked();
  await axe();
  await shot('2-compare');
  await press('統合');
  await expect(page.getByRole('alert').first()).toContainText('確かめて、印を付けてください');
  await axe();
  await shot('3-refused');
  await page.getByLabel('二つが同じ事業者であることを確かめました').check();
  await press('統合');
  await expect(page.locator('main')).toContainText('委託先を統合しました');
  await expect(page.locator('main')).toContainText('0155-00-0002');
  await shot('4-merged');
  await visit(goes);
  await expect(page.locator('main')).toContainText('ほかの委託先に統合しました');
  await axe();
  await shot('5-gone');
  await follow(`株式会社重ね見本${mode}`);
  expect(new URL(page.url()).pathname).toBe(stays);
}
