using TaskTracker.Platform;

namespace TaskTracker.Documents.Readers;

/// <summary>How much a file may ask of the service (settings <c>Documents:…</c>).</summary>
internal sealed record ReadingLimits
{
    public static ReadingLimits Default { get; } = new();

    /// <summary>Of the file as it is handed in.</summary>
    public long MaxBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Of all that a package (.docx, .xlsx) holds.</summary>
    public long MaxUnpackedBytes { get; init; } = 200 * 1024 * 1024;

    /// <summary>Characters of one line of the text.</summary>
    public int MaxLineLength { get; init; } = 500_000;

    /// <summary>
    /// Items that one file may make, and rows that its tables may have. A table of that many rows is read in less than 300 MB, and
    /// memory grows in step with it.
    /// </summary>
    public int MaxItems { get; init; } = 50_000;

    /// <summary>For reading one file, from its bytes to the draft.</summary>
    public int MaxSeconds { get; init; } = 30;

    /// <summary>A program that reads PDF instead, of the Debian package poppler-utils; empty for none.</summary>
    public string PdfToText { get; init; } = "";

    public TimeSpan MaxTime => TimeSpan.FromSeconds(MaxSeconds);

    /// <exception cref="SettingException">A limit is no whole number of 1 or more.</exception>
    public static ReadingLimits From(IConfiguration configuration) => new()
    {
        MaxBytes = Number(configuration, nameof(MaxBytes), Default.MaxBytes, Array.MaxLength),
        MaxUnpackedBytes = Number(configuration, nameof(MaxUnpackedBytes), Default.MaxUnpackedBytes, long.MaxValue),
        MaxLineLength = (int)Number(configuration, nameof(MaxLineLength), Default.MaxLineLength, int.MaxValue),
        MaxItems = (int)Number(configuration, nameof(MaxItems), Default.MaxItems, int.MaxValue),
        MaxSeconds = (int)Number(configuration, nameof(MaxSeconds), Default.MaxSeconds, 86_400),
        PdfToText = configuration["Documents:PdfToText"] ?? Default.PdfToText,
    };

    private static long Number(IConfiguration configuration, string name, long otherwise, long most)
    {
        var setting = $"Documents:{name}";
        return configuration[setting] is not { } value ? otherwise
            : long.TryParse(value, out var number) && number >= 1 && number <= most ? number
            : throw new SettingException(setting, value, $"a whole number from 1 to {most}");
    }
}
