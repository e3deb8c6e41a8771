using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>The definitions that can run: saves and publishes them, compiles each version once, and knows what starts them.</summary>
public sealed class DefinitionCatalog : IDisposable
{
    private readonly IDefinitionStore _definitions;
    private readonly ITriggerStore _triggers;
    private readonly TriggerPauseStore _pauses;
    private readonly DefinitionChecks _checks;
    private readonly WorkflowMaterializer _materializer;
    private readonly UnfinishedWork _unfinished;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, WorkflowGraph> _graphs = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _changing = new(1, 1);
    private FrozenDictionary<string, string> _published = FrozenDictionary<string, string>.Empty;

    internal DefinitionCatalog(
        IDefinitionStore definitions, ITriggerStore triggers, TriggerPauseStore pauses, DefinitionChecks checks, WorkflowMaterializer materializer, UnfinishedWork unfinished,
        TimeProvider clock, ILogger<DefinitionCatalog> logger) =>
        (_definitions, _triggers, _pauses, _checks, _materializer, _unfinished, _clock, _logger) = (definitions, triggers, pauses, checks, materializer, unfinished, clock, logger);

    /// <summary>What is published, or paused, has changed; <see cref="Triggers"/> is the new state.</summary>
    public event EventHandler? Changed;

    /// <summary>Who tells hosts of definitions; null: no host asks.</summary>
    internal DefinitionNotifications? Notifications { get; init; }

    /// <summary>What starts published definitions.</summary>
    public TriggerSnapshot Triggers { get; private set; } = TriggerSnapshot.Empty;

    /// <summary>The compiled graph of a version; null: there is no such version.</summary>
    /// <exception cref="DefinitionException">It cannot be compiled.</exception>
    public async ValueTask<WorkflowGraph?> FindGraphAsync(string versionId, CancellationToken cancellationToken)
    {
        if (_graphs.TryGetValue(versionId, out var known))
            return known;

        return await _definitions.FindVersionAsync(versionId, cancellationToken) is { } row
            ? _graphs.GetOrAdd(versionId, _materializer.Materialize(DefinitionReader.Read(row.Json)))
            : null;
    }

    /// <summary>Saves a definition: as its draft, or published at once, which makes it the version that new instances run.</summary>
    /// <param name="json">The document in Elsa's JSON; its flags and version number are not believed.</param>
    /// <param name="publish">Whether to publish.</param>
    /// <param name="source">Who provides it; null: people, through the API.</param>
    /// <param name="cancellationToken">Gives up; then nothing was saved.</param>
    /// <exception cref="DefinitionException">The document cannot be read or, when publishing, has mistakes; it lists all.</exception>
    /// <exception cref="DefinitionReadonlyException">It belongs to a provider.</exception>
    public async Task<DefinitionRow> SaveAsync(string json, bool publish, DefinitionSource? source = null, CancellationToken cancellationToken = default)
    {
        var saved = await SaveIfAsync(json, publish, source, static _ => true, cancellationToken);
        return saved!;
    }

    /// <summary>What is wrong with a document, as publishing would find it, and what runs here but not as written or not on an upstream server.</summary>
    /// <returns>Mistakes and warnings; empty: nothing is wrong.</returns>
    public async Task<IReadOnlyList<DefinitionProblem>> CheckAsync(string json, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await _checks.CheckAsync(_materializer.Materialize(DefinitionReader.Read(json)), Triggers, cancellationToken)).Problems;
        }
        catch (DefinitionException exception)
        {
            return exception.Problems;
        }
    }

    /// <summary>Publishes the latest version of a definition.</summary>
    /// <exception cref="DefinitionNotFoundException">There is none.</exception>
    /// <exception cref="DefinitionException">It has mistakes; it lists all.</exception>
    public async Task<DefinitionRow> PublishAsync(string definitionId, CancellationToken cancellationToken = default)
    {
        var published = await ChangeAsync(
            async () =>
            {
                var latest = await _definitions.FindAsync(definitionId, VersionOptions.Latest, cancellationToken) ?? throw Unknown(definitionId);
                return await SaveAsync(latest, publish: true, cancellationToken);
            },
            cancellationToken);
        await UpdateConsumersAsync(published, cancellationToken);
        return published;
    }

    /// <summary>The published definitions that use another one as an activity.</summary>
    public async Task<IReadOnlyList<DefinitionRow>> ListConsumersAsync(string definitionId, CancellationToken cancellationToken = default)
    {
        if (await _definitions.FindAsync(definitionId, VersionOptions.Latest, cancellationToken) is not { } used || Consumers.TypeNameOf(used) is not { } typeName)
            return [];

        var published = await _definitions.ListAsync(VersionOptions.Published, cancellationToken);
        return [.. published.Where(row => row.DefinitionId != definitionId && Consumers.Uses(row, typeName))];
    }

    /// <summary>Publishes the consumers of a definition again, with its published version in all their places.</summary>
    /// <param name="definitionId">The definition that is used.</param>
    /// <param name="only">Only these consumers; empty: all.</param>
    /// <param name="cancellationToken">Gives up; what is published stays.</param>
    /// <returns>The definition ids of those that changed.</returns>
    /// <exception cref="DefinitionException">One of them would have mistakes.</exception>
    public async Task<IReadOnlyList<string>> UpdateConsumersAsync(string definitionId, IReadOnlyCollection<string> only, CancellationToken cancellationToken = default)
    {
        if (await _definitions.FindAsync(definitionId, VersionOptions.Published, cancellationToken) is not { } used)
            return [];

        var changed = new List<string>();
        foreach (var (consumer, updated) in await ListOutdatedConsumersAsync(used, cancellationToken))
        {
            if (only.Count > 0 && !only.Contains(consumer.DefinitionId))
                continue;

            await SaveAsync(updated, publish: true, cancellationToken: cancellationToken);
            changed.Add(consumer.DefinitionId);
        }

        return changed;
    }

    /// <summary>Saves a definition unless it is not wanted at that very moment: nobody saves another version between the look and the save.</summary>
    /// <param name="json">The document.</param>
    /// <param name="publish">Whether to publish.</param>
    /// <param name="source">Who provides it; null: people.</param>
    /// <param name="isWanted">Looks at the versions that there are, newest first.</param>
    /// <param name="cancellationToken">Gives up; then nothing was saved.</param>
    /// <returns>What was saved; null: it was not wanted.</returns>
    /// <exception cref="DefinitionException">As when it is saved.</exception>
    /// <exception cref="DefinitionReadonlyException">It belongs to another provider.</exception>
    internal async Task<DefinitionRow?> SaveIfAsync(
        string json, bool publish, DefinitionSource? source, Func<IReadOnlyList<DefinitionRow>, bool> isWanted, CancellationToken cancellationToken)
    {
        var saved = await ChangeAsync(() => SaveDocumentAsync(json, publish, source, isWanted, cancellationToken), cancellationToken);
        if (publish && saved is not null)
            await UpdateConsumersAsync(saved, cancellationToken);

        return saved;
    }

    /// <summary>Publishes a workflow that is written in code, in the place of what this version was before.</summary>
    /// <exception cref="DefinitionException">It has mistakes; it lists all.</exception>
    /// <exception cref="DefinitionReadonlyException">The definition belongs to somebody else.</exception>
    internal Task<DefinitionRow> PublishAsync(Workflow workflow, DefinitionRow row, CancellationToken cancellationToken) => ChangeAsync(
        async () =>
        {
            var versions = await _definitions.ListVersionsAsync(row.DefinitionId, cancellationToken);
            if (versions.FirstOrDefault(version => version.ProviderName != row.ProviderName) is { } owned)
                throw new DefinitionReadonlyException(owned);

            return await SaveAsync(row, _materializer.Materialize(workflow), cancellationToken);
        },
        cancellationToken);

    /// <summary>Computes once more what starts a published definition: what an expression comes to may have changed since it was published.</summary>
    /// <returns>Whether it is published.</returns>
    /// <exception cref="DefinitionException">It has mistakes by now; nothing was changed.</exception>
    public Task<bool> RefreshAsync(string definitionId, CancellationToken cancellationToken = default) => ChangeAsync(
        async () =>
        {
            if (await _definitions.FindAsync(definitionId, VersionOptions.Published, cancellationToken) is not { } published)
                return false;

            await SaveAsync(published, _materializer.Materialize(DefinitionReader.Read(published.Json)), cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Takes the published version back: nothing starts it any more, running instances go on.</summary>
    /// <returns>Whether a version was published.</returns>
    public Task<bool> RetractAsync(string definitionId, CancellationToken cancellationToken = default) => ChangeAsync(
        async () => Note(await _definitions.RetractAsync(definitionId, cancellationToken), definitionId, new WorkflowDefinitionRetracted(definitionId)), cancellationToken);

    /// <summary>Deletes a definition in all versions. Instances that still wait end with an incident: they could never go on.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> DeleteAsync(string definitionId, CancellationToken cancellationToken = default) => RemoveAsync(
        async () =>
        {
            foreach (var version in await _definitions.ListVersionsAsync(definitionId, cancellationToken))
                _graphs.TryRemove(version.Id, out _);

            return Note(await _definitions.DeleteAsync(definitionId, cancellationToken), definitionId, new WorkflowDefinitionDeleted(definitionId));
        },
        cancellationToken);

    /// <summary>Whether a definition has a published version.</summary>
    public bool IsPublished(string definitionId) => _published.ContainsKey(definitionId);

    /// <summary>Deletes one version. Instances of it that still wait end with an incident: they could never go on.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> DeleteVersionAsync(string versionId, CancellationToken cancellationToken = default) => RemoveAsync(
        async () =>
        {
            _graphs.TryRemove(versionId, out _);
            return Note(await _definitions.DeleteVersionAsync(versionId, cancellationToken), null, new WorkflowDefinitionVersionDeleted(versionId));
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _changing.Dispose();

    /// <summary>Pauses or resumes what starts a definition.</summary>
    internal Task<bool> PauseAsync(Func<Task<bool>> change, CancellationToken cancellationToken) => ChangeAsync(change, cancellationToken);

    /// <summary>Reads what is published; once, before anything starts.</summary>
    internal Task LoadAsync(CancellationToken cancellationToken) => RefreshAsync(cancellationToken);

    /// <summary>The compiled version that a request asks for.</summary>
    internal async ValueTask<WorkflowGraph> GetGraphAsync(StartWorkflowRequest request, CancellationToken cancellationToken)
    {
        var versionId = request.DefinitionVersionId ?? await FindVersionIdAsync(request, cancellationToken);
        return versionId is not null && await FindGraphAsync(versionId, cancellationToken) is { } graph
            ? graph
            : throw Unknown(request.DefinitionVersionId ?? $"{request.DefinitionId}' in the version '{request.Version}");
    }

    private static DefinitionNotFoundException Unknown(string what) => new($"There is no definition '{what}'.");

    private async ValueTask<string?> FindVersionIdAsync(StartWorkflowRequest request, CancellationToken cancellationToken)
    {
        var definitionId = request.DefinitionId ?? throw new ArgumentException("A start names a DefinitionId or a DefinitionVersionId.", nameof(request));
        if (request.Version == VersionOptions.Published)
            return _published.GetValueOrDefault(definitionId);

        return (await _definitions.FindAsync(definitionId, request.Version, cancellationToken))?.Id;
    }

    private async Task<DefinitionRow?> SaveDocumentAsync(
        string json, bool publish, DefinitionSource? source, Func<IReadOnlyList<DefinitionRow>, bool> isWanted, CancellationToken cancellationToken)
    {
        var document = DefinitionReader.Read(json);
        var versions = await _definitions.ListVersionsAsync(document.DefinitionId, cancellationToken);
        if (!isWanted(versions))
            return null;

        if (versions.FirstOrDefault(version => version.IsReadonly && version.ProviderName != source?.ProviderName) is { } owned)
            throw new DefinitionReadonlyException(owned);

        var isIdFree = document.Id is { } id && await _definitions.FindVersionAsync(id, cancellationToken) is null;
        return await SaveAsync(NewVersion.Of(document, versions, isIdFree, source, _clock.GetUtcNow()), publish, cancellationToken);
    }

    private async Task<IReadOnlyList<(DefinitionRow Consumer, string Updated)>> ListOutdatedConsumersAsync(DefinitionRow used, CancellationToken cancellationToken)
    {
        var outdated = new List<(DefinitionRow, string)>();
        foreach (var consumer in Consumers.TypeNameOf(used) is null ? [] : await ListConsumersAsync(used.DefinitionId, cancellationToken))
        {
            // Those that people are changing are theirs to update: publishing would take their draft along.
            if (consumer is { IsLatest: true, IsReadonly: false } && Consumers.WithVersion(consumer, Consumers.TypeNameOf(used)!, used) is { } updated)
                outdated.Add((consumer, updated));
        }

        return outdated;
    }

    private async Task UpdateConsumersAsync(DefinitionRow used, CancellationToken cancellationToken)
    {
        if (!DefinitionReader.Read(used.Json).AutoUpdatesConsumers)
            return;

        foreach (var (consumer, updated) in await ListOutdatedConsumersAsync(used, cancellationToken))
        {
            try
            {
                await SaveAsync(updated, publish: true, cancellationToken: cancellationToken);
            }
            catch (DefinitionException exception)
            {
                Log.ConsumerNotUpdated(_logger, consumer.DefinitionId, used.DefinitionId, used.Version, exception.Message);
            }
        }
    }

    private async Task<DefinitionRow> SaveAsync(DefinitionRow row, bool publish, CancellationToken cancellationToken)
    {
        if (!publish)
        {
            if (_materializer.ValidateDraft(DefinitionReader.Read(row.Json)) is { Count: > 0 } problems)
                throw new DefinitionException(problems);

            await _definitions.SaveAsync(row, [], cancellationToken);
            _graphs.TryRemove(row.Id, out _);
            return row;
        }

        return await SaveAsync(NewVersion.Published(row), _materializer.Materialize(DefinitionReader.Read(row.Json)), cancellationToken);
    }

    private async Task<DefinitionRow> SaveAsync(DefinitionRow published, WorkflowGraph graph, CancellationToken cancellationToken)
    {
        var (problems, triggers) = await _checks.CheckAsync(graph, Triggers, cancellationToken);
        if (problems.Where(problem => !problem.IsWarning).ToList() is { Count: > 0 } mistakes)
            throw new DefinitionException(mistakes);

        if (Notifications is not null)
            await Notifications.PublishingAsync(published, cancellationToken);

        await _definitions.SaveAsync(published, triggers, cancellationToken);
        _graphs[published.Id] = graph;
        foreach (var doubt in problems)
            Log.PublishedWithDoubt(_logger, published.DefinitionId, published.Version, doubt.ToString());

        Notifications?.Published(published, triggers, Triggers);
        return published;
    }

    private bool Note<T>(bool hasHappened, string? withTriggersOf, T notification)
        where T : INotification
    {
        if (hasHappened && Notifications is { } notifications)
        {
            notifications.Note(notification);
            if (withTriggersOf is { } definitionId)
                notifications.TriggersGone(definitionId, Triggers);
        }

        return hasHappened;
    }

    private async Task<bool> RemoveAsync(Func<Task<bool>> removal, CancellationToken cancellationToken)
    {
        var wasThere = await ChangeAsync(removal, cancellationToken);
        if (wasThere)
            await _unfinished.EnqueueAsync(cancellationToken);

        return wasThere;
    }

    private async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        T result;
        await _changing.WaitAsync(cancellationToken);
        try
        {
            result = await change();
            await RefreshAsync(cancellationToken);
        }
        finally
        {
            _changing.Release();
        }

        if (Notifications is not null)
            await Notifications.TellAsync();

        return result;
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        _published = (await _definitions.ListPublishedIdsAsync(cancellationToken)).ToFrozenDictionary(StringComparer.Ordinal);
        Triggers = new TriggerSnapshot(await _triggers.ListAsync(cancellationToken), _pauses.List());
        _materializer.UseAsActivities((await _definitions.ListUsableAsActivityAsync(cancellationToken)).Select(row => DefinitionReader.Read(row.Json)));
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
