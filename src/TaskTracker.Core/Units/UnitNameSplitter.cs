namespace TaskTracker.Core.Units;

/// <summary>
/// Cuts a segment into names where only white space, 和, 及, 等 or nothing stands between them: the cheapest way to cover
/// it, where a registered name costs little, an unknown one more, and more still if it does not look like a unit or
/// joins what looks apart. Each position looks ahead a bounded distance, so the time is linear in the text.
/// </summary>
internal sealed class UnitNameSplitter
{
    private const int LongestName = 64;

    private const int KnownName = 10;
    private const int CollectiveName = 15;
    private const int UnknownName = 30;
    private const int NoBeginning = 5;
    private const int NoEnding = 15;
    private const int MidPiece = 2;
    private const int JoinedKnown = 1;
    private const int JoinedBroken = 5;
    private const int JoinedAcrossEnding = 45;
    private const int JoinedNames = 60;
    private const int RunTogether = 35;
    private const int SecondName = 1;

    private enum Step : byte
    {
        None,
        Name,
        Bracket,
        Filler,
    }

    private readonly UnitCellSegment segment;
    private readonly UnitDirectory? directory;
    private readonly string text;
    private readonly bool[] begins;
    private readonly bool[] ends;
    private readonly bool[] insideBracket;
    private readonly int[] fillerEnd;
    private readonly int[] nextBreak;
    private readonly int[] breakCount;
    private readonly int[] joinCost;
    private readonly int[] seamCost;
    private readonly int[] cost;
    private readonly int[] from;
    private readonly Step[] step;

    private UnitNameSplitter(UnitCellSegment segment, UnitDirectory? directory)
    {
        this.segment = segment;
        this.directory = directory;
        text = segment.Text;
        var size = text.Length + 1;
        begins = new bool[size];
        ends = new bool[size];
        insideBracket = new bool[size];
        fillerEnd = new int[size];
        nextBreak = new int[size];
        breakCount = new int[size + 1];
        joinCost = new int[size + 1];
        seamCost = new int[size + 1];
        cost = new int[size];
        from = new int[size];
        step = new Step[size];
    }

    /// <returns>The names' ranges in the segment's text, a second name in brackets included.</returns>
    public static List<Range> Split(UnitCellSegment segment, UnitDirectory? directory)
    {
        var splitter = new UnitNameSplitter(segment, directory);
        splitter.MarkShapes();
        splitter.MarkFillers();
        splitter.MarkJoins();
        splitter.FindCheapest();
        return splitter.Names();
    }

    private void MarkShapes()
    {
        foreach (var (open, close) in segment.Brackets)
            insideBracket.AsSpan(open + 1, close - open - 1).Fill(true);

        var marks = directory?.District.IssuerMarks ?? [];
        var boundary = text.Length;
        for (var at = text.Length; at >= 0; at--)
        {
            nextBreak[at] = boundary;
            if (segment.Breaks.Contains(at) && !insideBracket[at])
                boundary = at;
            begins[at] = UnitShape.BeginsLikeUnit(text.AsSpan(at)) || marks.Any(mark => text.AsSpan(at).StartsWith(mark));
        }

        for (var at = 2; at <= text.Length; at++)
            ends[at] = !insideBracket[at] && UnitShape.EndsLikeUnit(text.AsSpan(Math.Max(0, at - 4), Math.Min(at, 4)));
        foreach (var (open, close) in segment.Brackets)
            ends[close] = ends[open];
    }

    private void MarkFillers()
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!insideBracket[at])
                fillerEnd[at] = NameFillers.EndAt(text, at, IsBreak);
        }
    }

    /// <summary>What it costs a name to run across each position.</summary>
    private void MarkJoins()
    {
        for (var at = 0; at <= text.Length; at++)
        {
            var inside = at > 0 && at < text.Length && !insideBracket[at];
            var isBreak = inside && segment.Breaks.Contains(at);
            breakCount[at + 1] = breakCount[at] + (isBreak ? 1 : 0);
            joinCost[at + 1] = joinCost[at] + (inside ? JoinCost(at, isBreak) : 0);
            seamCost[at + 1] = seamCost[at] + (inside && !isBreak && IsSeam(at) ? RunTogether : 0);
        }
    }

    private int JoinCost(int at, bool isBreak)
    {
        if (fillerEnd[at] > at)
            return ends[at] && begins[fillerEnd[at]] ? JoinedAcrossEnding : isBreak ? JoinedBroken : 0;

        if (!isBreak)
            return 0;

        if (!ends[at] || UnitShape.ContinuesName(text.AsSpan(0, at), Piece(at)))
            return JoinedBroken;

        return begins[at] ? JoinedNames : JoinedAcrossEnding;
    }

    /// <summary>What stands between a break and the next one, or a 和 soon after it.</summary>
    private ReadOnlySpan<char> Piece(int at)
    {
        var end = nextBreak[at];
        for (var near = Math.Min(at + 2, end - 1); near > at; near--)
        {
            if (fillerEnd[near] > near)
                end = near;
        }

        return text.AsSpan(at, end - at);
    }

    /// <summary>Two names printed without anything between them: …委各街道办事处, …局区教委.</summary>
    private bool IsSeam(int at)
    {
        var rest = text.AsSpan(at);
        return ends[at] && begins[at]
            && (rest is ['区' or '市' or '各', ..] or ['全', '区', ..] or ['其', '他', ..] or ['相' or '有', '关', ..])
            && !rest.StartsWith("各成员") && !rest.StartsWith("其他成员");
    }

    private void FindCheapest()
    {
        Array.Fill(cost, int.MaxValue);
        cost[0] = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (cost[at] == int.MaxValue)
                continue;

            TakeKnownNames(at);
            if (fillerEnd[at] > at)
                Take(at, fillerEnd[at], 0, Step.Filler);
            if (at > 0 && segment.Brackets.TryGetValue(at, out var close))
                Take(at, close, SecondName, Step.Bracket);
            if (at == 0 || begins[at] || IsBreak(at))
                TakeUnknownNames(at);
        }
    }

    private void TakeKnownNames(int start)
    {
        if (directory is null)
            return;

        var beginning = KnownName + (start == 0 || IsBreak(start) ? 0 : MidPiece);
        var node = 0;
        for (var end = start + 1; end <= text.Length && directory.Names.Step(ref node, text[end - 1]); end++)
        {
            if (directory.Names.EndsName(node) && !insideBracket[end])
                Take(start, end, beginning + JoinedKnown * BreaksInside(start, end), Step.Name);
        }
    }

    private void TakeUnknownNames(int start)
    {
        var isCollective = begins[start] && UnitShape.BeginsCollective(text, start);
        var last = Math.Min(text.Length, start + LongestName);
        for (var end = start + 1; end <= last; end++)
        {
            if (!insideBracket[end] && MayEndUnknown(end))
                TakeUnknown(start, end, isCollective);
        }

        if (nextBreak[start] > last)
            TakeUnknown(start, nextBreak[start], isCollective);
    }

    private bool MayEndUnknown(int end) =>
        end == text.Length || IsBreak(end)
        || (ends[end] && (begins[end] || fillerEnd[end] > end || segment.Brackets.ContainsKey(end)));

    private void TakeUnknown(int start, int end, bool isCollective)
    {
        var price = isCollective && ends[end]
            ? CollectiveName
            : UnknownName + (begins[start] ? 0 : NoBeginning) + (ends[end] ? 0 : NoEnding);
        Take(start, end, price + CostInside(start, end), Step.Name);
    }

    private int CostInside(int start, int end)
    {
        // A seam needs a name before it: 区委 in 区委区政府研究室 is none.
        var firstSeam = Math.Min(end, start + 3);
        return joinCost[end] - joinCost[start + 1] + seamCost[end] - seamCost[firstSeam];
    }

    private int BreaksInside(int start, int end) => breakCount[end] - breakCount[start + 1];

    private bool IsBreak(int at) => at == text.Length || (segment.Breaks.Contains(at) && !insideBracket[at]);

    private void Take(int start, int end, int price, Step how)
    {
        if (cost[start] + price >= cost[end])
            return;

        cost[end] = cost[start] + price;
        from[end] = start;
        step[end] = how;
    }

    private List<Range> Names()
    {
        List<Range> names = [];
        var end = text.Length;
        var nameEnd = -1;
        while (end > 0)
        {
            if (step[end] == Step.Name)
            {
                names.Add(from[end]..(nameEnd >= 0 ? nameEnd : end));
                nameEnd = -1;
            }
            else if (step[end] == Step.Bracket)
            {
                nameEnd = Math.Max(nameEnd, end);
            }
            else
            {
                nameEnd = -1;
            }

            end = from[end];
        }

        names.Reverse();
        return names;
    }
}
