using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace TaskTracker.Documents.Readers.Pdf;

/// <summary>
/// PdfPig's filters, but that a packed stream which cannot be unpacked is an error: PdfPig 0.1.16 answers it with the packed bytes, in which
/// no text is found, so that a page would be empty without a word.
/// </summary>
internal sealed class PdfFilters() : BaseFilterProvider(Instances)
{
    private static readonly Dictionary<string, IFilter> Instances =
        new string[]
        {
            "FlateDecode", "Fl", "LZWDecode", "LZW", "ASCII85Decode", "A85", "ASCIIHexDecode", "AHx", "RunLengthDecode", "RL",
            "CCITTFaxDecode", "CCF", "DCTDecode", "DCT", "JBIG2Decode", "JPXDecode",
        }.ToDictionary(name => name, name => Checked(DefaultFilterProvider.Instance.GetNamedFilters([NameToken.Create(name)])[0]));

    private static IFilter Checked(IFilter filter) => filter is FlateFilter ? new CheckedFlate(filter) : filter;

    private sealed class CheckedFlate(IFilter filter) : IFilter
    {
        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            var output = filter.Decode(input, streamDictionary, filterProvider, filterIndex);
            return output.Span.Overlaps(input.Span)
                ? throw UnreadableException.Damaged("A part of the PDF cannot be unpacked: it is damaged, or too large.")
                : output;
        }
    }
}
