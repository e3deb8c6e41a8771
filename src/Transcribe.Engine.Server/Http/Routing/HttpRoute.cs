using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Transcribe.Engine.Server.Http;

/// <summary>A path template that some trigger or waiting instance has.</summary>
internal sealed class HttpRoute
{
    private static readonly DefaultInlineConstraintResolver Resolver = new(Options.Create(new RouteOptions()), new ServiceCollection().BuildServiceProvider());

    private readonly TemplateMatcher _matcher;
    private readonly (string Parameter, IRouteConstraint Constraint)[] _constraints;

    private HttpRoute(string template, RouteTemplate parsed)
    {
        Template = template;
        Precedence = RoutePrecedence.ComputeInbound(parsed);
        var defaults = parsed.Parameters.Where(parameter => parameter.DefaultValue is not null).Select(parameter => KeyValuePair.Create(parameter.Name!, parameter.DefaultValue));
        _matcher = new TemplateMatcher(parsed, new RouteValueDictionary(defaults));
        _constraints = [.. parsed.Parameters.SelectMany(parameter => parameter.InlineConstraints.Select(inline => (parameter.Name!, ConstraintOf(inline.Constraint))))];
        Shape = string.Join('/', parsed.Segments.Select(ShapeOf));
    }

    /// <summary>The template as stimuli carry it.</summary>
    public string Template { get; }

    /// <summary>Lower is more specific: a literal path wins over one with parameters.</summary>
    public decimal Precedence { get; }

    /// <summary>The template without what tells no path from another: the letter case, and the names of parameters.</summary>
    public string Shape { get; }

    /// <summary>The route of a template.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static HttpRoute Parse(string template)
    {
        try
        {
            return new HttpRoute(template, TemplateParser.Parse(template.TrimStart('/')));
        }
        catch (Exception exception) when (exception is ArgumentException or RoutePatternException or RouteCreationException)
        {
            throw new FormatException($"'{template}' is no path of an endpoint: {exception.Message}", exception);
        }
    }

    /// <summary>The route of a template; null: it is none.</summary>
    public static HttpRoute? TryParse(string template)
    {
        try
        {
            return Parse(template);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a path matches; its parameters come back decoded, as text.</summary>
    public bool TryMatch(string path, out Dictionary<string, object> values)
    {
        var found = new RouteValueDictionary();
        var matches = _matcher.TryMatch(path, found)
            && Array.TrueForAll(_constraints, rule => !found.ContainsKey(rule.Parameter) || rule.Constraint.Match(null, null, rule.Parameter, found, RouteDirection.IncomingRequest));
        values = found.ToDictionary(pair => pair.Key, pair => pair.Value ?? string.Empty, StringComparer.OrdinalIgnoreCase);
        return matches;
    }

    private static IRouteConstraint ConstraintOf(string text) =>
        Resolver.ResolveConstraint(text) ?? throw new RouteCreationException($"There is no constraint '{text}'.");

    private static string ShapeOf(TemplateSegment segment) => string.Concat(segment.Parts.Select(part => part.IsParameter
        ? $"{{{(part.IsCatchAll ? "*" : string.Empty)}:{string.Join(':', part.InlineConstraints.Select(inline => inline.Constraint))}}}"
        : part.Text!.ToUpperInvariant()));
}
