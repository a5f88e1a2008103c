namespace TaskTracker.Core.Documents;

/// <summary>A document that another one repeals (同时废止, 予以废止, 停止执行), as it is named there (DEMANDS 2).</summary>
/// <param name="Number">文号 in its canonical form; null where only the title is printed.</param>
/// <param name="Title">The title without its outer marks; null where only the number is printed.</param>
/// <param name="LineStart">First line of the name, 1-based.</param>
/// <param name="LineEnd">The line of the words that repeal it.</param>
public sealed record RepealedDocument(string? Number, string? Title, int LineStart, int LineEnd);
