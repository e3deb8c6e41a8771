using System.Text.Json.Serialization;

namespace Transcribe.Engine.Authoring;

/// <summary>A place where an instance waits, found by name and hash when a stimulus arrives.</summary>
public sealed class Bookmark
{
    /// <summary>The bookmark's id.</summary>
    public required string Id { get; init; }

    /// <summary>The stimulus name; default: the activity's type.</summary>
    public required string Name { get; init; }

    /// <summary>The hash of name and payload, by which stimuli find it.</summary>
    public required string Hash { get; init; }

    /// <summary>What it waits for.</summary>
    public object? Payload { get; init; }

    /// <summary>The id of the waiting activity.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The node id of the waiting activity.</summary>
    public required string ActivityNodeId { get; init; }

    /// <summary>The id of the waiting execution.</summary>
    public required string ActivityInstanceId { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it goes when it has been resumed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool AutoBurn { get; init; } = true;

    /// <summary>The method that resumes; null: the activity completes or nothing happens, by <see cref="AutoComplete"/>.</summary>
    public string? CallbackMethodName { get; init; }

    /// <summary>Whether a resume without callback completes the activity.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool AutoComplete { get; init; } = true;

    /// <summary>When the clock resumes it; null: never.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Free data of the activity.</summary>
    public IDictionary<string, string>? Metadata { get; init; }
}

/// <summary>How a bookmark is to be.</summary>
public sealed class CreateBookmarkArgs
{
    /// <summary>The id; default: generated.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>What to wait for; part of the hash.</summary>
    public object? Stimulus { get; set; }

    /// <summary>The method of the activity that resumes; a named method, because only its name is stored.</summary>
    public ExecuteActivityDelegate? Callback { get; set; }

    /// <summary>The stimulus name; default: the activity's type.</summary>
    public string? BookmarkName { get; set; }

    /// <summary>Whether it goes when it has been resumed; default true.</summary>
    public bool AutoBurn { get; set; } = true;

    /// <summary>Whether only a sender that knows the execution's id finds it; default false.</summary>
    public bool IncludeActivityInstanceId { get; set; }

    /// <summary>Whether a resume without callback completes the activity; default true.</summary>
    public bool AutoComplete { get; set; } = true;

    /// <summary>When the clock resumes it; null: never.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Free data of the activity.</summary>
    public IDictionary<string, string>? Metadata { get; set; }
}
