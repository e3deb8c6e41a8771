// As the server has it: a permission by name, by the wildcard of its verb, or everything.
export const isIn = (granted, permission) =>
  granted.some(grant => grant === '*' || grant === permission || (grant.endsWith(':*') && permission.startsWith(grant.slice(0, -1))));

// What somebody may do, for people: an asterisk says nothing to them.
export const named = granted => granted.map(grant => grant === '*' ? 'everything' : grant);
