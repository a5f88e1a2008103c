namespace TaskTracker.Core.Tasks;

/// <summary>A check on site before a task is struck off (现场核查, DEMANDS 20).</summary>
/// <param name="By">Who went.</param>
/// <param name="On">The day.</param>
/// <param name="Seen">What was seen.</param>
public sealed record OnSiteCheck(string By, DateOnly On, string Seen);
