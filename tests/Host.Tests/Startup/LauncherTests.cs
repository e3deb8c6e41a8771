using System.Net.Sockets;
using Microsoft.Data.Sqlite;
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
        {
            new SqliteException("SQLite Error 26: 'file is not a database'.", 26),
            "Its database cannot be used. SQLite Error 26: 'file is not a database'. Put the files of a backup in its place, or choose another folder with --data."
        },
        { new SocketException((int)SocketError.AddressNotAvailable), $"It cannot listen there: {new SocketException((int)SocketError.AddressNotAvailable).Message}. Choose another address with --urls." },
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
        var run = () => Launcher.RunAsync(() => Task.FromException(new NotSupportedException()));

        await run.Should().ThrowAsync<NotSupportedException>();
    }
}
