using System.Text.RegularExpressions;
using TaskTracker.Platform.OpenApi;
using TaskTracker.Tests.Architecture;

namespace TaskTracker.Tests.Contract;

/// <summary>The catalogue of problem types and the codes in the source are the same.</summary>
internal sealed partial class ProblemTypesTests
{
    /// <summary>Words with a hyphen that are no codes of problems.</summary>
    private static readonly string[] NotCodes =
    [
        // Of the command line, where a refusal is a line on stderr: a document without a district, and files of registers.
        "district-unknown", "registry-faulty", "registry-unreadable",
        // The pages of the jobs: where a form comes from, a cookie, a field.
        "same-origin", "tasktracker-jobs", "current-password",
        // Headers of mails and of messages to gateways.
        "auto-generated", "no-referrer", "no-store", "webhook-id", "webhook-timestamp", "webhook-signature",
    ];

    private static readonly IReadOnlyList<SourceFile> Source =
    [
        .. SourceTree.FilesOf("src/TaskTracker").Where(file => !file.Path.Contains("/Platform/OpenApi/", StringComparison.Ordinal)),
        .. SourceTree.FilesOf("src/TaskTracker.Core/Tasks"),
    ];

    [Test]
    public void Every_code_in_the_source_stands_in_the_catalogue() => Assert.That(Unlisted(Source), Is.Empty, "Enter it in ProblemTypes.");

    [TestCase("""Problems.Of(409, "brand-new", "No.")""")]
    [TestCase("""Problems.Of(StatusCodes.Status409Conflict, "novel", "No.")""")]
    [TestCase("""new Refusal("novel", "No.")""")]
    [TestCase("""Refused("brand-new", reason)""")]
    [TestCase("418 => \"novel\",")]
    public void Canary_a_code_that_the_catalogue_lacks_is_seen(string text) =>
        Assert.That(Unlisted([new SourceFile("src/TaskTracker/X/X.cs", text)]), Has.Exactly(1).Items);

    [Test]
    public void The_catalogue_holds_no_code_that_the_service_never_gives() =>
        Assert.That(ProblemTypes.All.Where(type => !Source.Any(file => file.Text.Contains($"\"{type.Code}\"", StringComparison.Ordinal))), Is.Empty);

    [Test]
    public void A_code_has_one_meaning() => Assert.That(ProblemTypes.All.Select(type => type.Code), Is.Unique);

    private static IEnumerable<string> Unlisted(IEnumerable<SourceFile> source)
    {
        var known = ProblemTypes.All.Select(type => type.Code).Concat(NotCodes).ToHashSet();
        return source.SelectMany(file => Hyphened.Matches(file.Text).Concat(Single.Matches(file.Text))
            .Select(match => match.Groups[1].Value).Distinct()
            .Where(code => !known.Contains(code)).Select(code => $"{code} in {file.Path}"));
    }

    /// <summary>A word like <c>task-closed</c> is taken for a code wherever it stands.</summary>
    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)+)\"")]
    private static partial Regex Hyphened { get; }

    /// <summary>A word without a hyphen, where a code is expected.</summary>
    [GeneratedRegex("""(?:Problems\.Of\([\w.]+, |new Refusal\(|Refused\(|(?:Failed|Wrong)\(|\d{3} => |_failure = \()"([a-z]+)["]""")]
    private static partial Regex Single { get; }
}
