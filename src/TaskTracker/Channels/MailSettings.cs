using TaskTracker.Platform;
using TaskTracker.Recipients;

namespace TaskTracker.Channels;

/// <summary>The mail server that takes the service's messages; null where none is set up, and no mail is sent.</summary>
internal sealed record MailSettings
{
    private const int DefaultPort = 587, DefaultSeconds = 20, MaxSeconds = 120;

    /// <summary><c>Mail:Host</c>.</summary>
    public string? Host { get; private init; }

    /// <summary><c>Mail:Port</c>.</summary>
    public int Port { get; private init; } = DefaultPort;

    /// <summary><c>Mail:StartTls</c>: whether the connection is encrypted before anything is said; off only inside a trusted network.</summary>
    public bool StartTls { get; private init; } = true;

    public string? User { get; private init; }

    public string? Password { get; private init; }

    /// <summary><c>Mail:From</c>: who writes.</summary>
    public string From { get; private init; } = "";

    /// <summary><c>Mail:FromName</c>.</summary>
    public string FromName { get; private init; } = "督查督办系统";

    /// <summary><c>Mail:BounceAddress</c>: where mail that cannot be delivered comes back to.</summary>
    public string BounceAddress { get; private init; } = "";

    /// <summary><c>Mail:TimeoutSeconds</c>: how long one message may take.</summary>
    public TimeSpan Timeout { get; private init; } = TimeSpan.FromSeconds(DefaultSeconds);

    public bool IsSetUp => Host is not null;

    /// <exception cref="SettingException">A setting is not what it can be.</exception>
    public static MailSettings Read(IConfiguration configuration)
    {
        if (configuration["Mail:Host"] is not { Length: > 0 } host)
            return new MailSettings();

        if (Uri.CheckHostName(host) is UriHostNameType.Unknown)
            throw new SettingException("Mail:Host", host, "the name or the address of a mail server; or nothing, and no mail is sent");

        var from = Address(configuration, "Mail:From", null);
        return new MailSettings
        {
            Host = host,
            Port = configuration.WholeNumber("Mail:Port", DefaultPort, 1, 65_535),
            StartTls = Flag(configuration, "Mail:StartTls", true),
            User = configuration["Mail:User"] is { Length: > 0 } user ? user : null,
            Password = configuration["Mail:Password"],
            From = from,
            FromName = configuration["Mail:FromName"] is { Length: > 0 and <= 100 } name && !name.Any(char.IsControl) ? name : "督查督办系统",
            BounceAddress = Address(configuration, "Mail:BounceAddress", from),
            Timeout = TimeSpan.FromSeconds(configuration.WholeNumber("Mail:TimeoutSeconds", DefaultSeconds, 1, MaxSeconds)),
        };
    }

    private static string Address(IConfiguration configuration, string name, string? otherwise) =>
        configuration[name] is { Length: > 0 } text
            ? Addresses.IsMail(text) ? text : throw new SettingException(name, text, "a mail address like tasks@example.gov.cn")
            : otherwise ?? throw new SettingException(name, "", "a mail address like tasks@example.gov.cn, since Mail:Host is set");

    private static bool Flag(IConfiguration configuration, string name, bool otherwise) =>
        configuration[name] is not { Length: > 0 } text ? otherwise
        : bool.TryParse(text, out var flag) ? flag
        : throw new SettingException(name, text, "true or false");
}
