using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Server.Studio;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Identity;

/// <summary>
/// The expression type <c>Secret</c>: what a definition holds is the name of a secret, which is read when the activity executes. As upstream
/// writes it, the value is the JSON text of a reference; a bare name will do.
/// </summary>
internal sealed class SecretExpressions : IExpressionDescriptorProvider
{
    private const string Picker = "secret-picker";

    public IEnumerable<ExpressionDescriptor> GetDescriptors()
    {
        yield return new ExpressionDescriptor
        {
            Type = "Secret",
            YieldsSecrets = true,
            Properties = new Dictionary<string, object>(StringComparer.Ordinal) { ["UIHint"] = Picker },
            HandlerFactory = services => new Handler(services.GetRequiredService<SecretVault>()),
        };
    }

    private static string? NameOf(object? value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Object } reference => NameIn(reference.GetRawText()),
        JsonElement { ValueKind: JsonValueKind.String } text => NameOf(text.GetString()),
        string text when text.TrimStart().StartsWith('{') => NameIn(text),
        string text when !string.IsNullOrWhiteSpace(text) => text.Trim(),
        _ => null,
    };

    private static string? NameIn(string json)
    {
        try
        {
            return (JsonNode.Parse(json) as JsonObject)?.Text("name");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class Handler(SecretVault vault) : IExpressionHandler, IExpressionValidator
    {
        private const string NotChosen = "No secret is chosen.";

        public async ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
        {
            var name = NameOf(expression.Value) ?? throw new SecretUnusableException(NotChosen);
            var value = await vault.RevealAsync(name, context.CancellationToken);
            try
            {
                return ValueConverter.Convert(value, returnType);
            }
            catch (ValueConversionException)
            {
                // That exception quotes the value.
                throw new SecretUnusableException($"The secret '{name}' is no {TypeNames.Of(returnType)}.");
            }
        }

        public IEnumerable<string> Validate(Expression expression) => NameOf(expression.Value) switch
        {
            null => [NotChosen],
            { } name when !vault.Exists(name) => [$"There is no secret '{name}'. Create it, or choose another one."],
            _ => [],
        };
    }
}
