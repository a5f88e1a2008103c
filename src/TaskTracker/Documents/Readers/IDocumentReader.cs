using TaskTracker.Core.Documents;

namespace TaskTracker.Documents.Readers;

/// <summary>Turns files of one format into the lines that the layouts read.</summary>
internal interface IDocumentReader
{
    /// <summary>As <see cref="DraftSource.Format"/> has it.</summary>
    string Format { get; }

    /// <summary>Writes the lines of a file that was found to be of this format.</summary>
    /// <exception cref="UnreadableException">The file is damaged, of another kind, or over a limit.</exception>
    void Read(DocumentFile file, LineWriter lines, CancellationToken cancellation);
}

/// <summary>A file on its way in.</summary>
/// <param name="Name">Without folders.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="Text">Its content decoded, where it is text.</param>
/// <param name="Columns">What the columns of a spreadsheet mean; null to tell it from their headings.</param>
/// <param name="Limits">What reading it may cost.</param>
internal sealed record DocumentFile(string Name, byte[] Bytes, SourceText? Text, ColumnMapping? Columns, ReadingLimits Limits)
{
    public bool IsNamed(params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
            if (Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;

        return false;
    }
}

/// <summary>A file that is refused, found deep inside a parser; it leaves the readers as a value.</summary>
internal sealed class UnreadableException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    public static UnreadableException Damaged(string reason) => new("unreadable-document", reason);

    public static UnreadableException TooLarge(string reason) => new("too-large", reason);
}
