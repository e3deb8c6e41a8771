using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Tests.Execution;

/// <summary>Which faults pass by themselves.</summary>
public sealed class FaultClassesTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TheoryData<Exception, bool> Known => new()
    {
        { new TimeoutException(), true },
        { new SocketException(), true },
        { new HttpRequestException(HttpRequestError.NameResolutionError), true },
        { new HttpRequestException("Busy.", null, HttpStatusCode.ServiceUnavailable), true },
        { new HttpRequestException("Slower.", null, HttpStatusCode.TooManyRequests), true },
        { new HttpRequestException("Forbidden.", null, HttpStatusCode.Forbidden), false },
        { new HttpRequestException("The answer is too large."), false },
        { new TaskCanceledException("The client gave up.", new TimeoutException()), true },
        { new IOException("The connection broke.", new SocketException()), true },
        { new IOException("The disk is full."), false },
        { new InvalidOperationException("It broke."), false },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Of_WhatDotNetThrows_KnowsWhatPasses(Exception exception, bool isTransient) =>
        FaultClasses.Of(exception, Services()).Should().Be(new FaultClass(isTransient));

    [Fact]
    public void Of_ExceptionThatSaysItself_IsBelieved() =>
        FaultClasses.Of(new InvalidOperationException("Outside.", new OwnException()), Services()).Should().Be(new FaultClass(true, Minute));

    [Fact]
    public void Of_ClassifierOfTheHost_IsAskedBeforeTheEngine() =>
        FaultClasses.Of(new FormatException("Strange.", new TimeoutException()), Services(new Strange())).Should().Be(new FaultClass(false), "the outermost that says something counts");

    private static ServiceProvider Services(params IFaultClassifier[] classifiers)
    {
        var services = new ServiceCollection();
        foreach (var classifier in classifiers)
            services.AddSingleton(classifier);

        return services.BuildServiceProvider();
    }

    private sealed class OwnException : Exception, ITransientFault
    {
        public bool IsTransient => true;

        public TimeSpan? RetryAfter => Minute;
    }

    private sealed class Strange : IFaultClassifier
    {
        public FaultClass? Classify(Exception exception) => exception is FormatException ? new FaultClass(false) : null;
    }
}
