using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Deadlines;

/// <summary>Collects what is in doubt about one deadline, each thing once.</summary>
internal sealed class DoubtList(FoldedText folded)
{
    /// <summary>A person needs one sentence, not a thousand.</summary>
    private const int Most = 5;
    private const int LongestQuote = 60;

    private readonly List<Doubt> doubts = [];

    public IReadOnlyList<Doubt> Doubts => doubts;

    public void AddUnreadable(int from, int to, string why) =>
        Add(new Doubt(FindingCodes.DeadlineUnreadable, $"The deadline \"{Quote(from, to)}\" cannot be read: {why}."));

    public void AddAmbiguous(int from, int to, string why) =>
        Add(new Doubt(FindingCodes.DeadlineAmbiguous, $"The deadline \"{Quote(from, to)}\" can be read otherwise: {why}."));

    public void AddFrom(Part part, ResolvedDate date)
    {
        if (date.Unreadable is { } unreadable)
            AddUnreadable(part.From, part.To, unreadable);
        else if (date.Ambiguous is { } ambiguous)
            AddAmbiguous(part.From, part.To, ambiguous);
    }

    private string Quote(int from, int to)
    {
        var quote = folded.Quote(from, to);
        return quote.Length <= LongestQuote ? quote : quote[..LongestQuote] + "…";
    }

    private void Add(Doubt doubt)
    {
        if (doubts.Count < Most && !doubts.Contains(doubt))
            doubts.Add(doubt);
    }
}
