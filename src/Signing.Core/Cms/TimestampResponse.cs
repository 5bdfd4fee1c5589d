using System.Formats.Asn1;

namespace Signing.Core.Cms;

/// <summary>An authority's answer (RFC 3161, 2.4.2).</summary>
/// <param name="Status">The status; a number outside the enumeration is a refusal like any other.</param>
/// <param name="StatusText">What the authority says about it, or an empty string.</param>
/// <param name="Failure">Why it refused: the first reason given, or <see langword="null"/>.</param>
/// <param name="Token">The token as encoded, or <see langword="null"/>.</param>
internal sealed record TimestampResponse(TimestampStatus Status, string StatusText, TimestampFailure? Failure, ReadOnlyMemory<byte>? Token)
{
    private const int MaxText = 500;

    internal bool IsGranted => Status is TimestampStatus.Granted or TimestampStatus.GrantedWithMods;

    /// <exception cref="CmsException">Not an answer that can be read.</exception>
    internal static TimestampResponse Parse(ReadOnlyMemory<byte> response) => BerReader.Parse(response, "A time-stamp response", Read);

    /// <summary>An answer that grants.</summary>
    internal static byte[] Grant(ReadOnlyMemory<byte> token)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, token.Length + 16);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger((int)TimestampStatus.Granted);
            }
            writer.WriteEncodedValue(token.Span);
        }
        return writer.Encode();
    }

    /// <summary>An answer that refuses.</summary>
    internal static byte[] Refuse(TimestampFailure failure, string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteInteger((int)TimestampStatus.Rejection);
            using (writer.PushSequence())
            {
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, text);
            }
            writer.WriteNamedBitList(new System.Collections.BitArray((int)failure + 1) { [(int)failure] = true });
        }
        return writer.Encode();
    }

    private static TimestampResponse Read(ReadOnlyMemory<byte> response)
    {
        AsnReader outer = BerReader.Open(response);
        AsnReader sequence = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        AsnReader info = sequence.ReadSequence();
        var status = (TimestampStatus)(info.TryReadInt32(out int value) ? value : -1);
        string text = info.NextIs(UniversalTagNumber.Sequence) ? ReadText(info.ReadSequence()) : "";
        TimestampFailure? failure = info.NextIs(UniversalTagNumber.BitString) ? FirstBit(info.ReadBitString(out _)) : null;
        info.ThrowIfNotEmpty();
        ReadOnlyMemory<byte>? token = sequence.HasData ? sequence.ReadEncodedValue() : default(ReadOnlyMemory<byte>?);
        sequence.ThrowIfNotEmpty();
        return new TimestampResponse(status, text, failure, token);
    }

    /// <summary>Text from a stranger that may be shown to people: short, and without control characters.</summary>
    private static string ReadText(AsnReader lines)
    {
        var text = new System.Text.StringBuilder();
        while (lines.HasData && text.Length < MaxText)
        {
            string line = lines.ReadCharacterString(UniversalTagNumber.UTF8String);
            text.Append(text.Length == 0 ? "" : " ").Append(line.AsSpan(0, Math.Min(line.Length, MaxText)));
        }
        return string.Create(text.Length, text, static (target, source) =>
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
    }

    private static TimestampFailure? FirstBit(byte[] bits)
    {
        for (int i = 0; i < Math.Min(bits.Length, 8) * 8; i++)
        {
            if ((bits[i / 8] & (0x80 >> (i % 8))) != 0)
            {
                return (TimestampFailure)i;
            }
        }
        return null;
    }
}
