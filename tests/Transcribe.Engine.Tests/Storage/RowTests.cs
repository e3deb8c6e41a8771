using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Tests.Storage;

/// <summary>
/// The hot reads name their columns themselves; the model belongs to EF. A column that is added to one and forgotten in the other is found here.
/// </summary>
public sealed class RowTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private StoreHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await StoreHost.StartAsync(
        services => services.AddSqliteStorage(_ => $"Data Source={_folder.File("engine.db")}"), new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Definition_ReadByHand_IsWhatEntityFrameworkReads() => (await SaveAsync(Fill<DefinitionRow>(("Version", 7)))).Should().BeEquivalentTo(
        await _host.Definitions.FindVersionAsync("Id", Token));

    [Fact]
    public async Task Trigger_ReadByHand_IsWhatEntityFrameworkReads() => (await SaveAsync(Fill<TriggerRow>())).Should().BeEquivalentTo(
        (await _host.Triggers.ListAsync(Token)).Single());

    [Fact]
    public async Task TriggerPause_ReadByHand_IsWhatEntityFrameworkReads() => (await SaveAsync(Fill<TriggerPauseRow>())).Should().BeEquivalentTo(
        _host.Get<TriggerPauseStore>().List().Single());

    [Fact]
    public async Task Bookmark_ReadByHand_IsWhatEntityFrameworkReads() => (await SaveAsync(Fill<BookmarkRow>())).Should().BeEquivalentTo(
        await _host.Bookmarks.FindAsync("Id", Token));

    [Fact]
    public async Task Stimulus_ReadByHand_IsWhatEntityFrameworkReads() => (await SaveAsync(Fill<StimulusRow>())).Should().BeEquivalentTo(
        (await _host.Stimuli.ListAssignedAsync(Token)).Single());

    [Fact]
    public async Task Instance_ReadByHand_IsWhatEntityFrameworkReads() => (await SaveAsync(Fill<InstanceRow>(("State", new InstanceDataRow { Id = "Id", Data = [] }))))
        .Should().BeEquivalentTo(await _host.Instances.FindAsync("Id", Token), options => options.Excluding(row => row!.State));

    /// <summary>Saves a row by EF and reads it back by EF: all its columns.</summary>
    private async Task<T> SaveAsync<T>(T row)
        where T : class
    {
        await using (var context = await _host.Get<IDbContextFactory<EngineDbContext>>().CreateDbContextAsync(Token))
        {
            context.Add(row);
            await context.SaveChangesAsync(Token);
        }

        await using var again = await _host.Get<IDbContextFactory<EngineDbContext>>().CreateDbContextAsync(Token);
        return await again.Set<T>().AsNoTracking().SingleAsync(Token);
    }

    /// <summary>A row with something in every column that is not its default.</summary>
    private static T Fill<T>(params (string Name, object Value)[] given)
    {
        var row = (T)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(T));
        foreach (var property in typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            property.SetValue(row, given.FirstOrDefault(value => value.Name == property.Name).Value ?? Example(property));
        return row;
    }

    private static object Example(PropertyInfo property) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
    {
        var type when type == typeof(string) => property.Name,
        var type when type == typeof(int) => 3,
        var type when type == typeof(long) => 4L,
        var type when type == typeof(bool) => true,
        var type when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 1 + (property.Name.Length % 28), 0, 0, 0, TimeSpan.Zero),
        var type when type == typeof(WorkflowStatus) => WorkflowStatus.Finished,
        var type when type == typeof(WorkflowSubStatus) => WorkflowSubStatus.Cancelled,
        var type => throw new InvalidOperationException($"{property.Name} is a {type}, for which the test has no example."),
    };
}
