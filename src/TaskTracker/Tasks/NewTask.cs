using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Tasks;

/// <summary>A task that is about to be recorded.</summary>
internal sealed record NewTask
{
    public long? ListId { get; init; }

    public long? SourceDocumentId { get; init; }

    public long? DocumentId { get; init; }

    public required string Origin { get; init; }

    public string? Basis { get; init; }

    public int Ordinal { get; init; } = 1;

    public string? No { get; init; }

    public IReadOnlyList<string> Section { get; init; } = [];

    public string? Title { get; init; }

    public required string Measure { get; init; }

    public IReadOnlyList<string> Leaders { get; init; } = [];

    public IReadOnlyList<Target> Targets { get; init; } = [];

    public required Deadline Deadline { get; init; }

    /// <summary>The day that the deadline's relative limit runs from, where the date was reckoned from it.</summary>
    public DateOnly? EventOn { get; init; }

    /// <summary>The date was reckoned with working days that are not announced yet.</summary>
    public bool DeadlineProvisional { get; init; }

    public int? LineStart { get; init; }

    public int? LineEnd { get; init; }

    /// <summary>Digest of the place that it was printed at, so that the same entry is never recorded twice; null for a task from elsewhere.</summary>
    public string? SourceKey { get; init; }

    public required IReadOnlyList<Participation> Participations { get; init; }
}
