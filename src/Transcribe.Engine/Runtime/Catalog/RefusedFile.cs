namespace Transcribe.Engine.Runtime;

/// <summary>A file of the folder that could not be published.</summary>
/// <param name="File">The file's name.</param>
/// <param name="DefinitionId">The definition that is kept as a draft, for people to look at; null: the file cannot even be a draft.</param>
/// <param name="Name">The workflow's name; null: it has none.</param>
/// <param name="Problem">What a person has to mend, in words.</param>
public sealed record RefusedFile(string File, string? DefinitionId, string? Name, string Problem);
