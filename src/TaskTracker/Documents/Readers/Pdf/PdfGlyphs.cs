using TaskTracker.Documents.Readers.Pages;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Geometry;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Outline.Destinations;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.PdfFonts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace TaskTracker.Documents.Readers.Pdf;

/// <summary>What a page prints: its glyphs as characters with places, without lines and colours, which cost most of the time.</summary>
internal sealed class PdfGlyphs
{
    /// <summary>Stands for a glyph of which the font does not say what character it is.</summary>
    public const string Unknown = "\uFFFD";

    public List<PlacedText> Placed { get; } = [];

    public bool HasPicture { get; private set; }

    /// <summary>True if a font could not be loaded; PdfPig leaves out what is printed in it.</summary>
    public bool LacksFont { get; private set; }

    /// <summary>How PdfPig is told to make this of a page; it wants this constructor.</summary>
    public sealed class Factory(
        IPdfTokenScanner scanner, IResourceStore resources, ILookupFilterProvider filters, IPageContentParser parser, ParsingOptions options)
        : BasePageFactory<PdfGlyphs>(scanner, new TextResources(resources), filters, parser, options)
    {
        protected override PdfGlyphs ProcessPage(
            int pageNumber, DictionaryToken dictionary, NamedDestinations namedDestinations, MediaBox mediaBox, CropBox cropBox, UserSpaceUnit userSpaceUnit,
            PageRotationDegrees rotation, TransformationMatrix initialMatrix, IReadOnlyList<IGraphicsStateOperation> operations) =>
            new Processor(pageNumber, ResourceStore, PdfScanner, PageContentParser, FilterProvider, cropBox, userSpaceUnit, rotation, initialMatrix, ParsingOptions)
                .Process(pageNumber, operations);
    }

    private sealed class Processor(
        int pageNumber, IResourceStore resources, IPdfTokenScanner scanner, IPageContentParser parser, ILookupFilterProvider filters, CropBox cropBox,
        UserSpaceUnit unit, PageRotationDegrees rotation, TransformationMatrix initial, ParsingOptions options)
        : BaseStreamProcessor<PdfGlyphs>(pageNumber, resources, scanner, parser, filters, cropBox, unit, rotation, initial, options)
    {
        private const int DeepestForm = 32;

        /// <summary>What places text; all else (paths, colours, inline pictures) is passed over.</summary>
        private static readonly HashSet<string> Operators =
            ["BT", "ET", "Tj", "TJ", "'", "\"", "Td", "TD", "Tm", "T*", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "q", "Q", "cm", "Do", "gs", "BMC", "BDC", "EMC"];

        private static readonly string[] UnicodeEncodings = ["-UTF16-H", "-UTF16-V", "-UCS2-H", "-UCS2-V"];

        private readonly PdfGlyphs page = new();
        private readonly Stack<string?> marks = new();
        private readonly double width = rotation.SwapsAxis ? cropBox.Bounds.Height : cropBox.Bounds.Width;
        private readonly double height = rotation.SwapsAxis ? cropBox.Bounds.Width : cropBox.Bounds.Height;
        private PlacedText? replaced;
        private int forms;

        public override PdfGlyphs Process(int pageNumberCurrent, IReadOnlyList<IGraphicsStateOperation> operations)
        {
            ProcessOperations(operations);
            EndReplacement();
            return page;
        }

        protected override void ProcessOperations(IReadOnlyList<IGraphicsStateOperation> operations)
        {
            foreach (var operation in operations)
                if (Operators.Contains(operation.Operator))
                    operation.Run(this);
        }

        public override void RenderGlyph(
            IFont font, CurrentGraphicsState currentState, double fontSize, double pointSize, int code, string unicode, long currentOffset,
            in TransformationMatrix renderingMatrix, in TransformationMatrix textMatrix, in TransformationMatrix transformationMatrix,
            CharacterBoundingBox characterBoundingBox)
        {
            var matrix = renderingMatrix.Multiply(textMatrix).Multiply(transformationMatrix);
            var (start, end, top) = (matrix.Transform(new PdfPoint(0, 0)), matrix.Transform(new PdfPoint(characterBoundingBox.Width, 0)), matrix.Transform(new PdfPoint(0, 1)));
            if (start.X < -width || start.Y < -height || start.X > 2 * width || start.Y > 2 * height)
                return;

            var direction = matrix.Transform(new PdfPoint(1, 0));
            var angle = Math.Atan2(direction.Y - start.Y, direction.X - start.X);
            var (along, across) = (Math.Cos(angle), Math.Sin(angle));
            var glyph = new PlacedText(
                Printable(font.TryGetUnicode(code, out var known) ? known : OfCode(font, code) ?? Unknown),
                (start.X * along) + (start.Y * across), (end.X * along) + (end.Y * across), (start.X * across) - (start.Y * along),
                Math.Sqrt(Math.Pow(top.X - start.X, 2) + Math.Pow(top.Y - start.Y, 2)),
                ((int)Math.Round(angle * 180 / Math.PI) + 360) % 360);
            if (marks.Count > 0 && marks.Peek() is not null)
                replaced = replaced is { } first ? first with { Right = Math.Max(first.Right, glyph.Right) } : glyph;
            else
                page.Placed.Add(glyph);
        }

        /// <summary>
        /// A browser (Skia) maps a glyph that several characters share to the lowest of them, a radical, and says by ActualText which one is
        /// meant; PdfPig heeds it only with an option, and then for its own letters.
        /// </summary>
        public override void BeginMarkedContent(NameToken name, NameToken? propertyDictionaryName, DictionaryToken? properties)
        {
            if (propertyDictionaryName is not null)
                properties = ResourceStore.GetMarkedContentPropertiesDictionary(propertyDictionaryName) ?? properties;

            // A sequence inside one that is replaced is replaced with it.
            var outer = marks.Count > 0 ? marks.Peek() : null;
            marks.Push(outer ?? (properties is not null && properties.TryGet<IDataToken<string>>(NameToken.ActualText, PdfScanner, out var text) ? text.Data ?? "" : null));
        }

        public override void EndMarkedContent()
        {
            if (marks.Count == 0)
                return;

            var text = marks.Pop();
            if (text is null || (marks.Count > 0 && marks.Peek() is not null))
                return;

            if (replaced is { } glyph)
                page.Placed.Add(glyph with { Text = Printable(text) });

            replaced = null;
        }

        public override void SetFontAndSize(NameToken font, double size)
        {
            page.LacksFont |= ResourceStore.GetFont(font) is null;
            base.SetFontAndSize(font, size);
        }

        protected override void RenderXObjectImage(XObjectContentRecord xObjectContentRecord) => page.HasPicture = true;

        /// <summary>Forms that print one another without end are cut off; PdfPig sees only one that prints itself.</summary>
        protected override void ProcessFormXObject(StreamToken formStream, NameToken xObjectName)
        {
            if (forms >= DeepestForm)
                return;

            forms++;
            base.ProcessFormXObject(formStream, xObjectName);
            forms--;
        }

        private void EndReplacement()
        {
            while (marks.Count > 0)
                EndMarkedContent();
        }

        /// <summary>
        /// The character where a font that is not embedded is encoded in Unicode: its name then ends in that of its encoding. PdfPig 0.1.16 knows few of
        /// the characters of UniGB-UTF16-H.
        /// </summary>
        private static string? OfCode(IFont font, int code) =>
            font.Name?.Data is { } name && Array.Exists(UnicodeEncodings, encoding => name.EndsWith(encoding, StringComparison.Ordinal))
                ? code > char.MaxValue ? $"{(char)(code >> 16)}{(char)code}" : $"{(char)code}"
                : null;

        /// <summary>Without soft hyphens and control characters, which print nothing.</summary>
        private static string Printable(string text) => text.Any(character => char.IsControl(character) || character == '\u00AD')
            ? string.Concat(text.Select(character => char.IsWhiteSpace(character) ? " " : char.IsControl(character) || character == '\u00AD' ? "" : character.ToString()))
            : text;

        public override void BeginSubpath() { }

        public override PdfPoint? CloseSubpath() => null;

        public override void StrokePath(bool close) { }

        public override void FillPath(FillingRule fillingRule, bool close) { }

        public override void FillStrokePath(FillingRule fillingRule, bool close) { }

        public override void MoveTo(double x, double y) { }

        public override void BezierCurveTo(double x2, double y2, double x3, double y3) { }

        public override void BezierCurveTo(double x1, double y1, double x2, double y2, double x3, double y3) { }

        public override void LineTo(double x, double y) { }

        public override void Rectangle(double x, double y, double width, double height) { }

        public override void EndPath() { }

        public override void ClosePath() { }

        public override void ModifyClippingIntersect(FillingRule clippingRule) { }

        protected override void ClipToRectangle(PdfRectangle rectangle, FillingRule clippingRule) { }

        protected override void RenderInlineImage(InlineImage inlineImage) { }

        public override void PaintShading(NameToken shadingName) { }
    }
}
