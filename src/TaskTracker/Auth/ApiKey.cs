using System.Security.Cryptography;
using System.Text;

namespace TaskTracker.Auth;

/// <summary>The secret of a key: 256 random bits behind <c>ttk_</c>. Only its digest is stored; it is shown once.</summary>
internal static class ApiKey
{
    public const string Prefix = "ttk_";
    private const int VisibleLength = 10;

    public static string NewSecret() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>The secret is random in full, so one round of a plain digest is as good as a slow one.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The part of a secret that may be shown to tell keys apart.</summary>
    public static string VisibleOf(string secret) => secret[..VisibleLength];
}
