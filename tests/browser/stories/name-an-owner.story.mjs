// 所属長: a 責任者 is named from the start page in three interactions, and the board shows it.

export const name = '「今日」から3回の操作で責任者を指定する';
export const modes = ['js', 'nojs'];

export async function run({ page, visit, press, onwards, signIn, expect, axe, shot }) {
  await signIn('shozoku');
  const group = page.locator('section', { has: page.getByRole('heading', { name: /^責任者未定/ }) });
  await expect(group).toBeVisible();
  await axe();
  await shot('1-today');
  const row = group.locator('li').first();
  const subject = await row.locator('.task-list__what').innerText();

  // 1: the list of the unit's people, 2: one of them, 3: 指定.
  const people = row.locator('select');
  await people.focus();
  await people.selectOption({ index: 1 });
  await press(/^指定/, row);
  await expect(page.locator('main')).toContainText('責任者を指定しました');
  await shot('2-named');

  await visit('/responsibilities?q=' + encodeURIComponent(subject));
  await expect(page.locator('tbody tr').first()).toContainText(subject);
  await expect(page.locator('tbody tr').first()).not.toContainText('責任者未定');
  await axe();
  await shot('3-board');

  await onwards(() => page.getByRole('link', { name: subject }).first().click());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${subject}の責任者`);
  await axe();
  await shot('4-subject');

  // 副責任者 may not be the same person.
  const owner = page.locator('[name="input[person_id]"]').first();
  await expect(owner).toBeAttached();

  await visit('/responsibilities/list?on=' + encodeURIComponent('令和8年4月1日'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('責任者一覧');
  await expect(page.locator('main')).toContainText('令和8年4月1日現在');
  await axe();
  await shot('5-list');
}
