using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.State;
using Transcribe.Workflows.Host.Startup;

namespace Transcribe.Workflows.Host.Tests.Startup;

/// <summary>What the log has of a host that does not start, and of one whose services die.</summary>
public sealed class StartFailureLogTests
{
    private readonly Failures _failures = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_FailsForWhatOneSentenceTells_LogsNoStackTraceOfItNorOfWhatItCancels()
    {
        using (var host = CreateSut(services => services.AddHostedService<Waiting>().AddHostedService(_ => new Failing(new StorageException("The database is not one.", isTransient: false)))))
            await host.Invoking(sut => sut.StartAsync(Token)).Should().ThrowAsync<StorageException>();

        _failures.Logged.Should().BeEmpty();
    }

    [Fact]
    public async Task Start_FailsForWhatNobodyExpected_IsLogged()
    {
        using var host = CreateSut(services => services.AddHostedService(_ => new Failing(new NotSupportedException("Odd."))));

        await host.Invoking(sut => sut.StartAsync(Token)).Should().ThrowAsync<NotSupportedException>();

        _failures.Logged.Should().ContainSingle().Which.Should().Contain("Odd.");
    }

    [Fact]
    public async Task BackgroundService_DiesOfWhatOneSentenceWouldTell_IsLogged()
    {
        using var host = CreateSut(services => services.AddHostedService<Dying>());

        await host.StartAsync(Token);

        await Eventually.HoldsAsync(() => _failures.Logged.Any(failure => failure.Contains("The database is gone.", StringComparison.Ordinal)), "it is logged");
    }

    private IHost CreateSut(Action<IServiceCollection> configure)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(_failures);
        StartFailureLog.Use(builder.Services);
        configure(builder.Services);
        return builder.Build();
    }

    private sealed class Failures : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Logged { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Logged.Enqueue($"{eventId.Name} {exception}");
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }

    private sealed class Failing(Exception exception) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.FromException(exception);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Waiting : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => new TaskCompletionSource().Task.WaitAsync(stoppingToken);
    }

    private sealed class Dying : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new StorageException("The database is gone.", isTransient: false);
        }
    }
}
