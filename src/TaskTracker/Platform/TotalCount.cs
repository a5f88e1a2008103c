using System.Globalization;

namespace TaskTracker.Platform;

/// <summary>Counts a list only for those who ask: <c>Prefer: return=total-count</c>.</summary>
internal static class TotalCount
{
    public static bool IsAsked(HttpContext http) =>
        http.Request.Headers["Prefer"].ToString().Contains("return=total-count", StringComparison.OrdinalIgnoreCase);

    /// <param name="http">The request.</param>
    /// <param name="count">How many there are in all; not called unless somebody wants to know.</param>
    public static async Task AnswerTotalAsync(this HttpContext http, Func<Task<long>> count)
    {
        if (!IsAsked(http))
            return;

        http.Response.Headers["X-Total-Count"] = (await count()).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Preference-Applied"] = "return=total-count";
    }
}
