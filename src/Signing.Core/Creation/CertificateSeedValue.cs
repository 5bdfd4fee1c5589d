using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pdf;

namespace Signing.Core.Creation;

/// <summary>The certificate part of a seed value (ISO 32000-2, table 238): whose certificate may sign in the field.</summary>
internal sealed class CertificateSeedValue(PdfView view, PdfDictionary constraints, Func<string, string, SigningException> refuse)
{
    private const int Reserved = 1 << 4;
    private const int KnownConstraints = ((1 << 7) - 1) & ~Reserved;
    private const string PoliciesOid = "2.5.29.32";

    [Flags]
    private enum Required
    {
        Subject = 1 << 0, Issuer = 1 << 1, Oid = 1 << 2, SubjectDn = 1 << 3, KeyUsage = 1 << 5, Url = 1 << 6,
    }

    /// <summary>Refuses, by name, a signer whom the field does not accept.</summary>
    /// <param name="signer">The signer's certificate.</param>
    /// <param name="path">The signer's path, the signer first.</param>
    internal void Check(X509Certificate2 signer, IReadOnlyList<ReadOnlyMemory<byte>> path)
    {
        var required = (Required)((view.Resolve(constraints["Ff"]) as PdfInteger)?.Value ?? 0);
        if (((int)required & ~KnownConstraints) is not 0 and var unknown)
        {
            throw refuse("Cert Ff", $"constraints that are unknown (0x{unknown:X})");
        }
        if (required.HasFlag(Required.Subject) && Items<PdfString>("Subject") is { Count: > 0 } subjects
            && !subjects.Exists(subject => Same(subject, path[0])))
        {
            throw refuse("Cert Subject", "one of its own list of certificates");
        }
        if (required.HasFlag(Required.Issuer) && Items<PdfString>("Issuer") is { Count: > 0 } issuers
            && !issuers.Exists(issuer => path.Skip(1).Any(above => Same(issuer, above))))
        {
            throw refuse("Cert Issuer", "a certificate under one of its own list of issuers");
        }
        if (required.HasFlag(Required.Oid) && Items<PdfString>("OID") is { Count: > 0 } policies
            && policies.Select(static policy => policy.ToText()).Except(Policies(signer)).Any())
        {
            throw refuse("Cert OID", "a certificate under the policies " + string.Join(", ", policies));
        }
        // Each dictionary is to be met, not one of them: the certificate has all the attributes in each.
        if (required.HasFlag(Required.SubjectDn) && Items<PdfDictionary>("SubjectDN") is { Count: > 0 } names
            && !names.TrueForAll(name => Matches(signer.SubjectName, name)))
        {
            throw refuse("Cert SubjectDN", "a subject with " + string.Join(", ", names.SelectMany(static name => name).Select(static part => $"{part.Key}={part.Value}")));
        }
        if (required.HasFlag(Required.KeyUsage) && Items<PdfString>("KeyUsage") is { Count: > 0 } usages
            && !usages.Exists(usage => Matches(signer, usage.ToText())))
        {
            throw refuse("Cert KeyUsage", "key usage " + string.Join(" or ", usages));
        }
        // For a page where one may enrol, which is the default, the standard has the flag ignored.
        if (required.HasFlag(Required.Url) && view.Resolve(constraints["URLType"]) is PdfName { Value: not "Browser" } type)
        {
            throw refuse("Cert URL", $"a certificate by way of {type.Value}");
        }
    }

    private static bool Same(PdfString demanded, ReadOnlyMemory<byte> certificate) => demanded.Value.AsSpan().SequenceEqual(certificate.Span);

    /// <summary>Every attribute that the dictionary names stands in the subject with that value.</summary>
    private bool Matches(X500DistinguishedName subject, PdfDictionary demanded)
    {
        List<(string Oid, string Value)> attributes =
        [
            .. subject.EnumerateRelativeDistinguishedNames()
                .Where(static rdn => !rdn.HasMultipleElements)
                .Select(static rdn => (rdn.GetSingleElementType().Value ?? "", rdn.GetSingleElementValue() ?? "")),
        ];
        foreach ((string key, PdfObject value) in demanded)
        {
            if (view.Resolve(value) is not PdfString text || !attributes.Contains((AttributeOid(key), text.ToText())))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The short names of RFC 4514 and X.520; whatever else is an OID, or no attribute that is known.</summary>
    private static string AttributeOid(string key) => key.ToUpperInvariant() switch
    {
        "CN" => "2.5.4.3",
        "SERIALNUMBER" => "2.5.4.5",
        "C" => "2.5.4.6",
        "L" => "2.5.4.7",
        "ST" or "S" => "2.5.4.8",
        "STREET" => "2.5.4.9",
        "O" => "2.5.4.10",
        "OU" => "2.5.4.11",
        "T" or "TITLE" => "2.5.4.12",
        "SN" or "SURNAME" => "2.5.4.4",
        "GN" or "GIVENNAME" => "2.5.4.42",
        "DC" => "0.9.2342.19200300.100.1.25",
        "UID" => "0.9.2342.19200300.100.1.1",
        "E" or "EMAIL" or "EMAILADDRESS" => "1.2.840.113549.1.9.1",
        _ => key,
    };

    /// <summary>One digit for each bit from digitalSignature to decipherOnly: 0 must not, 1 must be set, X either.</summary>
    private static bool Matches(X509Certificate2 signer, string pattern)
    {
        X509KeyUsageFlags usage = signer.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages ?? X509KeyUsageFlags.None;
        ReadOnlySpan<X509KeyUsageFlags> bits =
        [
            X509KeyUsageFlags.DigitalSignature, X509KeyUsageFlags.NonRepudiation, X509KeyUsageFlags.KeyEncipherment,
            X509KeyUsageFlags.DataEncipherment, X509KeyUsageFlags.KeyAgreement, X509KeyUsageFlags.KeyCertSign,
            X509KeyUsageFlags.CrlSign, X509KeyUsageFlags.EncipherOnly, X509KeyUsageFlags.DecipherOnly,
        ];
        for (int i = 0; i < pattern.Length && i < bits.Length; i++)
        {
            bool set = (usage & bits[i]) != 0;
            if (pattern[i] == '1' ? !set : pattern[i] == '0' && set)
            {
                return false;
            }
        }
        return true;
    }

    private static List<string> Policies(X509Certificate2 certificate)
    {
        if (certificate.Extensions[PoliciesOid] is not { } extension)
        {
            return [];
        }
        var policies = new List<string>();
        try
        {
            AsnReader list = new AsnReader(extension.RawData, AsnEncodingRules.BER).ReadSequence();
            while (list.HasData)
            {
                policies.Add(list.ReadSequence().ReadObjectIdentifier());
            }
        }
        catch (AsnContentException)
        {
            // What cannot be read asserts no policy.
        }
        return policies;
    }

    private List<T> Items<T>(string key)
        where T : PdfObject =>
        view.Resolve(constraints[key]) is PdfArray array ? [.. array.Select(view.Resolve).OfType<T>()] : [];
}
