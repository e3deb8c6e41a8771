using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Tests.Support;

/// <summary>Inputs and expressions as tests write them.</summary>
internal static class Scripts
{
    public static Input<T> JavaScript<T>(string script) => new(new Expression("JavaScript", script));

    public static Expression JavaScript(string script) => new("JavaScript", script);

    public static Input<T> Json<T>(string json) => new(new Expression("Object", json));
}
