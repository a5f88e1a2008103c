namespace TaskTracker.Core.Documents.Layouts.Brackets;

/// <summary>A list of measures that brackets close.</summary>
internal sealed class BracketedList
{
    public required string? Title { get; init; }

    public required int TitleLine { get; init; }

    public List<RawItem> Items { get; } = [];

    public List<(string Heading, int Line)> Headings { get; } = [];

    /// <summary>The printed numbers of the items, each once.</summary>
    public List<(PrintedNumber Number, int Line)> Numbers { get; } = [];
}

/// <summary>Makes lists out of blocks: which blocks are items, also where they name no unit, and what their headings are.</summary>
internal static class BracketedListBuilder
{
    public static IEnumerable<BracketedList> Build(IReadOnlyList<BlockList> lists)
    {
        foreach (var blocks in Joined(lists))
            if (blocks.Blocks.Exists(block => block.NamesUnits))
                yield return Build(blocks);
    }

    /// <summary>A title in mid-list heads nothing if the numbers under it go on.</summary>
    private static List<BlockList> Joined(IReadOnlyList<BlockList> lists)
    {
        var joined = new List<BlockList>();
        foreach (var list in lists.Where(list => list.Blocks.Count > 0))
        {
            var first = list.Blocks.Find(block => block.Number is not null)?.Number;
            if (first is { Value: > 1 } number && joined.Count > 0
                && joined[^1].Blocks.FindLast(block => block.Number?.Style == number.Style)?.Number?.Value == number.Value - 1)
                joined[^1].Blocks.AddRange(list.Blocks);
            else
                joined.Add(list);
        }

        return joined;
    }

    private static BracketedList Build(BlockList blocks)
    {
        var list = new BracketedList { Title = blocks.Title, TitleLine = blocks.TitleLine };
        var several = blocks.Blocks.Exists(block => block.Paragraphs.Exists(paragraph => paragraph.Brackets.Count > 1));
        var runs = Runs(blocks.Blocks);
        foreach (var block in blocks.Blocks)
        {
            var run = block.Number is null ? null : runs[block];
            if (!block.NamesUnits && run is not { MostNameUnits: true })
            {
                Warn(list, block);
                continue;
            }

            Add(list, block, new BlockItems(block, several).Read());
            if (block.Number is { } number)
                list.Numbers.Add((number, block.LineStart));
        }

        MoveHeadingsToTasks(list);
        return list;
    }

    private static Dictionary<MeasureBlock, Run> Runs(List<MeasureBlock> blocks)
    {
        var runs = new Dictionary<MeasureBlock, Run>();
        var open = new Dictionary<NumberStyle, Run>();
        foreach (var block in blocks)
        {
            if (block.Number is not { } number)
                continue;

            if (number.Value == 1 || !open.TryGetValue(number.Style, out var run))
                open[number.Style] = run = new Run();

            run.Add(block);
            runs[block] = run;
        }

        return runs;
    }

    private static void Add(BracketedList list, MeasureBlock block, IReadOnlyList<RawItem> items)
    {
        foreach (var heading in block.Headings)
            if (list.Headings.Count == 0 || heading.Line > list.Headings[^1].Line)
                list.Headings.Add(heading);

        list.Items.AddRange(items);
    }

    /// <summary>Numbered parts without units below a measure that has them may belong to it.</summary>
    private static void Warn(BracketedList list, MeasureBlock block)
    {
        if (block.Number is { } number && list.Items.Count > 0 && list.Items[^1] is { No: { } no } above
            && PrintedNumber.TryRead(no + "、", out var before) && before.Style < number.Style && above.Section.SequenceEqual(block.Section))
            above.Find(FindingCodes.LabelMisplaced, "Numbered text without a unit follows this measure; it was left out.", block.LineStart, block.LineStart);
    }

    /// <summary>A heading over a single measure without a number is its number and task.</summary>
    private static void MoveHeadingsToTasks(BracketedList list)
    {
        foreach (var group in list.Items.GroupBy(item => string.Join('\n', item.Section)).ToList())
        {
            var item = group.First();
            if (item.No is not null || item.Task is not null || item.Section.Count == 0 || group.Skip(1).Any() || !PrintedNumber.TryRead(item.Section[^1], out var number))
                continue;

            item.Section = [.. item.Section.SkipLast(1)];
            item.No = number.Printed;
            item.Task = number.Rest;
            list.Numbers.Add((number, item.LineStart));
        }
    }

    /// <summary>Numbers of one style that go on; each 1 begins a new run.</summary>
    private sealed class Run
    {
        private int members;
        private int naming;

        public bool MostNameUnits => naming * 2 >= members;

        public void Add(MeasureBlock block)
        {
            members++;
            naming += block.NamesUnits ? 1 : 0;
        }
    }
}
