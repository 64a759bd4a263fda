// Work that is interrupted: the sign-in ends in the middle of a form, or the page is left with changes that
// are not saved. Nothing typed is lost without a word.

export const name = '入力の途中でサインインが切れても、入力は残る';
export const modes = ['js', 'nojs'];

export async function run({ page, context, mode, password, visit, onwards, hydrated, signIn, expect, axe, shot }) {
  const field = (name) => page.locator(`[name="input[${name}]"]`);
  const signInAgain = async () => {
    await page.locator('[name="sign_in_name"]').fill('keiyaku');
    await page.locator('[name="password"]').fill(password);
    await page.getByRole('button', { name: 'サインイン', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await hydrated();
  };

  await signIn('keiyaku');
  await visit('/contracts/new');
  await field('title').fill('途中まで入力した業務');
  await field('unit_id').selectOption({ label: '総務課' });
  await field('starts_on').fill('令和9年4月1日');
  await context.clearCookies();
  await page.getByRole('button', { name: '起案して次へ', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/sign-in');
  await hydrated();
  await expect(page.locator('main')).toContainText('入力した内容は残っています');
  await axe();
  await shot('1-sign-in-again');

  // A wrong password on the way does not lose it.
  await page.locator('[name="sign_in_name"]').fill('keiyaku');
  await page.locator('[name="password"]').fill('これは違います');
  await page.getByRole('button', { name: 'サインイン', exact: true }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await signInAgain();
  await expect(page).toHavePath('/contracts/new');
  await expect(field('title')).toHaveValue('途中まで入力した業務');
  await expect(field('starts_on')).toHaveValue('令和9年4月1日');
  await axe();
  await shot('2-back');

  if (mode === 'js') {
    // What came back is not saved: leaving it asks first, and staying keeps it.
    await field('title').click();
    await page.keyboard.type('（続き）');
    const question = page.waitForEvent('dialog');
    const leaving = page.getByRole('link', { name: '委託先', exact: true }).first().click({ noWaitAfter: true });
    const dialog = await question;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await leaving;
    await expect(page).toHavePath('/contracts/new');
    await expect(field('title')).toHaveValue(/続き/);
  }

  // Saved, there is nothing to warn of.
  await field('ends_on').fill('令和10年3月31日');
  await page.getByRole('button', { name: '起案して次へ', exact: true }).click();
  await expect(page.getByRole('heading', { level: 2, name: /^業務と情報/ })).toBeVisible();
  await hydrated();
  let warned = false;
  page.on('dialog', async (dialog) => {
    warned = true;
    await dialog.accept();
  });
  await onwards(() => page.getByRole('link', { name: '委託先', exact: true }).first().click());
  await expect(page).toHavePath('/vendors');
  expect(warned).toBe(false);
}
