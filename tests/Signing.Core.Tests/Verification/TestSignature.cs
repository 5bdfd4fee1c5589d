using System.Security.Cryptography;
using Signing.Core.Cms;
using Signing.Core.Pdf;
using Signing.Core.Tests.Cms;

namespace Signing.Core.Tests.Verification;

/// <summary>
/// A signature by construction, right or wrong: a signature dictionary in a new invisible or an existing field, signed by
/// a key whose own certificate is the trust anchor.
/// </summary>
internal sealed record TestSignature
{
    private const string Reference = "/Reference [<< /Type /SigRef /TransformMethod";

    internal string Field { get; init; } = "Signature1";

    /// <summary>The partial name of a new field, where it is not <see cref="Field"/>.</summary>
    internal string? Name { get; init; }

    /// <summary>What the signature dictionary begins with.</summary>
    internal string Head { get; init; } = "/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached";

    /// <summary>Further entries of the signature dictionary.</summary>
    internal string Entries { get; init; } = "";

    /// <summary>The entries of a new field but <c>/T</c>, <c>/V</c> and <c>/P</c>.</summary>
    internal string FieldEntries { get; init; } = "/Type /Annot /Subtype /Widget /FT /Sig /F 132 /Rect [0 0 0 0]";

    /// <summary>Whether the catalog's <c>/Perms</c> names it.</summary>
    internal bool Certifies { get; init; }

    /// <summary>Whether a new field goes into the form.</summary>
    internal bool IsInForm { get; init; } = true;

    /// <summary>Whether Contents stands before ByteRange in the dictionary.</summary>
    internal bool IsContentsFirst { get; init; }

    /// <summary>Bytes of the hole.</summary>
    internal int Room { get; init; } = 1400;

    /// <summary>Makes the CMS over the content.</summary>
    internal Func<byte[], byte[]> Cms { get; init; } = static content => Sign(content, TestKey.P256);

    /// <summary>Changes more in the same revision.</summary>
    internal Action<TestRevision>? Also { get; init; }

    internal static TestSignature Certification(int permission) => new()
    {
        Entries = $"{Reference} /DocMDP /TransformParams << /Type /TransformParams /P {permission} /V /1.2 >> >>]",
        Certifies = true,
    };

    internal static TestSignature FieldMdp(string parameters) => new()
    {
        Entries = $"{Reference} /FieldMDP /TransformParams << /Type /TransformParams /V /1.2 {parameters} >> >>]",
    };

    internal static TestSignature Timestamp(string field = "Stamp1") => new()
    {
        Field = field,
        Head = "/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161",
        Room = 3000,
        Cms = static content => Samples.Stamp(content),
    };

    /// <summary>A PAdES signature by a key with its own certificate.</summary>
    internal static byte[] Sign(byte[] content, TestKey key, ReadOnlyMemory<byte>? token = null)
    {
        SignatureAlgorithm algorithm = ReferenceEquals(key, TestKey.P256) ? SignatureAlgorithm.EcdsaSha256 : SignatureAlgorithm.RsaPkcs1Sha256;
        byte[] attributes = SignedAttributes.Build(SHA256.HashData(content), key.Certificate, HashAlgorithmName.SHA256);
        return CmsWriter.Write(attributes, algorithm, key.Sign(attributes, algorithm), [key.Certificate], token);
    }

    /// <summary>The same with further signed attributes.</summary>
    internal static byte[] Sign(byte[] content, TestKey key, params IReadOnlyList<byte[]> attributes)
    {
        SignatureAlgorithm algorithm = ReferenceEquals(key, TestKey.P256) ? SignatureAlgorithm.EcdsaSha256 : SignatureAlgorithm.RsaPkcs1Sha256;
        byte[] signed = Attributes(content, key.Certificate, attributes);
        return CmsWriter.Write(signed, algorithm, key.Sign(signed, algorithm), [key.Certificate]);
    }

    /// <summary>The signed attributes of a PAdES signature, and further ones.</summary>
    internal static byte[] Attributes(byte[] content, ReadOnlyMemory<byte> certificate, IReadOnlyList<byte[]> attributes)
    {
        byte[] usual = SignedAttributes.Build(SHA256.HashData(content), certificate, HashAlgorithmName.SHA256);
        return DerForm.Encode(Forge.Encode(writer =>
        {
            using (writer.PushSetOf())
            {
                foreach (ReadOnlyMemory<byte> attribute in BerReader.Open(usual).ReadSetOf().ReadElements())
                {
                    writer.WriteEncodedValue(attribute.Span);
                }
                foreach (byte[] attribute in attributes)
                {
                    writer.WriteEncodedValue(attribute);
                }
            }
        }));
    }

    /// <summary>The same with a time-stamp over its value.</summary>
    internal static byte[] SignAndStamp(byte[] content, TestKey key)
    {
        byte[] plain = Sign(content, key);
        return Stamp(plain, static value => Samples.Stamp(value));
    }

    /// <summary>A signature with a time-stamp token made for its value.</summary>
    internal static byte[] Stamp(byte[] cms, Func<byte[], byte[]> token)
    {
        CmsSignedData signed = CmsSignedData.Parse(cms);
        CmsSignerInfo signer = signed.Signers[0];
        return CmsWriter.Write(
            signer.SignedAttributesDer!.Value, signer.Method!.Algorithm!, signer.SignatureValue, signed.Certificates, token(signer.SignatureValue.ToArray()));
    }

    internal byte[] Apply(byte[] document)
    {
        using var revision = new TestRevision(document);
        PdfDictionary signature = TestRevision.Dictionary($"<< {Head} {Entries} >>");
        if (IsContentsFirst)
        {
            signature["Contents"] = new PdfContentsHole(Room);
        }
        signature["ByteRange"] = new PdfByteRangeSlot();
        signature["Contents"] = new PdfContentsHole(Room);
        PdfReference value = revision.Update.Add(signature);
        if (PdfForm.Read(revision.View).Find(Field) is { } existing)
        {
            PdfDictionary filled = existing.Dictionary.Clone();
            filled["V"] = value;
            revision.Update.Replace(existing.Reference!, filled);
        }
        else
        {
            AddField(revision, value);
        }
        if (Certifies)
        {
            PdfDictionary catalog = revision.Take(revision.View.CatalogReference);
            catalog["Perms"] = new PdfDictionary { { "DocMDP", value } };
            revision.Update.Replace(revision.View.CatalogReference, catalog);
        }
        Also?.Invoke(revision);
        return revision.Write(Cms);
    }

    private void AddField(TestRevision revision, PdfReference value)
    {
        PdfDictionary field = TestRevision.Dictionary($"<< {FieldEntries} >>");
        field["T"] = PdfString.FromText(Name ?? Field);
        field["V"] = value;
        PdfReference place = revision.Update.Reserve();
        if (PdfPages.Get(revision.View, 0) is { Reference: { } pageReference } page)
        {
            field["P"] = pageReference;
            PdfDictionary changed = page.Dictionary.Clone();
            PdfArray annotations = (revision.View.Resolve(changed["Annots"]) as PdfArray ?? new PdfArray()).Clone();
            annotations.Add(place);
            changed["Annots"] = annotations;
            revision.Update.Replace(pageReference, changed);
        }
        revision.Update.Replace(place, field);
        if (!IsInForm)
        {
            return;
        }
        PdfObject? present = revision.View.Catalog["AcroForm"];
        PdfDictionary form = (revision.View.Resolve(present) as PdfDictionary)?.Clone() ?? [];
        PdfArray fields = (revision.View.Resolve(form["Fields"]) as PdfArray ?? new PdfArray()).Clone();
        fields.Add(place);
        form["Fields"] = fields;
        form["SigFlags"] = PdfInteger.Of(3);
        if (present is PdfReference reference)
        {
            revision.Update.Replace(reference, form);
        }
        else
        {
            PdfDictionary catalog = revision.Take(revision.View.CatalogReference);
            catalog["AcroForm"] = form;
            revision.Update.Replace(revision.View.CatalogReference, catalog);
        }
    }
}
