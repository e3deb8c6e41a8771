namespace Transcribe.Activities.Transcription;

/// <summary>An input that must name a job names none: a mistake of the workflow, which its author mends.</summary>
/// <param name="input">The input's name.</param>
internal sealed class MissingJobException(string input) : Exception(
    $"'{input}' names no job. Give it the result of Submit Transcription, Await Completion or Transcribe, which another step must have set before, or a job's id.");
