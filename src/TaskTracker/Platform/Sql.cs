namespace TaskTracker.Platform;

/// <summary>What a statement says so that both databases go about it in the same way.</summary>
internal static class Sql
{
    /// <summary>
    /// A condition that is tested of each row on the way and looked up in no index: one that many rows meet would be looked up all the same,
    /// since SQLite takes every equality to be rare. Inside a case neither database looks, and neither reads further than it must.
    /// </summary>
    public static string Tested(string condition) => $"case when {condition} then 1 = 1 else 1 = 0 end";
}
