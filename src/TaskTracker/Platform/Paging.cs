using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace TaskTracker.Platform;

/// <summary>One page of a list; <see cref="Next"/> is absent at the end.</summary>
internal sealed record Page<T>(
    IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next);

/// <summary>Where a page begins: the sort that it belongs to, and the sort value and id of the last row before it.</summary>
internal sealed record Cursor(string Sort, string Value, long Id);

/// <summary>How much is asked for, and after which row.</summary>
internal sealed record PageRequest(int Limit, string Sort, Cursor? After)
{
    /// <summary>One more than asked, to see whether another page follows.</summary>
    public int Fetch => Limit + 1;
}

/// <summary>Keyset paging: opaque cursors, no offsets, bounded pages.</summary>
internal static class Paging
{
    public const string LimitParameter = "limit";
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public static bool TryRead(QueryValues query, string sort, [NotNullWhen(true)] out PageRequest? page, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        (page, problem) = (null, null);
        Cursor? after = null;
        if (query.Text("cursor") is { } sent)
        {
            after = Decode(sent);
            if (after is null || after.Sort != sort)
            {
                problem = Problems.Invalid("invalid-parameter", new Dictionary<string, string[]>
                {
                    ["cursor"] = ["This cursor does not belong to this list and order; take it from `next` of the page before, or leave it out."],
                });
                return false;
            }
        }

        page = new PageRequest(Math.Min(query.Number(LimitParameter) ?? DefaultLimit, MaxLimit), sort, after);
        return true;
    }

    /// <summary>Cuts the row fetched too many and says where the next page begins, in the body and in the Link header.</summary>
    public static Page<T> ToPage<T>(this IReadOnlyList<T> rows, PageRequest request, HttpContext http, Func<T, (string Value, long Id)> keyOf)
    {
        if (rows.Count <= request.Limit)
            return new Page<T>(rows, null);

        var items = rows.Take(request.Limit).ToArray();
        var (value, id) = keyOf(items[^1]);
        var others = http.Request.Query.Where(pair => pair.Key != "cursor")
            .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value.ToString()));
        var next = http.Request.PathBase + http.Request.Path
            + QueryString.Create(others.Append(KeyValuePair.Create("cursor", (string?)Encode(new Cursor(request.Sort, value, id)))));
        http.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        return new Page<T>(items, next);
    }

    public static string Encode(Cursor cursor) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(cursor));

    public static Cursor? Decode(string text)
    {
        try
        {
            var cursor = JsonSerializer.Deserialize<Cursor>(Base64Url.DecodeFromChars(text));
            return cursor is { Sort: not null, Value: not null } ? cursor : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
