using System.Text.Json.Nodes;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Definitions as the designer wants them: the saved document under what the database knows better.</summary>
internal sealed class DefinitionMapper(ActivityDocuments activities, DefinitionLinks links, IEnumerable<IStorageDriver> drivers)
{
    /// <summary>By this a file is known as a workflow definition.</summary>
    public const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    private static readonly string[] Lists = ["variables", "inputs", "outputs", "outcomes"];

    /// <summary>A row of a list.</summary>
    public DefinitionSummary Summarize(DefinitionRow row) => new()
    {
        Links = links.Of(row),
        IsMaterializerAvailable = true,
        Id = row.Id,
        DefinitionId = row.DefinitionId,
        Name = row.Name,
        Description = row.Description,
        Version = row.Version,
        IsLatest = row.IsLatest,
        IsPublished = row.IsPublished,
        CreatedAt = row.CreatedAt,
        IsReadonly = row.IsReadonly,
    };

    /// <summary>The whole definition, for the designer.</summary>
    public JsonObject Map(DefinitionRow row)
    {
        var document = Document(row);
        document["links"] = System.Text.Json.JsonSerializer.SerializeToNode(links.Of(row), StudioJson.Options);
        return document;
    }

    /// <summary>The whole definition, for a file.</summary>
    public JsonObject Export(DefinitionRow row)
    {
        var document = Document(row);
        document.Insert(0, "$schema", Schema);
        return document;
    }

    private JsonObject Document(DefinitionRow row)
    {
        var document = Documents.Parse(row.Json);
        foreach (var member in new[] { "$schema", "links" })
            document.Remove(member);

        document["id"] = row.Id;
        document["definitionId"] = row.DefinitionId;
        document["version"] = row.Version;
        document["isLatest"] = row.IsLatest;
        document["isPublished"] = row.IsPublished;
        document["isReadonly"] = row.IsReadonly;
        document["isSystem"] = row.IsSystem;
        document["createdAt"] = System.Text.Json.JsonSerializer.SerializeToNode(row.CreatedAt, StudioJson.Options);
        Put(document, "name", row.Name);
        Put(document, "description", row.Description);
        Put(document, "toolVersion", row.ToolVersion);

        foreach (var list in Lists)
            document[list] ??= new JsonArray();

        document["customProperties"] ??= new JsonObject();
        document["options"] ??= new JsonObject();
        if (document["options"] is JsonObject options)
            options["autoUpdateConsumingWorkflows"] ??= false;

        NormalizeVariables(document);
        // The designer shows nothing at all for a workflow without a root.
        document["root"] ??= new JsonObject { ["id"] = "Flowchart1", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["name"] = "Flowchart1" };
        if (document["root"] is JsonObject root && activities.Prepare(root) is var shown && shown != root)
            document["root"] = shown;
        return document;
    }

    private static void Put(JsonObject document, string member, string? text)
    {
        document.Remove(member);
        if (text is not null)
            document[member] = text;
    }

    // The designer preselects a driver, and an editor, by exactly the name that it was told.
    private void NormalizeVariables(JsonObject document)
    {
        foreach (var variable in (document["variables"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if ((string?)variable["storageDriverTypeName"] is { Length: > 0 } driver)
                variable["storageDriverTypeName"] = Choices.StorageDriverOf(driver, drivers);
        }

        foreach (var input in (document["inputs"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if ((string?)input["uiHint"] == "single-line")
                input["uiHint"] = "singleline";
        }
    }
}
