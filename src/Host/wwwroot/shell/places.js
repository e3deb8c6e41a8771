// The places of the product. One that needs a permission is shown to those who have it.

export const places = [
  { path: '/studio/workflows/definitions', title: 'Workflows', permission: 'read:workflow-definitions' },
  { path: '/studio/workflows/instances', title: 'Runs', permission: 'read:workflow-instances' },
  { path: '/settings', title: 'Settings' },
];

export const start = '/';

// Where to sign in, and where to return to afterwards.
export const signInPath = here => here && here !== start ? `/sign-in?return=${encodeURIComponent(here)}` : '/sign-in';

// Only places of this server: an address from a link must not lead elsewhere.
export function returnPath(search) {
  const path = new URLSearchParams(search).get('return') ?? start;
  const url = new URL(path, 'http://here');
  return path.startsWith('/') && url.origin === 'http://here' && url.pathname !== '/sign-in' ? url.pathname + url.search + url.hash : start;
}
