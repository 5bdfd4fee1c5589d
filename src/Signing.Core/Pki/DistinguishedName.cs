using System.Buffers;
using System.Formats.Asn1;
using System.Text;

namespace Signing.Core.Pki;

/// <summary>An X.501 name: as it stands, as people read it, and as RFC 5280, 7.1 compares it.</summary>
internal sealed class DistinguishedName : IEquatable<DistinguishedName>
{
    private const string CommonNameOid = "2.5.4.3";
    private const string OrganizationOid = "2.5.4.10";
    private const string TitleOid = "2.5.4.12";

    private static readonly SearchValues<char> Special = SearchValues.Create(",+\"\\<>;\0");

    private readonly (string Oid, string Value, bool StartsRdn)[] _attributes;
    private readonly string _comparable;

    private DistinguishedName(ReadOnlyMemory<byte> der, (string Oid, string Value, bool StartsRdn)[] attributes)
    {
        Der = der;
        _attributes = attributes;
        _comparable = Comparable(attributes);
    }

    /// <summary>The Name as encoded.</summary>
    internal ReadOnlyMemory<byte> Der { get; }

    internal bool IsEmpty => _attributes.Length == 0;

    internal string? CommonName => Find(CommonNameOid);

    internal string? Organization => Find(OrganizationOid);

    internal string? Title => Find(TitleOid);

    /// <summary>Reads a Name.</summary>
    /// <exception cref="AsnContentException">It is malformed.</exception>
    internal static DistinguishedName Parse(ReadOnlyMemory<byte> der)
    {
        var attributes = new List<(string, string, bool)>();
        AsnReader names = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
        while (names.HasData)
        {
            AsnReader relative = names.ReadSetOf(skipSortOrderValidation: true);
            bool first = true;
            while (relative.HasData)
            {
                AsnReader attribute = relative.ReadSequence();
                attributes.Add((attribute.ReadObjectIdentifier(), ReadValue(attribute), first));
                first = false;
            }
        }
        return new DistinguishedName(der, [.. attributes]);
    }

    public bool Equals(DistinguishedName? other) => other is not null && _comparable == other._comparable;

    public override bool Equals(object? obj) => Equals(obj as DistinguishedName);

    public override int GetHashCode() => string.GetHashCode(_comparable, StringComparison.Ordinal);

    /// <summary>The name as RFC 4514 writes it, last attribute first, accents as themselves.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        int end = _attributes.Length;
        while (end > 0)
        {
            int start = end - 1;
            while (!_attributes[start].StartsRdn)
            {
                start--;
            }
            for (int i = start; i < end; i++)
            {
                text.Append(text.Length == 0 ? "" : i == start ? ", " : "+")
                    .Append(ShortName(_attributes[i].Oid)).Append('=').Append(Escape(_attributes[i].Value));
            }
            end = start;
        }
        return text.ToString();
    }

    private string? Find(string oid)
    {
        foreach ((string candidate, string value, _) in _attributes)
        {
            if (candidate == oid)
            {
                return value;
            }
        }
        return null;
    }

    private static string ReadValue(AsnReader attribute)
    {
        Asn1Tag tag = attribute.PeekTag();
        if (tag.TagClass == TagClass.Universal)
        {
            switch ((UniversalTagNumber)tag.TagValue)
            {
                case UniversalTagNumber.UTF8String:
                case UniversalTagNumber.PrintableString:
                case UniversalTagNumber.IA5String:
                case UniversalTagNumber.NumericString:
                case UniversalTagNumber.VisibleString:
                case UniversalTagNumber.BMPString:
                    return ReadString(attribute, (UniversalTagNumber)tag.TagValue);
                case UniversalTagNumber.T61String:
                    // In practice Latin-1, whatever T.61 says.
                    return Encoding.Latin1.GetString(attribute.PeekContentBytes().Span);
                case UniversalTagNumber.UniversalString:
                    return Encoding.GetEncoding("utf-32BE").GetString(attribute.PeekContentBytes().Span);
            }
        }
        return "#" + Convert.ToHexStringLower(attribute.ReadEncodedValue().Span);
    }

    private static string ReadString(AsnReader attribute, UniversalTagNumber type)
    {
        try
        {
            return attribute.ReadCharacterString(type);
        }
        catch (AsnContentException)
        {
            // Authorities do put letters into a PrintableString that it does not know; the name must still be shown and compared.
            return Encoding.Latin1.GetString(attribute.PeekContentBytes().Span);
        }
    }

    // RFC 5280, 7.1: case and white space at the ends and in runs do not count, nor the string type. Attributes of one RDN are a set.
    private static string Comparable((string Oid, string Value, bool StartsRdn)[] attributes)
    {
        var text = new StringBuilder();
        var relative = new List<string>(1);
        foreach ((string oid, string value, bool startsRdn) in attributes)
        {
            if (startsRdn)
            {
                Flush();
            }
            relative.Add($"{oid}={Fold(value)}");
        }
        Flush();
        return text.ToString();

        void Flush()
        {
            relative.Sort(StringComparer.Ordinal);
            foreach (string attribute in relative)
            {
                text.Append(attribute).Append('\0');
            }
            text.Append('\n');
            relative.Clear();
        }
    }

    private static string Fold(string value)
    {
        var folded = new StringBuilder(value.Length);
        foreach (char c in value)
        {
            if (!char.IsWhiteSpace(c))
            {
                folded.Append(char.ToLowerInvariant(c));
            }
            else if (folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }
        return folded.ToString().TrimEnd(' ');
    }

    private static string Escape(string value)
    {
        if (!value.AsSpan().ContainsAny(Special) && !value.StartsWith(' ') && !value.EndsWith(' '))
        {
            return value;
        }
        var text = new StringBuilder(value.Length + 8);
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            bool edgeSpace = c == ' ' && (i == 0 || i == value.Length - 1);
            text.Append(c != '\0' && Special.Contains(c) || edgeSpace ? "\\" : "").Append(c == '\0' ? "\\00" : c.ToString());
        }
        return text.ToString();
    }

    private static string ShortName(string oid) => oid switch
    {
        CommonNameOid => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "SERIALNUMBER",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "STREET",
        OrganizationOid => "O",
        "2.5.4.11" => "OU",
        TitleOid => "T",
        "2.5.4.42" => "GN",
        "2.5.4.97" => "organizationIdentifier",
        "1.2.840.113549.1.9.1" => "E",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        _ => oid,
    };
}
