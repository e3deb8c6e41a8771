// Starts the designer's runtime before anything else of the page has its turn; who needs it waits for window.designer.
window.designer = import('/shell/studio/bundle.js').then(({ fromBundle }) => Blazor.start({ loadBootResource: fromBundle() }));
