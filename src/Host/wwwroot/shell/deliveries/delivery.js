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

// What has ended without arriving can be sent again, and what waits for its next attempt can be sent now; null: it has arrived.
const replays = { Dead: 'Send again', Rejected: 'Send again', Waiting: 'Send now' };

export const replayOf = delivery => replays[delivery.status] ?? null;
