using System.Diagnostics.CodeAnalysis;

namespace TaskTracker.Core;

/// <summary>Why an act is refused: a stable code and one sentence for the caller.</summary>
/// <param name="Code">Stable kebab-case code; leaves the service as <c>urn:tasktracker:code</c>.</param>
/// <param name="Reason">One sentence that says what is wrong and what would be right.</param>
/// <param name="Forbidden">True if the caller may see the record but not do this (403), false if its state forbids it (409).</param>
public sealed record Refusal(string Code, string Reason, bool Forbidden = false);

/// <summary>The answer of a rule: the record as it stands after the act, or the reason why the act is refused.</summary>
public readonly struct Decision<T>
    where T : class
{
    private readonly T? _value;
    private readonly Refusal? _refusal;

    private Decision(T? value, Refusal? refusal) => (_value, _refusal) = (value, refusal);

    /// <summary>Exactly one of <paramref name="value"/> and <paramref name="refusal"/> is set.</summary>
    public bool IsAccepted([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        (value, refusal) = (_value, _refusal);
        return _value is not null;
    }

    [SuppressMessage("Usage", "CA2225", Justification = "A rule returns the record or a Refusal; both read as a Decision.")]
    public static implicit operator Decision<T>(T value) => new(value, null);

    [SuppressMessage("Usage", "CA2225", Justification = "A rule returns the record or a Refusal; both read as a Decision.")]
    public static implicit operator Decision<T>(Refusal refusal) => new(null, refusal);
}
