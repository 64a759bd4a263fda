// 4月1日の人事異動: the head plans who takes over from somebody who retires with six responsibilities,
// another person approves, and on April 1 nothing is without a 責任者.

export const name = '4月1日の人事異動を計画し、別の人が承認する';
export const modes = ['js', 'nojs'];

export async function run({ page, visit, press, signIn, signOut, expect, axe, shot }) {

  await signIn('shozoku');
  await visit('/transfers');
  await axe();
  await shot('1-plans');
  await page.locator('[name="input[unit_id]"]').selectOption({ label: '総務課' });
  await press('計画を作成');
  await expect(page.locator('main')).toContainText('引き継ぐ責任');
  const rows = page.locator('table tbody tr');
  await expect(rows).toHaveCount(6);
  await axe();
  await shot('2-plan');

  // One without a successor is shown in red before it happens.
  await rows.first().locator('select').selectOption('end');
  await press('後任を保存');
  await expect(page.locator('main')).toContainText('後任のない責任が1件あります');
  await axe();
  await shot('3-orphan');
  await rows.first().locator('select').selectOption({ index: 0 });
  await press('後任を保存');
  await expect(page.locator('main')).not.toContainText('後任のない責任が');
  await press('申請');
  await expect(page.locator('main')).toContainText('自分では承認できません');
  await axe();
  await shot('4-submitted');
  const path = new URL(page.url()).pathname;
  await signOut();

  await signIn('tokatsu');
  await expect(page.locator('main')).toContainText('承認待ちの人事異動');
  await visit(path);
  await axe();
  await press('承認');
  await expect(page.locator('main')).toContainText('引継ぎを記録しました');
  await axe();
  await shot('5-approved');
}
