using Elsa.Expressions.Models;

namespace Elsa.Workflows.Activities
{
    public class Workflow
    {
        public Models.WorkflowIdentity Identity { get; set; } = default!;
    }
}

namespace Elsa.Workflows.Models
{
    public class WorkflowIdentity
    {
        public string DefinitionId { get; } = default!;

        public int Version { get; }

        public string Id { get; } = default!;
    }

    public class ActivityNode
    {
        public IActivity Activity { get; } = default!;
    }

    public class WorkflowGraph
    {
        public IReadOnlyCollection<ActivityNode> Nodes { get; } = default!;
    }

    public abstract class Input
    {
        public Expression? Expression { get; set; }

        public Type Type { get; set; } = default!;
    }

    public class Input<T> : Input
    {
        public Input(T literal, string? id = null)
        {
        }

        public Input(Expression? expression)
        {
        }

        public Input(Func<ExpressionExecutionContext, T> @delegate, string? id = null)
        {
        }
    }

    public class Output;

    public class Output<T> : Output;

    public class Bookmark
    {
        public string Id { get; set; } = default!;
    }

    public class CreateBookmarkArgs
    {
        public string? BookmarkId { get; set; }

        public object? Stimulus { get; set; }

        public ExecuteActivityDelegate? Callback { get; set; }

        public string? BookmarkName { get; set; }

        public bool AutoBurn { get; set; } = true;

        public bool IncludeActivityInstanceId { get; set; }

        public bool AutoComplete { get; set; } = true;

        public IDictionary<string, string>? Metadata { get; set; }
    }
}
