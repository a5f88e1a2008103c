namespace TaskTracker.Core.Tasks;

/// <summary>How one task stands to another.</summary>
public enum LinkKind
{
    /// <summary>The same task printed twice: reported once, shown on both. Has no direction.</summary>
    Duplicate,

    /// <summary>Has to do with it. Has no direction.</summary>
    Related,

    /// <summary>Takes the place of it.</summary>
    Replaces,
}

/// <summary>A link between two tasks.</summary>
/// <param name="From">The task that is a duplicate of, is related to or replaces the other.</param>
/// <param name="To">The other.</param>
public sealed record TaskLink(long From, long To);

/// <summary>Which links can be made: none to itself, none twice, and no circle of duplicates or replacements.</summary>
public static class TaskLinks
{
    /// <param name="kind">What is to be linked.</param>
    /// <param name="wanted">The new link.</param>
    /// <param name="known">The links of the same kind that hang together with either end.</param>
    /// <returns>Null if the link can be made.</returns>
    public static Refusal? RefusalOf(LinkKind kind, TaskLink wanted, IReadOnlyCollection<TaskLink> known)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(known);
        if (wanted.From == wanted.To)
            return new Refusal("link-to-itself", "A task is not linked with itself.");

        if (known.Any(link => link == wanted || (kind is not LinkKind.Replaces && link == new TaskLink(wanted.To, wanted.From))))
            return new Refusal("already-linked", "These two tasks are linked in this way already.");

        var closesCircle = kind switch
        {
            LinkKind.Replaces => ReachableFrom(wanted.To, known, bothWays: false).Contains(wanted.From),
            LinkKind.Duplicate => ReachableFrom(wanted.To, known, bothWays: true).Contains(wanted.From),
            _ => false,
        };
        return closesCircle ? new Refusal("link-cycle", "The link would close a circle.") : null;
    }

    /// <summary>All tasks to which a chain of links leads, the start included.</summary>
    public static IReadOnlySet<long> ReachableFrom(long taskId, IReadOnlyCollection<TaskLink> links, bool bothWays)
    {
        ArgumentNullException.ThrowIfNull(links);
        var reached = new HashSet<long> { taskId };
        for (var before = 0; before != reached.Count;)
        {
            before = reached.Count;
            foreach (var link in links)
            {
                if (reached.Contains(link.From))
                    reached.Add(link.To);
                if (bothWays && reached.Contains(link.To))
                    reached.Add(link.From);
            }
        }

        return reached;
    }
}
