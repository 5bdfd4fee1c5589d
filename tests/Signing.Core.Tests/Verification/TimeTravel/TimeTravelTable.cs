using System.Security.Cryptography.X509Certificates;
using static Signing.Core.Tests.Verification.TimeTravel.Outcome;
using static Signing.Core.Verification.Reports.SubIndication;

namespace Signing.Core.Tests.Verification.TimeTravel;

/// <summary>
/// What EN 319 102-1 (V1.4.1) says of a signature of each level after things have happened. The expectation is the standard's, not the code's.
/// </summary>
internal static partial class TimeTravelTable
{
    internal static IReadOnlyList<Story> Stories { get; } =
        [.. Undisturbed, .. SignersCertificate, .. IssuersCertificate, .. TrustAnchor, .. TimestampAuthority, .. Archive, .. Algorithms, .. Proofs, .. Responders, .. Forgeries, .. ContentTimestamps];

    private static TimeSpan Day(int day) => TimeSpan.FromDays(day);

    private static Story[] Undisturbed =>
    [
        new("Nothing happens", Day(1))
        {
            B = Passed("5.3.4 (7)"), T = Passed("5.5.4 (11)"), LT = Passed("5.5.4 (11)"), LTA = Passed("5.5.4 (11)"),
        },
        new("Nobody can be asked, soon", TimeSpan.FromMinutes(30))
        {
            IsOffline = true,
            B = Open(TryLater, "5.2.6.4 (4) a)"),
            T = Open(TryLater, "5.2.6.4 (4) a)"),
            LT = Passed("5.2.5.4 (3), 5.5.4 (11)"),
            LTA = Passed("5.2.5.4 (3), 5.5.4 (11)"),
        },
        new("Nobody can be asked, when the proofs are stale", Day(10))
        {
            IsOffline = true,
            B = Open(TryLater, "5.2.6.4 (4) a)"),
            T = Open(TryLater, "5.2.6.4 (4) a)"),
            // The time-stamp's own authority has no fresh proof either, so no time is proven that the signer's would be fresh for.
            LT = Open(TryLater, "5.4.4, 5.5.4 (3) b), (6)"),
            LTA = Open(TryLater, "5.4.4, 5.6.3.4"),
        },
    ];

    private static Story[] SignersCertificate =>
    [
        new("The signer's certificate expires", Day(40))
        {
            Cast = new() { Signer = 30 },
            B = Open(OutOfBoundsNotRevoked, "5.2.6.4 (7)"),
            T = Passed("5.5.4 (4) d) a."),
            LT = Passed("5.5.4 (4) d) a."),
            LTA = Passed("5.5.4 (4) d) a."),
        },
        new("The signer's certificate expires and is forgotten", Day(40))
        {
            Cast = new() { Signer = 30, KeepsExpired = false },
            B = Open(OutOfBoundsNoPoe, "5.2.6.4 (7)"),
            T = Open(OutOfBoundsNoPoe, "5.5.4 (4) b) b."),
            LT = Passed("5.5.4 (4) d) a."),
            LTA = Passed("5.5.4 (4) d) a."),
        },
        new("The signer's certificate expires before a time-stamp", Day(50))
        {
            Cast = new() { Signer = 30 },
            Steps = [Steps.Stamp(40)],
            B = Open(OutOfBoundsNotRevoked, "5.5.4 (4) d) b."),
        },
        new("The signer was revoked before the signature", Day(20))
        {
            Steps = [Steps.RevokeSigner(10, since: -5)],
            B = Open(RevokedNoPoe, "5.2.6.4 (4) b)"),
            T = Open(RevokedNoPoe, "5.5.4 (4) a) b."),
            LT = Open(RevokedNoPoe, "5.5.4 (4) a) b."),
            LTA = Open(RevokedNoPoe, "5.6.2.2.4 (2) b), 5.6.2.4.4 (6)"),
        },
        new("The signer is revoked after the signature", Day(20))
        {
            Steps = [Steps.RevokeSigner(10, since: 10)],
            B = Open(RevokedNoPoe, "5.2.6.4 (4) b)"),
            T = Passed("5.5.4 (4) a) a. ii."),
            LT = Passed("5.5.4 (4) a) a. ii."),
            LTA = Passed("5.5.4 (4) a) a. ii."),
        },
        new("The signer is revoked after the signature, and before its time-stamp", Day(30))
        {
            Steps = [Steps.RevokeSigner(10, since: 10), Steps.Stamp(20)],
            B = Open(RevokedNoPoe, "5.5.4 (4) a) b."),
        },
        new("The signer is revoked after the signature and expires", Day(40))
        {
            Cast = new() { Signer = 30 },
            Steps = [Steps.RevokeSigner(10, since: 10)],
            B = Open(RevokedNoPoe, "5.2.6.4 (4) b)"),
            T = Passed("5.5.4 (4) a) a. ii."),
            LT = Passed("5.5.4 (4) a) a. ii."),
            LTA = Passed("5.5.4 (4) a) a. ii."),
        },
        new("The signer was on hold before the signature, and is", Day(20))
        {
            Steps = [Steps.RevokeSigner(10, since: -5, X509RevocationReason.CertificateHold)],
            B = Open(TryLater, "5.2.6.4 (4) c)"),
            T = Open(TryLater, "5.5.4 (7) b."),
            LT = Open(TryLater, "5.5.4 (7) b."),
            LTA = Open(TryLater, "5.5.4 (7) b., 5.6.2.4.4 (6)"),
        },
        new("The signer is on hold after the signature", Day(20))
        {
            Steps = [Steps.RevokeSigner(10, since: 10, X509RevocationReason.CertificateHold)],
            B = Open(TryLater, "5.2.6.4 (4) c)"),
            T = Passed("5.5.4 (7) a."),
            LT = Passed("5.5.4 (7) a."),
            LTA = Passed("5.5.4 (7) a."),
        },
        new("The signer was on hold, and is no longer", Day(20))
        {
            Steps = [Steps.RevokeSigner(5, since: -5, X509RevocationReason.CertificateHold), Steps.LiftHold(10)],
            B = Passed("5.2.6.4 (9)"),
            T = Passed("5.5.4 (11)"),
            LT = Passed("5.5.4 (11)"),
            LTA = Passed("5.5.4 (11)"),
        },
        new("The signature is older than its certificate", Day(20))
        {
            Cast = new() { SignerFrom = 10 },
            Made = static scene => scene.SignAsync(static value => value),
            MadeWords = "with a time-stamp",
            T = Failed(NotYetValid, "5.5.4 (4) b)"),
        },
    ];

    private static Story[] IssuersCertificate =>
    [
        // An issuer that has ended is told as the one that answers for the signer's status: from (4) e) nothing that the archive proves would lead on (5.6.3.4 (3)).
        new("The signer's issuer expires", Day(40))
        {
            Cast = new() { Authority = 30 },
            B = Open(RevocationOutOfBoundsNoPoe, "5.2.6.4 (8)"),
            T = Open(RevocationOutOfBoundsNoPoe, "5.2.6.4 (8), 5.5.4 (2)"),
            // Nothing proves that the issuer's list is older than the end of its certificate.
            LT = Open(RevocationOutOfBoundsNoPoe, "5.2.6.4 (8), 5.5.4 (2)"),
            LTA = Passed("5.6.2.4.4 (1) a., (3)"),
        },
        new("The signer's issuer was revoked before the signature", Day(20))
        {
            Steps = [Steps.RevokeAuthority(10, since: -5)],
            B = Open(RevokedCaNoPoe, "5.2.6.4 (4) d)"),
            T = Open(RevokedCaNoPoe, "5.5.4 (4) a) b."),
            LT = Open(RevokedCaNoPoe, "5.5.4 (4) a) b."),
            LTA = Open(RevokedCaNoPoe, "5.6.2.2.4 (2) b), 5.6.2.4.4 (6)"),
        },
        new("The signer's issuer is revoked after the signature", Day(20))
        {
            Steps = [Steps.RevokeAuthority(10, since: 10)],
            B = Open(RevokedCaNoPoe, "5.2.6.4 (4) d)"),
            T = Passed("5.5.4 (4) a) a. ii."),
            LT = Passed("5.5.4 (4) a) a. ii."),
            LTA = Passed("5.5.4 (4) a) a. ii."),
        },
    ];
}
