namespace Transcribe.Bench.Speech;

/// <summary>The workflows that are measured.</summary>
internal static class Workloads
{
    /// <summary>The input of them all.</summary>
    public const string Input = "value";

    public const string Job = "job";
    public const string Batch = "batch";
    public const string Upload = "upload";
    public const string Copy = "copy";

    private const string InputValue = $$"""{ "typeName": "Object", "expression": { "type": "JavaScript", "value": "getInput('{{Input}}')" } }""";

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => [JobDefinition, BatchDefinition, UploadDefinition, CopyDefinition];

    /// <summary>Submit, wait, note when it went on, read the result.</summary>
    private const string JobDefinition = $$"""
        { "definitionId": "{{Job}}",
          "variables": [{ "id": "v-job", "name": "Job", "typeName": "TranscriptionJob" }, { "id": "v-finished", "name": "Finished", "typeName": "FinishedTranscription" }],
          "root": { "type": "Elsa.Sequence", "id": "seq", "activities": [
            { "type": "Transcribe.SubmitTranscription", "id": "submit", "url": {{InputValue}}, "result": { "typeName": "TranscriptionJob", "memoryReference": { "id": "v-job" } } },
            { "type": "Transcribe.AwaitCompletion", "id": "await",
              "job": { "typeName": "Object", "expression": { "type": "Variable", "value": { "id": "v-job", "name": "Job" } } },
              "timeout": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "7.00:00:00" } },
              "result": { "typeName": "FinishedTranscription", "memoryReference": { "id": "v-finished" } } },
            { "type": "Bench.Arrived", "id": "arrived",
              "finished": { "typeName": "FinishedTranscription", "expression": { "type": "Variable", "value": { "id": "v-finished", "name": "Finished" } } } },
            { "type": "Transcribe.GetResult", "id": "result",
              "job": { "typeName": "Object", "expression": { "type": "Variable", "value": { "id": "v-finished", "name": "Finished" } } } }] } }
        """;

    /// <summary>A batch of all that the input lists, a hundred at once.</summary>
    private const string BatchDefinition = $$"""
        { "definitionId": "{{Batch}}", "variables": [{ "id": "v-batch", "name": "Batch", "typeName": "BatchResult" }],
          "root": { "type": "Elsa.Sequence", "id": "seq", "activities": [
            { "type": "Transcribe.TranscribeBatch", "id": "batch", "items": {{InputValue}},
              "parallel": { "typeName": "Int32", "expression": { "type": "Literal", "value": "100" } },
              "timeout": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "30.00:00:00" } },
              "result": { "typeName": "BatchResult", "memoryReference": { "id": "v-batch" } } }] } }
        """;

    /// <summary>Uploads a file of the storage.</summary>
    private const string UploadDefinition = $$"""
        { "definitionId": "{{Upload}}", "root": { "type": "Elsa.Sequence", "id": "seq", "activities": [
          { "type": "Transcribe.UploadAudio", "id": "upload", "media": {{InputValue}} }] } }
        """;

    /// <summary>Saves a stored file in another storage.</summary>
    private const string CopyDefinition = $$"""
        { "definitionId": "{{Copy}}", "root": { "type": "Elsa.Sequence", "id": "seq", "activities": [
          { "type": "Transcribe.SaveToStorage", "id": "copy",
            "content": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "getInput('{{Input}}').file" } },
            "path": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getInput('{{Input}}').path" } },
            "connection": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getInput('{{Input}}').to" } } }] } }
        """;
}
