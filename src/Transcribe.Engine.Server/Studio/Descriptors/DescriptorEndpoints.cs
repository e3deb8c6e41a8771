using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>The lists that the designer's panels choose from.</summary>
internal static class DescriptorEndpoints
{
    public static void MapDescriptors(this IEndpointRouteBuilder api)
    {
        var descriptors = api.MapGroup("/descriptors").RequirePermission(Permission.ReadDescriptors);
        descriptors.MapGet("/expression-descriptors", ListExpressions);
        descriptors.MapGet("/storage-drivers", () => Answers.Ok(new { items = Choices.StorageDrivers }));
        descriptors.MapGet("/variables", (ActivityRegistry registry) => Answers.Ok(new { items = Choices.VariableTypesOf(registry) }));
        descriptors.MapGet("/incident-strategies", () => Answers.List(Choices.IncidentStrategies));
        descriptors.MapGet("/workflow-activation-strategies", () => Answers.List(Choices.ActivationStrategies));
        descriptors.MapGet("/log-persistence-strategies", () => Answers.List(Choices.LogPersistenceStrategies));
        descriptors.MapGet("/commit-strategies/workflows", () => Answers.List(Choices.WorkflowCommitStrategies));
        descriptors.MapGet("/commit-strategies/activities", () => Answers.List(Choices.ActivityCommitStrategies));
        descriptors.MapGet("/output-converters", ListOutputConverters);
    }

    private static IResult ListExpressions(ExpressionRegistry expressions) => Answers.List(
        [.. expressions.Descriptors.Select(type => new ExpressionModel(type.Type, type.DisplayName ?? type.Type, type.IsSerializable, type.IsBrowsable, type.Properties))]);

    private static IResult ListOutputConverters(HttpRequest request) =>
        request.Query.Text("sourceType") is null || request.Query.Text("destinationType") is null
            ? Answers.Invalid("Both sourceType and destinationType are needed.")
            : Answers.List(Array.Empty<object>());
}
