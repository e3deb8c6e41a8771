// The settings: a page a section, each with its own path, so that links and reloads work.

import { session } from '../api.js';
import { h } from '../dom.js';
import { said } from '../states.js';
import * as account from './account.js';
import * as audit from './audit.js';
import * as keys from './keys.js';
import * as roles from './roles.js';
import * as users from './users.js';

const sections = [
  { path: 'users', title: 'Users', permission: 'manage:identity', page: users },
  { path: 'roles', title: 'Roles', permission: 'manage:identity', page: roles },
  { path: 'keys', title: 'API keys', permission: 'manage:identity', page: keys },
  { path: 'audit', title: 'Audit log', permission: 'read:audit-log', page: audit },
  { path: 'account', title: 'My account', page: account },
];

export async function show(main, path) {
  const allowed = sections.filter(section => !section.permission || session.may(section.permission));
  const section = path ? allowed.find(candidate => candidate.path === path) : allowed[0];
  const root = h('section', { 'aria-labelledby': 'title' });
  main.replaceChildren(
    h('nav', { class: 'sections', 'aria-label': 'Settings' }, allowed.map(({ path, title }) =>
      h('a', { href: `/settings/${path}`, 'aria-current': path === section?.path && 'page' }, title))),
    root);
  if (!section) {
    root.append(h('h1', { id: 'title' }, 'Settings'), h('p', {}, 'There is no such page here, or it is not for you.'));
    return;
  }

  document.title = `${section.title} - Transcribe.Workflows`;
  await section.page.show(root).catch(error =>
    root.replaceChildren(h('h1', { id: 'title' }, section.title), h('p', { class: 'error', role: 'alert' }, said(error))));
}
