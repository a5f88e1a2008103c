using System.Globalization;

namespace TaskTracker.TestSwitches;

/// <summary>
/// What an ordinary run samples and a nightly one tries whole (<c>TASKTRACKER_NIGHTLY=1</c>). Each number has a variable of its own besides,
/// which goes before either.
/// </summary>
internal static class Nightly
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("TASKTRACKER_NIGHTLY") == "1";

    /// <param name="variable">The environment variable that says another number.</param>
    /// <param name="ordinary">The number in an ordinary run.</param>
    /// <param name="nightly">The number in a nightly run.</param>
    public static int Number(string variable, int ordinary, int nightly) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : IsOn ? nightly : ordinary;
}
