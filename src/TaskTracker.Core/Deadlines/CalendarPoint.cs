namespace TaskTracker.Core.Deadlines;

/// <summary>A named stretch of the calendar as printed, before its year is known: 2018年12月, 三季度, 6月中旬, 年底.</summary>
internal readonly record struct CalendarPoint
{
    public required PointUnit Unit { get; init; }

    public YearWord YearWord { get; init; }

    /// <summary>The printed year, or the first year of a five-year plan.</summary>
    public int Year { get; init; }

    /// <summary>The printed month, which may be impossible (0月, 13月); null where none is printed.</summary>
    public int? Month { get; init; }

    /// <summary>Which half of the year, quarter, third of the month or day, as the unit says.</summary>
    public int Part { get; init; }

    public PointEdge Edge { get; init; }

    /// <summary>A number without its unit after the last one read: the 11 of 5月11-15日.</summary>
    public int? Trailing { get; init; }

    /// <summary>True if a character of the date is missing: 2017年12底前.</summary>
    public bool IsMisprinted { get; init; }
}

/// <summary>How long a printed stretch of the calendar is.</summary>
internal enum PointUnit
{
    /// <summary>Only a number; its unit follows later (the 6 of 6-9月).</summary>
    Number,
    Day,
    TenDays,
    Month,
    Quarter,
    HalfYear,
    Year,
    FiveYears,
}

/// <summary>How the year is printed.</summary>
internal enum YearWord
{
    /// <summary>Not at all.</summary>
    None,
    Printed,

    /// <summary>18年.</summary>
    TwoDigits,

    /// <summary>本年, 今年, 当年.</summary>
    This,

    /// <summary>明年, 次年.</summary>
    Next,

    /// <summary>去年, 上年.</summary>
    Last,
}

/// <summary>Which end of a stretch is meant.</summary>
internal enum PointEdge
{
    Whole,

    /// <summary>初.</summary>
    Beginning,

    /// <summary>中.</summary>
    Middle,

    /// <summary>底, 末.</summary>
    End,
}
