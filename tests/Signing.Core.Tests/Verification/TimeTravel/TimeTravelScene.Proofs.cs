using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.CertsDev;
using Signing.Core.Creation.Augmentation;
using Signing.Core.Pdf;
using Signing.Core.Pki;
using Signing.Core.Pki.Authorities;
using Signing.Core.Pki.Revocation;
using Signing.Core.Verification;

namespace Signing.Core.Tests.Verification.TimeTravel;

/// <content>Certificates and proofs: what is made of them, and what the document gets.</content>
internal sealed partial class TimeTravelScene
{
    /// <summary>Adds certificates and proofs of everything in the document to its DSS (ISO 32000-2, 12.8.4.3).</summary>
    /// <param name="change">Changes the OCSP answers and CRLs before they are written.</param>
    internal async Task StoreAsync(Func<RevocationData, Task<RevocationData>>? change = null)
    {
        Evidence evidence = await CollectAsync();
        Store(evidence.Certificates, change is null ? evidence.Proofs : await change(evidence.Proofs), static _ => []);
    }

    /// <summary>The same for two signatures, where the OCSP answer about each signer is filed under the other signature, and nowhere else.</summary>
    internal async Task StoreExchangedAsync(DevIdentity first, DevIdentity second)
    {
        Evidence evidence = await CollectAsync();
        OcspProof[] own = [.. evidence.Proofs.Ocsp.Where(proof => IsAbout(proof, first) || IsAbout(proof, second))];
        Store(evidence.Certificates, evidence.Proofs with { Ocsp = [.. evidence.Proofs.Ocsp.Except(own)] }, revision =>
        {
            PdfDictionary related = [];
            foreach ((DevIdentity others, SignatureEvidence signature) in ((DevIdentity[])[second, first]).Zip(evidence.Data.Signatures))
            {
                PdfDictionary entry = [];
                entry["OCSP"] = new PdfArray(revision.Add("<< >>", own.Single(proof => IsAbout(proof, others)).Der.ToArray()));
                related[FreshSignature.VriName(signature.Contents, signature.Contents!.Length)] = entry;
            }
            return related;
        });
    }

    /// <summary>Adds a certificate to the DSS.</summary>
    internal void Store(X509Certificate2 certificate) => Store([Certificate.From(certificate)], RevocationData.Empty, static _ => []);

    /// <summary>What a responder says of a certificate now.</summary>
    internal async Task<byte[]> AskOcspAsync(DevIdentity identity)
    {
        Certificate certificate = Certificate.From(identity.Certificate);
        byte[] request = OcspRequest.Build(certificate, Certificate.From(identity.Chain[0]), RandomNumberGenerator.GetBytes(16));
        return await PostAsync(certificate.OcspAddresses[0], "application/ocsp-request", request);
    }

    /// <summary>The proofs with the list of the signer's issuer made anew, over another digest.</summary>
    internal async Task<RevocationData> OverAsync(HashAlgorithmName digest, RevocationData proofs)
    {
        var publisher = new CrlPublisher(
            new CertificateAuthority(Authority.Certificate, AuthorityKey.FromPrivateKey((RSA)Authority.PrivateKey, digest), new MemoryCertificateRegister()),
            new CrlPublisherOptions { TimeProvider = _clock });
        CrlProof list = CrlProof.Parse(await publisher.PublishAsync(Cancel));
        return proofs with { Crls = [.. proofs.Crls.Where(crl => !crl.Issuer.Equals(list.Issuer)), list] };
    }

    /// <summary>The proofs with an OCSP answer about the signer instead of its issuer's list, by a responder whose certificate soon ends.</summary>
    internal async Task<RevocationData> AnsweredAsync(TimeSpan responderValid, RevocationData proofs)
    {
        DevIdentity responder = await Pki.IssueAsync(
            "responder",
            Authority.Name,
            new CertificateTemplate
            {
                Subject = new X500DistinguishedName("CN=responder, C=VN"), Profile = CertificateProfile.OcspResponder,
                NotBefore = Start.AddDays(-1), NotAfter = Start + responderValid,
            },
            "RSA-3072",
            Cancel);
        var register = new MemoryCertificateRegister();
        await register.AddAsync(new CertificateRecord(CertificateRecord.SerialNumberOf(Signer.Certificate), Signer.Certificate.NotAfter), Cancel);
        var authority = new OcspAuthority(
            Authority.Certificate, register, responder.Certificate, AuthorityKey.FromPrivateKey((RSA)responder.PrivateKey), new OcspAuthorityOptions { TimeProvider = _clock });
        Certificate signer = Certificate.From(Signer.Certificate);
        byte[] request = OcspRequest.Build(signer, Certificate.From(Authority.Certificate), RandomNumberGenerator.GetBytes(16));
        OcspProof answer = OcspProof.Parse(await authority.RespondAsync(request, Cancel), ProofSource.Embedded);
        return new RevocationData([.. proofs.Ocsp, answer], [.. proofs.Crls.Where(crl => !crl.Issuer.Equals(signer.Issuer))]);
    }

    /// <summary>A second certificate of the signer's issuer, by the authority of the archive.</summary>
    internal async Task<X509Certificate2> CrossCertifyAsync()
    {
        var archive = new CertificateAuthority(
            ArchiveAuthority.Certificate,
            AuthorityKey.FromPrivateKey((ECDsa)ArchiveAuthority.PrivateKey),
            new MemoryCertificateRegister(),
            new CertificateAuthorityOptions { CrlAddress = new Uri(Pki.Address, $"crl/{ArchiveAuthority.Name}.crl") });
        X509Certificate2 own = Authority.Certificate;
        X509Certificate2 cross = await archive.IssueAsync(
            new CertificateTemplate { Subject = own.SubjectName, Profile = CertificateProfile.CertificateAuthority, NotBefore = own.NotBefore, NotAfter = own.NotAfter },
            own.PublicKey,
            Cancel);
        _owned.Add(cross);
        return cross;
    }

    private static bool IsAbout(OcspProof proof, DevIdentity identity) =>
        proof.Find(Certificate.From(identity.Certificate), Certificate.From(identity.Chain[0])) is not null;

    private Task<Evidence> CollectAsync() =>
        Verifier().CollectAsync(new MemoryStream(Document), new VerificationOptions { Policy = ValidationPolicy.Online }, Cancel);

    /// <param name="certificates">For <c>/Certs</c>.</param>
    /// <param name="proofs">For <c>/OCSPs</c> and <c>/CRLs</c>.</param>
    /// <param name="relate">Makes what <c>/VRI</c> holds.</param>
    private void Store(IEnumerable<Certificate> certificates, RevocationData proofs, Func<TestRevision, PdfDictionary> relate)
    {
        using var revision = new TestRevision(Document);
        PdfDictionary store = (revision.View.Resolve(revision.View.Catalog["DSS"]) as PdfDictionary)?.Clone() ?? [];
        Add("Certs", certificates.Select(static certificate => certificate.Der));
        Add("OCSPs", proofs.Ocsp.Select(static proof => proof.Der));
        Add("CRLs", proofs.Crls.Select(static proof => proof.Der));
        if (relate(revision) is { Count: > 0 } related)
        {
            store["VRI"] = related;
        }
        PdfDictionary catalog = revision.Take(revision.View.CatalogReference);
        catalog["DSS"] = revision.Update.Add(store);
        revision.Update.Replace(revision.View.CatalogReference, catalog);
        Document = revision.Write();

        void Add(string key, IEnumerable<ReadOnlyMemory<byte>> items)
        {
            PdfArray array = (revision.View.Resolve(store[key]) as PdfArray)?.Clone() ?? new PdfArray();
            foreach (ReadOnlyMemory<byte> item in items)
            {
                array.Add(revision.Add("<< >>", item.ToArray()));
            }
            store[key] = array;
        }
    }
}
