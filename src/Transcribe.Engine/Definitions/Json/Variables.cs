using System.Text.Json;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Definitions;

/// <summary>Variables of definitions.</summary>
internal static class Variables
{
    public static Variable Of(VariableDefinition definition, List<DefinitionProblem> problems)
    {
        var type = TypeAliases.Find(definition.TypeName) ?? typeof(object);
        if (TypeAliases.Find(definition.TypeName) is null)
            problems.Add(new DefinitionProblem(null, definition.Name, $"The type '{definition.TypeName}' of the variable is not known here; it is taken for Object.") { IsWarning = true });
        if (definition.IsArray)
            type = type.MakeArrayType();

        return new Variable(definition.Name, DefaultOf(definition, type, problems), definition.Id ?? definition.Name)
        {
            DeclaredType = type,
            StorageDriverType = DriverOf(definition, problems),
        };
    }

    /// <summary>A variable that an activity's raw property refers to.</summary>
    public static Variable? Of(JsonElement element) => element.Text("id") is { } id
        ? new Variable(element.Text("name") ?? id, null, id)
        : null;

    private static object? DefaultOf(VariableDefinition definition, Type type, List<DefinitionProblem> problems)
    {
        if (definition.Value is not { } value)
            return type.IsValueType ? Activator.CreateInstance(type) : null;

        try
        {
            return ValueConverter.Convert(value, type);
        }
        catch (ValueConversionException exception)
        {
            problems.Add(new DefinitionProblem(null, definition.Name, $"The default of the variable '{definition.Name}' does not fit its type: {exception.Message}"));
            return null;
        }
    }

    private static Type? DriverOf(VariableDefinition definition, List<DefinitionProblem> problems)
    {
        if (string.IsNullOrEmpty(definition.StorageDriverTypeName))
            return null;

        if (StorageDriverNames.Find(definition.StorageDriverTypeName) is { } driver)
            return driver;

        problems.Add(new DefinitionProblem(
            null, definition.Name, $"The storage driver '{definition.StorageDriverTypeName}' of the variable is not known here; it is kept with the instance.") { IsWarning = true });
        return typeof(WorkflowInstanceStorageDriver);
    }
}
