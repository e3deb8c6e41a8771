using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Studio;

/// <summary>The lists that the designer's panels choose from.</summary>
internal static class DescriptorEndpoints
{
    public static void MapDescriptors(this IEndpointRouteBuilder api)
    {
        var descriptors = api.MapGroup("/descriptors").RequirePermission(Permission.ReadDescriptors);
        descriptors.MapGet("/expression-descriptors", ListExpressions);
        descriptors.MapGet("/storage-drivers", (IEnumerable<IStorageDriver> drivers) => Answers.Ok(new { items = Choices.StorageDriversOf(drivers) }));
        descriptors.MapGet("/variables", (ActivityRegistry registry) => Answers.Ok(new { items = Choices.VariableTypesOf(registry) }));
        descriptors.MapGet("/incident-strategies", (IEnumerable<IIncidentStrategy> own) => Answers.List(Choices.With(Choices.IncidentStrategies, own)));
        descriptors.MapGet("/workflow-activation-strategies", (IEnumerable<IWorkflowActivationStrategy> own) => Answers.List(Choices.With(Choices.ActivationStrategies, own)));
        descriptors.MapGet("/log-persistence-strategies", (IEnumerable<ILogPersistenceStrategy> own) => Answers.List(Choices.With(Choices.LogPersistenceStrategies, own)));
        descriptors.MapGet("/commit-strategies/workflows", (IEnumerable<ICommitStrategy> own) => Answers.List(Choices.With(Choices.WorkflowCommitStrategies, own)));
        descriptors.MapGet("/commit-strategies/activities", (IEnumerable<ICommitStrategy> own) => Answers.List(Choices.With(Choices.ActivityCommitStrategies, own)));
        descriptors.MapGet("/output-converters", ListOutputConverters);
    }

    private static IResult ListExpressions(ExpressionRegistry expressions) => Answers.List(
        [.. expressions.Descriptors.Select(type => new ExpressionModel(type.Type, type.DisplayName ?? type.Type, type.IsSerializable, type.IsBrowsable, type.Properties))]);

    private static IResult ListOutputConverters(HttpRequest request, IEnumerable<IOutputConverter> converters)
    {
        if (request.Query.Text("sourceType") is not { } source || request.Query.Text("destinationType") is not { } destination)
            return Answers.Invalid("Both sourceType and destinationType are needed.");

        var (given, wanted) = (TypeAliases.Find(source) ?? typeof(object), TypeAliases.Find(destination) ?? typeof(object));
        return Answers.List(
            [.. from converter in converters
                where converter.SourceType.IsAssignableFrom(given) && wanted.IsAssignableFrom(converter.ResultType)
                select new OutputConverterModel(converter.Id, TypeNames.Of(converter.SourceType), TypeNames.Of(converter.ResultType), converter.DisplayName, converter.Description)]);
    }
}
