using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Which editor an input gets, and what that editor needs. The keys are the designer's.</summary>
internal static class InputEditors
{
    private const string Refresh = "Refresh";

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The editor of an input: the one that its author named, else one for its type.</summary>
    public static string HintOf(InputDescriptor input) => input.Attribute.UIHint switch
    {
        null or "" => HintOf(input.Type),

        // Older designers of workflows that are used as activities wrote it so; this one has no such editor.
        "single-line" => InputUIHints.SingleLine,
        { } hint => hint,
    };

    private static string HintOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(bool) => InputUIHints.Checkbox,
            { IsEnum: true } => InputUIHints.DropDown,
            _ when type == typeof(string) || type == typeof(object) || type == typeof(byte[]) => InputUIHints.SingleLine,
            _ when IsDictionary(type) => InputUIHints.JsonEditor,
            _ when typeof(IEnumerable<string>).IsAssignableFrom(type) || typeof(IEnumerable<int>).IsAssignableFrom(type) => InputUIHints.MultiText,
            _ => InputUIHints.SingleLine,
        };
    }

    /// <summary>
    /// What the editor needs. Choices that a program computes are left for the designer to ask for, so that the list of all activities
    /// never waits for one.
    /// </summary>
    public static Dictionary<string, JsonNode?> SpecificationsOf(InputDescriptor input, string hint, string? language)
    {
        if (HandlersOf(input).Any())
            return new Dictionary<string, JsonNode?>(StringComparer.Ordinal) { [hint] = Choices(hint, []), [Refresh] = true };

        return FixedSpecificationsOf(input, hint, language);
    }

    /// <summary>What the editor needs, with the choices that programs compute now.</summary>
    public static async ValueTask<Dictionary<string, JsonNode?>> ComputeAsync(
        InputDescriptor input, object? context, IServiceProvider services, CancellationToken cancellationToken)
    {
        var specifications = FixedSpecificationsOf(input, HintOf(input), language: null);
        var handlers = HandlersOf(input)
            .Select(type => (IPropertyUIHandler)ActivatorUtilities.GetServiceOrCreateInstance(services, type));
        foreach (var handler in handlers.OrderBy(handler => handler.Priority))
        {
            foreach (var (key, value) in await handler.GetUIPropertiesAsync(input.Property, context, cancellationToken))
                specifications[key] = value is DropDownProps props ? Choices(InputUIHints.DropDown, props.SelectList?.Items ?? []) : Json(value);
        }

        // With it the designer would ask again on every change of its screen.
        specifications.Remove(Refresh);
        return specifications;
    }

    /// <summary>What an author wrote in an attribute, as JSON.</summary>
    public static JsonNode? Json(object? value) => JsonSerializer.SerializeToNode(value, value?.GetType() ?? typeof(object), Plain);

    private static IEnumerable<Type> HandlersOf(InputDescriptor input) => (input.Attribute.UIHandlers ?? []).Append(input.Attribute.UIHandler).OfType<Type>();

    private static Dictionary<string, JsonNode?> FixedSpecificationsOf(InputDescriptor input, string hint, string? language)
    {
        var specifications = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        if (hint is InputUIHints.CodeEditor)
            specifications["code-editor"] = Json(new CodeEditor(language ?? input.Attribute.Options as string ?? "plaintext"));
        else if (hint is InputUIHints.JsonEditor)
            specifications["code-editor"] = Json(new CodeEditor("json"));
        else if (hint is InputUIHints.DropDown or InputUIHints.CheckList or InputUIHints.RadioList)
            specifications[hint] = Choices(hint, ItemsOf(input));

        return specifications;
    }

    private static List<SelectListItem> ItemsOf(InputDescriptor input) => input.Attribute.Options switch
    {
        IEnumerable<SelectListItem> items => [.. items],
        string => [],
        IEnumerable texts => [.. texts.Cast<object>().Select(text => new SelectListItem(text.ToString()!, text.ToString()!))],
        _ when (Nullable.GetUnderlyingType(input.Type) ?? input.Type) is { IsEnum: true } type => [.. Enum.GetNames(type).Select(name => new SelectListItem(name, name))],
        _ => [],
    };

    private static JsonObject Choices(string hint, ICollection<SelectListItem> items)
    {
        var list = hint switch
        {
            InputUIHints.CheckList => "checkList",
            InputUIHints.RadioList => "radioList",
            _ => "selectList",
        };
        return new JsonObject { [list] = Json(new SelectList(items)) };
    }

    private static bool IsDictionary(Type type) =>
        typeof(IDictionary).IsAssignableFrom(type)
        || type.GetInterfaces().Append(type).Any(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IDictionary<,>));

    private sealed record CodeEditor(string Language);
}
