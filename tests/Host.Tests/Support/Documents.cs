namespace Transcribe.Workflows.Host.Tests.Support;

/// <summary>Workflows as files.</summary>
internal static class Documents
{
    /// <summary>Takes a name and says it.</summary>
    public const string Greeting = """
        {
          "definitionId": "greeting",
          "name": "Greeting",
          "isPublished": true,
          "inputs": [{ "name": "Name", "type": "String" }],
          "root": {
            "id": "flow", "type": "Elsa.Sequence", "version": 1,
            "activities": [
              { "id": "say", "type": "Elsa.SetName", "version": 1, "name": "Say", "value": { "typeName": "String", "expression": { "type": "JavaScript", "value": "'Hello ' + getInput('Name')" } } }
            ]
          }
        }
        """;

    /// <summary>Fails with a message.</summary>
    public const string Failing = """
        {
          "definitionId": "failing",
          "name": "Failing",
          "isPublished": true,
          "root": {
            "id": "fault", "type": "Elsa.Fault", "version": 1, "name": "Give up",
            "message": { "typeName": "String", "expression": { "type": "Literal", "value": "It cannot be done." } }
          }
        }
        """;

    /// <summary>Has two faults, each at a place that can be pointed at.</summary>
    public const string Faulty = """
        {
          "definitionId": "faulty",
          "root": {
            "id": "flow", "type": "Elsa.Sequence", "version": 1,
            "activities": [
              { "id": "one", "type": "Elsa.SetName", "version": 1, "name": "One",
                "value": { "typeName": "String", "expression": { "type": "JavaScript", "value": "'Hello' +" } } },
              { "id": "two", "type": "Elsa.SetName", "version": 1, "name": "Two",
                "value": { "typeName": "String", "expression": { "type": "Elvish", "value": "mellon" } } }
            ]
          }
        }
        """;
}
