namespace Transcribe.Activities.Deliver.Storage;

/// <summary>A path or a content cannot be stored, now or later; the message says why.</summary>
public sealed class StorageRejectedException(string message) : FileRejectedException(message);
