namespace Signing.Core.Cms;

/// <summary>Checks one signer of a SignedData (RFC 5652, 5.4 to 5.6).</summary>
internal static class SignerCheck
{
    internal static CmsCheck Run(CmsSignerInfo signer, ReadOnlySpan<byte> contentDigest, ReadOnlyMemory<byte> certificate)
    {
        CmsFindings findings = signer.SignedData.Findings | signer.Facts.Findings | CheckAlgorithms(signer);
        CertificateFields? fields = CertificateFields.ParseOrNull(certificate);
        findings |= fields is null ? CmsFindings.CertificateMalformed : CheckCertificate(signer, certificate, fields);

        bool? digestMatches;
        bool? signatureMatches;
        if (signer.SignedAttributesDer is { } attributes)
        {
            findings |= CheckContentType(signer);
            (digestMatches, CmsFindings digestFindings) = CheckDigest(signer, contentDigest);
            (signatureMatches, CmsFindings valueFindings) = CheckValue(signer, attributes, fields);
            findings |= digestFindings | valueFindings;
        }
        else
        {
            findings |= CmsFindings.SignedAttributesMissing;
            (signatureMatches, CmsFindings valueFindings) = CheckValueOverContent(signer, contentDigest, fields);
            digestMatches = signatureMatches;
            findings |= valueFindings;
        }
        return new CmsCheck(findings, digestMatches, signatureMatches);
    }

    private static CmsFindings CheckAlgorithms(CmsSignerInfo signer)
    {
        CmsFindings findings = CmsFindings.None;
        if (signer.Digest is null || signer.Method is null)
        {
            findings |= CmsFindings.UnknownAlgorithm;
        }
        else if (signer.Method.Hash != signer.Digest)
        {
            findings |= CmsFindings.AlgorithmConflict;
        }
        if (!signer.SignedData.DigestAlgorithms.Any(listed => listed.Means(signer.DigestAlgorithm)))
        {
            findings |= CmsFindings.DigestAlgorithmNotListed;
        }
        if (signer.Facts.AlgorithmProtection is { } protection && !protection.Protects(signer.DigestAlgorithm, signer.SignatureAlgorithm))
        {
            findings |= CmsFindings.AlgorithmProtectionMismatch;
        }
        // RFC 5652, 5.3: version 1 goes with issuer and serial number, 3 with the key identifier.
        if (signer.Version != (signer.SubjectKeyIdentifier is null ? 1 : 3))
        {
            findings |= CmsFindings.UnknownElement;
        }
        return findings;
    }

    private static CmsFindings CheckCertificate(CmsSignerInfo signer, ReadOnlyMemory<byte> certificate, CertificateFields fields)
    {
        CmsFindings findings = signer.Identifies(fields) ? CmsFindings.None : CmsFindings.SignerIdentifierMismatch;
        if (signer.Facts.SigningCertificates.Count == 0)
        {
            findings |= CmsFindings.SigningCertificateMissing;
        }
        foreach (SigningCertificateReference reference in signer.Facts.SigningCertificates)
        {
            findings |= reference.Matches(certificate, fields) switch
            {
                true => CmsFindings.None,
                false => CmsFindings.SigningCertificateMismatch,
                null => CmsFindings.SigningCertificateUnknownHash,
            };
        }
        return findings;
    }

    private static CmsFindings CheckContentType(CmsSignerInfo signer)
    {
        IReadOnlyList<string> types = signer.Facts.ContentTypes;
        if (types.Count == 0)
        {
            return CmsFindings.ContentTypeMissing;
        }
        return types.All(type => type == signer.SignedData.ContentType) ? CmsFindings.None : CmsFindings.ContentTypeWrong;
    }

    private static (bool? Matches, CmsFindings Findings) CheckDigest(CmsSignerInfo signer, ReadOnlySpan<byte> contentDigest)
    {
        if (signer.Facts.MessageDigests.Count == 0)
        {
            return (null, CmsFindings.MessageDigestMissing);
        }
        if (signer.Digest is null)
        {
            return (null, CmsFindings.None);
        }
        foreach (ReadOnlyMemory<byte> digest in signer.Facts.MessageDigests)
        {
            if (!digest.Span.SequenceEqual(contentDigest))
            {
                return (false, CmsFindings.DigestMismatch);
            }
        }
        return (true, CmsFindings.None);
    }

    private static (bool? Matches, CmsFindings Findings) CheckValue(CmsSignerInfo signer, ReadOnlyMemory<byte> attributes, CertificateFields? certificate)
    {
        CmsFindings findings = signer.SignedAttributesWereDer ? CmsFindings.None : CmsFindings.AttributesNotDer;
        if (signer.Method is not { } method || certificate is null)
        {
            return (null, findings);
        }
        ReadOnlySpan<byte> key = certificate.SubjectPublicKeyInfo.Span;
        bool? matches = SignatureVerifier.Verify(key, method, attributes.Span, signer.SignatureValue.Span);
        if (matches is false && !signer.SignedAttributesWereDer
            && SignatureVerifier.Verify(key, method, signer.SignedAttributesTransmitted!.Value.Span, signer.SignatureValue.Span) is true)
        {
            findings |= CmsFindings.VerifiesOnlyAsTransmitted;
        }
        return (matches, findings | Describe(matches));
    }

    private static (bool? Matches, CmsFindings Findings) CheckValueOverContent(CmsSignerInfo signer, ReadOnlySpan<byte> contentDigest, CertificateFields? certificate)
    {
        if (signer.Method is not { } method || certificate is null || method.Hash != signer.Digest)
        {
            return (null, CmsFindings.None);
        }
        bool? matches = SignatureVerifier.VerifyHash(certificate.SubjectPublicKeyInfo.Span, method, contentDigest, signer.SignatureValue.Span);
        return (matches, Describe(matches));
    }

    private static CmsFindings Describe(bool? matches) => matches switch
    {
        true => CmsFindings.None,
        false => CmsFindings.SignatureMismatch,
        null => CmsFindings.UnusableKey,
    };
}
