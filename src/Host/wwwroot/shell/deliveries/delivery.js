// What a delivery means to people; nothing here draws.

const states = {
  Waiting: ['Waiting', 'open'],
  Delivered: ['Delivered', 'good'],
  Rejected: ['Rejected', 'bad'],
  Dead: ['Given up', 'bad'],
};

// The lists that one can look at, with the number of each.
export const lists = counts => [
  ['', 'All', counts.waiting + counts.delivered + counts.rejected + counts.dead],
  ['Waiting', 'Waiting', counts.waiting], ['Delivered', 'Delivered', counts.delivered], ['Dead', 'Given up', counts.dead], ['Rejected', 'Rejected', counts.rejected],
];

export const kinds = [['', 'All'], ['slack', 'Slack'], ['email', 'Email'], ['webhook', 'Webhook'], ['storage', 'Storage']];

const kindNames = new Map(kinds.slice(1));

export const kindOf = delivery => kindNames.get(delivery.kind) ?? delivery.kind;

export const stateOf = delivery => states[delivery.status] ?? [delivery.status, 'open'];

// Only what has ended without arriving can be sent again.
export const canReplay = delivery => delivery.status === 'Dead' || delivery.status === 'Rejected';
