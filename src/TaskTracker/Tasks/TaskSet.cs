namespace TaskTracker.Tasks;

/// <summary>A condition on tasks that an index can answer by itself, with the ids of those that meet it.</summary>
internal sealed record TaskSet
{
    /// <summary>Selects the tasks as <c>id</c>; it may select a few too many where the filter tests the condition anyhow.</summary>
    public required string Ids { get; init; }

    /// <summary>Whether <see cref="Ids"/> can select a task more than once.</summary>
    public bool Repeats { get; init; }

    /// <summary>Selects about as many rows, where <see cref="Ids"/> must gather them first; null: it need not.</summary>
    public string? Rows { get; init; }

    /// <summary>Whether a task t is one of them, by itself; null if the filter tests it anyhow.</summary>
    public string? Test { get; init; }

    /// <summary>Whether <see cref="Ids"/> comes from so many places that it costs far more than its rows.</summary>
    public bool IsGathered => Rows is not null;

    /// <summary>They stand together in every order of the list: only what they have in common with another set is worth looking for.</summary>
    public bool IsAid { get; init; }

    /// <summary>They are never many, so nobody need count them: the entries of a list, the parts of a task.</summary>
    public bool IsSmall { get; init; }

    /// <summary>Selected in the order of their ids: a page in this order ends before all of them are read.</summary>
    public bool IsInOrder { get; init; }

    /// <summary>The word of the query that they hold a pair of: several pairs of one word mostly stand in the same tasks.</summary>
    public string? Word { get; init; }

    /// <summary>The sets to all of which they belong.</summary>
    public IReadOnlyList<TaskSet> CommonOf { get; init; } = [];

    /// <summary>Up to so many are read and sorted for a page.</summary>
    public int Few { get; init; } = 5_000;

    /// <summary>Up to so many are gathered before a page is looked for; more of them are met soon enough on the way.</summary>
    public int Most { get; init; } = 20_000;
}
