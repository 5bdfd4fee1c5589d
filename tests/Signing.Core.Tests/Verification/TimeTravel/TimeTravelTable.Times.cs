using System.Security.Cryptography.X509Certificates;
using static Signing.Core.Tests.Verification.TimeTravel.Outcome;
using static Signing.Core.Verification.Reports.SubIndication;

namespace Signing.Core.Tests.Verification.TimeTravel;

internal static partial class TimeTravelTable
{
    private static Story[] TimestampAuthority =>
    [
        // Our policies demand that a time-stamp that is there holds, unless it is refuted or another proves the time (5.5.4 (3) b)).
        new("The TSA's certificate expires", Day(40))
        {
            Cast = new() { Stamper = 30 },
            B = Passed("5.3.4 (7)"),
            T = Open(OutOfBoundsNotRevoked, "5.4.4, 5.5.4 (3) b)"),
            LT = Open(OutOfBoundsNotRevoked, "5.4.4, 5.5.4 (3) b)"),
            LTA = Passed("5.6.2.4.4 (3)"),
        },
        new("The TSA's certificate and the signer's expire", Day(40))
        {
            Cast = new() { Signer = 25, Stamper = 30 },
            B = Open(OutOfBoundsNotRevoked, "5.2.6.4 (7)"),
            T = Open(OutOfBoundsNotRevoked, "5.5.4 (4) d) b."),
            LT = Open(OutOfBoundsNotRevoked, "5.5.4 (4) d) b."),
            LTA = Passed("5.6.2.4.4 (3)"),
        },
        new("The TSA was revoked before the time-stamp, its key compromised", Day(20))
        {
            Steps = [Steps.RevokeStamper(10, since: -5, X509RevocationReason.KeyCompromise)],
            B = Passed("5.3.4 (7)"),
            T = Open(RevokedNoPoe, "5.4.4, 5.5.4 (3) b)"),
            LT = Open(RevokedNoPoe, "5.4.4, 5.5.4 (3) b)"),
            // The archive's own time-stamp proves the time of the signature as well.
            LTA = Passed("5.6.3.4 (4)"),
        },
        new("The TSA is revoked later, its key compromised", Day(20))
        {
            Steps = [Steps.RevokeStamper(10, since: 10, X509RevocationReason.KeyCompromise)],
            B = Passed("5.3.4 (7)"),
            T = Open(RevokedNoPoe, "5.4.4, 5.5.4 (3) b)"),
            LT = Open(RevokedNoPoe, "5.4.4, 5.5.4 (3) b)"),
            LTA = Passed("5.6.2.2.4 (2) b), 5.6.2.4.4 (3)"),
        },
        // In the shell model the reason makes no difference: RFC 3161, 4 (1) would let such a token stand.
        new("The TSA is revoked later, its key merely replaced", Day(20))
        {
            Steps = [Steps.RevokeStamper(10, since: 10, X509RevocationReason.Superseded)],
            B = Passed("5.3.4 (7)"),
            T = Open(RevokedNoPoe, "5.4.4, 5.5.4 (3) b)"),
            LT = Open(RevokedNoPoe, "5.4.4, 5.5.4 (3) b)"),
            LTA = Passed("5.6.2.2.4 (2) b), 5.6.2.4.4 (3)"),
        },
    ];

    private static Story[] Archive =>
    [
        new("The archive is renewed in time", Day(60))
        {
            Cast = new() { Signer = 25, Stamper = 30 },
            Steps = [Steps.Renew(20)],
            T = Passed("5.6.2.4.4 (3)"),
            LT = Passed("5.6.2.4.4 (3)"),
            LTA = Passed("5.6.2.4.4 (3)"),
        },
        new("The archive is renewed too late", Day(60))
        {
            Cast = new() { Signer = 25, Stamper = 30 },
            Steps = [Steps.Renew(40)],
            RefusedByLibrary = ErrorCodes.SignerExpired,
            B = Open(OutOfBoundsNotRevoked, "5.6.2.4.4 (3)"),
            T = Open(OutOfBoundsNotRevoked, "5.6.2.4.4 (3)"),
            LT = Open(OutOfBoundsNotRevoked, "5.6.2.4.4 (3)"),
        },
        new("The archive's TSA expires and nothing is renewed", Day(60))
        {
            Cast = new() { Signer = 25, Stamper = 30, Archivist = 35 },
            LTA = Open(OutOfBoundsNotRevoked, "5.4.4, 5.6.3.4"),
        },
    ];

    // RSA up to 2,999 bits and RSASSA-PKCS1-v1_5 end with 2028 (ETSI TS 119 312 V1.5.1). All but the archive's authority use it.
    private static Story[] Algorithms =>
    [
        new("RSASSA-PKCS1-v1_5 ends", Day(801))
        {
            B = Open(CryptoConstraintsFailureNoPoe, "5.2.6.4 (6)"),
            T = Open(CryptoConstraintsFailureNoPoe, "5.4.4, 5.5.4 (4) c)"),
            LT = Open(CryptoConstraintsFailureNoPoe, "5.4.4, 5.5.4 (4) c)"),
            LTA = Passed("5.6.2.2.4 (2) d), 5.6.2.4.4 (4)"),
        },
        new("RSASSA-PKCS1-v1_5 ends, then a time-stamp without it", Day(830))
        {
            Steps = [new Step(801, "a document time-stamp by another TSA is added", static scene => scene.StampAsync(scene.Archivist))],
            B = Open(CryptoConstraintsFailureNoPoe, "5.6.2.4.4 (4)"),
            T = Open(CryptoConstraintsFailureNoPoe, "5.6.2.4.4 (4)"),
            LT = Open(CryptoConstraintsFailureNoPoe, "5.6.2.4.4 (4)"),
        },
        new("RSASSA-PKCS1-v1_5 ends, and the only path of an elliptic-curve key stands on it", Day(801))
        {
            Cast = new() { Key = "P-256" },
            B = Open(CryptoConstraintsFailureNoPoe, "5.2.6.4 (6)"),
        },
        new("RSASSA-PKCS1-v1_5 ends, and one of two paths of an elliptic-curve key stands on it", Day(801))
        {
            Cast = new() { Key = "P-256" },
            Made = static async scene =>
            {
                await scene.SignAsync(TravelLevel.B);
                scene.Store(await scene.CrossCertifyAsync());
            },
            MadeWords = "and the signer's issuer is certified by the archive's authority too, with elliptic-curve keys",
            B = Passed("5.2.6.4 (6), (2), (9)"),
        },
    ];
}
