using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts;

/// <summary>What a layout may know beside the lines: the units of the district that issued the document.</summary>
/// <param name="Directory">Null if the issuer belongs to no known district.</param>
/// <param name="Cancellation">Asked once a list or so.</param>
internal sealed record ReadingContext(UnitDirectory? Directory, CancellationToken Cancellation);
