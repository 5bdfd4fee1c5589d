using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>The references that an object holds.</summary>
internal static class References
{
    /// <summary>Shows every reference in a value; none is followed.</summary>
    internal static void Visit(PdfObject? value, Action<PdfReference> visit)
    {
        // The parser bounds how deep values nest.
        switch (value)
        {
            case PdfReference reference:
                visit(reference);
                break;
            case PdfStream stream:
                Visit(stream.Dictionary, visit);
                break;
            case PdfArray array:
                foreach (PdfObject item in array)
                {
                    Visit(item, visit);
                }
                break;
            case PdfDictionary dictionary:
                foreach ((_, PdfObject item) in dictionary)
                {
                    Visit(item, visit);
                }
                break;
        }
    }

    /// <summary>Whether a dictionary refers to an object number nowhere but under these keys.</summary>
    internal static bool HasOnlyUnder(PdfDictionary holder, int number, params ReadOnlySpan<string> keys)
    {
        foreach ((string key, PdfObject value) in holder)
        {
            if (!keys.Contains(key) && HasTo(value, number))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Whether a value holds a reference to an object number, of whatever generation.</summary>
    internal static bool HasTo(PdfObject? value, int number)
    {
        bool found = false;
        Visit(value, reference => found |= reference.Number == number);
        return found;
    }
}
