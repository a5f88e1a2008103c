using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Documents;

/// <summary>Small made-up documents in the gazettes' layouts, and their upload.</summary>
internal static class SampleText
{
    /// <summary>A document of numbered measures, each followed by labelled lines; an empty value leaves its line out.</summary>
    public static string Labelled(
        string title, string number, IEnumerable<(string No, string Measure, string Lead, string Partner, string Time)> items,
        string listTitle = "工作任务清单")
    {
        var text = new StringBuilder();
        text.Append(title).Append("\n\n").Append(number).Append("\n\n各有关单位：\n\n现将《").Append(title).Append("》印发给你们，请认真落实。\n\n")
            .Append("东区人民政府\n\n2018年7月5日\n\n").Append(listTitle).Append("\n\n一、重点任务\n\n");
        foreach (var (no, measure, lead, partner, time) in items)
        {
            text.Append(no).Append(". ").Append(measure).Append("\n\n");
            foreach (var (label, value) in new[] { ("牵头部门", lead), ("配合部门", partner), ("时间安排", time) })
            {
                if (value.Length > 0)
                    text.Append(label).Append('：').Append(value).Append("\n\n");
            }
        }

        return text.ToString();
    }

    /// <summary>A document with one tab-separated table.</summary>
    public static string Table(string title, string number, params string[] rows) =>
        $"{title}\n\n{number}\n\n各有关单位：\n\n现将《{title}》印发给你们，请认真落实。\n\n东区人民政府\n\n2018年7月5日\n\n任务分解表\n\n{string.Join('\n', rows)}\n";

    public static MultipartFormDataContent Form(string name, string text) => Form(name, Encoding.UTF8.GetBytes(text));

    public static MultipartFormDataContent Form(string name, byte[] bytes) => new() { { new ByteArrayContent(bytes), "file", name } };

    /// <summary>Uploads and expects that it is taken in, as new or as known.</summary>
    public static async Task<JsonNode> UploadAsync(this HttpClient office, string name, string text)
    {
        using var form = Form(name, text);
        using var response = await office.PostAsync("documents", form);
        Assert.That(response.StatusCode, Is.AnyOf(HttpStatusCode.Created, HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }
}
