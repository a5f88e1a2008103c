using System.Diagnostics.CodeAnalysis;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics.Colors;
using UglyToad.PdfPig.PdfFonts;
using UglyToad.PdfPig.Tokens;

namespace TaskTracker.Documents.Readers.Pdf;

/// <summary>
/// The resources of a page without what only paints: PdfPig builds patterns and shadings of a page before it shows any text, and gives the
/// page up where one of them is of a kind that it does not know.
/// </summary>
internal sealed class TextResources(IResourceStore store) : IResourceStore
{
    private static readonly NameToken[] Painting = [NameToken.Pattern, NameToken.Shading, NameToken.ColorSpace];

    private readonly Dictionary<DictionaryToken, DictionaryToken> stripped = new(ReferenceEqualityComparer.Instance);

    public void LoadResourceDictionary(DictionaryToken resourceDictionary)
    {
        if (!stripped.TryGetValue(resourceDictionary, out var text))
            stripped[resourceDictionary] = text = Painting.Aggregate(resourceDictionary, (all, name) => all.ContainsKey(name) ? all.Without(name) : all);

        store.LoadResourceDictionary(text);
    }

    public void UnloadResourceDictionary() => store.UnloadResourceDictionary();

    public IFont? GetFont(NameToken name) => store.GetFont(name);

    public IFont GetFontDirectly(IndirectReferenceToken fontReferenceToken) => store.GetFontDirectly(fontReferenceToken);

    public bool TryGetXObject(NameToken name, [NotNullWhen(true)] out StreamToken? stream) => store.TryGetXObject(name, out stream);

    public bool TryGetXObjectReference(NameToken name, out IndirectReference reference) => store.TryGetXObjectReference(name, out reference);

    public DictionaryToken? GetExtendedGraphicsStateDictionary(NameToken name) => store.GetExtendedGraphicsStateDictionary(name);

    public DictionaryToken? GetMarkedContentPropertiesDictionary(NameToken name) => store.GetMarkedContentPropertiesDictionary(name);

    public bool TryGetNamedColorSpace(NameToken name, out ResourceColorSpace namedColorSpace) => store.TryGetNamedColorSpace(name, out namedColorSpace);

    public ColorSpaceDetails GetColorSpaceDetails(NameToken? name, DictionaryToken? dictionary) => store.GetColorSpaceDetails(name, dictionary);

    public ColorSpaceDetails GetDeviceColorSpaceDetails(ColorSpace deviceColorSpace) => store.GetDeviceColorSpaceDetails(deviceColorSpace);

    public IReadOnlyDictionary<NameToken, PatternColor> GetPatterns() => store.GetPatterns();

    public Shading GetShading(NameToken name) => store.GetShading(name);
}
