using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;
using TaskTracker.Platform;
using TaskTracker.Units;

namespace TaskTracker.Documents;

/// <summary>From bytes to a draft in one district, for the upload and the command line alike.</summary>
internal static class DocumentImport
{
    /// <summary>What was read, or why it cannot be taken in: a stable code and one sentence.</summary>
    public sealed record Outcome(Draft? Draft, string Text, string DistrictId, string Code, string Reason);

    /// <param name="session">Where the registries of units are.</param>
    /// <param name="fileName">Its name, without folders.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="districtId">The district to take it for; null to tell it from the issuers.</param>
    /// <param name="mayDiffer">Whether documents of another district's issuer are taken in all the same.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async Task<Outcome> ReadAsync(
        Session session, string fileName, byte[] bytes, string? districtId, bool mayDiffer, CancellationToken cancellation)
    {
        if (!SourceText.TryDecode(bytes, out var source, out var reason))
            return Refused("unreadable-document", reason);

        if (source.ToString().Contains('\0', StringComparison.Ordinal))
            return Refused("unreadable-document", "The file holds the character U+0000; it is no text.");

        var registries = await UnitStore.RegistriesAsync(session);
        var draft = new GazetteReader(registries).Read(fileName, source, districtId, cancellation);
        var listed = draft.Documents.Where(document => document.Lists.Count > 0).ToList();
        if (listed.Count == 0)
            return Refused("no-task-list", "No task list was found in this document; nothing was stored.");

        var districts = registries.Select(registry => registry.District).ToList();
        var issuing = listed.Select(document => Districts.FindByIssuer(document.Issuer ?? document.Title, districts)?.Code).OfType<string>().Distinct().ToList();
        if (districtId is null)
        {
            return issuing is [var only]
                ? new Outcome(draft, source.ToString(), only, "", "")
                : Refused("district-unknown", issuing.Count == 0
                    ? "The issuer belongs to no district that is registered here; say which with --district."
                    : $"The issuers belong to several districts ({string.Join(", ", issuing)}); say which with --district.");
        }

        var other = issuing.Find(code => code != districtId);
        return other is not null && !mayDiffer
            ? Refused("other-district", $"The issuer belongs to the district {other}; this key is of {districtId}.")
            : new Outcome(draft, source.ToString(), districtId, "", "");
    }

    private static Outcome Refused(string code, string reason) => new(null, "", "", code, reason);
}
