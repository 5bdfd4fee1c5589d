using System.Formats.Asn1;
using System.Text;

namespace Signing.Core.Pki;

internal static class AsnReaderExtensions
{
    /// <summary>The text of the next, implicitly tagged IA5String, without moving on; a letter it may not hold does no harm.</summary>
    internal static string PeekString(this AsnReader reader, Asn1Tag tag) =>
        reader.PeekTag().HasSameClassAndValue(tag) ? Encoding.Latin1.GetString(reader.PeekContentBytes().Span) : "";
}
