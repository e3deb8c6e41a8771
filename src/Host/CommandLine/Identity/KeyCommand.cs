using System.CommandLine;
using Spectre.Console;
using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Identity;

/// <summary><c>key</c>: which programs may call the API.</summary>
internal static class KeyCommand
{
    private const string Route = ServerClient.Elsa + "/identity/applications";
    private const int DefaultDays = 365;

    public static Command Create(Terminal terminal, ServerChoice choice) => new("key", "Lists, makes and removes the keys of programs that call the API.")
    {
        List(terminal, choice),
        Add(terminal, choice),
        Remove(terminal, choice),
    };

    private static Command List(Terminal terminal, ServerChoice choice)
    {
        var command = new Command("list", "Lists all keys by their names; the keys themselves are kept nowhere.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            var keys = (await session.Client.GetAsync<KeyList>(Route, cancellationToken)).Applications;
            terminal.Show(keys, screen => screen.Write(TableOf(keys)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Add(Terminal terminal, ServerChoice choice)
    {
        var name = new Argument<string>("name") { Description = "What the key is for." };
        var roles = new Option<string[]>("--role") { HelpName = "ROLE", Description = "viewer, author, operator, administrator, or one of your own.", DefaultValueFactory = _ => ["operator"] };
        var days = new Option<int>("--days") { HelpName = "N", Description = "How long it is good; 0: for ever.", DefaultValueFactory = _ => DefaultDays };
        var command = new Command("add", "Makes a key, and prints it once: programs send it as Authorization: ApiKey KEY.") { name, roles, days };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DateTimeOffset? end = parsed.GetValue(days) > 0 ? TimeProvider.System.GetUtcNow().AddDays(parsed.GetValue(days)) : null;
            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            var made = await session.Client.SendAsync(HttpMethod.Post, Route, new { name = parsed.GetValue(name), roles = parsed.GetValue(roles), expiresAt = end }, cancellationToken);
            var key = made!["apiKey"]!.ToString();
            terminal.Show(new { name = parsed.GetValue(name), key, expiresAt = end }, screen =>
            {
                screen.WriteLine(key);
                terminal.Note($"It is shown this once. Send it as: Authorization: ApiKey {key[..8]}…");
            });
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Remove(Terminal terminal, ServerChoice choice)
    {
        var name = new Argument<string>("name") { Description = "The key's name." };
        var command = new Command("remove", "Removes a key; it is refused from then on.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            var key = (await session.Client.GetAsync<KeyList>(Route, cancellationToken)).Applications.Find(known => known.Name == parsed.GetValue(name))
                ?? throw new CommandException($"There is no key '{parsed.GetValue(name)}'.");
            await session.Client.SendAsync(HttpMethod.Delete, $"{Route}/{key.Id}", body: null, cancellationToken);
            terminal.Note($"The key {key.Name} is refused from now on.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Table TableOf(List<Key> keys)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("Name", "Roles", "Since", "Good until", "Last used");
        foreach (var key in keys)
        {
            table.AddRow(
                new Text(key.Name), new Text(string.Join(", ", key.Roles)), new Text($"{key.CreatedAt:yyyy-MM-dd}"), new Text(key.ExpiresAt is { } end ? $"{end:yyyy-MM-dd}" : "for ever"),
                new Text(key.LastUsedAt is { } last ? $"{last:yyyy-MM-dd HH:mm}" : "never"));
        }

        return table;
    }

    private sealed record KeyList(List<Key> Applications);

    private sealed record Key(string Id, string Name, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);
}
