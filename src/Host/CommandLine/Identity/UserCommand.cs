using System.CommandLine;
using Spectre.Console;
using Transcribe.Engine.Server.Identity;
using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Identity;

/// <summary><c>user</c>: who may sign in.</summary>
internal static class UserCommand
{
    private const string Route = ServerClient.Elsa + "/identity/users";

    public static Command Create(Terminal terminal, ServerChoice choice) => new("user", "Lists, adds, changes and removes the people who may sign in.")
    {
        List(terminal, choice),
        Add(terminal, choice),
        Password(terminal, choice),
        Roles(terminal, choice),
        Remove(terminal, choice),
    };

    private static Command List(Terminal terminal, ServerChoice choice)
    {
        var command = new Command("list", "Lists all users.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            var users = (await session.Client.GetAsync<UserList>(Route, cancellationToken)).Users;
            terminal.Show(users, screen => screen.Write(TableOf(users)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Add(Terminal terminal, ServerChoice choice)
    {
        var name = NameArgument();
        var roles = RoleOption("viewer");
        var fromInput = PasswordOption();
        var command = new Command("add", "Adds a user. Without --password-stdin a password is made, and printed once.") { name, roles, fromInput };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var password = await NewPasswordAsync(parsed.GetValue(fromInput), cancellationToken);
            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            await session.Client.SendAsync(HttpMethod.Post, Route, new { name = parsed.GetValue(name), password = password.Text, roles = parsed.GetValue(roles) }, cancellationToken);
            Tell(terminal, parsed.GetValue(name)!, password);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Password(Terminal terminal, ServerChoice choice)
    {
        var name = NameArgument();
        var fromInput = PasswordOption();
        var command = new Command("password", "Gives a user another password, and ends the user's sessions.") { name, fromInput };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var password = await NewPasswordAsync(parsed.GetValue(fromInput), cancellationToken);
            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            var id = await IdOfAsync(session.Client, parsed.GetValue(name)!, cancellationToken);
            await session.Client.SendAsync(HttpMethod.Put, $"{Route}/{id}/password", new { password = password.Text }, cancellationToken);
            Tell(terminal, parsed.GetValue(name)!, password);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Roles(Terminal terminal, ServerChoice choice)
    {
        var name = NameArgument();
        var roles = RoleOption();
        roles.Required = true;
        var command = new Command("roles", "Gives a user other roles instead of those there are.") { name, roles };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            var id = await IdOfAsync(session.Client, parsed.GetValue(name)!, cancellationToken);
            await session.Client.SendAsync(HttpMethod.Put, $"{Route}/{id}/roles", new { roles = parsed.GetValue(roles) }, cancellationToken);
            terminal.Note($"{parsed.GetValue(name)} is {string.Join(", ", parsed.GetValue(roles)!)} now.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Remove(Terminal terminal, ServerChoice choice)
    {
        var name = NameArgument();
        var command = new Command("remove", "Removes a user; the last administrator stays.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            var id = await IdOfAsync(session.Client, parsed.GetValue(name)!, cancellationToken);
            await session.Client.SendAsync(HttpMethod.Delete, $"{Route}/{id}", body: null, cancellationToken);
            terminal.Note($"{parsed.GetValue(name)} is no user any more.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string> NameArgument() => new("name") { Description = "The user's name." };

    private static Option<string[]> RoleOption(params string[] otherwise) => new("--role")
    {
        HelpName = "ROLE", Description = "viewer, author, operator, administrator, or one of your own; several one by one.", DefaultValueFactory = _ => otherwise,
    };

    private static Option<bool> PasswordOption() => new("--password-stdin") { Description = "Read the password from the input; a command line can be read by others." };

    private static async Task<(string Text, bool IsMade)> NewPasswordAsync(bool fromInput, CancellationToken cancellationToken)
    {
        if (!fromInput)
            return (Administrators.NewPassword(), true);

        return (await Console.In.ReadLineAsync(cancellationToken) is { Length: > 0 } line ? line : throw new CommandException("The input has no password."), false);
    }

    private static void Tell(Terminal terminal, string name, (string Text, bool IsMade) password)
    {
        if (password.IsMade)
            terminal.Show(new { name, password = password.Text }, screen => screen.WriteLine($"{name} has the password {password.Text} (shown this once)."));
        else
            terminal.Note($"{name} has the new password.");
    }

    private static async Task<string> IdOfAsync(ServerClient server, string name, CancellationToken cancellationToken) =>
        (await server.GetAsync<UserList>(Route, cancellationToken)).Users.Find(user => string.Equals(user.Name, name, StringComparison.OrdinalIgnoreCase))?.Id
        ?? throw new CommandException($"There is no user '{name}'.");

    private static Table TableOf(List<User> users)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("Name", "Roles", "Since", "Signed in");
        foreach (var user in users)
            table.AddRow(new Text(user.Name), new Text(string.Join(", ", user.Roles)), new Text($"{user.CreatedAt:yyyy-MM-dd}"), new Text(user.LastSignInAt is { } last ? $"{last:yyyy-MM-dd HH:mm}" : "never"));
        return table;
    }

    private sealed record UserList(List<User> Users);

    private sealed record User(string Id, string Name, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt);
}
