// What a publish has to remark on. The server says it in its answer, and the designer does not show it, so the page does.

import { h } from '../dom.js';

// What to show after a save: a draft is worked on, so only a publish brings something up; whatever has nothing to remark on takes it down.
// Undefined: what is there stays.
export function remarks({ workflowDefinition, validationErrors }) {
  if (!validationErrors?.length) return null;
  return workflowDefinition?.isPublished ? { name: workflowDefinition.name, warnings: validationErrors } : undefined;
}

// The bar at the foot of the page. It is there from the start, so that what comes into it is also heard.
export function createBar(place) {
  const bar = h('div', { id: 'warnings', role: 'status' });
  place.append(bar);
  const hide = () => bar.replaceChildren();

  function show({ name, warnings }) {
    bar.replaceChildren(
      h('p', {}, h('strong', {}, name || 'The workflow'), ' is published. Look at this:'),
      h('ul', {}, warnings.map(warning => h('li', {}, warning))),
      h('button', { type: 'button', onclick: hide }, 'Dismiss'));
  }

  return {
    hide,
    tell(saved) {
      const news = remarks(saved);
      if (news) show(news);
      else if (news === null) hide();
    },
  };
}
