using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Lets tokens travel along connections. Where upstream waits for ever for a token that cannot come, the chart ends here: nothing can move.</summary>
internal sealed class TokenPass(ActivityExecutionContext flow, FlowGraph graph, List<Token> tokens, ActivityCompletionCallback onCompleted)
    : FlowPass(flow, graph, onCompleted)
{
    public override async ValueTask LeaveAsync(FlowNodeInfo node, Outcomes outcomes, bool isBackward)
    {
        var followed = node.Outbound.Where(edge => outcomes.Names.Contains(edge.Port)).ToList();
        tokens.AddRange(followed.Select(edge => TokenOn(edge)));
        Consume(token => token.ToActivityId == node.Id && !token.Blocked);

        foreach (var edge in followed)
            await ArriveAsync(edge);

        tokens.RemoveAll(static token => token.Consumed);
    }

    public override ValueTask GiveUpAsync(FlowNodeInfo node)
    {
        tokens.RemoveAll(token => token.FromActivityId == node.Id || token.ToActivityId == node.Id);
        return ValueTask.CompletedTask;
    }

    private async ValueTask ArriveAsync(FlowEdge edge)
    {
        switch (await MergeModes.OfAsync(edge.Target.Activity, Flow))
        {
            case MergeMode.Merge:
                await RunWhenAllCameAsync(edge.Target, edge.Target.Inbound);
                break;
            case MergeMode.Converge:
                await RunWhenAllCameAsync(edge.Target, edge.Target.AllInbound);
                break;
            case MergeMode.Cascade:
                await RunFirstAsync(edge, cancelsOthers: false);
                break;
            case MergeMode.Race:
                await RunFirstAsync(edge, cancelsOthers: true);
                break;
            default:
                if (!edge.Target.Inbound.Exists(inbound => IsExpected(inbound.Source)))
                    await RunAsync(edge.Target);
                break;
        }
    }

    private ValueTask RunWhenAllCameAsync(FlowNodeInfo target, List<FlowEdge> inbound) =>
        inbound.Count <= 1 || inbound.TrueForAll(edge => tokens.Exists(token => token.IsOn(edge) && token is { Consumed: false, Blocked: false }))
            ? RunAsync(target)
            : ValueTask.CompletedTask;

    private async ValueTask RunFirstAsync(FlowEdge edge, bool cancelsOthers)
    {
        if (tokens.Find(token => token.Blocked && token.IsOn(edge)) is { } block)
        {
            // The late arrival and what was waiting for it cancel each other out; upstream keeps the arrival, and the chart for ever.
            block.Consumed = true;
            Consume(token => token.IsOn(edge) && !token.Blocked);
            return;
        }

        tokens.AddRange(edge.Target.Inbound.Where(other => other != edge).Select(other => TokenOn(other, isBlocked: true)));
        await RunAsync(edge.Target);
        if (cancelsOthers)
            await CancelLosersAsync(edge.Target);
    }

    private bool IsExpected(FlowNodeInfo node) => tokens.Exists(token => token.ToActivityId == node.Id && token is { Consumed: false, Blocked: false });

    private void Consume(Predicate<Token> which)
    {
        foreach (var token in tokens.FindAll(which))
            token.Consumed = true;
    }

    private static Token TokenOn(FlowEdge edge, bool isBlocked = false) =>
        new() { FromActivityId = edge.Source.Id, Outcome = edge.Port, ToActivityId = edge.Target.Id, Blocked = isBlocked };
}
