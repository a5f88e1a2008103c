using TaskTracker.Core.Messages;
using TaskTracker.Platform;

namespace TaskTracker.Templates;

/// <summary>Reads and writes the templates that a district has written itself.</summary>
internal static class TemplateStore
{
    public sealed record Stored(MessageTemplate Template, int Version);

    /// <summary>The district's words, over the defaults.</summary>
    public static async Task<MessageTemplates> TemplatesOfAsync(this Session session, string districtId)
    {
        var own = await session.OwnTemplatesAsync(districtId);
        return own.Count == 0 ? MessageTemplates.Default : MessageTemplates.With(own.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Template)));
    }

    public static async Task<IReadOnlyDictionary<TemplateName, Stored>> OwnTemplatesAsync(this Session session, string districtId) =>
        (await session.QueryAsync<Row>(SelectAll, new { DistrictId = districtId })).ToDictionary(
            row => EnumNames.Parse<TemplateName>(row.Name), row => new Stored(new MessageTemplate(row.Subject, row.Text, row.Html), row.Version));

    /// <returns>False if somebody else has changed it since it was read.</returns>
    public static async Task<bool> SaveTemplateAsync(
        this Transaction transaction, string districtId, TemplateName name, int version, MessageTemplate template, string by, DateTimeOffset now) =>
        await transaction.ExecuteAsync(version == 0 ? Insert : Update, new
        {
            DistrictId = districtId,
            Name = EnumNames.Of(name),
            template.Subject,
            template.Text,
            template.Html,
            Version = version,
            By = by,
            Now = now,
        }) == 1;

    public static Task DeleteTemplateAsync(this Transaction transaction, string districtId, TemplateName name) =>
        transaction.ExecuteAsync(Delete, new { DistrictId = districtId, Name = EnumNames.Of(name) });

    private sealed record Row
    {
        public string Name { get; init; } = "";

        public string? Subject { get; init; }

        public string Text { get; init; } = "";

        public string? Html { get; init; }

        public int Version { get; init; }
    }

    private const string SelectAll = "select name, subject, text, html, version from message_templates where district_id = @DistrictId";

    private const string Insert = """
        insert into message_templates (district_id, name, subject, text, html, updated_at, updated_by)
        values (@DistrictId, @Name, @Subject, @Text, @Html, @Now, @By)
            on conflict do nothing
        """;

    private const string Update = """
        update message_templates
           set subject = @Subject, text = @Text, html = @Html, version = version + 1, updated_at = @Now, updated_by = @By
         where district_id = @DistrictId and name = @Name and version = @Version
        """;

    private const string Delete = "delete from message_templates where district_id = @DistrictId and name = @Name";
}
