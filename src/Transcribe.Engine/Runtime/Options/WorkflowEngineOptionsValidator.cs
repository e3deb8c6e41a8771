using System.Data.Common;
using Microsoft.Extensions.Options;

namespace Transcribe.Engine.Runtime;

/// <summary>Says everything that is wrong with the options in one message.</summary>
internal sealed class WorkflowEngineOptionsValidator : IValidateOptions<WorkflowEngineOptions>
{
    private const int MaxParallelism = 1024;

    public ValidateOptionsResult Validate(string? name, WorkflowEngineOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(WorkflowEngineOptions options)
    {
        if (!NamesADatabase(options.ConnectionString))
            yield return "ConnectionString must name a SQLite file, such as 'Data Source=data/engine.db'.";
        if (options.WorkflowsFolder is { } folder && !Directory.Exists(folder))
            yield return $"WorkflowsFolder '{folder}' does not exist.";
        if (options.StimulusLifetime < TimeSpan.FromSeconds(1))
            yield return "StimulusLifetime must be at least 1 second.";
        if (options.ShutdownDeadline < TimeSpan.Zero)
            yield return "ShutdownDeadline must not be negative.";
        if (options.BackgroundParallelism is < 1 or > MaxParallelism)
            yield return $"BackgroundParallelism must be 1 to {MaxParallelism}.";
        if (options.RecoveryParallelism is < 1 or > MaxParallelism)
            yield return $"RecoveryParallelism must be 1 to {MaxParallelism}.";
        foreach (var problem in options.Limits.Problems())
            yield return $"Limits: {problem}";
        foreach (var problem in options.Retry.Problems())
            yield return $"Retry: {problem}";
        foreach (var problem in options.Failing.Problems())
            yield return $"Failing: {problem}";
        if (new[] { options.Retention.Finished, options.Retention.Cancelled, options.Retention.Faulted }.Any(kept => kept < TimeSpan.Zero))
            yield return "Retention: Finished, Cancelled and Faulted must not be negative.";
        if (options.Retention.Interval < TimeSpan.FromSeconds(1))
            yield return "Retention: Interval must be at least 1 second.";
    }

    private static bool NamesADatabase(string text)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = text }.TryGetValue("Data Source", out var source) && source is string { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
