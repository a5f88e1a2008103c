using System.Diagnostics;

namespace TaskTracker.Core.Tests;

/// <summary>
/// One piece of text again and again, and how long reading it may take: nightly a megabyte (350,000 characters of Chinese in UTF-8), and of
/// that a fifth in an ordinary run. What takes time by the square of the length takes minutes for the one, and many seconds for the other.
/// </summary>
internal static class Megabyte
{
    private const int Characters = 350_000, Share = 5;

    /// <summary>How many characters there are.</summary>
    private static int Length => Nightly.IsOn ? Characters : Characters / Share;

    private static TimeSpan Limit => TimeSpan.FromSeconds(Nightly.IsOn ? 15 : 5);

    public static string Of(string piece) => string.Concat(Enumerable.Repeat(piece, Length / piece.Length));

    /// <summary>Runs it, and checks that it did not take too long.</summary>
    public static T ReadInTime<T>(Func<T> read)
    {
        var clock = Stopwatch.StartNew();
        var result = read();
        Assert.That(clock.Elapsed, Is.LessThan(Limit));
        return result;
    }
}
