// The places of the product. One that needs a permission is shown to those who have it.

const readRuns = 'read:workflow-instances';

export const workflowsPath = '/studio/workflows/definitions';

export const places = [
  { path: '/', title: 'Overview', name: 'start' },
  { path: workflowsPath, title: 'Workflows', permission: 'read:workflow-definitions' },
  { path: '/studio/workflows/instances', title: 'Runs', permission: readRuns },
  { path: '/schedules', title: 'Schedules', name: 'schedules', permission: 'read:workflow-definitions' },
  { path: '/tests', title: 'Tests', name: 'tests', permission: 'exec:workflow-definitions' },
  { path: '/transcriptions', title: 'Transcriptions', name: 'transcriptions', permission: readRuns },
  { path: '/deliveries', title: 'Deliveries', name: 'deliveries', permission: 'manage:deliveries' },
  { path: '/connections', title: 'Connections', name: 'connections', permission: 'manage:connections' },
  { path: '/settings', title: 'Settings', name: 'settings' },
];

// Pages that others lead to.
const inner = [{ path: '/replay', title: 'Run again', name: 'replay', permission: readRuns }];

export const start = '/';

// The page that a path shows: the place, and the one thing of it that the path names.
export function pageOf(pathname) {
  const [, first, ...rest] = pathname.split('/').map(decodeURIComponent);
  const place = [...places, ...inner].find(place => place.name && place.path === `/${first}`) ?? places[0];
  const id = rest.join('/') || null;
  if (place.name === 'transcriptions' && id) return id === 'spend' ? { ...place, name: 'spending', title: 'Spending' } : { ...place, name: 'transcript', title: 'Transcript', id };
  if (place.name === 'tests' && id === 'templates') return { ...place, name: 'templates', title: 'Templates', permission: 'write:workflow-definitions' };
  if (place.name === 'tests' && id === 'samples') return { ...place, name: 'samples', title: 'Samples' };
  return { ...place, id };
}

// Where to look at a run, and at all runs of one state.
export const runPath = id => `/studio/workflows/instances/${encodeURIComponent(id)}/view`;
export const replayPath = id => `/replay/${encodeURIComponent(id)}`;
export const samplesPath = id => `/tests/samples?workflow=${encodeURIComponent(id)}`;
export const workflowPath = id => `/studio/workflows/definitions/${encodeURIComponent(id)}/edit`;
export const runsPath = (...states) => `/studio/workflows/instances?substatuses=${states.join(',')}`;
export const transcriptPath = id => `/transcriptions/${encodeURIComponent(id)}`;

// The address of a page with some of its query changed; what is empty is left out.
export function pageWith(path, search, changes) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...Object.fromEntries(search), ...changes })) if (value) query.set(name, value);
  const text = String(query);
  return text ? `${path}?${text}` : path;
}

// Where to sign in, and where to return to afterwards.
export const signInPath = here => here && here !== start ? `/sign-in?return=${encodeURIComponent(here)}` : '/sign-in';

// Only places of this server: an address from a link must not lead elsewhere.
export function returnPath(search) {
  const path = new URLSearchParams(search).get('return') ?? start;
  const url = new URL(path, 'http://here');
  return path.startsWith('/') && url.origin === 'http://here' && url.pathname !== '/sign-in' ? url.pathname + url.search + url.hash : start;
}
