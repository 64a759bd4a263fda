// SNS: an opening applied for by one unit is approved by another person; a post is judged by the rule of the
// account; a takeover is written down with the steps it asks for.

export const name = 'SNSの開設を承認し、投稿を判定し、乗っ取りを記録する';
export const modes = ['js', 'nojs'];

export async function run({ page, visit, press, onwards, signIn, signOut, expect, axe, shot }) {
  const main = page.locator('main');
  const field = (label) => page.locator(`[name="input[${label}]"]`).first();

  await signIn('shozoku');
  await visit('/social-media');
  await axe();
  await shot('1-list');
  await onwards(() => page.getByRole('link', { name: '見本町【公式】' }).first().click());
  await axe();
  await shot('2-account');
  await onwards(() => page.getByRole('link', { name: '投稿してよいか' }).click());
  await axe();
  for (const question of ['openness', 'topic', 'people', 'urgency']) {
    await page.locator(`[name="${question}"]`).first().check();
  }
  await press('判定');
  await expect(main).toContainText('はい。投稿できます');
  await axe();
  await shot('3-judged');
  await signOut();

  await signIn('tokatsu');
  await onwards(() => page.getByRole('link', { name: '見本町広報' }).first().click());
  await axe();
  await press('開設を承認');
  await expect(main).toContainText('承認済み（開設前）');
  await shot('4-approved');

  await visit('/incidents');
  await axe();
  await onwards(() => page.getByRole('link', { name: '事故等を記録' }).click());
  await axe();
  await field('kind').selectOption({ label: 'SNSアカウントの乗っ取り' });
  await field('title').fill('公式Xの乗っ取り');
  await field('subject').selectOption({ label: '見本町【公式】' }).catch(() => field('subject').selectOption({ index: 1 }));
  await field('unit_id').selectOption({ label: '総務課' });
  await field('known_on').fill('R8.11.1');
  await field('known_time').fill('9:05');
  await field('description').fill('心当たりのない投稿があった。');
  await field('personal_info').selectOption({ index: 1 });
  await field('intent').selectOption({ index: 1 });
  await onwards(() => page.locator('main form button[type="submit"]').first().click());
  await expect(page.getByRole('heading', { level: 1 })).toContainText('公式Xの乗っ取り');
  await axe();
  await shot('5-incident');
  await field('step').selectOption({ index: 1 });
  await field('done_on').fill('R8.11.1');
  await field('done_time').fill('9:10');
  await press('対応を記録');
  await expect(main).toContainText('9時10分');
  await axe();
  await shot('6-step');
}
