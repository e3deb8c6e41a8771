using System.Linq.Expressions;
using Expression = System.Linq.Expressions.Expression;

namespace Transcribe.Engine.Storage;

/// <summary>Turns a filter into a query.</summary>
internal static class InstanceQuery
{
    public static IQueryable<InstanceRow> Where(this IQueryable<InstanceRow> rows, InstanceFilter filter)
    {
        if (filter.Ids is { Count: > 0 } ids)
            rows = rows.Where(row => ids.Contains(row.Id));
        if (filter.DefinitionIds is { Count: > 0 } definitions)
            rows = rows.Where(row => definitions.Contains(row.DefinitionId));
        if (filter.DefinitionVersionIds is { Count: > 0 } versions)
            rows = rows.Where(row => versions.Contains(row.DefinitionVersionId));
        if (filter.Version is { } version)
            rows = rows.Where(row => row.Version == version);
        if (filter.CorrelationId is { } correlation)
            rows = rows.Where(row => row.CorrelationId == correlation);
        if (filter.ParentWorkflowInstanceId is { } parent)
            rows = rows.Where(row => row.ParentWorkflowInstanceId == parent);
        if (filter.Statuses is { Count: > 0 } statuses)
            rows = rows.Where(row => statuses.Contains(row.Status));
        if (filter.SubStatuses is { Count: > 0 } subStatuses)
            rows = rows.Where(row => subStatuses.Contains(row.SubStatus));
        if (filter.HasIncidents is { } hasIncidents)
            rows = rows.Where(row => row.IncidentCount > 0 == hasIncidents);

        rows = (filter.Moments ?? []).Aggregate(rows, (narrowed, moment) => narrowed.Where(Compare(moment)));
        return filter.SearchTerm is { Length: > 0 } term ? rows.Where(Mentions(term)) : rows;
    }

    public static IQueryable<InstanceRow> InOrder(this IQueryable<InstanceRow> rows, InstanceFilter filter) => filter.Order switch
    {
        InstanceOrder.UpdatedAt => rows.By(row => row.UpdatedAt, filter.Descending),
        InstanceOrder.FinishedAt => rows.By(row => row.FinishedAt, filter.Descending),
        InstanceOrder.Name => rows.By(row => row.Name, filter.Descending),
        _ => rows.By(row => row.CreatedAt, filter.Descending),
    };

    private static IOrderedQueryable<InstanceRow> By<T>(this IQueryable<InstanceRow> rows, Expression<Func<InstanceRow, T>> key, bool descending) =>
        descending ? rows.OrderByDescending(key).ThenByDescending(row => row.Id) : rows.OrderBy(key).ThenBy(row => row.Id);

    private static Expression<Func<InstanceRow, bool>> Mentions(string term) => row =>
        row.Id.Contains(term) || row.DefinitionId.Contains(term) || row.DefinitionVersionId.Contains(term)
        || (row.CorrelationId != null && row.CorrelationId.Contains(term)) || (row.Name != null && row.Name.Contains(term));

    private static Expression<Func<InstanceRow, bool>> Compare(MomentFilter filter)
    {
        var row = Expression.Parameter(typeof(InstanceRow));
        var moment = Expression.Convert(Expression.Property(row, MomentOf(filter.Column)), typeof(DateTimeOffset?));
        var value = Expression.Constant(filter.Value.ToUniversalTime(), typeof(DateTimeOffset?));
        Expression comparison = filter.Operator switch
        {
            MomentOperator.Is => Expression.Equal(moment, value),
            MomentOperator.IsNot => Expression.NotEqual(moment, value),
            MomentOperator.LessThan => Expression.LessThan(moment, value),
            MomentOperator.GreaterThan => Expression.GreaterThan(moment, value),
            MomentOperator.LessThanOrEqual => Expression.LessThanOrEqual(moment, value),
            MomentOperator.GreaterThanOrEqual => Expression.GreaterThanOrEqual(moment, value),
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter.Operator, "There is no such comparison of moments."),
        };
        return Expression.Lambda<Func<InstanceRow, bool>>(comparison, row);
    }

    private static string MomentOf(InstanceOrder column) => column switch
    {
        InstanceOrder.CreatedAt => nameof(InstanceRow.CreatedAt),
        InstanceOrder.UpdatedAt => nameof(InstanceRow.UpdatedAt),
        InstanceOrder.FinishedAt => nameof(InstanceRow.FinishedAt),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Only moments can be compared."),
    };
}
