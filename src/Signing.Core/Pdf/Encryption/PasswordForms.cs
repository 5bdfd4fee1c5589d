using System.Text;

namespace Signing.Core.Pdf.Encryption;

/// <summary>
/// A password as the bytes that a writer may have made of it, what the standard says first (ISO 32000-2, 7.6.4.3): up to
/// revision 4 PDFDocEncoding, later UTF-8 of the string prepared by SASLprep. Writers differ where there are letters beyond
/// ASCII, so their other habits are tried too.
/// </summary>
internal static class PasswordForms
{
    private const int MostUtf8Bytes = 127;

    internal static IEnumerable<byte[]> Of(string password, bool isUnicode)
    {
        if (password.Length == 0)
        {
            return [[]];
        }
        byte[] plain = Encoding.UTF8.GetBytes(password);
        List<byte[]> forms = isUnicode ? [Encoding.UTF8.GetBytes(SaslPrep.Prepare(password) ?? password), plain] : [];
        if (PdfDocEncoding.TryEncode(password, out byte[] pdfDoc))
        {
            forms.Add(pdfDoc);
        }
        if (!isUnicode && password.All(static c => c <= '\u00FF'))
        {
            forms.Add(Encoding.Latin1.GetBytes(password));
        }
        forms.Add(plain);
        return forms.Select(form => isUnicode && form.Length > MostUtf8Bytes ? form[..MostUtf8Bytes] : form)
            .DistinctBy(Convert.ToHexString);
    }
}
