using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Transcribe.Engine.Server.Realtime;
using Transcribe.Engine.Server.Studio;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Tests.Realtime;

/// <summary>What live updates cost the bursts: nothing, whatever those who watch do.</summary>
public sealed class InstanceObserversTests
{
    private const string Id = "watched";

    private readonly FakeTimeProvider _clock = new();
    private readonly IInstanceStore _instances = Substitute.For<IInstanceStore>();
    private readonly IClientProxy _watchers = Substitute.For<IClientProxy>();
    private int _updates;

    public InstanceObserversTests() => _watchers.SendCoreAsync(Arg.Any<string>(), Arg.Any<object?[]>(), Arg.Any<CancellationToken>()).Returns(call =>
    {
        if ((string)call[0] == "WorkflowInstanceUpdatedAsync")
            Interlocked.Increment(ref _updates);
        return Task.CompletedTask;
    });

    [Fact]
    public void Leave_TheLast_CommitsAreNotListenedTo()
    {
        var sut = CreateSut();

        sut.Join(Id);
        sut.Join(Id);
        sut.Leave(Id);
        _instances.DidNotReceive().Committed -= Arg.Any<EventHandler<InstanceCommittedEventArgs>>();
        sut.Leave(Id);

        _instances.Received(1).Committed += Arg.Any<EventHandler<InstanceCommittedEventArgs>>();
        _instances.Received(1).Committed -= Arg.Any<EventHandler<InstanceCommittedEventArgs>>();
    }

    [Fact]
    public async Task Committed_OftenWithinAQuarterOfASecond_IsToldOnce()
    {
        CreateSut().Join(Id);
        await Eventually.HoldsAsync(() => Volatile.Read(ref _updates) == 1, "the one who joins is told how it stands");

        for (var i = 0; i < 1000; i++)
            Commit(Id);
        await AdvanceUntilAsync(2);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Volatile.Read(ref _updates).Should().Be(2);
    }

    [Fact]
    public void Committed_WhileAWatcherReadsNothing_ReturnsAtOnceAndTheOthersAreToldLater()
    {
        var reads = new TaskCompletionSource();
        _watchers.SendCoreAsync(Arg.Any<string>(), Arg.Any<object?[]>(), Arg.Any<CancellationToken>()).Returns(_ => reads.Task);
        CreateSut().Join(Id);

        for (var i = 0; i < 10_000; i++)
            Commit(Id);

        Volatile.Read(ref _updates).Should().Be(0, "the watcher has read nothing, and no commit waited for it");
        _watchers.ReceivedCalls().Count().Should().BeLessThanOrEqualTo(1, "nothing is kept for it either");
        reads.SetResult();
    }

    [Fact]
    public async Task Committed_AnInstanceThatNobodyWatches_TellsNobody()
    {
        CreateSut().Join(Id);
        await Eventually.HoldsAsync(() => Volatile.Read(ref _updates) == 1, "the one who joins is told how it stands");

        Commit("other");
        _clock.Advance(TimeSpan.FromMinutes(1));

        Volatile.Read(ref _updates).Should().Be(1);
    }

    private void Commit(string id) => _instances.Committed += Raise.Event<EventHandler<InstanceCommittedEventArgs>>(this, new InstanceCommittedEventArgs(id));

    private Task AdvanceUntilAsync(int updates) => Eventually.HoldsAsync(
        () =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(250));
            return Volatile.Read(ref _updates) == updates;
        },
        "the next update comes after the pause");

    private InstanceObservers CreateSut()
    {
        var journal = Substitute.For<IJournalStore>();
        journal.CountExecutionsAsync(Arg.Any<string>(), Arg.Any<IReadOnlyCollection<string>?>(), Arg.Any<CancellationToken>()).Returns([]);
        return new InstanceObservers(
            _instances, new InstanceUpdates(new FixedHub(_watchers), new ExecutionCounter(_instances, journal), _clock, NullLogger<InstanceUpdates>.Instance));
    }

    private sealed class FixedHub(IClientProxy watchers) : IHubContext<InstanceHub>
    {
        public IHubClients Clients { get; } = ClientsOf(watchers);

        public IGroupManager Groups => throw new NotSupportedException();

        private static IHubClients ClientsOf(IClientProxy watchers)
        {
            var clients = Substitute.For<IHubClients>();
            clients.Group(Id).Returns(watchers);
            return clients;
        }
    }
}
