namespace Signing.Core.Verification.Reports.Etsi;

/// <summary>What a validation came to, and on what that stands (TS 119 102-2, 4.3.4 and 4.3.12).</summary>
internal sealed class StatusElement(EtsiWriter xml, ValidationObjects objects)
{
    /// <param name="indication">The main indication's URI.</param>
    /// <param name="subIndication">What explains it.</param>
    /// <param name="trust">The certificate path; null where there is none to tell of.</param>
    /// <param name="related">Further objects that mattered.</param>
    /// <param name="reasons">Why.</param>
    /// <param name="findings">What changed afterwards.</param>
    /// <param name="crypto">Writes what there is to say of algorithms; null for nothing.</param>
    internal void Write(
        string indication, SubIndication? subIndication, TrustReport? trust, IReadOnlyList<string> related,
        IReadOnlyList<ReasonReport> reasons, IReadOnlyList<ChangeFinding> findings, Action? crypto) => xml.In("SignatureValidationStatus", () =>
    {
        xml.Element("MainIndication", indication);
        if (subIndication is { } known)
        {
            xml.Element("SubIndication", EtsiUris.Of(known));
        }
        bool hasChain = trust is { Chain.Count: > 0 };
        string[] objectsUsed = [.. related, .. trust?.Revocation.Select(objects.ProofId).OfType<string>() ?? []];
        if (!hasChain && objectsUsed.Length == 0 && crypto is null && reasons.Count == 0 && findings.Count == 0)
        {
            return;
        }
        xml.In("AssociatedValidationReportData", () =>
        {
            if (hasChain)
            {
                WriteChain(trust!.Chain);
            }
            foreach (string id in objectsUsed.Distinct())
            {
                xml.Reference("RelatedValidationObject", id);
            }
            WriteRevoked(trust);
            crypto?.Invoke();
            WriteReasons(reasons, findings);
        });
    });

    internal void WriteSigner(CertificateReport? signer)
    {
        if (signer is not null)
        {
            xml.In("SignerInformation", () =>
            {
                xml.Reference("SignerCertificate", objects.CertificateId(signer.Thumbprint));
                xml.Element("Signer", signer.Subject);
            });
        }
    }

    private void WriteChain(IReadOnlyList<ChainCertificateReport> chain)
    {
        string[] ids = [.. chain.Select(certificate => objects.CertificateId(certificate.Thumbprint))];
        bool endsAtAnchor = chain[^1].Anchor;
        if (endsAtAnchor)
        {
            xml.Reference("TrustAnchor", ids[^1]);
        }
        xml.In("CertificateChain", () =>
        {
            xml.Reference("SigningCertificate", ids[0]);
            foreach (string id in ids.Skip(1).Take(ids.Length - (endsAtAnchor ? 2 : 1)))
            {
                xml.Reference("IntermediateCertificate", id);
            }
            if (endsAtAnchor)
            {
                xml.Reference("TrustAnchor", ids[^1]);
            }
        });
    }

    private void WriteRevoked(TrustReport? trust)
    {
        // The schema has room for one.
        if (trust?.Revocation.FirstOrDefault(static proof => proof is { Status: ProofStatus.Revoked or ProofStatus.OnHold, RevokedAt: not null }) is not { } revoked)
        {
            return;
        }
        xml.In("RevocationStatusInformation", () =>
        {
            xml.Reference("ValidationObjectId", objects.CertificateId(revoked.Certificate));
            xml.Element("RevocationTime", revoked.RevokedAt!.Value);
            xml.Element("RevocationReason", EtsiUris.RevocationReason(revoked.Reason));
            if (objects.ProofId(revoked) is { } proof)
            {
                xml.Reference("RevocationObject", proof);
            }
        });
    }

    private void WriteReasons(IReadOnlyList<ReasonReport> reasons, IReadOnlyList<ChangeFinding> findings)
    {
        (string Code, string Message)[] data = [.. reasons.Select(static r => (r.Code, r.Message)), .. findings.Select(static f => (f.Code, f.Object is null ? f.Message : $"{f.Object}: {f.Message}"))];
        if (data.Length == 0)
        {
            return;
        }
        xml.In("AdditionalValidationReportData", () =>
        {
            foreach ((string code, string message) in data)
            {
                xml.In("ReportData", () =>
                {
                    xml.Element("Type", EtsiUris.ReportData(code));
                    xml.Element("Value", message);
                });
            }
        });
    }
}
