using CsvHelper;

namespace TaskTracker.Documents.Readers;

/// <summary>A table with a separator: comma, semicolon or tab, with quotes where cells need them.</summary>
internal sealed class CsvTableReader : IDocumentReader
{
    private const int Sample = 20;
    private const int FewestLines = 3;
    private const int FewestCells = 3;

    private static readonly char[] Delimiters = [',', ';', '\t'];

    public string Format => "csv";

    /// <summary>By its name; without it, where every line has the same number of commas or semicolons and no tab.</summary>
    public static bool Takes(DocumentFile file)
    {
        if (file.IsNamed(".csv", ".tsv"))
            return true;

        var lines = SampleOf(file);
        return lines.Count >= FewestLines && !lines.Exists(line => line.Contains('\t', StringComparison.Ordinal))
            && Array.Exists([',', ';'], delimiter => lines[0].Count(delimiter.Equals) >= FewestCells - 1
                && lines.TrueForAll(line => line.Count(delimiter.Equals) == lines[0].Count(delimiter.Equals)));
    }

    public void Read(DocumentFile file, LineWriter lines, CancellationToken cancellation)
    {
        var sample = string.Join('\n', SampleOf(file));
        var options = new CsvReaderOptions
        {
            HasHeader = false,
            Separator = Delimiters.MaxBy(delimiter => sample.Count(delimiter.Equals)),
            TrackLineNumbers = true,
        };
        var sheet = new SheetLines(lines, "line", Path.GetFileNameWithoutExtension(file.Name), file.Columns);
        try
        {
            using var csv = CsvReader.FromText(file.Text!.ToString(), options);
            while (csv.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                LineWriter.CheckColumns(csv.FieldCount);
                sheet.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)], (int)csv.LineNumber);
            }
        }
        catch (CsvFormatException exception)
        {
            throw UnreadableException.Damaged($"The table cannot be read: {exception.Message}");
        }
    }

    private static List<string> SampleOf(DocumentFile file)
    {
        var lines = new List<string>();
        for (var number = 1; number <= file.Text!.LineCount && lines.Count < Sample; number++)
            if (!file.Text.Line(number).IsWhiteSpace())
                lines.Add(file.Text.Line(number).ToString());

        return lines;
    }
}
