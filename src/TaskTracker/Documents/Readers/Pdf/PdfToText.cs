using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using TaskTracker.Documents.Readers.Pages;

namespace TaskTracker.Documents.Readers.Pdf;

/// <summary>
/// PDF through <c>pdftotext -layout</c>, where the setting <c>Documents:PdfToText</c> names it: a process of its own with files in a folder of its own.
/// </summary>
internal static class PdfToText
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    public static IEnumerable<PdfPage> Pages(DocumentFile file, CancellationToken cancellation) =>
        TextOf(file, cancellation).TrimEnd().Split('\f').Select(page => new PdfPage([.. page.TrimEnd().Split('\n').Select(line => PrintedLine.Of(line.TrimEnd()))]));

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
                $"PDF is read by the program {start.FileName} (setting Documents:PdfToText), which is not installed here; install the package poppler-utils or leave the setting out.");
        }
    }

    private static void CheckLength(ReadingLimits limits, string output)
    {
        if (new FileInfo(output) is { Exists: true } written && written.Length > limits.MaxBytes * 3)
            throw UnreadableException.TooLarge($"The text of the PDF is longer than {limits.MaxBytes:N0} characters.");
    }
}
