using System.Text.Json;
using System.Text.Json.Nodes;

namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary>The inputs of a run, as <c>name=value</c>. A value that is JSON is taken as such; anything else is text.</summary>
internal static class RunInputs
{
    /// <summary>Reads them.</summary>
    /// <exception cref="CommandException">One has no name.</exception>
    public static JsonObject Parse(IEnumerable<string> pairs)
    {
        var inputs = new JsonObject();
        foreach (var pair in pairs)
        {
            var (name, value) = pair.Split('=', 2) is [{ Length: > 0 } left, var right]
                ? (left, right)
                : throw new CommandException($"An input is name=value, such as --input url=https://example.org/talk.mp3; '{pair}' is none.");
            inputs[name] = ValueOf(value);
        }

        return inputs;
    }

    // A word is a word without quotes; 5, true, null, "5", [1,2] and {"a":1} mean what they mean in JSON.
    private static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
