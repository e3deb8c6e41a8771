namespace Transcribe.Activities.Connections;

/// <summary>A connection as the API shows it: without its secrets.</summary>
/// <param name="Type">One of <see cref="ConnectionTypes"/>.</param>
/// <param name="Name">The name that workflows keep.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Settings">What is not secret.</param>
/// <param name="Secrets">The names of the secrets that are set.</param>
/// <param name="CreatedAt">When it was first saved; null: it is not saved here.</param>
/// <param name="UpdatedAt">When it was last saved or rotated.</param>
/// <param name="RotatedAt">When its secrets were last rotated.</param>
/// <param name="Problem">Why it cannot be used; null: nothing is known against it.</param>
public sealed record ConnectionView(
    string Type, string Name, ConnectionOrigin Origin, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<string> Secrets,
    DateTimeOffset? CreatedAt, DateTimeOffset? UpdatedAt, DateTimeOffset? RotatedAt, string? Problem);

/// <summary>What a test found.</summary>
/// <param name="Works">Whether the connection works.</param>
/// <param name="Message">What was found, or what is wrong, in words.</param>
public sealed record ConnectionTest(bool Works, string Message);
