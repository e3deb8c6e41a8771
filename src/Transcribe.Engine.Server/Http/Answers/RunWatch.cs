using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Http;

/// <summary>Follows a run over all its bursts.</summary>
internal sealed class RunWatch(IInstanceStore instances, TimeProvider clock)
{
    // A commit of another server is heard of no other way, and a caller behind a proxy is cut off when nothing comes for a minute.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    /// <summary>How the run stands now, after each of its commits, and now and then while nothing happens; the last one is its end.</summary>
    public async IAsyncEnumerable<InstanceRow> FollowAsync(string instanceId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void OnCommitted(object? sender, InstanceCommittedEventArgs commit)
        {
            if (commit.WorkflowInstanceId == instanceId)
                news.Writer.TryWrite(true);
        }

        instances.Committed += OnCommitted;
        try
        {
            while (await instances.FindAsync(instanceId, cancellationToken) is { } run)
            {
                yield return run;
                if (run.Status == WorkflowStatus.Finished)
                    yield break;

                await WaitAsync(news.Reader, cancellationToken);
            }
        }
        finally
        {
            instances.Committed -= OnCommitted;
        }
    }

    private async Task WaitAsync(ChannelReader<bool> news, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(LongestSilence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            await news.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing happened.
        }
    }
}
