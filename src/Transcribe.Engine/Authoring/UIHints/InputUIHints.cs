namespace Transcribe.Engine.Authoring;

/// <summary>The editors of the designer, by the names that it knows.</summary>
public static class InputUIHints
{
#pragma warning disable CS1591 // each constant is the name of the editor it stands for
    public const string Checkbox = "checkbox";
    public const string CheckList = "checklist";
    public const string CodeEditor = "code-editor";
    public const string DateTimePicker = "datetime-picker";
    public const string Dictionary = "dictionary";
    public const string DropDown = "dropdown";
    public const string DynamicOutcomes = "dynamic-outcomes";
    public const string ExpressionEditor = "expression-editor";
    public const string FlowSwitchEditor = "flow-switch-editor";
    public const string InputPicker = "input-picker";
    public const string JsonEditor = "json-editor";
    public const string MultiLine = "multiline";
    public const string MultiText = "multitext";
    public const string OutcomePicker = "outcome-picker";
    public const string OutputPicker = "output-picker";
    public const string RadioList = "radiolist";
    public const string SingleLine = "singleline";
    public const string SwitchEditor = "switch-editor";
    public const string TypePicker = "type-picker";
    public const string VariablePicker = "variable-picker";
    public const string WorkflowDefinitionPicker = "workflow-definition-picker";
#pragma warning restore CS1591
}
