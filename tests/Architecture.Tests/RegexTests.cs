using System.Reflection;
using System.Text.RegularExpressions;

namespace Transcribe.Architecture;

/// <summary>A limit of real time is reached by a machine that stalls, too: an expression that cannot run away needs none.</summary>
public sealed class RegexTests
{
    // Long enough for any stall, for the few that look around themselves.
    private const int LongEnough = 30_000;

    private static readonly Assembly[] Ours =
    [
        typeof(Transcribe.Engine.Authoring.IActivity).Assembly,
        typeof(Transcribe.Engine.Server.Http.HttpEndpoint).Assembly,
        typeof(Transcribe.Activities.TranscribeActivitiesBuilder).Assembly,
        typeof(Transcribe.Client.ITranscribeClient).Assembly,
        typeof(Transcribe.Sandbox.SandboxServer).Assembly,
        Assembly.Load("transcribe-workflows"),
    ];

    private const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void Expression_Generated_CannotBeEndedByAStall()
    {
        var expressions = Ours.SelectMany(assembly => assembly.GetTypes()).SelectMany(type => type.GetMethods(All))
            .Select(method => (Method: $"{method.DeclaringType}.{method.Name}", Attribute: method.GetCustomAttribute<GeneratedRegexAttribute>()))
            .Where(found => found.Attribute is not null)
            .ToList();

        expressions.Should().NotBeEmpty();
        expressions.Where(found => !found.Attribute!.Options.HasFlag(RegexOptions.NonBacktracking) && found.Attribute.MatchTimeoutMilliseconds < LongEnough)
            .Select(found => found.Method).Should().BeEmpty();
    }
}
