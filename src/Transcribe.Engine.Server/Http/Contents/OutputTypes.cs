using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>What the variables are that take outputs.</summary>
internal static class OutputTypes
{
    /// <summary>Whether a variable of the type takes the output.</summary>
    public static bool Takes<T>(this ExpressionExecutionContext context, Output? output) =>
        output?.Reference is { Id: not null } reference && context.TryGet(reference, out _) && context.GetBlock(reference).Variable.GetVariableType() == typeof(T);
}
