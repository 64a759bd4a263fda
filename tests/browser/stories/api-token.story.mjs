// APIトークン: issued by the administrator, shown once, used by a program, taken back.

export const name = 'APIトークンを発行し、失効させる';
export const modes = ['js', 'nojs'];

export async function run({ page, mode, visit, follow, press, signIn, expect, axe, shot }) {
  const field = (name) => page.locator(`[name="input[${name}]"]`);
  const system = `見本の財務会計${mode}`;
  const ask = (token) => page.request.get('/api/v1/vendors?per_page=1', { headers: token ? { authorization: `Bearer ${token}` } : {} });

  await signIn('admin');
  await visit('/organization');
  await follow('APIトークン');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('APIトークン');
  await axe();
  await shot('1-empty');

  // Nothing is lost when something is missing.
  await field('name').fill(system);
  await field('expires_on').fill('昨日');
  await press('発行');
  await expect(page.getByRole('alert').first()).toContainText('3件の問題');
  await expect(field('name')).toHaveValue(system);
  await axe();
  await shot('2-refused');

  await field('purpose').fill('契約番号の突合');
  await field('person_id').selectOption({ index: 1 });
  await field('expires_on').fill(new Date(Date.now() + 30 * 86400000).toISOString().slice(0, 10));
  await press('発行');
  await expect(page.locator('main')).toContainText('APIトークンを発行しました');
  const token = await page.locator('code').filter({ hasText: 'itaku_' }).textContent();
  await axe();
  await shot('3-issued');
  await visit('/api-tokens');
  await expect(page.locator('main')).not.toContainText('itaku_');
  await expect(page.locator('main')).toContainText(system);

  // The cookie of this browser opens nothing; the token does.
  expect((await ask()).status()).toBe(401);
  const answer = await ask(token);
  expect(answer.status()).toBe(200);
  expect((await answer.json()).items.length).toBe(1);

  await page.locator('summary').filter({ hasText: `：${system}` }).click();
  await axe();
  await shot('4-revoke');
  await press('失効させる');
  await expect(page.locator('main')).toContainText('APIトークンを失効させました');
  expect((await (await ask(token)).json()).code).toBe('token_revoked');
  await shot('5-revoked');
}
