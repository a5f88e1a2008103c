namespace TaskTracker.Core.Deadlines;

/// <summary>
/// Reads the words of a deadline cell or label, all of which speak of the deadline: what stays without a meaning
/// there is a doubt.
/// </summary>
internal sealed class ColumnReading
{
    private readonly FoldedText folded;
    private readonly List<Part> parts;
    private readonly List<ReadDate> dates = [];
    private readonly DoubtList doubts;

    private ColumnReading(FoldedText folded, DeadlineContext context)
    {
        this.folded = folded;
        doubts = new DoubtList(folded);
        parts = PartScanner.Scan(folded.Text);
        ReadDates(new DateResolution(context), context);
    }

    public static DeadlineReading Read(string printed, DeadlineContext context)
    {
        var folded = FoldedText.Of(printed);
        if (folded.Text.Trim(',', '.', ';', '。', '、', '-', '/', ':', '\\', '_') is "" or "无" or "暂无")
            return new DeadlineReading(Deadline.None with { PrintedText = printed }, []);

        var reading = new ColumnReading(folded, context);
        var deadline = reading.Combine() with { PrintedText = printed };
        return new DeadlineReading(deadline, reading.doubts.Doubts);
    }

    private void ReadDates(DateResolution resolution, DeadlineContext context)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            var date = part switch
            {
                DatePart { Phrase: var phrase } => ReadDate(part, phrase, resolution),
                FestivalPart { Festival: var festival } => new ReadDate(part, DateRole.Due, Festivals.Before(festival, context)),
                _ => null,
            };
            if (date is null)
                continue;

            if (date.Role is DateRole.Due or DateRole.Throughout)
                doubts.AddFrom(part, date.Day);
            if (date.Role is DateRole.Due && IsNarrowedByVagueWord(i))
                doubts.AddAmbiguous(part.From, part.To, "the words after it name a part of that time, but no day");
            if (date.Day.Last is not null)
                dates.Add(date);
        }
    }

    /// <summary>2018年暑期前, 9月开学前: the date is not the limit yet.</summary>
    private bool IsNarrowedByVagueWord(int index) =>
        parts[index] is DatePart { Phrase.IsBounded: false, To: var end }
        && index + 1 < parts.Count && parts[index + 1] is WordPart { Meaning: WordMeaning.Vague, From: var from } && from == end;

    private ReadDate? ReadDate(Part part, DatePhrase phrase, DateResolution resolution)
    {
        var role = DateRoles.Of(phrase, folded.Text);
        return role == DateRole.Base ? null : new ReadDate(part, role, resolution.Resolve(phrase));
    }

    private Deadline Combine()
    {
        var due = dates.FindAll(date => date.Role == DateRole.Due);
        var throughout = dates.Find(date => date.Role == DateRole.Throughout);
        if (due.Count > 0 && throughout is not null)
            due.Add(throughout);

        var deadline = due.Count > 0 ? FromDates(due) : throughout is not null ? FromWholeYear(throughout) : FromWords();
        if (deadline.Kind != DeadlineKind.None || doubts.Doubts.Count == 0)
            DoubtLeftovers();

        return deadline with
        {
            Start = deadline.Start ?? Beginning(deadline.Date),
            Milestones = new Stages(folded, parts, dates).Milestones(),
            Recurrence = Recurrence(),
            RelativeLimit = parts.OfType<LimitPart>().FirstOrDefault()?.Limit,
            Status = Status(),
        };
    }

    private DateOnly? Beginning(DateOnly? last)
    {
        var beginning = dates.Find(date => date.Role is DateRole.OngoingFrom or DateRole.Started)?.Beginning;
        return beginning > last ? null : beginning;
    }

    private Deadline FromDates(List<ReadDate> due)
    {
        var last = due.MaxBy(date => date.Day.Last)!;
        var isSeveral = due.Exists(date => date.Day.Last != last.Day.Last);
        return new Deadline
        {
            Kind = isSeveral ? DeadlineKind.Multiple : last.Day.Kind,
            Date = last.Day.Last,
            Start = !isSeveral && last.IsWindow ? last.Day.Start : null,
            OngoingAfterwards = parts.Exists(part => part.From >= due[0].Part.To && IsOngoing(part)),
        };
    }

    private static Deadline FromWholeYear(ReadDate year) =>
        new() { Kind = DeadlineKind.Ongoing, Date = year.Day.Last, Start = year.Day.Start };

    /// <summary>Without a date, what is said most definitely counts: a period, a limit, an open end, a condition, a state.</summary>
    private Deadline FromWords()
    {
        if (parts.Exists(part => part is PeriodPart))
            return new Deadline { Kind = DeadlineKind.Recurring };

        if (parts.Find(part => part is LimitPart) is LimitPart { Limit: var limit } limitPart)
        {
            if (limit.Event is null)
                doubts.AddAmbiguous(limitPart.From, limitPart.To, "it does not say from when the time counts");
            return new Deadline { Kind = DeadlineKind.Conditional, OngoingAfterwards = parts.Exists(IsOngoing) };
        }

        if (parts.Exists(part => IsOngoing(part)) || dates.Exists(date => date.Role == DateRole.OngoingFrom))
            return new Deadline { Kind = DeadlineKind.Ongoing };

        if (FindWord(WordMeaning.Vague) is { } vague)
        {
            doubts.AddAmbiguous(vague.From, vague.To, "a time is meant, but the words name no day");
            return new Deadline { Kind = DeadlineKind.Conditional };
        }

        if (parts.Exists(part => part is FestivalPart) || FindWord(WordMeaning.Conditional) is not null)
            return new Deadline { Kind = DeadlineKind.Conditional };

        var hasState = parts.Exists(part => part is WordPart) || dates.Count > 0;
        if (!hasState && doubts.Doubts.Count == 0)
            doubts.AddUnreadable(0, folded.Text.Length, "its words are not known as a time");

        return Deadline.None;
    }

    /// <summary>A year, a month or a number with 前 that no part took up may be a date that the grammar does not know.</summary>
    private void DoubtLeftovers()
    {
        var next = 0;
        for (var i = 0; i < folded.Text.Length; i++)
        {
            while (next < parts.Count && parts[next].To <= i)
                next++;

            if ((next == parts.Count || i < parts[next].From) && LooksLikeTime(folded.Text, i))
            {
                doubts.AddAmbiguous(0, folded.Text.Length, "some of its words look like a time and were not read");
                return;
            }
        }
    }

    private static bool LooksLikeTime(string text, int at) => text[at] switch
    {
        '月' when text.CharAt(at - 1) == '年' => true,
        '-' or '至' or '到' => Numerals.IsNumeral(text.CharAt(at + 1))
            && text.CharAt(at - 1) is '年' or '月' or '日' or '底' or (>= '0' and <= '9'),
        '年' or '月' or '旬' or '季' => Numerals.IsNumeral(text.CharAt(at - 1)) || text.CharAt(at + 1) is '底' or '末' or '内' or '前',
        '日' or '号' or '底' or '前' or '止' => Numerals.IsNumeral(text.CharAt(at - 1)),
        _ => false,
    };

    private string? Recurrence()
    {
        var periods = parts.FindAll(part => part is PeriodPart);
        if (periods.Count == 0)
            return null;

        var rule = ((PeriodPart)periods[0]).Period.Rule;
        return rule is not null && periods.TrueForAll(part => ((PeriodPart)part).Period.Rule == rule)
            ? rule
            : folded.Quote(periods[0].From, periods[^1].To);
    }

    /// <summary>The state of the whole task: none where the text tells of several stages.</summary>
    private PrintedStatus? Status()
    {
        PrintedStatus? status = null;
        foreach (var part in parts.OfType<WordPart>())
        {
            PrintedStatus? printed = part.Meaning switch
            {
                WordMeaning.Preparing => PrintedStatus.Preparing,
                WordMeaning.Started => PrintedStatus.Started,
                WordMeaning.Completed => PrintedStatus.Completed,
                _ => null,
            };
            if (printed is not null && status is not null && printed != status)
                return null;

            status ??= printed;
        }

        // 已完成80%，年底前全部完成: what is still due is not completed.
        var isStillDue = status == PrintedStatus.Completed && dates.Exists(date => date.Role == DateRole.Due);
        return status is null || isStillDue || new Stages(folded, parts, dates).Count > 1 ? null : status;
    }

    private WordPart? FindWord(WordMeaning meaning) => parts.OfType<WordPart>().FirstOrDefault(part => part.Meaning == meaning);

    private static bool IsOngoing(Part part) => part is WordPart { Meaning: WordMeaning.Ongoing or WordMeaning.FromNow };
}
