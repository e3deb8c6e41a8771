using System.Text.Json;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Definitions;

/// <summary>Builds activities from their JSON, with upstream's tolerance: bare values as literals, missing ids, PascalCase, unknown types kept.</summary>
internal sealed class ActivityReader(ActivityRegistry registry, List<DefinitionProblem> problems, WorkflowFactory workflows)
{
    private static readonly JsonSerializerOptions Raw = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    private JsonSerializerOptions? _rawWithActivities;

    public IActivity Read(JsonElement json)
    {
        var typeName = json.Text("type") ?? string.Empty;
        var version = json.Member("version") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : 1;
        var descriptor = registry.Find(typeName, version);
        var activity = descriptor?.Constructor() ?? new NotFoundActivity { MissingTypeName = typeName, MissingTypeVersion = version, OriginalActivityJson = json };

        activity.Id = json.Text("id")!;
        activity.Name = json.Text("name");
        ReadMap(json, "customProperties", activity.CustomProperties);
        ReadMap(json, "metadata", activity.Metadata);
        if (descriptor is null)
        {
            Warn(activity, null, $"Activity type '{typeName}' version {version} is not known here; a run that comes to it faults.");
            return activity;
        }

        foreach (var input in descriptor.Inputs)
            ReadInput(activity, input, json);
        foreach (var output in descriptor.Outputs)
            ReadOutput(activity, output, json);

        ReadChildren(activity, descriptor, json);
        return activity;
    }

    private static void ReadMap(JsonElement json, string member, IDictionary<string, object> target)
    {
        if (json.Member(member) is not { ValueKind: JsonValueKind.Object } map)
            return;

        foreach (var entry in map.EnumerateObject())
            target[entry.Name] = JsonValues.ToPlain(entry.Value)!;
    }

    private void ReadInput(IActivity activity, InputDescriptor input, JsonElement json)
    {
        if (json.Member(input.Name) is not { } value)
            return;

        try
        {
            if (!input.IsWrapped)
                input.Write(activity, ReadRaw(input.PropertyType, value));
            else if (InputReader.Read(input, value, message => Warn(activity, input.Name, message)) is { } wrapped)
                input.Write(activity, wrapped);
        }
        catch (Exception exception) when (exception is JsonException or ValueConversionException)
        {
            problems.Add(new DefinitionProblem(NameOf(activity), input.Name, exception.Message));
        }
    }

    private object? ReadRaw(Type type, JsonElement value)
    {
        if (typeof(Variable).IsAssignableFrom(type))
            return Variables.Of(value);

        _rawWithActivities ??= new JsonSerializerOptions(Raw) { Converters = { new ActivityConverter(this), new ExpressionConverter() } };
        return value.Deserialize(type, _rawWithActivities);
    }

    private static void ReadOutput(IActivity activity, OutputDescriptor output, JsonElement json)
    {
        if (json.Member(output.Name) is not { } wrapper || wrapper.Member("memoryReference")?.Text("id") is not { } id)
            return;

        var bound = (Output)Activator.CreateInstance(output.PropertyType, new MemoryBlockReference(id))!;
        if (wrapper.Member("converter") is { } converter && converter.Text("id") is { } converterId)
            bound.Converter = new OutputConverterConfiguration(converterId, SettingsOf(converter.Member("settings")));
        output.Write(activity, bound);
    }

    private static IReadOnlyDictionary<string, object?> SettingsOf(JsonElement? settings) =>
        settings is { ValueKind: JsonValueKind.Object } members ? (IReadOnlyDictionary<string, object?>)((IDictionary<string, object?>)JsonValues.ToPlain(members)!).AsReadOnly() : new Dictionary<string, object?>();

    private void ReadChildren(IActivity activity, ActivityDescriptor descriptor, JsonElement json)
    {
        if (activity is WorkflowDefinitionActivity nested)
        {
            nested.Root = workflows.CreateNested(nested);
            return;
        }

        foreach (var port in descriptor.Ports.Where(port => port.Type == PortType.Embedded))
        {
            if (json.Member(port.Name) is { ValueKind: JsonValueKind.Object } child && descriptor.ClrType.GetProperty(port.Name) is { CanWrite: true } property && port.Name != nameof(Flowchart.Start))
                property.SetValue(activity, Read(child));
        }

        foreach (var list in ActivityTree.ListsOf(descriptor.ClrType))
        {
            foreach (var child in json.Member(list.Name)?.Items() ?? [])
                ((ICollection<IActivity>)list.GetValue(activity)!).Add(Read(child));
        }

        if (activity is Container scope && json.Member("variables") is { } variables)
        {
            foreach (var variable in variables.Items())
                scope.Variables.Add(Variables.Of(variable.Deserialize<VariableDefinition>(Raw)!, problems));
        }

        if (activity is Flowchart flowchart)
        {
            ConnectionReader.Read(flowchart, json);
            WarnOfLooseEnds(flowchart);
        }
    }

    private void WarnOfLooseEnds(Flowchart flowchart)
    {
        var ids = flowchart.Activities.Select(activity => activity.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var connection in flowchart.Connections.Where(connection => !ids.Contains(connection.Source.Activity) || !ids.Contains(connection.Target.Activity)))
            Warn(flowchart, null, $"The connection from '{connection.Source.Activity}' to '{connection.Target.Activity}' is left out: one of them does not exist.");
    }

    private void Warn(IActivity activity, string? property, string message) =>
        problems.Add(new DefinitionProblem(NameOf(activity), property, message) { IsWarning = true });

    private static string NameOf(IActivity activity) => activity.Name ?? activity.Id ?? activity.Type;

    /// <summary>Raw properties can hold expressions without a wrapper, such as the conditions of a switch.</summary>
    private sealed class ExpressionConverter : System.Text.Json.Serialization.JsonConverter<Expression>
    {
        public override Expression Read(ref Utf8JsonReader json, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref json);
            var element = document.RootElement.Clone();
            return element.Text("type") is { } type
                ? new Expression(type, element.Member("value"))
                : throw new JsonException("An expression has no 'type', the name of its language.");
        }

        public override void Write(Utf8JsonWriter writer, Expression value, JsonSerializerOptions options) =>
            throw new NotSupportedException("Definitions are saved as they were written; expressions are never turned back into JSON.");
    }

    /// <summary>Raw properties can hold activities, such as what runs for one status of a request.</summary>
    private sealed class ActivityConverter(ActivityReader reader) : System.Text.Json.Serialization.JsonConverter<IActivity>
    {
        public override IActivity Read(ref Utf8JsonReader json, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref json);
            return reader.Read(document.RootElement.Clone());
        }

        public override void Write(Utf8JsonWriter writer, IActivity value, JsonSerializerOptions options) =>
            throw new NotSupportedException("Definitions are saved as they were written; activities are never turned back into JSON.");
    }
}
