export const name = 'サインインすると「今日」が開く';
export const modes = ['js', 'nojs'];

export async function run({ page, visit, signIn, expect, axe, shot }) {
  // Nothing is shown to somebody who has not signed in.
  await visit('/');
  await expect(page).toHavePath('/sign-in');
  await expect(page.getByRole('button', { name: 'サインイン', exact: true })).toBeVisible();
  await axe();
  await shot('form');

  // A wrong password is said, also to a screen reader, and does not let in.
  await page.locator('[name="sign_in_name"]').fill('keiyaku');
  await page.locator('[name="password"]').fill('これは違います');
  await page.getByRole('button', { name: 'サインイン', exact: true }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page).toHavePath('/sign-in');
  await axe();

  await signIn('keiyaku');
  await expect(page).toHavePath('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('今日');
  await axe();
  await shot('today');
}
