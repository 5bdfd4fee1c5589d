using Signing.Core.Pdf;
using Signing.Core.Verification.Changes.Ink;

namespace Signing.Core.Verification.Changes;

/// <summary>What a page shows, and where.</summary>
internal static class PageInk
{
    private const int HighestTree = 64;

    /// <summary>Whether a page shows anything in a rectangle of its user space; true where that cannot be known.</summary>
    /// <param name="view">The revision.</param>
    /// <param name="page">The page.</param>
    /// <param name="rectangle">Any two opposite corners.</param>
    internal static bool IsIn(PdfView view, PdfDictionary page, PdfArray rectangle)
    {
        if (Box.Read(view, rectangle) is not { } target)
        {
            return true;
        }
        try
        {
            return target.HasArea && (AnnotationInk.IsIn(view, page, target) || new InkReader(view, target).Shows(Content(view, page), Resources(view, page)));
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            return true;
        }
    }

    /// <summary>The page's streams are one: where one ends, white space stands (ISO 32000-2, table 31).</summary>
    private static byte[] Content(PdfView view, PdfDictionary page)
    {
        switch (view.Resolve(page["Contents"]))
        {
            case PdfStream one:
                return view.Decode(one);
            case PdfArray several:
                using (var content = new MemoryStream())
                {
                    foreach (PdfStream part in several.Select(view.Resolve).OfType<PdfStream>())
                    {
                        content.Write(view.Decode(part));
                        content.WriteByte((byte)'\n');
                    }
                    return content.ToArray();
                }
            default:
                return [];
        }
    }

    private static PdfDictionary? Resources(PdfView view, PdfDictionary page)
    {
        PdfDictionary? node = page;
        for (int height = 0; height < HighestTree && node is not null; height++)
        {
            if (view.Get<PdfDictionary>(node, "Resources") is { } resources)
            {
                return resources;
            }
            node = view.Get<PdfDictionary>(node, "Parent");
        }
        return null;
    }
}
