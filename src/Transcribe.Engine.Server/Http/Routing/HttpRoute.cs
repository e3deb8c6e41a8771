using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Transcribe.Engine.Server.Http;

/// <summary>A path template that some trigger or waiting instance has.</summary>
internal sealed class HttpRoute
{
    private readonly TemplateMatcher _matcher;

    private HttpRoute(string template, RouteTemplate parsed)
    {
        Template = template;
        Precedence = RoutePrecedence.ComputeInbound(parsed);
        _matcher = new TemplateMatcher(parsed, []);
    }

    /// <summary>The template as stimuli carry it.</summary>
    public string Template { get; }

    /// <summary>Lower is more specific: a literal path wins over one with parameters.</summary>
    public decimal Precedence { get; }

    /// <summary>The route of a template; null: it is none.</summary>
    public static HttpRoute? TryParse(string template)
    {
        try
        {
            return new HttpRoute(template, TemplateParser.Parse(template.TrimStart('/')));
        }
        catch (Exception exception) when (exception is ArgumentException or RoutePatternException)
        {
            return null;
        }
    }

    /// <summary>Whether a path matches; its parameters come back decoded, as text.</summary>
    public bool TryMatch(string path, out Dictionary<string, object> values)
    {
        var found = new RouteValueDictionary();
        var matches = _matcher.TryMatch(path, found);
        values = found.ToDictionary(pair => pair.Key, pair => pair.Value ?? string.Empty, StringComparer.OrdinalIgnoreCase);
        return matches;
    }
}
