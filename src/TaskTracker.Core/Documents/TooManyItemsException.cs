namespace TaskTracker.Core.Documents;

/// <summary>A text holds more items than its <see cref="ReadingWatch"/> allows; the message says how many those are.</summary>
public sealed class TooManyItemsException(string message) : Exception(message);
