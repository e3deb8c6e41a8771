// The frame of every page: where one is, where one can go, who one is.

import { h } from './dom.js';
import { session, toSignIn } from './api.js';
import { places, start } from './places.js';

// Builds the frame around a page for whoever is signed in; false: nobody is, and the sign-in page comes.
export async function enter(current) {
  if (!await session.token()) {
    toSignIn();
    return false;
  }

  const nav = h('nav', { id: 'places', 'aria-label': 'Main' },
    places.filter(place => !place.permission || session.may(place.permission))
      .map(place => h('a', { href: place.path }, place.title)),
    h('span', { class: 'who' }, session.name),
    h('button', { type: 'button', onclick: leave }, 'Sign out'));
  const menu = h('button', { type: 'button', class: 'menu', 'aria-expanded': 'false', 'aria-controls': 'places', onclick: () => open(menu.ariaExpanded !== 'true') }, 'Menu');

  function open(isOpen) {
    menu.ariaExpanded = String(isOpen);
    nav.classList.toggle('open', isOpen);
  }

  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || menu.ariaExpanded !== 'true') return;
    open(false);
    menu.focus();
  });
  document.getElementById('bar').replaceChildren(h('a', { class: 'brand', href: start }, 'Transcribe.Workflows'), menu, nav);
  mark(current);

  // Signed out in another tab is signed out here.
  window.addEventListener('storage', event => {
    if (event.key === session.key && event.newValue === null) toSignIn();
  });
  return true;
}

// Says where one is now, on a page that goes from place to place by itself.
export function mark(current) {
  for (const link of document.querySelectorAll('#places a')) link.ariaCurrent = link.getAttribute('href') === current ? 'page' : null;
}

async function leave() {
  await session.signOut();
  location.assign('/sign-in');
}
