// 職員・組織: a new unit, a new person in it, a role, a sign-in — and the new person signs in.

export const name = '組織と職員を追加し、役割とサインインを決める';
export const modes = ['js', 'nojs'];

export async function run({ page, mode, password, visit, press, signIn, signOut, expect, axe, shot }) {
  const field = (name) => page.locator(`[name="input[${name}]"]`);
  const echoOf = (id) => page.locator(`output[for="${id}"]`);
  const unit = `物語推進課${mode}`;
  const person = `見本 物語${mode}`;

  await signIn('admin');
  await visit('/organization/units/new');
  await field('code').fill(`98${mode === 'js' ? '1' : '2'}0`);
  await field('name').fill(unit);
  await field('valid_from').fill('令和8年2月30日');
  if (mode === 'js') {
    // An impossible date is explained while it is typed, a possible one read aloud in both calendars.
    await expect(echoOf('f-valid-from')).toContainText('令和8年2月');
    await expect(page.locator('output[for="f-valid-from"][data-state="invalid"]')).toBeVisible();
    await axe();
    await shot('1-impossible-date');
    await field('valid_from').fill('R8.4.1');
    await expect(echoOf('f-valid-from')).toContainText('2026年4月1日');
    await field('valid_from').fill('きのう');
    await expect(echoOf('f-valid-from')).toContainText('日付として読み取れません');
    await field('valid_from').fill('令和8年2月30日');
  }
  await press('追加');
  await expect(page.getByRole('alert').first()).toContainText('1件の問題');
  await expect(field('name')).toHaveValue(unit);
  await expect(field('valid_from')).toHaveValue('令和8年2月30日');
  await axe();
  await shot('2-unit-refused');
  await field('valid_from').fill('R8.4.1');
  await press('追加');
  await expect(page.locator('main')).toContainText('組織を追加しました');
  await expect(page.locator('main')).toContainText(unit);

  await visit('/organization/people/new');
  await field('staff_no').fill(mode === 'js' ? '99801' : '99802');
  await field('name').fill(person);
  await field('kana').fill('ミホン　モノガタリ');
  await field('unit_id').selectOption({ label: unit });
  await field('in_office_from').fill('2026/4/1');
  await press('追加');
  await expect(page.locator('main')).toContainText('職員を追加しました');
  await expect(page.locator('main')).toContainText('役割はありません');
  await axe();
  await shot('3-person');

  // A role that ends before it begins is refused; the form stays open with what was typed.
  const role = page.locator('form').filter({ has: page.getByRole('button', { name: '割り当て', exact: true }) });
  await page.getByText('役割を割り当てる', { exact: true }).click();
  await role.locator('[name="input[role]"]').selectOption('procurement_officer');
  await role.locator('[name="input[unit_id]"]').selectOption({ label: unit });
  await role.locator('[name="input[from_on]"]').fill('R8.4.1');
  await role.locator('[name="input[to_on]"]').fill('R8.3.31');
  await press('割り当て', role);
  await expect(page.getByRole('alert').first()).toContainText('開始日');
  await expect(role.locator('[name="input[from_on]"]')).toHaveValue('R8.4.1');
  await expect(role.locator('[name="input[to_on]"]')).toBeVisible();
  await axe();
  await shot('4-role-refused');
  await role.locator('[name="input[to_on]"]').fill('');
  await press('割り当て', role);
  await expect(page.locator('main')).toContainText('役割を割り当てました');
  await expect(page.locator('table').filter({ hasText: '範囲' })).toContainText('契約担当');

  // A password that is too short is refused, and never filled in again.
  const account = page.locator('form').filter({ has: page.getByRole('button', { name: '設定', exact: true }) });
  await account.locator('[name="sign_in_name"]').fill(`monogatari-${mode}`);
  await account.locator('[name="password"]').fill('短い');
  await press('設定', account);
  await expect(page.getByRole('alert').first()).toContainText('12文字以上');
  await expect(account.locator('[name="password"]')).toHaveValue('');
  await axe();
  await account.locator('[name="sign_in_name"]').fill(`monogatari-${mode}`);
  await account.locator('[name="password"]').fill(password);
  await press('設定', account);
  await expect(page.locator('main')).toContainText('サインイン名とパスワードを設定しました');
  await shot('5-ready');
  await signOut();

  // The officer of a unit drafts for that unit and for no other.
  await signIn(`monogatari-${mode}`);
  await visit('/contracts/new');
  const choices = await page.locator('[name="input[unit_id]"] option:not([value=""])').allInnerTexts();
  expect(choices.map((text) => text.trim())).toEqual([unit]);
}
