namespace TaskTracker.Core;

/// <summary>
/// What a reader of printed text wants a person to look at: a stable code and a sentence. It becomes a
/// <see cref="Documents.Finding"/> once it is tied to the lines that it came from.
/// </summary>
/// <param name="Code">Stable kebab-case code, e.g. <c>unit-unknown</c>.</param>
/// <param name="Message">One sentence that names the text in doubt and what was made of it.</param>
public sealed record Doubt(string Code, string Message);
