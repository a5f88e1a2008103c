namespace TaskTracker.Core.Documents;

/// <summary>
/// Watches the reading of one text: tells how far it has come, and stops a text that would make more items than are allowed, before all of
/// them are made where rows of tables already tell.
/// </summary>
/// <param name="mostItems">How many items, and how many rows of tables, the text may hold.</param>
/// <param name="linesDone">Told after each document at which line of the text the reading is; null for nobody.</param>
public sealed class ReadingWatch(int mostItems, Action<int>? linesDone = null)
{
    private int items;

    /// <summary>A row is hardly more than an item, and counted before anything is made of it.</summary>
    internal void Begin(SourceText source)
    {
        var rows = 0;
        for (var number = 1; number <= source.LineCount; number++)
            rows += source.Line(number).Contains('\t') ? 1 : 0;

        if (rows > mostItems)
            throw new TooManyItemsException($"The tables of the file have {rows:N0} rows; at most {mostItems:N0} items are read from one file.");
    }

    /// <summary>Each list by itself, since several layouts read the same lines.</summary>
    internal void Check(DraftList list) => Check(items + list.Items.Count);

    internal void Done(DraftDocument document)
    {
        items += document.Lists.Sum(list => list.Items.Count);
        Check(items);
        linesDone?.Invoke(document.LineEnd);
    }

    private void Check(int count)
    {
        if (count > mostItems)
            throw new TooManyItemsException($"The file holds more than {mostItems:N0} items, the most that are read from one file.");
    }
}
