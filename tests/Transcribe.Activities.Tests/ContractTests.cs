using System.Reflection;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Templating;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Batches;
using Transcribe.Activities.Transcription.Submitting;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Activities.Tests;

/// <summary>What every activity of ours keeps to, and the names that stored workflows depend on.</summary>
public sealed class ContractTests
{
    private static readonly string[] ReservedNames =
        ["id", "nodeId", "name", "type", "version", "metadata", "customProperties", "canStartWorkflow", "runAsynchronously"];

    private static readonly string[] SecretWords = ["key", "token", "secret", "password", "credential"];

    public static TheoryData<Type> Activities => [.. ActivityRegistry.TypesOf(typeof(SubmitTranscription).Assembly)];

    [Fact]
    public void TypeNamesVersionsAndOutcomes_NeverChange() => Descriptors().Select(x => $"{x.TypeName} v{x.Version}: {string.Join(", ", x.Ports.Select(port => port.Name))}")
        .Should().BeEquivalentTo(
            "Transcribe.DeleteFromStorage v1: Deleted, Not Found, Rejected, Failed",
            "Transcribe.ListStorage v1: Done, Rejected, Failed",
            "Transcribe.MoveInStorage v1: Moved, Not Found, Rejected, Failed",
            "Transcribe.ReadFromStorage v1: Done, Not Found, Rejected, Failed",
            "Transcribe.CallApi v1: Done, Rejected, Failed",
            "Transcribe.SendEmail v1: Delivered, Rejected, Failed",
            "Transcribe.SendToSlack v1: Delivered, Channel Not Found, Not In Channel, Archived, Invalid Auth, Rejected, Failed",
            "Transcribe.SendWebhook v1: Delivered, Rejected, Failed",
            "Transcribe.FileArrived v1: Done",
            "Transcribe.NewEpisode v1: Done",
            "Transcribe.TranscriptionCompleted v1: Done",
            "Transcribe.Account v1: Done, Failed",
            "Transcribe.Ask v1: Answered, No Answer, Failed",
            "Transcribe.AwaitCompletion v1: Completed, Failed, Canceled, Timed Out",
            "Transcribe.Delete v1: Deleted, Failed",
            "Transcribe.GetResult v1: Done, Failed",
            "Transcribe.GetSubtitles v1: Done, Failed",
            "Transcribe.GetTranscript v1: Done, Failed",
            "Transcribe.NameSpeakers v1: Done, Failed",
            "Transcribe.Quote v1: Done, Refused, Failed",
            "Transcribe.Retry v1: Submitted, Refused, Failed",
            "Transcribe.Transcribe v1: Completed, Failed, Timed Out, Refused",
            "Transcribe.TranscribeBatch v1: Completed, Partly Completed, Failed, Timed Out",
            "Transcribe.UploadAudio v1: Uploaded, Refused, Failed",
            "Transcribe.WaitForApproval v1: Approved, Refused, Timed Out, Failed",
            "Transcribe.RenderTemplate v1: Done, Failed",
            "Transcribe.SaveToStorage v1: Delivered, Rejected, Failed",
            "Transcribe.SubmitTranscription v1: Submitted, Refused, Failed",
            "Transcribe.Summarize v1: Done, Failed");

    [Fact]
    public void InputsThatAreEditedAsTemplates_AreCheckedAsTemplates() => Descriptors()
        .SelectMany(x => x.Inputs.Where(input => input.Attribute.Options is "liquid" && input.Property.GetCustomAttribute<TemplateAttribute>() is null).Select(input => $"{x.Name}.{input.Name}"))
        .Should().BeEmpty("a mistake in a template is said when the workflow is saved");

    [Fact]
    public void OutcomesThatMeanFailure_AreDeclared()
    {
        string[] failures = ["Failed", "Rejected", "Timed Out"];

        foreach (var activity in Descriptors())
        {
            var outcomes = activity.Ports.Select(port => port.Name).ToList();
            activity.FailureOutcomes.Except(outcomes).Should().BeEmpty("{0} has no others", activity.Name);
            outcomes.Intersect(failures).Except(activity.FailureOutcomes).Should().BeEmpty("publishing {0} warns where they lead nowhere", activity.Name);
        }
    }

    [Fact]
    public void InputsAndOutputs_NeverChange() => Descriptors()
        .Select(x => $"{x.Name}({string.Join(", ", x.Inputs.OrderBy(input => input.Attribute.Order).Select(input => input.Name))}) -> {string.Join(", ", x.Outputs.Select(output => output.Name).Order())}")
        .Should().BeEquivalentTo(
            "SubmitTranscription(Url, Upload, Source, Language, Pipeline, MaxChargeUsd, DailyCeilingUsd, WhenUnpaid, Reuse, ReuseWindow, QueueTimeout, Callback, IdempotencyKey, Connection) -> JobId, Reason, Result, Status",
            "Transcribe(Url, Upload, Source, Language, Pipeline, Timeout, MaxChargeUsd, DailyCeilingUsd, WhenUnpaid, Reuse, ReuseWindow, QueueTimeout, Callback, IdempotencyKey, Connection) -> JobId, Reason, Result",
            "Retry(Job, MaxChargeUsd, DailyCeilingUsd, WhenUnpaid, QueueTimeout, IdempotencyKey, Connection) -> Reason, Result",
            "Quote(Url, Upload, Source, Pipeline, Connection) -> PriceUsd, Reason, Result",
            "Account(Connection) -> Reason, Result, WalletUsd",
            "UploadAudio(Media, Storage, FileName, Duration, Connection) -> Reason, Result",
            "GetTranscript(Job, Format, Speakers, Timestamps, Connection) -> Reason, Result",
            "GetSubtitles(Job, Format, Preset, Speakers, Mode, Connection) -> Extension, Reason, Result",
            "GetResult(Job, Parts, Connection) -> Reason, Result",
            "Ask(Job, Question, Passages, Connection) -> Reason, Result, Text",
            "NameSpeakers(Job, Names, Connection) -> Reason, Result",
            "TranscribeBatch(Items, Storage, Parallel, BudgetUsd, Attempts, StopAtFailure, Timeout, Language, Pipeline, ReuseWindow, Connection) -> Reason, Result",
            "Delete(Job, Connection) -> Reason, Result",
            "AwaitCompletion(Job, Timeout, Connection) -> Cost, Duration, Reason, Result",
            "Summarize(Transcript, Style, MaxLength, Template, Ask, Connection) -> Reason, Result, Text",
            "WaitForApproval(Title, Text, Deadline, AllowEdit, SlackConnection, Channel, Recipients, MailConnection) -> Comment, DecidedAt, DecidedBy, Reason, Result",
            "RenderTemplate(Template, Model) -> Reason, Result",
            "SaveToStorage(Path, Content, ContentType, Overwrite, Connection, IfMatch) -> DeliveryId, Error, File, Location, Reason, Result",
            "CallApi(Method, Path, Body, ContentType, Connection) -> Reason, Result, StatusCode",
            "SendEmail(To, Subject, Text, Html, Attachments, Cc, Bcc, ReplyTo, From, Connection) -> DeliveryId, Error, Reason, Result",
            "SendToSlack(Text, Channel, Blocks, ReplyTo, Files, Connection) -> ChannelId, DeliveryId, Error, Reason, Result",
            "SendWebhook(EventType, Data, Connection) -> DeliveryId, Error, Reason, Result",
            "FileArrived(Connection, Folder, Pattern, Interval, Settled, AfterSuccess, SuccessFolder, AfterFailure, FailureFolder) -> Result",
            "NewEpisode(Url, Interval, FirstRun) -> Result",
            "TranscriptionCompleted(Connection, Ends) -> Result",
            "ReadFromStorage(Path, As, MaxBytes, Connection) -> File, Reason, Result",
            "ListStorage(Folder, Pattern, Max, Connection) -> More, Reason, Result",
            "DeleteFromStorage(Path, Connection) -> Reason, Result",
            "MoveInStorage(From, To, Overwrite, Connection) -> Reason, Result");

    [Fact]
    public void ResumeMethods_NeverChange()
    {
        var methods = ActivityRegistry.TypesOf(typeof(SubmitTranscription).Assembly)
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(method => method.ReturnType == typeof(ValueTask) && method.Name.StartsWith("On") && method.GetParameters() is [{ ParameterType: var only }] && only == typeof(ActivityExecutionContext))
            .Select(method => $"{method.ReflectedType!.Name}.{method.Name}");

        typeof(DeliveryActivity).GetMethod("OnDeliveryEndedAsync", BindingFlags.Instance | BindingFlags.NonPublic).Should().NotBeNull();
        DeliveryActivity.BookmarkName.Should().Be("Transcribe.Delivery");
        methods.Should().BeEquivalentTo(
            "SaveToStorage.OnDeliveryEndedAsync",
            "SendEmail.OnDeliveryEndedAsync",
            "SendToSlack.OnDeliveryEndedAsync",
            "SendWebhook.OnDeliveryEndedAsync",
            "AwaitCompletion.OnTranscriptionFinishedAsync",
            "AwaitCompletion.OnAwaitTimedOutAsync",
            "WaitForApproval.OnAskedAsync",
            "WaitForApproval.OnDeadlineAsync",
            "WaitForApproval.OnDecidedAsync",
            "TranscribeBatch.OnBatchEndedAsync",
            "TranscribeBatch.OnBatchTimedOutAsync",
            "TranscribeRecording.OnTranscriptionFinishedAsync",
            "TranscribeRecording.OnAwaitTimedOutAsync",
            "TranscribeRecording.OnSubmissionReleasedAsync",
            "TranscribeRecording.OnHoldExpiredAsync",
            "SubmitTranscription.OnSubmissionReleasedAsync",
            "SubmitTranscription.OnHoldExpiredAsync",
            "RetryTranscription.OnSubmissionReleasedAsync",
            "RetryTranscription.OnHoldExpiredAsync");
        AwaitCompletion.BookmarkName.Should().Be("Transcribe.AwaitCompletion");
        WaitForApproval.BookmarkName.Should().Be("Transcribe.ApprovalDecided");
        TranscribeBatch.BookmarkName.Should().Be("Transcribe.BatchEnded");
        PaidSubmission.BookmarkName.Should().Be("Transcribe.SubmissionReleased");
    }

    [Theory]
    [MemberData(nameof(Activities))]
    public void Descriptor_IsCompleteAndReadable(Type type)
    {
        var descriptor = ActivityDescriber.Describe(type);
        var attribute = type.GetCustomAttribute<ActivityAttribute>()!;

        attribute.DisplayName.Should().NotBeNullOrEmpty();
        IsSentence(descriptor.Description);
        descriptor.Namespace.Should().Be("Transcribe");
        descriptor.Category.Should().Be(type.Namespace!.Contains(".Deliver") ? "Transcribe Outputs" : type.Namespace.Contains(".Triggers") ? "Transcribe Triggers" : "Transcribe");
        descriptor.Kind.Should().Be(type == typeof(AwaitCompletion) ? ActivityKind.Action : typeof(ITrigger).IsAssignableFrom(type) ? ActivityKind.Trigger : ActivityKind.Task);
        descriptor.Ports.Should().NotBeEmpty().And.OnlyContain(port => port.Type == PortType.Flow);
        descriptor.Constructor().Version.Should().Be(descriptor.Version);
        descriptor.Constructor().Type.Should().Be(descriptor.TypeName);
    }

    [Theory]
    [MemberData(nameof(Activities))]
    public void Inputs_AreDescribedOrderedAndNamedByTheirProperty(Type type)
    {
        var inputs = ActivityDescriber.Describe(type).Inputs;

        inputs.Select(input => input.Attribute.Order).Should().OnlyHaveUniqueItems().And.NotContain(0);
        foreach (var input in inputs)
        {
            IsSentence(input.Attribute.Description);
            input.Attribute.Name.Should().BeNull("a label is a DisplayName");
            ReservedNames.Should().NotContain(name => string.Equals(name, input.Name, StringComparison.OrdinalIgnoreCase));
            (input.Attribute.UIHandler is null || input.Attribute.UIHint == InputUIHints.DropDown).Should().BeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Activities))]
    public void Inputs_HoldNoCredentials(Type type) => ActivityDescriber.Describe(type).Inputs.Where(input => input.Name != nameof(SubmitTranscription.IdempotencyKey))
        .Should().NotContain(input => SecretWords.Any(word => input.Name.Contains(word, StringComparison.OrdinalIgnoreCase)));

    [Theory]
    [MemberData(nameof(Activities))]
    public void Outputs_AreDescribed(Type type)
    {
        foreach (var output in ActivityDescriber.Describe(type).Outputs)
            IsSentence(output.Attribute.Description);
    }

    private static IEnumerable<ActivityDescriptor> Descriptors() => ActivityRegistry.TypesOf(typeof(RenderTemplate).Assembly).Select(ActivityDescriber.Describe);

    private static void IsSentence(string? text)
    {
        text.Should().NotBeNullOrWhiteSpace();
        char.IsUpper(text![0]).Should().BeTrue(text);
        (text.EndsWith('.') || text.Contains("for example")).Should().BeTrue(text);
    }
}
