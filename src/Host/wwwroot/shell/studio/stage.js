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

    async clear() {
      await shown?.dispose();
      shown = name = null;
      place.replaceChildren();
    },
  };
}
