using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary>A place in a file, counted from 1, in characters.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(int Line, int Column)
{
    public static readonly Place Start = new(1, 1);
}

/// <summary>Where in a workflow's text its activities and their inputs are.</summary>
internal sealed class JsonPlaces
{
    private static readonly JsonReaderOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly Dictionary<string, Place> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<(string? Id, string Member), Place> _members = [];

    private JsonPlaces()
    {
    }

    /// <summary>Reads a text; one that is no JSON has the places up to where it breaks, and that one for everything else.</summary>
    public static JsonPlaces Read(ReadOnlySpan<byte> text)
    {
        var places = new JsonPlaces();
        var reader = new Utf8JsonReader(text, Options);
        var open = new Stack<Dictionary<string, Place>>();
        var ids = new Stack<(string? Id, string? Name, Place At)>();
        string? member = null;
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        open.Push(new Dictionary<string, Place>(StringComparer.OrdinalIgnoreCase));
                        ids.Push((null, null, PlaceOf(text, (int)reader.TokenStartIndex)));
                        member = null;
                        break;
                    case JsonTokenType.PropertyName:
                        member = reader.GetString()!;
                        open.Peek().TryAdd(member, PlaceOf(text, (int)reader.TokenStartIndex));
                        break;
                    case JsonTokenType.String when member == "id":
                        ids.Push(ids.Pop() with { Id = reader.GetString() });
                        break;
                    case JsonTokenType.String when member == "name":
                        ids.Push(ids.Pop() with { Name = reader.GetString() });
                        break;
                    case JsonTokenType.EndObject:
                        places.Add(ids.Pop(), open.Pop(), isRoot: open.Count == 0);
                        break;
                }
            }
        }
        catch (JsonException exception)
        {
            places.Broken = new Place((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1);
        }

        return places;
    }

    private Place Broken { get; set; } = Place.Start;

    /// <summary>The place of the member of an activity, which is known by its id or its name; of the activity where it has no such member; of the document's member without an activity.</summary>
    public Place Find(string? activity, string? member)
    {
        if (member is not null && _members.TryGetValue((activity, member.ToUpperInvariant()), out var place))
            return place;

        return activity is not null && _objects.TryGetValue(activity, out place) ? place : Broken;
    }

    // Only activities have a type; the first of two with one id is the one that is told of.
    private void Add((string? Id, string? Name, Place At) item, Dictionary<string, Place> members, bool isRoot)
    {
        if (isRoot)
            AddMembers(null, members);
        else if (members.ContainsKey("type"))
            foreach (var key in new[] { item.Id, item.Name }.OfType<string>().Where(key => _objects.TryAdd(key, item.At)))
                AddMembers(key, members);
    }

    private void AddMembers(string? key, Dictionary<string, Place> members)
    {
        foreach (var (name, place) in members)
            _members[(key, name.ToUpperInvariant())] = place;
    }

    private static Place PlaceOf(ReadOnlySpan<byte> text, int offset)
    {
        var before = text[..offset];
        var lastBreak = before.LastIndexOf((byte)'\n');
        return new Place(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[(lastBreak + 1)..]) + 1);
    }
}
