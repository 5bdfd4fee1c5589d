using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Signing.CertsDev;
using Signing.Core.Pki.Authorities;
using Signing.Core.Pki.Revocation;
using static Signing.Core.Tests.Verification.TimeTravel.Outcome;
using static Signing.Core.Verification.Reports.SubIndication;

namespace Signing.Core.Tests.Verification.TimeTravel;

internal static partial class TimeTravelTable
{
    private static Story[] Proofs =>
    [
        new("OCSP is stale, the CRL is not", Day(10))
        {
            Steps = [Steps.Ocsp(5, Misbehaviour.Stale, "30 days old")],
            B = Passed("5.2.6.4 (4) a)"), T = Passed("5.5.4 (11)"), LT = Passed("5.5.4 (11)"), LTA = Passed("5.5.4 (11)"),
        },
        new("All proofs are stale", Day(10))
        {
            Steps = [Steps.All(5, Misbehaviour.Stale, "30 days old")],
            B = Open(TryLater, "5.2.5.4, 5.2.6.4 (4) a)"),
            T = Open(TryLater, "5.2.5.4, 5.5.4 (6)"),
            LT = Open(TryLater, "5.2.5.4, 5.4.4, 5.5.4 (6)"),
        },
        new("All proofs come from the future", Day(10))
        {
            Steps = [Steps.All(5, Misbehaviour.FromTheFuture, "dated a day ahead")],
            B = Open(TryLater, "5.2.6.4 (4) a)"),
            T = Open(TryLater, "5.2.6.4 (4) a), 5.5.4 (6)"),
            LT = Open(TryLater, "5.4.4, 5.5.4 (6)"),
        },
        new("A responder is not authorised, the CRL is right", Day(10))
        {
            Steps = [Steps.Ocsp(5, Misbehaviour.WrongSigner, "signed by somebody who may not (RFC 6960, 4.2.2.2)")],
            B = Passed("5.2.6.4 (4) a)"), T = Passed("5.5.4 (11)"), LT = Passed("5.5.4 (11)"), LTA = Passed("5.5.4 (11)"),
        },
        new("Neither responder nor CRL issuer is authorised", Day(10))
        {
            Steps = [Steps.All(5, Misbehaviour.WrongSigner, "signed by somebody who may not (RFC 6960, 4.2.2.2; RFC 5280, 6.3.3 (f))")],
            B = Open(TryLater, "5.2.6.4 (4) a)"),
            T = Open(TryLater, "5.2.6.4 (4) a), 5.5.4 (6)"),
            LT = Open(TryLater, "5.4.4, 5.5.4 (6)"),
        },
        new("The proof of another's status stands in place of the signer's", TimeSpan.FromMinutes(30))
        {
            Made = static async scene =>
            {
                await scene.SignAsync(TravelLevel.T);
                byte[] others = await scene.AskOcspAsync(scene.Pki.Official);
                // The list that speaks of the signer goes, an answer about somebody else comes.
                await scene.StoreAsync(proofs => Task.FromResult(new RevocationData(
                    [.. proofs.Ocsp, OcspProof.Parse(others, ProofSource.Embedded)],
                    [.. proofs.Crls.Where(crl => !crl.Issuer.Equals(Core.Pki.Certificate.From(scene.Signer.Certificate).Issuer))])));
            },
            MadeWords = "with another's proof in the DSS instead of the signer's",
            IsOffline = true,
            LT = Open(TryLater, "5.2.6.4 (4) a)"),
        },
        // Whom a proof is about it says itself; where it is filed says nothing (5.2.6.4 (4): the latest that is known to tell of the certificate).
        new("The proofs of two signers are exchanged", TimeSpan.FromMinutes(30))
        {
            Made = static async scene =>
            {
                await scene.SignAsync(scene.Pki.Official, TravelLevel.T);
                await scene.SignAsync(scene.Pki.Agency, TravelLevel.T);
                scene.Pki.Revoke(scene.Pki.Agency, new CertificateRevocation(TimeTravelScene.Start.AddDays(-5), X509RevocationReason.KeyCompromise));
                await scene.StoreExchangedAsync(scene.Pki.Official, scene.Pki.Agency);
            },
            MadeWords = "and by a second signer, who was revoked since day -5; each one's OCSP answer is filed under the other's signature (`/VRI`), and nowhere else",
            IsOffline = true,
            LT = Passed("5.2.6.4 (4), 5.5.4 (11)"),
            Second = Open(RevokedNoPoe, "5.2.6.4 (4) b), 5.5.4 (4) a) b."),
        },
        // Of material from after the end of its algorithm no proof of existence can help: the sub-indication without NO_POE.
        new("The proof of the signer's status is signed over SHA-1", TimeSpan.FromMinutes(30))
        {
            Made = static async scene =>
            {
                await scene.SignAsync(TravelLevel.T);
                await scene.StoreAsync(proofs => scene.OverAsync(HashAlgorithmName.SHA1, proofs));
            },
            MadeWords = "with a CRL over SHA-1 (until July 2012) in the DSS",
            IsOffline = true,
            Names = "SHA-1, which counted only until 2012-08-01",
            LT = Open(CryptoConstraintsFailure, "5.5.4 (10), 5.1.3 table 6"),
        },
        new("The digest of a proof ends, and nothing proves that the proof is older", Day(40))
        {
            Cast = new() { Signer = 30, KeepsExpired = false },
            Made = static async scene =>
            {
                await scene.SignAsync(TravelLevel.T);
                await scene.StoreAsync(proofs => scene.OverAsync(HashAlgorithmName.SHA512, proofs));
            },
            MadeWords = "with a CRL over SHA-512 in the DSS",
            Ends = ("SHA-512", 20),
            Names = "SHA-512, which counted only until 2026-12-13",
            LT = Open(CryptoConstraintsFailureNoPoe, "5.5.4 (4) d) a., (10)"),
        },
        new("The digest of a proof ends, and the proof is proven to be older", Day(40))
        {
            Cast = new() { Signer = 30, KeepsExpired = false },
            Made = static async scene =>
            {
                await scene.SignAsync(TravelLevel.T);
                await scene.StoreAsync(proofs => scene.OverAsync(HashAlgorithmName.SHA512, proofs));
                await scene.StampAsync(scene.Archivist);
            },
            MadeWords = "with a CRL over SHA-512 in the DSS, under an archive time-stamp",
            Ends = ("SHA-512", 20),
            LTA = Passed("5.6.2.4.4 (4)"),
        },
    ];

    private static Story[] Responders =>
    [
        new("The responder's certificate expires before its answer", TimeSpan.FromMinutes(30))
        {
            Made = SignAnsweredAsync,
            MadeWords = Answered,
            IsOffline = true,
            Names = "CN=responder",
            LT = Open(RevocationOutOfBoundsNoPoe, "5.2.6.4 (8), 5.5.4 (2)"),
        },
        new("The responder's certificate expires before its answer, and others can be asked", TimeSpan.FromMinutes(30))
        {
            Made = SignAnsweredAsync,
            MadeWords = Answered,
            LT = Passed("5.2.6.4 (4), 5.5.4 (11)"),
        },
        new("The responder's certificate expires before its answer, which is proven to be older", TimeSpan.FromMinutes(30))
        {
            Made = static async scene =>
            {
                await scene.SignAsync(TravelLevel.T);
                // The first, so that the proofs of its authority are among those that are stored.
                await scene.StampAsync(scene.Archivist);
                await scene.StoreAsync(proofs => scene.AnsweredAsync(TimeSpan.FromMinutes(15), proofs));
                await scene.StampAsync(scene.Archivist);
            },
            MadeWords = Answered + ", under an archive time-stamp",
            IsOffline = true,
            LTA = Passed("5.6.2.4.4 (1) a), (3)"),
        },
    ];

    private const string Answered = "with an OCSP answer about the signer in the DSS whose responder's certificate expires after 15 minutes";

    private static async Task SignAnsweredAsync(TimeTravelScene scene)
    {
        await scene.SignAsync(TravelLevel.T);
        await scene.StoreAsync(proofs => scene.AnsweredAsync(TimeSpan.FromMinutes(15), proofs));
    }

    private static Story[] Forgeries =>
    [
        // 5.5.4 (3) a): such a token is removed, and the signature stands as if it had none.
        new("The time-stamp is over something else", Day(20))
        {
            Made = static scene => scene.SignAsync(static _ => Encoding.ASCII.GetBytes("something else")),
            MadeWords = "with a time-stamp over something else",
            T = Passed("5.5.4 (3) a), (11)"),
        },
        new("The time-stamp is over something else, and the signer expires", Day(40))
        {
            Cast = new() { Signer = 30 },
            Made = static scene => scene.SignAsync(static _ => Encoding.ASCII.GetBytes("something else")),
            MadeWords = "with a time-stamp over something else",
            T = Open(OutOfBoundsNotRevoked, "5.5.4 (3) a), (4) d) b."),
        },
        new("The archive's time-stamp is over something else, and TSA and signer expire", Day(40))
        {
            Cast = new() { Signer = 25, Stamper = 30 },
            Made = static async scene =>
            {
                await scene.SignAsync(TravelLevel.LT);
                await scene.StampAsync(scene.Archivist, static _ => Encoding.ASCII.GetBytes("something else"));
            },
            MadeWords = "with an archive time-stamp over something else",
            LTA = Open(OutOfBoundsNotRevoked, "5.6.3.4, 5.5.4 (4) d) b."),
        },
    ];
}
