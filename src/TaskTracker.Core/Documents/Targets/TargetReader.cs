namespace TaskTracker.Core.Documents.Targets;

/// <summary>
/// Reads the numbers to reach out of the words of a measure: 低于58微克/立方米, 不少于30场, 达到96%以上, 新增停车位300个.
/// A wrong target is worse than none, so a number counts only if a comparison stands beside it or an act of making
/// leads to it (新建, 完成, 培训). Numbers in quotations and citations, in codes, dates, limits, ages and ranges, numbers
/// that only describe (5000平米以上的工地, 已安装19355套) and rounded ones (50余个, 10吨左右) are none. Linear in the text.
/// </summary>
public static class TargetReader
{
    private const int MostTargets = 64;

    /// <param name="measure">A measure without white space; anything is read, nothing throws.</param>
    /// <param name="year">The year that counts where the sentence prints none: that of the deadline; null if there is none.</param>
    public static IReadOnlyList<Target> Read(string measure, int? year)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var targets = new List<Target>();
        TargetCandidate? last = null;
        foreach (var clause in TargetClauses.Of(measure))
        {
            for (var at = clause.Start; at < clause.End; at++)
            {
                if (!char.IsAsciiDigit(clause.Text[at]))
                    continue;

                var candidate = TargetCandidate.At(clause, at, last);
                if (candidate?.Read(measure) is { } target && !targets.Exists(known => known with { Year = null } == target))
                    targets.Add(target with { Year = clause.YearBefore(at) ?? year });

                if (targets.Count == MostTargets)
                    return targets;

                last = candidate ?? last;
                at = Math.Max(at, (candidate?.End ?? EndOfFigures(clause, at)) - 1);
            }
        }

        return targets;
    }

    /// <summary>Behind a number that is none of ours, with all that hangs together with it: 2018-2020, 139-2015, 3×100.</summary>
    private static int EndOfFigures(TargetClause clause, int at)
    {
        while (at < clause.End && (char.IsAsciiDigit(clause.Text[at]) || clause.Text[at] is '.' or '-' or '—' or '–' or '~' or '～' or '+' or '×' or '/' or '至'))
            at++;

        return at;
    }
}
