using System.Reflection;
using NetArchTest.Rules;

namespace Transcribe.Architecture;

/// <summary>The rooms of the house and who may know whom: arrows point one way.</summary>
public sealed class ArrowTests
{
    private static readonly Assembly Engine = typeof(Transcribe.Engine.Authoring.IActivity).Assembly;
    private static readonly Assembly Server = typeof(Transcribe.Engine.Server.Http.HttpEndpoint).Assembly;
    private static readonly Assembly Activities = typeof(Transcribe.Activities.TranscribeActivitiesBuilder).Assembly;
    private static readonly Assembly Client = typeof(Transcribe.Client.ITranscribeClient).Assembly;
    private static readonly Assembly Sandbox = typeof(Transcribe.Sandbox.SandboxServer).Assembly;

    [Fact]
    public void Assemblies_ReferToEachOther_OnlyAlongTheArrows()
    {
        OwnReferences(Client).Should().BeEmpty();
        OwnReferences(Engine).Should().BeEmpty();
        OwnReferences(Sandbox).Should().BeEmpty();
        OwnReferences(Server).Should().BeEquivalentTo("Transcribe.Engine");
        OwnReferences(Activities).Should().BeEquivalentTo("Transcribe.Client", "Transcribe.Engine");
    }

    [Fact]
    public void Engine_KnowsNothingOfTheWeb() =>
        Engine.GetReferencedAssemblies().Should().NotContain(reference => reference.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Theory]
    [InlineData("Transcribe.Engine.Execution", "Microsoft.EntityFrameworkCore")]
    [InlineData("Transcribe.Engine.Execution", "Transcribe.Engine.Storage")]
    [InlineData("Transcribe.Engine.Authoring", "Transcribe.Engine.Storage")]
    [InlineData("Transcribe.Engine.Definitions", "Transcribe.Engine.Storage")]
    [InlineData("Transcribe.Engine.Authoring", "Transcribe.Engine.Runtime")]
    public void Room_OfTheEngine_DoesNotKnow(string room, string other)
    {
        var result = Types.InAssembly(Engine).That().ResideInNamespaceStartingWith(room).ShouldNot().HaveDependencyOn(other).GetResult();

        (result.FailingTypeNames ?? []).Should().BeEmpty();
    }

    [Fact]
    public void Activities_KnowTheEngine_OnlyByItsAuthoring()
    {
        var result = Types.InAssembly(Activities).That().DoNotResideInNamespaceStartingWith("Transcribe.Activities.Engines")
            .ShouldNot().HaveDependencyOnAny("Transcribe.Engine.Execution", "Transcribe.Engine.Storage", "Transcribe.Engine.Runtime", "Transcribe.Engine.Definitions", "Transcribe.Engine.State")
            .GetResult();

        (result.FailingTypeNames ?? []).Where(name => !name.EndsWith("EmbeddedEngineExtensions", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static IEnumerable<string> OwnReferences(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => name.StartsWith("Transcribe.", StringComparison.Ordinal) || name == "transcribe-workflows");
}
