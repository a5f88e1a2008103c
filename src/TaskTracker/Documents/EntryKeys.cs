using System.Security.Cryptography;
using System.Text;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Documents;

/// <summary>Digests by which documents, lists and entries are known again in another print: words, width and white space folded.</summary>
internal static class EntryKeys
{
    /// <summary>The key of a list's records: another print of the same document and list has the same.</summary>
    public static string OfList(DraftDocument printed, int listIndex) =>
        Of(OfDocument(printed), printed.Lists[listIndex].Title, SameTitleBefore(printed, listIndex));

    public static string OfDocument(DraftDocument printed) =>
        Of(printed.Number ?? printed.Title, printed.Number is null ? $"{printed.SignedOn:yyyy-MM-dd}" : "");

    /// <summary>An entry's words without its number and list: another document that restates it has the same.</summary>
    public static string OfWords(DraftItem item) => Of(item.Task ?? "", item.Text);

    /// <summary>A title, whatever marks stand around the titles in it.</summary>
    public static string OfTitle(string title) => Of(string.Concat(title.Where(character => !"《》〈〉<>＜＞".Contains(character, StringComparison.Ordinal))));

    public static string Of(params string[] words) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', words.Select(word => SearchText.Fold(word))))))[..40];

    private static string SameTitleBefore(DraftDocument printed, int listIndex) =>
        $"{printed.Lists.Take(listIndex).Count(list => list.Title == printed.Lists[listIndex].Title)}";
}
