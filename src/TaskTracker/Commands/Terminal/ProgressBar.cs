namespace TaskTracker.Commands.Terminal;

/// <summary>How far work has come, on standard error, where that is a terminal and the work is long; it leaves no trace behind.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Width = 24;
    private readonly long _total;
    private readonly bool _on;

    /// <param name="total">How much there is to do, in any unit.</param>
    /// <param name="isLong">Whether it takes long enough to be shown.</param>
    public ProgressBar(long total, bool isLong) =>
        (_total, _on) = (total, isLong && total > 0 && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb");

    /// <param name="done">How much is done.</param>
    /// <param name="now">What is being done.</param>
    public void Show(long done, string now)
    {
        if (!_on)
            return;

        var filled = (int)(Math.Clamp(done, 0, _total) * Width / _total);
        Console.Error.Write($"\r\u001b[K[{new string('#', filled)}{new string('.', Width - filled)}] {done * 100 / _total,3} % {TextWidth.Cut(now, 40)}");
    }

    public void Clear()
    {
        if (_on)
            Console.Error.Write("\r\u001b[K");
    }

    public void Dispose() => Clear();
}
