using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace TaskTracker.Documents.Readers;

/// <summary>
/// PDF through <c>pdftotext -layout</c>, a process of its own with files in a folder of its own. The places are the lines of the pages; a
/// table with a header that names tasks becomes rows (<see cref="AlignedTable"/>), or is said not to be read. Where the program is not installed, the file is refused with the package's name.
/// </summary>
internal sealed class PdfReader : IDocumentReader
{
    private const int FewestColumns = 3;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    public string Format => "pdf";

    public void Read(DocumentFile file, LineWriter lines, CancellationToken cancellation)
    {
        var pages = TextOf(file, cancellation).TrimEnd().Split('\f');
        for (var page = 0; page < pages.Length; page++)
        {
            string[] printed = [.. pages[page].TrimEnd().Split('\n').Select(line => line.TrimEnd())];
            for (var line = 0; line < printed.Length;)
            {
                cancellation.ThrowIfCancellationRequested();
                line = AlignedTable.At(printed, line) is { } table
                    ? Write(table, printed, lines, page + 1)
                    : Write(printed, line, lines, page + 1);
            }
        }
    }

    private static int Write(AlignedTable table, string[] printed, LineWriter lines, int page)
    {
        if (table.Rows is { } rows)
        {
            foreach (var (line, cells) in rows)
                lines.Line(cells, $"page {page} line", line + 1);

            return table.End;
        }

        lines.BeginUnread();
        for (var line = table.Start; line < table.End; line++)
            lines.Line(printed[line], $"page {page} line", line + 1);

        lines.EndUnread();
        return table.End;
    }

    /// <summary>
    /// Lines in columns without a header that is known: where cells go on in the next line cannot be told, so none becomes a row.
    /// </summary>
    private static int Write(string[] printed, int start, LineWriter lines, int page)
    {
        var end = start;
        while (end < printed.Length && AlignedTable.PiecesOf(printed[end]).Count >= FewestColumns && (end == start || AlignedTable.At(printed, end) is null))
            end++;

        if (end - start > 1)
            lines.BeginUnread();

        end = Math.Max(end, start + 1);
        for (var line = start; line < end; line++)
            lines.Line(printed[line], $"page {page} line", line + 1);

        lines.EndUnread();
        return end;
    }

    private static string TextOf(DocumentFile file, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("tasktracker-pdf-");
        try
        {
            var input = Path.Combine(folder.FullName, "in.pdf");
            var output = Path.Combine(folder.FullName, "out.txt");
            File.WriteAllBytes(input, file.Bytes);
            Run(file.Limits, input, output, cancellation);
            return File.ReadAllText(output, Encoding.UTF8);
        }
        catch (IOException exception)
        {
            throw UnreadableException.Damaged($"The PDF gave no text: {exception.Message}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(ReadingLimits limits, string input, string output, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(limits.PdfToText, ["-layout", "-enc", "UTF-8", "-q", input, output])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetDirectoryName(input)!,
        };
        using var process = Started(start);
        process.StandardInput.Close();
        var complaint = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (complaint)
                complaint.Append(complaint.Length < 500 ? line.Data + " " : "");
        };
        process.BeginErrorReadLine();
        try
        {
            while (!process.WaitForExit(Glance))
            {
                cancellation.ThrowIfCancellationRequested();
                CheckLength(limits, output);
            }

            // What it said last may still be on its way.
            process.WaitForExitAsync(cancellation).GetAwaiter().GetResult();
            CheckLength(limits, output);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }
        }

        if (process.ExitCode != 0)
            lock (complaint)
                throw UnreadableException.Damaged($"The PDF cannot be read (damaged or protected): {complaint.ToString().Trim()}");
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw UnreadableException.Damaged(
                "PDF is read by the program pdftotext, which is not installed here; install the package poppler-utils or hand in Word or text.");
        }
    }

    private static void CheckLength(ReadingLimits limits, string output)
    {
        if (new FileInfo(output) is { Exists: true } written && written.Length > limits.MaxBytes * 3)
            throw UnreadableException.TooLarge($"The text of the PDF is longer than {limits.MaxBytes:N0} characters.");
    }
}
