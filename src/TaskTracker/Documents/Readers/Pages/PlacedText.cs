namespace TaskTracker.Documents.Readers.Pages;

/// <summary>A character, or what one glyph prints, with its place on a page. Lengths are in points, whatever the page's own unit.</summary>
/// <param name="Text">What it prints; white space counts as such.</param>
/// <param name="Left">Where it begins, along the direction of its writing.</param>
/// <param name="Right">Where it ends.</param>
/// <param name="Down">How far its baseline is below an arbitrary line, across the direction of its writing.</param>
/// <param name="Size">Height of the font.</param>
/// <param name="Angle">The direction of its writing, in degrees from 0 to 359; 0 is to the right.</param>
internal readonly record struct PlacedText(string Text, double Left, double Right, double Down, double Size, int Angle = 0);
