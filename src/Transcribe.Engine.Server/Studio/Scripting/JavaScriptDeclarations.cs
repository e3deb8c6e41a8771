using System.Text;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Studio;

/// <summary>TypeScript declarations of what a script of a definition can use.</summary>
internal sealed class JavaScriptDeclarations(IEnumerable<JavaScriptFunction> functions)
{
    /// <summary>What every script can use; the names are upstream's.</summary>
    public const string Functions = """
        declare function getWorkflowDefinitionId(): string;
        declare function getWorkflowDefinitionVersionId(): string;
        declare function getWorkflowDefinitionVersion(): number;
        declare function getWorkflowInstanceId(): string;
        declare function getCorrelationId(): string | null;
        declare function setCorrelationId(value: string | null): void;
        declare function getWorkflowInstanceName(): string | null;
        declare function setWorkflowInstanceName(value: string | null): void;
        declare function getVariable(name: string): any;
        declare function setVariable(name: string, value: any): void;
        declare function getInput(name: string): any;
        declare function getOutputFrom(activityId: string, outputName?: string): any;
        declare function getLastResult(): any;
        declare function isNullOrWhiteSpace(text: string | null): boolean;
        declare function isNullOrEmpty(text: string | null): boolean;
        declare function toJson(value: any): string;
        declare function parseGuid(text: string): any;
        declare function newGuid(): any;
        declare function newGuidString(): string;
        declare function newShortGuid(): string;
        declare function getGuid(): any;
        declare function getGuidString(): string;
        declare function getShortGuid(): string;
        declare function streamToBytes(stream: any): any;
        declare function streamToBase64(stream: any): string;
        declare function bytesToString(bytes: any): string;
        declare function bytesFromString(text: string): any;
        declare function bytesToBase64(bytes: any): string;
        declare function bytesFromBase64(text: string): any;
        declare function stringToBase64(text: string): string;
        declare function stringFromBase64(text: string): string;

        """;

    private readonly StringBuilder _members = new(Functions + string.Concat(functions.Select(function => $"{function.Declaration}\n")));
    private readonly TypeScriptTypes _types = new();

    /// <summary>Declares the variables and inputs of a definition.</summary>
    public void AddDefinition(WorkflowDefinition definition)
    {
        var variables = definition.Variables.Select(variable => (variable.Name, Type: TypeOf(variable))).ToList();
        foreach (var (name, type) in variables.Where(variable => IsIdentifier(Words.Pascal(variable.Name))))
        {
            _members.Append($"declare function get{Words.Pascal(name)}(): {type};\n");
            _members.Append($"declare function set{Words.Pascal(name)}(value: {type}): void;\n");
        }

        foreach (var input in definition.Inputs.Where(input => IsIdentifier(Words.Pascal(input.Name))))
            _members.Append($"declare function get{Words.Pascal(input.Name)}(): {_types.Of(TypeAliases.Find(input.Type))};\n");

        var members = variables.Where(variable => IsIdentifier(variable.Name)).Select(variable => $"  {variable.Name}: {variable.Type};\n");
        _members.Append($"declare interface WorkflowVariables {{\n{string.Concat(members)}}}\ndeclare var variables: WorkflowVariables;\n");
    }

    /// <summary>Declares what the activities of a definition put out.</summary>
    public void AddOutputs(WorkflowGraph graph)
    {
        foreach (var node in graph.Nodes.Where(node => node.Activity.Name is { } name && IsIdentifier(Words.Pascal(name))).DistinctBy(node => node.Activity.Name))
        {
            foreach (var output in node.Descriptor.Outputs)
                _members.Append($"declare function get{output.Name}From{Words.Pascal(node.Activity.Name!)}(): {_types.Of(output.Type)};\n");
        }
    }

    public override string ToString() => _types.Declarations + _members;

    private string TypeOf(VariableDefinition variable) => _types.Of(TypeAliases.Find(variable.TypeName)) + (variable.IsArray ? "[]" : string.Empty);

    private static bool IsIdentifier(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsLetterOrDigit(letter) || letter == '_');
}
