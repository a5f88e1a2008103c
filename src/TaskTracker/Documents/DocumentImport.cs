using System.Diagnostics.CodeAnalysis;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;
using TaskTracker.Documents.Readers;
using TaskTracker.Platform;
using TaskTracker.Units;

namespace TaskTracker.Documents;

/// <summary>From bytes to a draft in one district, for the upload and the command line alike.</summary>
internal static class DocumentImport
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>A file that is handed in.</summary>
    /// <param name="Name">Without folders.</param>
    /// <param name="Bytes">Its content.</param>
    /// <param name="Columns">What the columns of a spreadsheet mean; null to tell it from their headings.</param>
    public sealed record HandedIn(string Name, byte[] Bytes, ColumnMapping? Columns = null)
    {
        /// <summary>Told how much of the text is read, from 0 to 1; null for nobody.</summary>
        public Action<double>? Progress { get; init; }
    }

    /// <summary>What was read, or why it cannot be taken in: a stable code and one sentence.</summary>
    public sealed record Outcome(Draft? Draft, string Text, string DistrictId, string Code, string Reason);

    /// <param name="session">Where the registries of units are.</param>
    /// <param name="limits">What reading may cost.</param>
    /// <param name="file">What is handed in.</param>
    /// <param name="districtId">The district to take it for; null to tell it from the issuers.</param>
    /// <param name="mayDiffer">Whether documents of another district's issuer are taken in all the same.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async Task<Outcome> ReadAsync(
        Session session, ReadingLimits limits, HandedIn file, string? districtId, bool mayDiffer, CancellationToken cancellation)
    {
        var registries = await UnitStore.RegistriesAsync(session);
        var (read, source, code, reason) = await ReadAsync(new GazetteReader(registries), limits, file, districtId, cancellation);
        if (read is not { } draft || source is null)
            return Refused(code, reason);

        var listed = draft.Documents.Where(document => document.Lists.Count > 0).ToList();
        if (listed.Count == 0)
            return Refused("no-task-list", "No task list was found in this document; nothing was stored.");

        var districts = registries.Select(registry => registry.District).ToList();
        var issuing = listed.Select(document => Districts.FindByIssuer(document.Issuer ?? document.Title, districts)?.Code).OfType<string>().Distinct().ToList();
        if (districtId is null)
        {
            return issuing is [var only]
                ? new Outcome(draft, source.ToString(), only, "", "")
                : Refused("district-unknown", issuing.Count == 0
                    ? "The issuer belongs to no district that is registered here; say which with --district."
                    : $"The issuers belong to several districts ({string.Join(", ", issuing)}); say which with --district.");
        }

        var other = issuing.Find(code => code != districtId);
        return other is not null && !mayDiffer
            ? Refused("other-district", $"The issuer belongs to the district {other}; this key is of {districtId}.")
            : new Outcome(draft, source.ToString(), districtId, "", "");
    }

    /// <summary>
    /// From bytes to a draft, whatever is in it, within the time that is allowed. The reading has a thread of its own: if a library should
    /// not heed its cancellation, the caller is answered all the same.
    /// </summary>
    public static async Task<(Draft? Draft, SourceText? Source, string Code, string Reason)> ReadAsync(
        GazetteReader reader, ReadingLimits limits, HandedIn file, string? districtId, CancellationToken cancellation)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(limits.MaxTime);
        var token = time.Token;
        try
        {
            return await Task.Run(() => Read(reader, limits, file, districtId, token), token).WaitAsync(limits.MaxTime + Grace, cancellation);
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException && !cancellation.IsCancellationRequested)
        {
            return (null, null, "too-large", $"Reading the file takes longer than the {limits.MaxSeconds} seconds that are allowed.");
        }
    }

    private static (Draft? Draft, SourceText? Source, string Code, string Reason) Read(
        GazetteReader reader, ReadingLimits limits, HandedIn file, string? districtId, CancellationToken cancellation)
    {
        var read = DocumentReaders.Read(file.Name, file.Bytes, file.Columns, limits, cancellation);
        if (read.Source is not { } source)
            return (null, null, read.Code, read.Reason);

        if (!TryRead(reader, limits, file, source, districtId, cancellation, out var draft, out var tooMany))
            return (null, null, "too-large", tooMany);

        draft = draft with
        {
            Source = draft.Source with { Format = read.Format, Origins = read.Origins },
            Findings = [.. draft.Findings, .. UnreadTables(read.Unread), .. read.Skipped.Select(Hidden), .. read.Pictures.Select(picture => UnreadPage(picture, source))],
        };
        return (file.Columns is null && read.Format is "xlsx" or "csv" ? WithColumns(draft, source) : draft, source, "", "");
    }

    private static bool TryRead(
        GazetteReader reader, ReadingLimits limits, HandedIn file, SourceText source, string? districtId, CancellationToken cancellation,
        [NotNullWhen(true)] out Draft? draft, [NotNullWhen(false)] out string? reason)
    {
        (draft, reason) = (null, null);
        var watch = new ReadingWatch(limits.MaxItems, line => file.Progress?.Invoke((double)line / source.LineCount));
        try
        {
            draft = reader.Read(file.Name, source, districtId, watch, cancellation);
            return true;
        }
        catch (TooManyItemsException exception)
        {
            reason = $"{exception.Message} The setting Documents:MaxItems allows more.";
            return false;
        }
    }

    private static IEnumerable<Finding> UnreadTables(IReadOnlyList<(int Start, int End)> tables) => tables.Select(table => new Finding
    {
        Code = FindingCodes.TableUnread,
        Message = "These lines print a table in columns whose rows or headings could not be told apart; it was not read.",
        LineStart = table.Start,
        LineEnd = table.End,
    });

    private static Finding UnreadPage((int Line, int Page) picture, SourceText source) => new()
    {
        Code = FindingCodes.PageUnread,
        Message = $"Page {picture.Page} is a picture without text and was not read; have its text recognized (OCR) and import the file again if it counts.",
        LineStart = Math.Min(picture.Line, source.LineCount),
        LineEnd = Math.Min(picture.Line, source.LineCount),
    };

    private static Finding Hidden(string sheet) => new()
    {
        Code = FindingCodes.SheetHidden,
        Message = $"The sheet “{sheet}” is hidden and was not read; show it and import the file again if its entries count.",
        LineStart = 1,
        LineEnd = 1,
    };

    /// <summary>Shows what the columns of a spreadsheet were taken for, since a person can say it better.</summary>
    private static Draft WithColumns(Draft draft, SourceText source) => draft with
    {
        Documents = [.. draft.Documents.Select(document => document with
        {
            Lists = [.. document.Lists.Select(list => list with { Findings = [.. list.Findings, .. ColumnsOf(list, source)] })],
        })],
    };

    private static IEnumerable<Finding> ColumnsOf(DraftList list, SourceText source)
    {
        for (var number = list.LineStart; number <= Math.Min(list.LineEnd, source.LineCount); number++)
        {
            if (TableColumns.Describe(source.Line(number).ToString()) is not { } columns)
                continue;

            yield return new Finding
            {
                Code = FindingCodes.ColumnsGuessed,
                Message = $"The columns were told from their headings: {columns}; import the file with other columns if this is wrong.",
                LineStart = number,
                LineEnd = number,
            };
            yield break;
        }
    }

    private static Outcome Refused(string code, string reason) => new(null, "", "", code, reason);
}
