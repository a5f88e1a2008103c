namespace TaskTracker.Core.Documents;

/// <summary>The stable codes of findings: part of the API, so a code is never renamed, only retired.</summary>
public static class FindingCodes
{
    /// <summary>Blocking: the item has no measure.</summary>
    public const string NoMeasure = "no-measure";

    /// <summary>Blocking: nobody is named to do it.</summary>
    public const string NoUnit = "no-unit";

    /// <summary>Blocking: a deadline is printed and cannot be read.</summary>
    public const string DeadlineUnreadable = "deadline-unreadable";

    /// <summary>The deadline was read, but another reading is possible.</summary>
    public const string DeadlineAmbiguous = "deadline-ambiguous";

    /// <summary>A unit that the district's registry does not know; kept as printed.</summary>
    public const string UnitUnknown = "unit-unknown";

    /// <summary>A name taken for a registered unit although it is misprinted.</summary>
    public const string UnitMisprint = "unit-misprint";

    /// <summary>Units that help were taken from the running words of a measure.</summary>
    public const string UnitInText = "unit-in-text";

    /// <summary>The count printed in a heading differs from the items found.</summary>
    public const string CountDiffers = "count-differs";

    /// <summary>Numbers of a list that are not printed.</summary>
    public const string NumberMissing = "number-missing";

    /// <summary>A number printed twice, or out of order.</summary>
    public const string NumberRepeated = "number-repeated";

    /// <summary>A row without a number and heading of its own: it may belong to the row above.</summary>
    public const string RowUnnumbered = "row-unnumbered";

    /// <summary>One printed row holds several measures; how its cells belong together is a guess.</summary>
    public const string RowSplit = "row-split";

    /// <summary>Several printed rows were put together again.</summary>
    public const string RowJoined = "row-joined";

    /// <summary>A label stands where its kind does not belong, or twice.</summary>
    public const string LabelMisplaced = "label-misplaced";

    /// <summary>Lines that print a table which could not be read: what is in it must be entered by hand.</summary>
    public const string TableUnread = "table-unread";

    /// <summary>Nothing printed parts the units that lead from those that help; where they part is a guess.</summary>
    public const string UnitsUnparted = "units-unparted";

    /// <summary>Cells of a row seem shifted against the header.</summary>
    public const string CellsShifted = "cells-shifted";

    /// <summary>A table with tasks in it has no column of units.</summary>
    public const string NoUnitColumn = "no-unit-column";

    /// <summary>No number or title is printed over a text.</summary>
    public const string NoDocumentHead = "no-document-head";

    /// <summary>The file holds no task list that the reader knows how to read.</summary>
    public const string NoTaskList = "no-task-list";

    /// <summary>What the columns of a spreadsheet mean was told from their headings.</summary>
    public const string ColumnsGuessed = "columns-guessed";

    /// <summary>The document repeals one whose tasks are tracked: they can be closed as superseded (DEMANDS 2).</summary>
    public const string DocumentRepeals = "document-repeals";

    /// <summary>Another document that was imported repeals this one (DEMANDS 2).</summary>
    public const string DocumentRepealed = "document-repealed";

    /// <summary>Entries of the document are tracked already in the same words, from this document or another.</summary>
    public const string DocumentRestates = "document-restates";

    /// <summary>Sheets of a spreadsheet that are hidden were not read.</summary>
    public const string SheetHidden = "sheet-hidden";

    /// <summary>A page of a PDF is a picture without text and was not read.</summary>
    public const string PageUnread = "page-unread";

    private static readonly HashSet<string> BlockingCodes = [NoMeasure, NoUnit, DeadlineUnreadable];

    /// <summary>Whether an item with this finding makes no record until a person has settled or waived it.</summary>
    public static bool IsBlocking(string code) => BlockingCodes.Contains(code);
}
