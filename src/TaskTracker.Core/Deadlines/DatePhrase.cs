namespace TaskTracker.Core.Deadlines;

/// <summary>A date or a range of dates with the small words before and after it: 到2018年底前, 自2017年起, 6-9月.</summary>
internal sealed record DatePhrase(int From, int To, CalendarPoint First, CalendarPoint? Last, DateLead Lead, DateTail Tail)
{
    /// <summary>The point on whose last day the phrase ends.</summary>
    public CalendarPoint End => Last ?? First;

    /// <summary>Whether its own words make it a limit, wherever it stands.</summary>
    public bool IsBounded =>
        Tail is DateTail.Before or DateTail.Within or DateTail.Until || Lead is DateLead.By
        || (Lead is not DateLead.From && End.Edge == PointEdge.End);

    /// <summary>Whether something begins there: 自2017年起.</summary>
    public bool IsBeginning => Tail is DateTail.From || (Lead is DateLead.From && Last is null && !IsLimitTail);

    private bool IsLimitTail => Tail is DateTail.Before or DateTail.Within or DateTail.Until;
}

/// <summary>What leads up to a date.</summary>
internal enum DateLead
{
    None,

    /// <summary>到, 至, 截至, 最迟.</summary>
    By,

    /// <summary>自, 从.</summary>
    From,

    /// <summary>于, 在.</summary>
    In,
}

/// <summary>What closes a date.</summary>
internal enum DateTail
{
    None,

    /// <summary>前, 之前, 以前.</summary>
    Before,

    /// <summary>内, 以内.</summary>
    Within,

    /// <summary>止, 为止.</summary>
    Until,

    /// <summary>期间.</summary>
    During,

    /// <summary>起, 开始, 以来, 后.</summary>
    From,

    /// <summary>全年.</summary>
    Throughout,
}
