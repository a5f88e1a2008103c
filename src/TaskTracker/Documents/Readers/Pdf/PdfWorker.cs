using System.Globalization;
using System.Text;
using TaskTracker.Documents.Readers.Pages;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace TaskTracker.Documents.Readers.Pdf;

/// <summary>
/// The executable as a reader of one PDF: the file comes in by standard input, its pages go out by standard output
/// (<see cref="PdfPage.Write"/>); a refusal is one line of standard error, its code and its reason.
/// </summary>
internal static class PdfWorker
{
    /// <summary>The hidden command; its argument is the most seconds that it may live, whatever becomes of the process that asked.</summary>
    public const string Command = "pdf";

    public const int Done = 0, Refused = 1;

    public static int Run(string seconds)
    {
        using var end = new Timer(_ => Environment.Exit(Refused), null, TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)), Timeout.InfiniteTimeSpan);
        try
        {
            using var file = new MemoryStream();
            using (var input = Console.OpenStandardInput())
                input.CopyTo(file);

            using var output = new BinaryWriter(new BufferedStream(Console.OpenStandardOutput()), Encoding.UTF8);
            Write(file.ToArray(), output);
            return Done;
        }
        catch (UnreadableException exception)
        {
            return Refuse(exception);
        }
        catch (OutOfMemoryException)
        {
            return Refuse(UnreadableException.TooLarge($"Reading the PDF needs more than the {PdfProcess.MostMemory >> 20} MB that are allowed."));
        }
    }

    private static int Refuse(UnreadableException exception)
    {
        using var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false));
        error.WriteLine($"{exception.Code}\t{exception.Message.ReplaceLineEndings(" ")}");
        return Refused;
    }

    private static void Write(byte[] bytes, BinaryWriter output)
    {
        using var document = Open(bytes);
        document.AddPageFactory<PdfGlyphs, PdfGlyphs.Factory>();
        if (document.NumberOfPages == 0)
            throw UnreadableException.Damaged("The PDF is damaged: it has no pages.");

        var (known, unknown) = (0L, 0L);
        for (var number = 1; number <= document.NumberOfPages; number++)
        {
            var page = Page(document, number);
            var without = page.Placed.Count(text => text.Text == PdfGlyphs.Unknown);
            (known, unknown) = (known + page.Placed.Count - without, unknown + without);
            new PdfPage(PageLines.Of(page.Placed), page is { Placed.Count: 0, HasPicture: true }).Write(output);
        }

        if (unknown > known)
            throw UnreadableException.Damaged("The PDF does not say which characters its fonts print, so its text cannot be read; hand in Word or text, or print it to PDF anew.");

        PdfPage.WriteEnd(output);
    }

    private static PdfDocument Open(byte[] bytes)
    {
        try
        {
            return PdfDocument.Open(bytes, new ParsingOptions { SkipMissingFonts = true, FilterProvider = new PdfFilters() });
        }
        catch (PdfDocumentEncryptedException)
        {
            throw UnreadableException.Damaged("The PDF is protected by a password; save it without one.");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw UnreadableException.Damaged($"The PDF is damaged: {exception.Message}");
        }
    }

    private static PdfGlyphs Page(PdfDocument document, int number)
    {
        try
        {
            var page = document.GetPage<PdfGlyphs>(number);
            return page.LacksFont ? throw UnreadableException.Damaged("a font is missing or damaged, without which its text cannot be read.") : page;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && exception.InnerException is not OutOfMemoryException)
        {
            throw UnreadableException.Damaged($"Page {number} of the PDF is damaged: {(exception is PdfDocumentEncryptedException ? exception.InnerException ?? exception : exception).Message}");
        }
    }
}
