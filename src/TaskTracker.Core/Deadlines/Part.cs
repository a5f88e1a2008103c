namespace TaskTracker.Core.Deadlines;

/// <summary>A stretch of folded text that speaks of time.</summary>
internal abstract record Part(int From, int To);

internal sealed record DatePart(DatePhrase Phrase) : Part(Phrase.From, Phrase.To);

internal sealed record PeriodPart(Period Period) : Part(Period.From, Period.To);

internal sealed record LimitPart(int From, int To, RelativeLimit Limit) : Part(From, To);

internal sealed record FestivalPart(int From, int To, Festival Festival) : Part(From, To);

internal sealed record WordPart(int From, int To, WordMeaning Meaning) : Part(From, To);
