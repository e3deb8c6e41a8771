namespace Transcribe.Activities.Transcription;

/// <summary>Says of an input that it must name a job: publishing checks that it is not empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NamesJobAttribute : Attribute;
