using Microsoft.Extensions.Options;

namespace Transcribe.Workflows.Host.Startup;

/// <summary>
/// Leaves out what the framework logs, with stack traces, of a start that fails for a reason which <see cref="Launcher"/> tells in one sentence:
/// the reason, and that background services are cancelled thereby. The same category tells of background services that die, and that stays.
/// </summary>
/// <param name="inner">Makes the loggers.</param>
internal sealed class StartFailureLog(ILoggerFactory inner) : ILoggerFactory
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";
    private const string StartFailed = "HostedServiceStartupFaulted";

    /// <summary>Leaves it out of the log of a host.</summary>
    public static void Use(IServiceCollection services) => services.AddSingleton<ILoggerFactory>(provider => new StartFailureLog(new LoggerFactory(
        provider.GetServices<ILoggerProvider>(), provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(), provider.GetService<IOptions<LoggerFactoryOptions>>())));

    public ILogger CreateLogger(string categoryName) => categoryName == HostCategory ? new HostLogger(inner.CreateLogger(categoryName)) : inner.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();

    private sealed class HostLogger(ILogger logger) : ILogger
    {
        private volatile bool _isTold;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == StartFailed && exception is not null && Launcher.Explain(exception) is not null)
                _isTold = true;
            else if (!_isTold || exception is not OperationCanceledException)
                logger.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
