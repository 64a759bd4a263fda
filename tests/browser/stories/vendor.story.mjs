// 委託先: added with a number that is checked while it is typed, refused when it is wrong, changed afterwards.

export const name = '委託先を追加し、編集する';
export const modes = ['js', 'nojs'];

export async function run({ page, mode, visit, follow, onwards, press, hydrated, signIn, expect, axe, shot }) {
  const field = (name) => page.locator(`[name="input[${name}]"]`);
  const echo = page.locator('output[for="f-corporate-number"]');
  const right = corporateNumber('731000456789');
  const wrong = `${right[0] === '1' ? '2' : '1'}${right.slice(1)}`;
  const company = `株式会社物語見本システム${mode}`;

  await signIn('keiyaku');
  await onwards(() => page.getByRole('link', { name: '委託先', exact: true }).first().click());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('委託先');
  await visit('/vendors/new');
  await field('kind').selectOption('corporation');

  // A name that reads like one in the list: said while it is typed, and no more than said.
  if (mode === 'js') {
    await field('name').fill('（株）十勝サンプル情報');
    await expect(page.getByRole('status').filter({ hasText: '同じ名称と読める委託先' })).toContainText('株式会社十勝サンプル情報');
    await axe();
    await shot('1-similar');
    await field('corporate_number').fill(right.slice(0, 12));
    await expect(echo).toContainText('あと1桁です');
    await field('corporate_number').fill(right);
    await expect(echo).toContainText('検査用数字が合っています');
    await field('corporate_number').fill(fullWidth(right));
    await expect(echo).toContainText('検査用数字が合っています');
    await field('corporate_number').fill(wrong);
    await expect(echo).toContainText('＊');
  }
  await field('name').fill(company);
  if (mode === 'js') {
    await expect(page.getByRole('status').filter({ hasText: '同じ名称と読める委託先' })).toHaveCount(0);
  }
  await field('kana').fill('物語見本');
  await field('corporate_number').fill(wrong);
  await press('追加');

  // Both problems at once, each beside its field; what was typed stays.
  await expect(page.getByRole('alert').first()).toContainText('2件の問題');
  await expect(field('name')).toHaveValue(company);
  await expect(field('corporate_number')).toHaveValue(wrong);
  await axe();
  await shot('2-refused');
  await field('kana').fill('モノガタリミホンシステム');
  await field('corporate_number').fill(fullWidth(right));
  await press('追加');
  await expect(page.locator('main')).toContainText('委託先を追加しました');
  await expect(page.locator('main')).toContainText(company);
  await expect(page.locator('main')).toContainText(right);
  await axe();
  await shot('3-added');

  await follow('編集');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('委託先の編集');
  await hydrated();
  await expect(field('corporate_number')).toHaveValue(right);
  await field('phone').fill('0155-00-0001');
  await press('保存');
  await expect(page.locator('main')).toContainText('委託先を保存しました');
  await expect(page.locator('main')).toContainText('0155-00-0001');

  // The same number a second time belongs to somebody else already.
  await visit('/vendors/new');
  await field('kind').selectOption('corporation');
  await field('name').fill('株式会社別の見本');
  await field('corporate_number').fill(right);
  await press('追加');
  await expect(page.getByRole('alert').first()).toContainText('すでに使われています');
  await axe();
}

/** 13 digits: the check digit before the twelve of the body (国税庁の計算式). */
function corporateNumber(body) {
  const digits = [...body].reverse().map(Number);
  const sum = digits.reduce((total, digit, place) => total + digit * (place % 2 === 0 ? 1 : 2), 0);
  return `${9 - (sum % 9)}${body}`;
}

function fullWidth(digits) {
  return [...digits].map((digit) => String.fromCodePoint(digit.codePointAt(0) + 0xfee0)).join('');
}
