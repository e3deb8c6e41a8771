using System.Net.Sockets;
using Transcribe.Engine.State;
using Transcribe.Workflows.Host.Startup;

namespace Transcribe.Workflows.Host.Tests.Startup;

/// <summary>What an operator is told when the host cannot start.</summary>
public sealed class LauncherTests
{
    public static TheoryData<Exception, string> WhatCanBeMended => new()
    {
        { new StorageException("The database is not one.", isTransient: false), "The database is not one." },
        { new IOException("The database is being brought to this version by another server."), "The database is being brought to this version by another server." },
        { new IOException("Failed to bind.", new SocketException()), "Failed to bind. Choose another address with --urls." },
    };

    [Theory]
    [MemberData(nameof(WhatCanBeMended), DisableDiscoveryEnumeration = true)]
    public async Task RunAsync_WhatAnOperatorCanMend_IsOneSentenceAndAnExitCode(Exception exception, string sentence)
    {
        Launcher.Explain(exception).Should().Be(sentence);
        (await Launcher.RunAsync(() => Task.FromException(exception))).Should().Be(2);
    }

    [Fact]
    public async Task RunAsync_WhatNobodyExpected_IsNotHidden()
    {
        var run = () => Launcher.RunAsync(() => Task.FromException(new NullReferenceException()));

        await run.Should().ThrowAsync<NullReferenceException>();
    }
}
