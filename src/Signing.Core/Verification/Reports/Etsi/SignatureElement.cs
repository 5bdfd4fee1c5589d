using System.Globalization;
using System.Security.Cryptography;
using Signing.Core.Cms;

namespace Signing.Core.Verification.Reports.Etsi;

/// <summary>The validation report of one signature (TS 119 102-2, 4.3).</summary>
internal sealed class SignatureElement(VerificationReport report, Evidence evidence, EtsiWriter xml, ValidationObjects objects, StatusElement status)
{
    internal void Write(int index)
    {
        SignatureReport signature = report.Signatures[index];
        SignatureEvidence found = evidence.Data.Signatures[index];
        CmsSignerInfo? signer = found.Structure?.Signer;
        string id = string.Create(CultureInfo.InvariantCulture, $"S-{index + 1}");
        string?[] timestamps = [.. signature.Timestamps.Select((timestamp, i) => AddTimestamp(signature, timestamp, found.Structure?.Timestamps.ElementAtOrDefault(i)))];
        xml.In("SignatureValidationReport", () =>
        {
            WriteIdentifier(id, signature, signer);
            WriteConstraints(signature);
            WriteTime(signature, timestamps);
            if (signer?.Digest is { } hash && EtsiUris.Of(hash) is { } method && found.Digests.TryGetValue(hash.Name!, out byte[]? digest))
            {
                xml.In("SignersDocument", () => xml.Digest("DigestAlgAndValue", method, digest));
            }
            WriteAttributes(signature, signer, timestamps);
            status.WriteSigner(signature.Signer);
            xml.In("SignatureValidationProcess", () => xml.Element("SignatureValidationProcessID", EtsiUris.Process));
            status.Write(
                EtsiUris.TotalPassed(signature.Indication), signature.SubIndication, signature.Trust, [.. timestamps.OfType<string>().Distinct()],
                signature.Reasons, signature.Changes.Findings, signer is null ? null : () => WriteAlgorithm(id, signature, signer));
        });
    }

    internal static void WriteToken(EtsiWriter xml, SignatureEvidence found)
    {
        if (found.Structure?.Token is { } token)
        {
            xml.Base64("base64", token.Encoding.Span);
        }
        else if (found.Contents is { } contents)
        {
            xml.Digest("DigestAlgAndValue", EtsiUris.Sha256, SHA256.HashData(contents));
        }
        else
        {
            xml.Element("URI", "urn:signing:field:" + Uri.EscapeDataString(found.Field));
        }
    }

    /// <summary>What a time-stamp that counts proves the existence of.</summary>
    internal static void WriteProvision(EtsiWriter xml, DateTimeOffset? time, IEnumerable<string> fields)
    {
        if (time is { } proven)
        {
            xml.In("POEProvisioning", () =>
            {
                xml.Element("POETime", proven);
                foreach (string field in fields)
                {
                    xml.In("SignatureReference", () => xml.Element("PAdESFieldName", field));
                }
            });
        }
    }

    /// <summary>The name of a time-stamp among the objects; null for one that cannot be read. A document time-stamp is there already.</summary>
    private string? AddTimestamp(SignatureReport signature, TimestampReport timestamp, SignatureContents? contents)
    {
        if (timestamp.Sha256 is not { } sha256)
        {
            return null;
        }
        string id = ValidationObjects.TimestampId(sha256);
        return timestamp.Kind == TimestampKind.Document || contents?.Token is not { } token ? id : objects.Timestamp(
            id,
            writer => writer.Base64("base64", token.Encoding.Span),
            signature.Revision + 1,
            writer =>
            {
                WriteProvision(writer, timestamp.Verdict == Verdict.Valid ? timestamp.Time : null, [signature.Field]);
                writer.In("ValidationReport", () =>
                {
                    status.WriteSigner(timestamp.Tsa);
                    status.Write(EtsiUris.Passed(timestamp.Indication), timestamp.SubIndication, timestamp.Trust, [], timestamp.Reasons, [], null);
                });
            });
    }

    private void WriteIdentifier(string id, SignatureReport signature, CmsSignerInfo? signer) => xml.In("SignatureIdentifier", () =>
    {
        xml.Attribute("id", id);
        if (signer?.SignedAttributesDer is { } signed)
        {
            // What was signed: the signed attributes.
            xml.Digest("DigestAlgAndValue", EtsiUris.Sha256, SHA256.HashData(signed.Span));
        }
        if (signer is not null)
        {
            xml.Base64("SignatureValue", signer.SignatureValue.Span, EtsiUris.XmlDsig);
        }
        xml.Element("HashOnly", false);
        xml.Element("DocHashOnly", false);
        xml.In("OtherInformation", () => xml.In("SignatureReference", () => xml.Element("PAdESFieldName", signature.Field)));
    });

    private void WriteConstraints(SignatureReport signature) => xml.In("ValidationConstraintsEvaluationReport", () =>
    {
        xml.In("SignatureValidationPolicy", () =>
        {
            xml.In("SignaturePolicyIdentifier", () => xml.In("SignaturePolicyId", () =>
            {
                xml.In("SigPolicyId", () => xml.Element("Identifier", EtsiUris.Policy(report.Policy.Name), EtsiUris.Xades), EtsiUris.Xades);
                xml.Digest("SigPolicyHash", EtsiUris.Sha256, Convert.FromHexString(report.Policy.Sha256), EtsiUris.Xades);
            }, EtsiUris.Xades));
            xml.Element("PolicyName", report.Policy.Name);
        });
        Constraint("integrity", signature.Integrity switch
        {
            Integrity.Intact => Indication.TotalPassed,
            Integrity.Broken => Indication.TotalFailed,
            _ => Indication.Indeterminate,
        });
        Constraint("coverage", signature.Coverage == Coverage.Partial ? Indication.TotalFailed : Indication.TotalPassed);
        Constraint("changes", signature.Changes.Level switch
        {
            ChangeLevel.Forbidden => Indication.TotalFailed,
            ChangeLevel.Unknown => Indication.Indeterminate,
            _ => Indication.TotalPassed,
        });
        bool isTrusted = signature.Trust.Status == TrustStatus.Trusted;
        bool isProvenWrong = signature.SubIndication is SubIndication.Revoked or SubIndication.Expired or SubIndication.NotYetValid;
        Constraint("trust", isTrusted ? Indication.TotalPassed : isProvenWrong ? Indication.TotalFailed : Indication.Indeterminate);
    });

    private void Constraint(string name, Indication indication) => xml.In("ValidationConstraint", () =>
    {
        xml.Element("ValidationConstraintIdentifier", EtsiUris.Constraint(name));
        xml.In("ConstraintStatus", () => xml.Element("Status", EtsiUris.Applied));
        xml.In("ValidationStatus", () => xml.Element("MainIndication", EtsiUris.Passed(indication)));
    });

    private void WriteTime(SignatureReport signature, string?[] timestamps) => xml.In("ValidationTimeInfo", () =>
    {
        xml.Element("ValidationTime", report.ValidatedAt);
        xml.In("BestSignatureTime", () =>
        {
            // Where nothing proves an earlier one it is the instant of validation (EN 319 102-1, 5.5.4).
            xml.Element("POETime", signature.BestTime ?? report.ValidatedAt);
            xml.Element("TypeOfProof", EtsiUris.ByValidation);
            int proof = signature.Timestamps.TakeWhile(timestamp => timestamp.Verdict != Verdict.Valid || timestamp.Time != signature.BestTime).Count();
            if (signature.BestTime is not null && timestamps.ElementAtOrDefault(proof) is { } id)
            {
                xml.Reference("POEObject", id);
            }
        });
    });

    private void WriteAttributes(SignatureReport signature, CmsSignerInfo? signer, string?[] timestamps)
    {
        bool hasTimestamps = signature.Timestamps.Zip(timestamps).Any(static pair => pair is { First.Time: not null, Second: not null });
        if (signature is { SigningTime: null, SubFilter: null } && (signer?.Facts.MessageDigests.Count ?? 0) == 0 && !hasTimestamps)
        {
            return;
        }
        xml.In("SignatureAttributes", () =>
        {
            if (signature.SigningTime is { } claimed)
            {
                xml.In("SigningTime", () =>
                {
                    xml.Attribute("Signed", "true");
                    xml.Element("Time", claimed);
                });
            }
            if (signer?.Facts.MessageDigests is [ReadOnlyMemory<byte> digest, ..])
            {
                xml.In("MessageDigest", () =>
                {
                    xml.Attribute("Signed", "true");
                    xml.Base64("Digest", digest.Span);
                });
            }
            foreach ((TimestampReport timestamp, string? id) in signature.Timestamps.Zip(timestamps))
            {
                if (timestamp.Time is { } time && id is not null)
                {
                    xml.In(timestamp.Kind == TimestampKind.Document ? "DocTimeStamp" : "SignatureTimeStamp", () =>
                    {
                        xml.Reference("AttributeObject", id);
                        xml.Element("TimeStampValue", time);
                    });
                }
            }
            if (signature.SubFilter is { } form)
            {
                xml.In("SubFilter", () => xml.Element("SubFilterElement", form));
            }
        });
    }

    private void WriteAlgorithm(string id, SignatureReport signature, CmsSignerInfo signer) => xml.In("CryptoInformation", () =>
    {
        xml.Reference("ValidationObjectId", id);
        xml.Element("Algorithm", EtsiUris.Of(signer));
        xml.Element("SecureAlgorithm", !signature.Reasons.Any(static reason => reason.Code is ReasonCodes.AlgorithmWeak or ReasonCodes.AlgorithmUnknown));
    });
}
