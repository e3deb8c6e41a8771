// Where the designer's components play, one at a time: each brings its own overlays, and two sets exclude each other. The package registers them
// as root components of Blazor, which are put up and taken down by name; its custom elements do the same, but take a second for taking down.

export function createStage(place, blazor = () => window.Blazor) {
  let shown = null;
  let name = null;

  return {
    // What is on it; null: nothing.
    get name() { return name; },

    // Takes down what is there, and puts up something else.
    async show(next, parameters) {
      await this.clear();
      const ground = document.createElement('div');
      place.append(ground);
      name = next;
      shown = await blazor().rootComponents.add(ground, next, parameters);
    },

    // Resolves when something of it can be seen, for a component is there long before it draws; never, if it is taken down before.
    isSeen() {
      const ground = place.firstElementChild;
      return new Promise(resolve => {
        const watch = new ResizeObserver(([{ contentRect }]) => {
          if (contentRect.height === 0) return;
          watch.disconnect();
          resolve();
        });
        watch.observe(ground);
      });
    },

    async clear() {
      await shown?.dispose();
      shown = name = null;
      place.replaceChildren();
    },
  };
}
