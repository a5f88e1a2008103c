using System.IO.Compression;
using System.Xml;

namespace TaskTracker.Documents.Readers;

/// <summary>
/// Looks through a zip package before a library opens it: how much it unpacks to is counted while it is read, not believed; its XML has
/// no document type and no entities of its own, is not nested deep and in no paragraph or row too much at once.
/// </summary>
internal static class PackageGuard
{
    private const int MostParts = 10_000;
    private const int DeepestNesting = 128;
    private const int MostNodesInBlock = 500_000;

    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = true };

    /// <returns>The names of the parts.</returns>
    /// <exception cref="UnreadableException">The package is damaged or hostile.</exception>
    public static IReadOnlySet<string> Check(DocumentFile file, CancellationToken cancellation)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file.Bytes, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostParts)
                throw UnreadableException.TooLarge($"The package has more than {MostParts:N0} parts.");

            var rest = file.Limits.MaxUnpackedBytes;
            foreach (var part in zip.Entries)
            {
                using var content = new CountedStream(part.Open(), rest, file.Limits.MaxUnpackedBytes, cancellation);
                if (part.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || part.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
                    CheckXml(content);
                else
                    content.CopyTo(Stream.Null);

                rest -= content.Count;
            }

            return zip.Entries.Select(part => part.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        }
        catch (XmlException exception)
        {
            throw UnreadableException.Damaged($"A part of the package is no plain XML: {exception.Message}");
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or NotSupportedException or IOException or ArgumentException)
        {
            throw UnreadableException.Damaged($"The package is damaged or cut off: {exception.Message}");
        }
    }

    private static void CheckXml(Stream content)
    {
        using var xml = XmlReader.Create(content, Strict);
        int blockDepth = -1, nodes = 0;
        while (xml.Read())
        {
            if (xml.Depth > DeepestNesting)
                throw UnreadableException.TooLarge($"The XML of the package is nested deeper than {DeepestNesting}.");

            if (xml.Depth <= blockDepth)
                blockDepth = -1;

            if (xml.NodeType == XmlNodeType.Element && blockDepth < 0 && xml.LocalName is "p" or "tr" or "row" or "si" or "style" or "abstractNum" or "sheet" or "mergeCell")
                (blockDepth, nodes) = (xml.Depth, 0);

            nodes += 1 + xml.AttributeCount;
            if (nodes > MostNodesInBlock)
                throw UnreadableException.TooLarge($"One paragraph or row of the package has more than {MostNodesInBlock:N0} parts.");

            if (blockDepth < 0)
                nodes = 0;
        }
    }

    /// <summary>Counts what is read and stops at the limit.</summary>
    private sealed class CountedStream(Stream inner, long rest, long limit, CancellationToken cancellation) : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Count; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = inner.Read(buffer);
            Count += read;
            return Count <= rest ? read : throw UnreadableException.TooLarge($"The package unpacks to more than the {limit:N0} bytes that are allowed.");
        }

        public override void Flush()
        {
            // Nothing is written.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();

            base.Dispose(disposing);
        }
    }
}
