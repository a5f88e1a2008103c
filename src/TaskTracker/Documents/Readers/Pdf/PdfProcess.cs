using System.Diagnostics;
using System.Text;

namespace TaskTracker.Documents.Readers.Pdf;

/// <summary>
/// Reads PDF by the executable itself in a process of its own (<see cref="PdfWorker"/>): a file of a few hundred bytes can make any
/// library's stack overflow, which ends the process that it happens in and cannot be caught. What it may take of time and memory is limited.
/// </summary>
internal static class PdfProcess
{
    /// <summary>Bytes of memory that reading one PDF may take; a gazette of 300 pages takes less than a third of it.</summary>
    public const long MostMemory = 512L << 20;

    /// <summary>How long the process outlives the limit of time, if this one should not be there to end it.</summary>
    private const int Grace = 10;

    private const string Name = "tasktracker";

    /// <exception cref="UnreadableException">It is damaged, protected, or takes more than is allowed.</exception>
    public static IEnumerable<PdfPage> Pages(DocumentFile file, CancellationToken cancellation)
    {
        using var process = Process.Start(Start(file.Limits))!;
        using var stop = cancellation.Register(() => Kill(process));
        var complaint = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (complaint)
                complaint.Append(complaint.Length < 1_000 ? line.Data : "");
        };
        process.BeginErrorReadLine();
        try
        {
            Send(file.Bytes, process);
            using var answer = new BinaryReader(process.StandardOutput.BaseStream, Encoding.UTF8);
            while (Next(answer, process, complaint, cancellation) is { } page)
                yield return page;
        }
        finally
        {
            Kill(process);
        }
    }

    private static ProcessStartInfo Start(ReadingLimits limits)
    {
        var host = Environment.ProcessPath ?? "";
        string[] arguments = [PdfWorker.Command, $"{limits.MaxSeconds + Grace}"];
        var start = Path.GetFileNameWithoutExtension(host) == Name
            ? new ProcessStartInfo(host, arguments)
            : new ProcessStartInfo(Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [Path.Combine(AppContext.BaseDirectory, $"{Name}.dll"), .. arguments]);
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["DOTNET_GCHeapHardLimit"] = $"{MostMemory:X}";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return start;
    }

    private static void Send(byte[] bytes, Process process)
    {
        try
        {
            using var input = process.StandardInput.BaseStream;
            input.Write(bytes);
        }
        catch (IOException)
        {
            // It ended before it had read everything; its answer says why.
        }
    }

    private static PdfPage? Next(BinaryReader answer, Process process, StringBuilder complaint, CancellationToken cancellation)
    {
        try
        {
            return PdfPage.Read(answer);
        }
        catch (EndOfStreamException)
        {
            cancellation.ThrowIfCancellationRequested();
            process.WaitForExit();
            throw Refusal(process.ExitCode, complaint);
        }
    }

    private static UnreadableException Refusal(int exitCode, StringBuilder complaint)
    {
        lock (complaint)
            return exitCode == PdfWorker.Refused && complaint.ToString().Split('\t', 2) is [var code, var reason]
                ? new UnreadableException(code, reason)
                : UnreadableException.Damaged("The PDF is damaged, or made so that reading it fails; print it to PDF anew, or hand in Word or text.");
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }
}
