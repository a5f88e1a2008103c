namespace TaskTracker.Commands.Terminal;

/// <summary>
/// Colours of a terminal: none where the output goes to a file or pipe, where <c>NO_COLOR</c> is set (no-color.org) or <c>TERM</c> is
/// <c>dumb</c>; <c>FORCE_COLOR</c> asks for them all the same.
/// </summary>
internal sealed class Paint
{
    public static readonly Paint None = new(false);

    private Paint(bool on) => IsOn = on;

    public bool IsOn { get; }

    public string Bold(string text) => Wrap("1", text);

    public string Dim(string text) => Wrap("2", text);

    public string Bad(string text) => Wrap("31", text);

    public string Doubtful(string text) => Wrap("33", text);

    public string Good(string text) => Wrap("32", text);

    public static Paint OfOutput() => Of(Environment.GetEnvironmentVariable, Console.IsOutputRedirected);

    public static Paint Of(Func<string, string?> environment, bool redirected)
    {
        if (environment("NO_COLOR") is { Length: > 0 })
            return None;

        if (environment("FORCE_COLOR") is { Length: > 0 } force)
            return new Paint(force is not ("0" or "false"));

        return new Paint(!redirected && environment("TERM") is not "dumb");
    }

    private string Wrap(string code, string text) => IsOn && text.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
