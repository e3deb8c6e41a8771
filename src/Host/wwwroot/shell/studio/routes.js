// The places of the designer. Routing is by path: its lists rewrite query and hash. Each is a component of the package, which may have an id and
// a callback for where somebody wants to go; no component takes a parameter that it does not know.

export const routes = [
  { pattern: /^workflows\/definitions\/([^/]+)\/edit$/, name: 'elsa-workflow-definition-editor', id: 'definitionId', call: id => `workflow-definitions/by-definition-id/${id}?versionOptions=Latest`, title: 'Workflow', section: 'definitions' },
  { pattern: /^workflows\/instances\/([^/]+)\/view$/, name: 'elsa-workflow-instance-viewer', id: 'instanceId', call: id => `workflow-instances/${id}`, edits: true, title: 'Run', section: 'instances' },
  { pattern: /^workflows\/instances$/, name: 'elsa-workflow-instance-list', views: true, title: 'Runs', section: 'instances' },
  { pattern: /^(workflows\/definitions)?$/, name: 'elsa-workflow-definition-list', edits: true, title: 'Workflows', section: 'definitions' },
];

export const editPath = id => `workflows/definitions/${encodeURIComponent(id)}/edit`;
export const viewPath = id => `workflows/instances/${encodeURIComponent(id)}/view`;

// What a component asks the API first: what its route names; null: it names nothing.
export const firstCall = route => route.call?.(encodeURIComponent(route.parameters[route.id])) ?? null;

// What the designer asks first of all, wherever it starts.
export const firstOfAll = 'features/installed';

// The route of a path below the base, with the id that it names; null: there is no such place.
export function match(pathname, base) {
  const path = (pathname.startsWith(base) ? pathname.slice(base.length) : pathname).replace(/^\/+|\/+$/g, '');
  for (const route of routes) {
    const found = route.pattern.exec(path);
    if (found) return { ...route, parameters: route.id ? { [route.id]: decodeURIComponent(found[1]) } : {} };
  }
  return null;
}

// What its component needs besides the id: where the API is, who asks, and where to go when somebody opens something.
export const parametersOf = (route, settings, go) => ({
  ...settings,
  ...route.parameters,
  ...(route.edits && { editWorkflowDefinition: id => go(editPath(id)) }),
  ...(route.views && { viewWorkflowInstance: id => go(viewPath(id)) }),
});

// The designer links to itself at the root of the server, where workflows answer requests; here it lives below the base.
export function belowBase(pathname, base) {
  return /^\/workflows\/(definitions|instances)(\/|$)/.test(pathname) ? base + pathname.slice(1) : null;
}

// The run whose logs such a link leads to; null: it is another link. There are no such logs here; there is the run's story.
export const runOf = url => url.pathname === '/diagnostics/structured-logs' ? url.searchParams.get('workflowInstanceId') : null;
