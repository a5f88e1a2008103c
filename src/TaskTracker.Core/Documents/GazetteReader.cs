using System.Collections.Concurrent;
using TaskTracker.Core.Documents.Layouts;
using TaskTracker.Core.Documents.Layouts.Brackets;
using TaskTracker.Core.Documents.Layouts.Characters;
using TaskTracker.Core.Documents.Layouts.Headings;
using TaskTracker.Core.Documents.Layouts.Prose;
using TaskTracker.Core.Documents.Layouts.Targets;
using TaskTracker.Core.Documents.Layouts.Wrapped;
using TaskTracker.Core.Documents.Repeals;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents;

/// <summary>
/// Reads the text of a gazette, or of one document, into a draft: the documents in it, their task lists, and what is in
/// doubt. Pure: no file, no clock; no text makes it throw, and its time and memory grow with the length of the text.
/// </summary>
/// <param name="registries">The units of the districts that documents may come from.</param>
public sealed class GazetteReader(IReadOnlyList<UnitRegistry> registries)
{
    private static readonly ILayout[] Layouts =
    [
        new LabelledMeasures(), new UnitMatrix(), new IndicatorTable(), new IndicatorCards(), new TabbedTable(), new CharacterTable(), new WrappedTable(),
        new BracketedMeasures(), new UnitHeadings(), new ProseDuties(), new NumberedTable(), new DatedStages(),
    ];

    private readonly ConcurrentDictionary<string, UnitDirectory> directories = [];

    /// <param name="fileName">Name of the file, without folders.</param>
    /// <param name="source">Its text.</param>
    /// <param name="districtCode">The district whose units the documents name; null to tell it from each issuer.</param>
    /// <param name="watch">Who is told how far the reading has come, and stops one that makes too much; null for nobody.</param>
    /// <param name="cancellation">Stops between documents and layouts.</param>
    /// <exception cref="TooManyItemsException">The text holds more than the watch allows.</exception>
    public Draft Read(
        string fileName, SourceText source, string? districtCode = null, ReadingWatch? watch = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        watch?.Begin(source);
        var documents = new List<DraftDocument>();
        foreach (var document in DocumentFinder.Find(source))
        {
            cancellation.ThrowIfCancellationRequested();
            documents.Add(Read(document, new ReadingContext(DirectoryOf(document.Head, districtCode), cancellation), watch));
            watch?.Done(documents[^1]);
        }

        return new Draft
        {
            Source = new DraftSource(fileName, source.Sha256, source.LineCount, source.Characters) { Encoding = source.Encoding },
            Documents = documents,
            Findings = documents.Exists(document => document.Lists.Count > 0) ? [] : [NoTaskList(source)],
        };
    }

    private static DraftDocument Read(DocumentText document, ReadingContext context, ReadingWatch? watch)
    {
        var readings = Layouts.SelectMany(layout => layout.Read(document, context).Select(reading =>
        {
            watch?.Check(reading.List);
            return reading;
        }));
        var lists = LayoutContest.Decide(readings);
        return new DraftDocument
        {
            Number = document.Head.Number,
            Title = document.Head.Title,
            Issuer = document.Head.Issuer,
            SignedOn = document.Head.SignedOn,
            Publicity = document.Head.Publicity,
            LineStart = document.Head.LineStart,
            LineEnd = document.Head.LineEnd,
            Findings = [.. document.Head.Findings, .. CharacterTable.Unread(document, lists)],
            Lists = lists,
            Repeals = RepealReader.Read(document),
        };
    }

    private UnitDirectory? DirectoryOf(DocumentHead head, string? districtCode)
    {
        var districts = registries.Select(registry => registry.District).ToList();
        var code = districtCode
            ?? (Districts.FindByIssuer(head.Issuer ?? "", districts) ?? Districts.FindByIssuer(head.Title, districts))?.Code;
        return code is not null && registries.FirstOrDefault(registry => registry.District.Code == code) is { } found
            ? directories.GetOrAdd(code, _ => new UnitDirectory(found))
            : null;
    }

    private static Finding NoTaskList(SourceText source) => new()
    {
        Code = FindingCodes.NoTaskList,
        Message = "No task list was found in this text.",
        LineStart = 1,
        LineEnd = Math.Max(1, source.LineCount),
    };
}
