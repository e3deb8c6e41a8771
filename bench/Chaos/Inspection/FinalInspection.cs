using Transcribe.Bench.Chaos.Scenarios;

namespace Transcribe.Bench.Chaos.Inspection;

/// <summary>What must hold when everything has ended.</summary>
internal static class FinalInspection
{
    /// <summary>Everything that does not hold.</summary>
    public static IEnumerable<string> Violations(DatabaseInspector database, IReadOnlyDictionary<string, Scenario> acknowledged, IEnumerable<Effect> effects, DateTimeOffset? nextTick)
    {
        var instances = database.Instances(DateTimeOffset.MinValue).ToDictionary(instance => instance.Id, StringComparer.Ordinal);
        return
        [
            .. database.Damage(),
            .. database.Violations(DateTimeOffset.MinValue),
            .. acknowledged.Keys.Where(run => !instances.ContainsKey(run)).Select(run => $"{run}: it was acknowledged, and is lost"),
            .. instances.Values.Where(instance => instance.SubStatus != "Finished").Select(instance => $"{instance.Id}: it is stuck as {instance.SubStatus}"),
            .. database.UndeliveredStimuli > 0 ? [$"{database.UndeliveredStimuli} stimuli are assigned and were never delivered"] : Array.Empty<string>(),
            .. EffectViolations(acknowledged, effects),
            .. TickViolations(database.CreationsOf(Scenario.Tick), nextTick),
        ];
    }

    private static IEnumerable<string> EffectViolations(IReadOnlyDictionary<string, Scenario> acknowledged, IEnumerable<Effect> effects)
    {
        var byRun = effects.ToLookup(effect => effect.Run, StringComparer.Ordinal);
        foreach (var (run, scenario) in acknowledged)
        {
            var bySteps = byRun[run].ToLookup(effect => effect.Step, effect => effect.Key, StringComparer.Ordinal);
            foreach (var step in scenario.Effects.Where(step => !bySteps.Contains(step)))
                yield return $"{run}: {step} never happened";

            foreach (var step in bySteps)
            {
                if (!scenario.Effects.Contains(step.Key))
                    yield return $"{run}: {step.Key} happened, and must not";
                if (step.Distinct(StringComparer.Ordinal).Count() > 1)
                    yield return $"{run}: {step.Key} was repeated with other keys: {string.Join(' ', step.Distinct(StringComparer.Ordinal))}";
                if (step.Any(string.IsNullOrEmpty))
                    yield return $"{run}: {step.Key} has no key";
            }
        }

        foreach (var key in byRun.SelectMany(run => run).Distinct().GroupBy(effect => effect.Key, StringComparer.Ordinal).Where(key => key.Count() > 1))
            yield return $"the key {key.Key} stands for several effects: {string.Join(' ', key.Select(effect => $"{effect.Run}:{effect.Step}"))}";
    }

    // Each run lies in its own interval, however often the process was killed between.
    private static IEnumerable<string> TickViolations(IReadOnlyList<DateTimeOffset> creations, DateTimeOffset? next) => next is not { } moment
        ? ["the schedule is lost"]
        : creations.GroupBy(created => Math.Floor((created - moment) / Scenario.TickInterval)).Where(interval => interval.Count() > 1)
            .Select(interval => $"the clock started {interval.Count()} runs at {interval.First():O}");
}
