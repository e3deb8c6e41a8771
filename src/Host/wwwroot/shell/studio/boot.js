// Starts the designer's runtime before anything else of the page has its turn; whoever needs it waits for window.designer.
window.designer = Blazor.start({
  configureRuntime: dotnet => {},
});
