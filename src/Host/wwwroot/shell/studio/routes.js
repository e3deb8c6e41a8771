// The places of the shell. Routing is by path: the designer's lists rewrite query and hash.

export const routes = [
  { pattern: /^workflows\/definitions\/([^/]+)\/edit$/, tag: 'elsa-workflow-definition-editor', attribute: 'definition-id', title: 'Workflow', section: 'definitions' },
  { pattern: /^workflows\/instances\/([^/]+)\/view$/, tag: 'elsa-workflow-instance-viewer', attribute: 'instance-id', title: 'Run', section: 'instances' },
  { pattern: /^workflows\/instances$/, tag: 'elsa-workflow-instance-list', title: 'Runs', section: 'instances' },
  { pattern: /^(workflows\/definitions)?$/, tag: 'elsa-workflow-definition-list', title: 'Workflows', section: 'definitions' },
];

export const editPath = id => `workflows/definitions/${encodeURIComponent(id)}/edit`;
export const viewPath = id => `workflows/instances/${encodeURIComponent(id)}/view`;

// The route of a path below the base, with the id that it names; null: there is no such place.
export function match(pathname, base) {
  const path = (pathname.startsWith(base) ? pathname.slice(base.length) : pathname).replace(/^\/+|\/+$/g, '');
  for (const route of routes) {
    const found = route.pattern.exec(path);
    if (found) return { ...route, id: route.attribute ? decodeURIComponent(found[1]) : undefined };
  }
  return null;
}

// The designer links to itself at the root of the server, where workflows answer requests; here it lives below the base.
export function belowBase(pathname, base) {
  return /^\/workflows\/(definitions|instances)(\/|$)/.test(pathname) ? base + pathname.slice(1) : null;
}
