using System.Formats.Asn1;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Signing.Core.Cms;

namespace Signing.Core.Tests.Creation;

/// <summary>A signature as it stands in a file, found by a search for its text and without our own reader.</summary>
internal sealed partial class EmbeddedSignature
{
    private EmbeddedSignature(byte[] document, long firstLength, long secondStart, long secondLength)
    {
        SignedBytes = [.. document[..(int)firstLength], .. document[(int)secondStart..(int)(secondStart + secondLength)]];
        Contents = Convert.FromHexString(Encoding.ASCII.GetString(document[((int)firstLength + 1)..((int)secondStart - 1)]));
        AsnDecoder.ReadEncodedValue(Contents, AsnEncodingRules.BER, out _, out _, out int length);
        Cms = Contents[..length];
    }

    /// <summary>What its ByteRange names.</summary>
    internal byte[] SignedBytes { get; }

    /// <summary>The bytes of <c>/Contents</c>, padding and all.</summary>
    internal byte[] Contents { get; }

    /// <summary>The CMS without its padding.</summary>
    internal byte[] Cms { get; }

    internal ReadOnlyMemory<byte> Value => CmsSignedData.Parse(Cms).Signers.Single().SignatureValue;

    internal IReadOnlyList<ReadOnlyMemory<byte>> Certificates => CmsSignedData.Parse(Cms).Certificates;

    internal IReadOnlyList<ReadOnlyMemory<byte>> Timestamps => CmsSignedData.Parse(Cms).Signers.Single().SignatureTimestamps;

    /// <summary>All signatures of a document, in the order of the file.</summary>
    internal static IReadOnlyList<EmbeddedSignature> All(byte[] document) =>
    [
        .. ByteRange().Matches(Encoding.Latin1.GetString(document)).Select(match => new EmbeddedSignature(document, Number(match, 1), Number(match, 2), Number(match, 3))),
    ];

    internal static EmbeddedSignature Last(byte[] document) => All(document)[^1];

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/ByteRange\s*\[0 (\d+) (\d+) (\d+)\s*\]")]
    private static partial Regex ByteRange();
}
