using System.Globalization;

namespace TaskTracker.Core.Tasks;

/// <summary>A total that is shared out among the members of a group (DEMANDS 3).</summary>
public static class Quotas
{
    /// <param name="total">What is to be reached in all.</param>
    /// <param name="members">Who shares it.</param>
    /// <param name="quotas">The share of each.</param>
    /// <returns>Null if every member has one share and the shares make the total; else what is wrong, the difference named.</returns>
    public static string? FaultOf(decimal total, IReadOnlyCollection<long> members, IReadOnlyCollection<(long UnitId, decimal Value)> quotas)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(quotas);
        if (quotas.Count != members.Count || !quotas.Select(quota => quota.UnitId).ToHashSet().SetEquals(members))
            return $"Every member of the group has one quota, and nobody else: {members.Count} members, {quotas.Count} quotas.";

        var sum = quotas.Sum(quota => quota.Value);
        return sum == total ? null : $"The quotas make {Text(sum)}, the total is {Text(total)}: {Text(Math.Abs(sum - total))} {(sum < total ? "missing" : "too many")}.";
    }

    private static string Text(decimal value) => value.ToString("0.##########", CultureInfo.InvariantCulture);
}
