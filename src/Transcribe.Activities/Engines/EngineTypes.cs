namespace Transcribe.Activities.Engines;

/// <summary>The names that stand for our types in instances and variables: these never change.</summary>
internal static class EngineTypes
{
    public const string Job = "TranscriptionJob";
    public const string Finished = "FinishedTranscription";
    public const string Summary = "TranscriptionSummary";
    public const string Upload = "UploadedAudio";
    public const string Content = "TranscriptionContent";
    public const string Answer = "RecordingAnswer";
    public const string Quote = "PriceQuote";
    public const string Account = "AccountState";
    public const string Batch = "BatchResult";
    public const string BatchStimulus = "BatchEndedStimulus";
    public const string StoredFile = "StoredFile";
    public const string DeliveryStimulus = "DeliveryEndedStimulus";
    public const string Stimulus = "TranscriptionFinishedStimulus";
    public const string Episode = "PodcastEpisode";
    public const string EpisodeTrigger = "NewEpisodeTrigger";
    public const string FileTrigger = "FileArrivedTrigger";
    public const string CompletedTrigger = "TranscriptionCompletedTrigger";
    public const string ReleasedStimulus = "SubmissionReleasedStimulus";
    public const string ApprovalStimulus = "ApprovalDecidedStimulus";
}
