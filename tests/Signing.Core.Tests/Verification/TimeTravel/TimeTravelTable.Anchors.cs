using static Signing.Core.Tests.Verification.TimeTravel.Outcome;
using static Signing.Core.Verification.Reports.SubIndication;

namespace Signing.Core.Tests.Verification.TimeTravel;

internal static partial class TimeTravelTable
{
    // 5.6.2.4.4 (3) has a case for a sunset date, which no list of 5.6.3.4 leads to: what is archived is judged by it all the same.
    private static Story[] TrustAnchor =>
    [
        new("The trust domain ends", Day(40))
        {
            Cast = new() { Domain = 30 },
            B = Open(NoCertificateChainFoundNoPoe, "5.2.6.4 (3)"),
            T = Open(NoCertificateChainFoundNoPoe, "5.2.6.4 (3), 5.5.4 (2)"),
            LT = Open(NoCertificateChainFoundNoPoe, "5.2.6.4 (3), 5.5.4 (2)"),
            LTA = Passed("5.6.2.2.4 (1) a), 5.6.2.4.4 (3) c)"),
        },
        new("The trust anchor ends, and the archive is renewed before", Day(60))
        {
            Cast = new() { Anchor = 30 },
            Steps = [Steps.Renew(20)],
            T = Passed("5.6.2.2.4 (1) a), 5.6.2.4.4 (3) c)"),
            LT = Passed("5.6.2.2.4 (1) a), 5.6.2.4.4 (3) c)"),
            LTA = Passed("5.6.2.2.4 (1) a), 5.6.2.4.4 (3) c)"),
        },
        new("The trust anchor ends, and the archive is renewed after", Day(60))
        {
            Cast = new() { Anchor = 30 },
            Steps = [Steps.Renew(40)],
            RefusedByLibrary = ErrorCodes.SignerUntrusted,
            B = Open(NoCertificateChainFoundNoPoe, "5.6.2.2.4 (2) a), 5.6.2.4.4 (2)"),
            T = Open(NoCertificateChainFoundNoPoe, "5.6.2.2.4 (2) a), 5.6.2.4.4 (2)"),
            LT = Open(NoCertificateChainFoundNoPoe, "5.6.2.2.4 (2) a), 5.6.2.4.4 (2)"),
        },
        // The anchor is asked before the status.
        new("The signer was revoked, and the trust domain ends", Day(40))
        {
            Cast = new() { Domain = 30 },
            Steps = [Steps.RevokeSigner(10, since: -5), new Step(11, "proofs are added", static scene => scene.StoreAsync())],
            B = Open(NoCertificateChainFoundNoPoe, "5.2.6.4 (3)"),
        },
        new("The signature is older than its certificate, and the trust domain ends", Day(40))
        {
            Cast = new() { SignerFrom = 10, Domain = 30 },
            Made = static scene => scene.SignAsync(static value => value),
            MadeWords = "with a time-stamp",
            Steps = [Steps.Renew(20)],
            T = Failed(NotYetValid, "5.6.2.4.4 (3) a)"),
        },
        new("The signer's certificate expires before the archive, and the trust domain ends", Day(40))
        {
            Cast = new() { Signer = 10, Domain = 30 },
            Steps = [Steps.Renew(20)],
            B = Open(OutOfBoundsNoPoe, "5.6.2.4.4 (3) b)"),
        },
    ];
}
