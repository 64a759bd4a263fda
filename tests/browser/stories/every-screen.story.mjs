// Every screen, for every role: opens, says something, and axe finds nothing.

export const name = 'すべての画面が役割ごとに開き、利用しやすさの検査に通る';
export const modes = ['js', 'nojs'];
export const limitMs = 240_000;

export async function run({ page, desk, mode, visit, signIn, signOut, expect, axe, shot }) {
  const roles = {
    keiyaku: ['/', '/search', '/search?q=' + encodeURIComponent('業務'), '/search?q=zzzz', '/vendors', '/vendors/new', '/vendors/1', '/vendors/1/edit', '/vendors/1/merge', '/vendors/1/merge?other=2', '/contracts', '/contracts?q=' + encodeURIComponent('保守') + '&sort=-ends_on',
      '/contracts?q=zzzz', '/contracts?cols=vendor&size=20', '/vendors?kana=' + encodeURIComponent('他'), '/verifications', '/verifications?state=overdue', '/organization', '/organization/people/1', '/organization/units/1',
      '/import', '/library', '/library/SEC-13', '/library/outdated', '/library/outdated/changes?all=1', '/contracts/bundle?all=1', '/contracts/bundle', '/jobs', '/contracts/1/change', '/forms', '/pdf-check', '/findings', '/findings?state=verified', '/findings/new', '/exceptions', '/exceptions/new',
      '/verifications/subjects', '/contracts/1', '/contracts/1/clauses', '/contracts/1/comparison', '/contracts/1/forms', '/contracts/1/history',
      '/contracts/1/findings', '/contracts/1/measures/new', '/documents', '/documents?on=R6.1.1&topic=social_media', '/documents/1', '/services', '/services?state=ended',
      '/services?issue=approval_expired', '/services/new', '/services/1', '/services/1/edit', '/services/5', '/services/10', '/services/14',
      '/exceptions/new?subject=external_service%3A14&rule=terms_based_service'],
    shozoku: ['/', '/responsibilities', '/responsibilities?state=vacant', '/responsibilities/list', '/responsibilities/contract-1', '/transfers', '/transfers/1',
      '/social-media', '/social-media?size=20&sort=-last_post&cols=unit', '/social-media/bulk', '/social-media/bulk?all=1', '/contracts/bulk', '/contracts/bulk?all=1', '/services/bulk?all=1', '/social-media/services/1', '/social-media/services/new', '/social-media/accounts/1', '/social-media/accounts/new',
      '/social-media/accounts/1/publishing', '/incidents', '/self-inspections', '/coverage/declarations',
      '/documents', '/documents/new', '/documents/3', '/documents/4?on=R6.1.1', '/documents/3/edit', '/documents/3/versions/new',
      '/responsibilities/external_service-1', '/services/11'],
    kansa: ['/', '/services', '/services/3', '/coverage/evidence/O6/valid', '/documents', '/documents/7', '/audit-log', '/contracts', '/verifications?state=done'],
    tokatsu: ['/', '/services', '/services/12', '/exceptions', '/incidents/1'],
    admin: ['/jobs', '/api-tokens', '/organization/units/new', '/organization/people/new', '/organization/people/2'],
  };
  /** Looks at the screens of these people, one person after the other. */
  const look = async (on, people) => {
    for (const role of people) {
      await signIn(role, on);
      for (const path of roles[role]) {
        const response = await visit(path, on);
        expect(`${role} ${path} ${response.status()}`).toBe(`${role} ${path} 200`);
        await expect(on.getByRole('heading', { level: 1 })).toHaveCount(1);
        await axe(on);
        await shotOf(`${role}${path.replace(/[^a-z0-9]+/gi, '-')}`, on);
      }
      await signOut(on);
    }
  };
  // They look the same without JavaScript.
  const shotOf = mode === 'js' ? shot : () => undefined;
  const [first, ...others] = Object.keys(roles);
  await Promise.all([look(page, [first]), look(await desk(), others)]);
  await signIn(first);
  for (const [path, status] of [['/contracts/999999', 404], ['/services/999999', 404], ['/nothing', 404], ['/audit-log', 403], ['/documents/7', 403]]) {
    const response = await visit(path);
    expect(response.status()).toBe(status);
    await axe();
    await shotOf(`error-${status}${path.replace(/[^a-z0-9]+/gi, '-')}`);
  }
}
