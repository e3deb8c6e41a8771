namespace Elsa.Workflows.Signals;

public record CancelSignal;
