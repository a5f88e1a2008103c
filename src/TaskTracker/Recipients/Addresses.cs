using System.Net.Mail;

namespace TaskTracker.Recipients;

/// <summary>What can be written to: one plain address, nothing that a mail server or a gateway would read as more than that.</summary>
internal static class Addresses
{
    public const string NoMail = "“{PropertyValue}” is no mail address; one like name@example.gov.cn is.";

    public const string NoPhone = "“{PropertyValue}” is no telephone number; 5 to 20 digits are, with a + before them or hyphens between.";

    private const int MaxMail = 254;

    public static bool IsMail(string? address) =>
        address is { Length: > 0 and <= MaxMail } && address.All(character => character is > ' ' and < (char)127 and not (',' or ';' or '<' or '>' or '"'))
        && MailAddress.TryCreate(address, out var mail) && mail.Address == address && mail.DisplayName.Length == 0;

    public static bool IsPhone(string? number) =>
        number is { Length: >= 5 and <= 25 } && number.Count(char.IsAsciiDigit) is >= 5 and <= 20
        && number.Index().All(character => char.IsAsciiDigit(character.Item) || character.Item == '-' || (character.Item == '+' && character.Index == 0));
}
