using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Security;
using TaskTracker.Platform;
using TaskTracker.Recipients;

namespace TaskTracker.Channels;

/// <summary>The mail server that takes the service's messages; null where none is set up, and no mail is sent.</summary>
internal sealed record MailSettings
{
    private const int DefaultPort = 587, ImplicitTlsPort = 465, DefaultSeconds = 20, MaxSeconds = 120;

    /// <summary><c>Mail:Host</c>.</summary>
    public string? Host { get; private init; }

    /// <summary><c>Mail:Port</c>.</summary>
    public int Port { get; private init; } = DefaultPort;

    /// <summary>
    /// <c>Mail:Security</c>: <c>StartTls</c> (a server that does not offer it is not spoken to), <c>Implicit</c> (TLS from the first byte; the default on port
    /// 465) or <c>None</c>, inside a trusted network only. The older <c>Mail:StartTls</c> is heard where it is missing.
    /// </summary>
    public SecureSocketOptions Security { get; private init; } = SecureSocketOptions.StartTls;

    /// <summary><c>Mail:CertificateAuthorities</c>: a PEM file of authorities that are trusted besides the machine's; null if there is none.</summary>
    public X509Certificate2Collection? Authorities { get; private init; }

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

    /// <summary>The sender's domain, in which messages are named.</summary>
    public string Domain => From[(From.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <exception cref="SettingException">A setting is not what it can be.</exception>
    public static MailSettings Read(IConfiguration configuration)
    {
        if (configuration["Mail:Host"] is not { Length: > 0 } host)
            return new MailSettings();

        if (Uri.CheckHostName(host) is UriHostNameType.Unknown)
            throw new SettingException("Mail:Host", host, "the name or the address of a mail server; or nothing, and no mail is sent");

        var from = Address(configuration, "Mail:From", null);
        var port = configuration.WholeNumber("Mail:Port", DefaultPort, 1, 65_535);
        return new MailSettings
        {
            Host = host,
            Port = port,
            Security = SecurityOf(configuration, port),
            Authorities = AuthoritiesOf(configuration),
            User = configuration["Mail:User"] is { Length: > 0 } user ? user : null,
            Password = configuration["Mail:Password"],
            From = from,
            FromName = configuration["Mail:FromName"] is { Length: > 0 and <= 100 } name && !name.Any(char.IsControl) ? name : "督查督办系统",
            BounceAddress = Address(configuration, "Mail:BounceAddress", from),
            Timeout = TimeSpan.FromSeconds(configuration.WholeNumber("Mail:TimeoutSeconds", DefaultSeconds, 1, MaxSeconds)),
        };
    }

    private static SecureSocketOptions SecurityOf(IConfiguration configuration, int port) => configuration["Mail:Security"]?.ToUpperInvariant() switch
    {
        "STARTTLS" => SecureSocketOptions.StartTls,
        "IMPLICIT" => SecureSocketOptions.SslOnConnect,
        "NONE" => SecureSocketOptions.None,
        null or "" => !Flag(configuration, "Mail:StartTls", true) ? SecureSocketOptions.None
            : port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect
            : SecureSocketOptions.StartTls,
        _ => throw new SettingException("Mail:Security", configuration["Mail:Security"], "StartTls, Implicit or None"),
    };

    private static X509Certificate2Collection? AuthoritiesOf(IConfiguration configuration)
    {
        const string Name = "Mail:CertificateAuthorities";
        if (configuration[Name] is not { Length: > 0 } file)
            return null;

        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new SettingException(Name, file, "a PEM file with at least one certificate");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingException(Name, file, $"a PEM file of certificates that can be read ({exception.Message})");
        }
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
