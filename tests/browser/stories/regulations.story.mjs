// 所属長 agrees to a version that waits; somebody reads it; what is 非公開 stays closed; an account follows it.

export const name = '規程・手順の承認、確認（既読）、非公開、SNSへの適用';
export const modes = ['js', 'nojs'];

export async function run({ page, visit, onwards, press, follow, signIn, signOut, expect, axe, shot }) {
  const main = page.locator('main');

  // The head finds the draft on the start page, and agrees to it.
  await signIn('shozoku');
  await expect(main).toContainText('承認待ちの規程・手順');
  await expect(main).toContainText('見直しの時期の規程・手順');
  await onwards(() => page.getByRole('link', { name: '見本町外部サービス利用規程', exact: true }).first().click());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('見本町外部サービス利用規程');
  await expect(main).toContainText('承認待ちの版');
  await axe();
  await shot('1-waiting');
  await page.locator('[name="decision_no"]').fill('見総第999号');
  await press('版を承認');
  await expect(main).toContainText('版を承認しました');
  await expect(main).toContainText('施行前');
  await axe();
  await shot('2-approved');

  // A document of the own unit: registered, drafted, forgotten day, text attached.
  await visit('/documents/new');
  await axe();
  await page.locator('[name="input[title]"]').fill('総務課SNS運用手順');
  await page.locator('[name="input[layer]"]').selectOption('procedure_document');
  await page.locator('[name="input[topic]"]').selectOption('social_media');
  await page.locator('[name="input[disclosure]"]').selectOption('internal');
  await page.locator('[name="input[unit_id]"]').selectOption({ label: '総務課' });
  await press('登録');
  await expect(page.getByRole('alert').first()).toContainText('実施手順は非公開です');
  await expect(page.locator('[name="input[title]"]')).toHaveValue('総務課SNS運用手順');
  await axe();
  await page.locator('[name="input[layer]"]').selectOption('regulation');
  await press('登録');
  await expect(main).toContainText('規程・手順を登録しました');
  await follow('新しい版を起案');
  await axe();
  await shot('3-version');
  await page.locator('[name="input[enacted_on]"]').fill('令和7年4月1日');
  await page.locator('[name="input[in_force_on]"]').fill('令和7年4月1日');
  await press('起案');
  await expect(page.getByRole('alert').first()).toContainText('過去の日付です');
  await page.locator('[name="input[decision_no]"]').fill('見総第7号');
  await press('起案');
  await expect(main).toContainText('版を起案しました');
  await page.locator('#f-file').setInputFiles({ name: '手順.txt', mimeType: 'text/plain', buffer: Buffer.from('本文') });
  await press('本文を添付');
  await expect(main).toContainText('手順.txt');
  await expect(main).toContainText('自分が起案した版です');
  await axe();
  await shot('4-own-draft');
  const path = new URL(page.url()).pathname;
  await signOut();

  // The security office agrees and names whom it concerns.
  await signIn('tokatsu');
  await visit(path);
  await press('版を承認');
  await expect(main).toContainText('版を承認しました');
  await page.locator('summary', { hasText: '対象者を追加' }).click();
  await page.locator('[name="input[audience]"]').selectOption('everybody');
  await press('対象者に追加');
  await expect(main).toContainText('対象者を追加しました');
  await expect(main).toContainText('0人が読みました');
  await axe();
  await shot('5-audience');
  await signOut();

  // The officer reads it; what is 非公開 is neither listed nor opened.
  await signIn('keiyaku');
  await expect(main).toContainText('読んでいない規程・手順');
  await visit('/documents');
  await expect(main).not.toContainText('実施手順を');
  await expect(main).not.toContainText('緊急時対応計画');
  await axe();
  await shot('6-list');
  await visit(path);
  await press('読んだ');
  await expect(main).toContainText('「読んだ」と記録しました');
  await expect(main).toContainText('1人が読みました');
  await axe();
  await signOut();

  // The head opens what is 非公開, and puts the new procedure in force for an account.
  await signIn('shozoku');
  await visit('/documents?q=' + encodeURIComponent('緊急時'));
  await onwards(() => page.getByRole('link', { name: '見本町情報セキュリティ緊急時対応計画', exact: true }).first().click());
  await expect(main).toContainText('非公開です');
  await expect(main).toContainText('非公開の規程・手順の閲覧');
  await axe();
  await shot('7-not-public');
  await visit('/social-media');
  await onwards(() => page.getByRole('link', { name: '見本町公式LINE', exact: true }).first().click());
  await page.locator('[name="input[version_id]"]').selectOption({ index: 1 });
  await press('運用手順を適用');
  await expect(main).toContainText('運用手順');
  await axe();
  await shot('8-account');
}
