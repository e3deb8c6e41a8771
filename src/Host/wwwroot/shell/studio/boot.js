// Starts the designer's runtime before anything else of the page has its turn; who needs it waits for window.designer.
window.designer = Blazor.start();
