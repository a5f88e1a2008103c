using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

/// <summary>
/// Runs before the executable's own Main, in its process: listens to its statements and kills it before one of them. The runtime asks for
/// this name, without a namespace. The executable knows nothing of it.
/// </summary>
internal static partial class StartupHook
{
    public const string KillAt = "TASKTRACKER_TEST_KILL_AT", KillFrom = "TASKTRACKER_TEST_KILL_FROM";

    public static void Initialize()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable(KillAt), out var killAt))
            DiagnosticListener.AllListeners.Subscribe(new Listeners(killAt, Environment.GetEnvironmentVariable(KillFrom) ?? ""));
    }

    private sealed class Listeners(int killAt, string from) : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Statements")
                value.Subscribe(new Statements(killAt, from));
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class Statements(int killAt, string from) : IObserver<KeyValuePair<string, object?>>
    {
        private int _seen;
        private bool _hasBegun;
        private bool _underWay;

        public void OnNext(KeyValuePair<string, object?> value)
        {
            var sql = (string)value.Value!.GetType().GetProperty("Sql", BindingFlags.Public | BindingFlags.Instance)!.GetValue(value.Value)!;
            lock (this)
            {
                _hasBegun |= sql.Contains(from, StringComparison.Ordinal);
                // A commit counts where it ends what was counted.
                var counts = _hasBegun && (sql == "commit" ? _underWay : IsOfReminders().IsMatch(sql));
                _underWay = sql != "commit" && (_underWay || counts);
                if (counts && ++_seen == killAt)
                    Process.GetCurrentProcess().Kill();
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    /// <summary>What the tick and the sender write, and read in between.</summary>
    [GeneratedRegex(@"\b(reminders|reminder_\w+|remind_on|notifications|notices|deliver(y|ies)\w*|unreachable_recipients)\b")]
    private static partial Regex IsOfReminders();
}
