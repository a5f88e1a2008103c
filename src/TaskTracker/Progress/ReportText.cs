using FluentValidation;

namespace TaskTracker.Progress;

/// <summary>What a unit says in a report; the same when it reports and when it amends.</summary>
internal interface IReportText
{
    int? Percent { get; }

    bool Nil { get; }

    string? Done { get; }

    string? GoodPractice { get; }

    string? Problems { get; }

    string? HelpNeeded { get; }

    string? NextStep { get; }
}

/// <summary>A report says how far it has come and what was done, or that there is nothing to say (零报备).</summary>
internal abstract class ReportTextValidator<T> : AbstractValidator<T>
    where T : IReportText
{
    private const int MaxText = 4_000;

    protected ReportTextValidator()
    {
        RuleFor(report => report.Percent).NotNull().When(report => !report.Nil).WithMessage("A report says how far the work has come.");
        RuleFor(report => report.Percent).InclusiveBetween(0, 100);
        RuleFor(report => report.Done).NotEmpty().When(report => !report.Nil);
        RuleFor(report => report.Percent).Null().When(report => report.Nil).WithMessage("A nil report says nothing of how far the work has come.");
        RuleFor(report => report.Done).MaximumLength(MaxText);
        RuleFor(report => report.GoodPractice).MaximumLength(MaxText);
        RuleFor(report => report.Problems).MaximumLength(MaxText);
        RuleFor(report => report.HelpNeeded).MaximumLength(MaxText);
        RuleFor(report => report.NextStep).MaximumLength(MaxText);
    }
}
