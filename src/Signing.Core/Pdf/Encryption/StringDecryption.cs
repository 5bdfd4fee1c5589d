namespace Signing.Core.Pdf.Encryption;

/// <summary>Puts decrypted strings in the place of those of one object, wherever in it they stand.</summary>
internal sealed class StringDecryption(PdfSecurity security, PdfReference owner, BudgetMeter meter)
{
    internal PdfIndirectObject Apply(PdfIndirectObject found)
    {
        if (found.Value is PdfString text)
        {
            return found with { Value = security.Decrypt(text, owner) };
        }
        Apply((found.Value as PdfStream)?.Dictionary ?? found.Value, 1);
        return found;
    }

    /// <summary>
    /// Whether this dictionary is a signature's, whose <c>/Contents</c> is not encrypted (ISO 32000-2, 7.6.2): nobody could
    /// tell before signing what it will be.
    /// </summary>
    internal static bool IsSignature(PdfDictionary dictionary) =>
        dictionary.ContainsKey("ByteRange") || dictionary.IsName("Type", "Sig") || dictionary.IsName("Type", "DocTimeStamp");

    private void Apply(PdfObject value, int depth)
    {
        meter.CheckDepth(depth);
        switch (value)
        {
            case PdfArray array:
                for (int i = 0; i < array.Count; i++)
                {
                    if (array[i] is PdfString text)
                    {
                        array.ReplaceRead(i, security.Decrypt(text, owner));
                    }
                    else
                    {
                        Apply(array[i], depth + 1);
                    }
                }
                break;
            case PdfDictionary dictionary:
                bool isSignature = IsSignature(dictionary);
                for (int i = 0; i < dictionary.Count; i++)
                {
                    (string key, PdfObject item) = dictionary.EntryAt(i);
                    if (item is not PdfString text)
                    {
                        Apply(item, depth + 1);
                    }
                    else if (!isSignature || key != "Contents")
                    {
                        dictionary.ReplaceRead(i, security.Decrypt(text, owner));
                    }
                }
                break;
        }
    }
}
