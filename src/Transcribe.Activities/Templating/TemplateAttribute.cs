namespace Transcribe.Activities.Templating;

/// <summary>Says of an input that its value is itself a template: saving and publishing check it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TemplateAttribute : Attribute;
