using System.Security.Cryptography.X509Certificates;
using System.Text;
using Signing.CertsDev;
using static Signing.Core.Tests.Verification.TimeTravel.Outcome;
using static Signing.Core.Verification.Reports.SubIndication;

namespace Signing.Core.Tests.Verification.TimeTravel;

internal static partial class TimeTravelTable
{
    private const string Stamped = "with a content time-stamp";
    private const string StampedTwice = "with a content time-stamp, and a time-stamp by another TSA";

    // What a content time-stamp proves is that the signature is younger.
    private static Story[] ContentTimestamps =>
    [
        new("The signer was revoked before the content time-stamp", Day(20))
        {
            Made = static scene => scene.SignContentStampedAsync(isTimestamped: false),
            MadeWords = Stamped,
            Steps = [Steps.RevokeSigner(10, since: -5)],
            B = Failed(Revoked, "5.3.4 (4)"),
        },
        new("The signer was revoked before the content time-stamp, and the signature's proves a time", Day(20))
        {
            Made = static scene => scene.SignContentStampedAsync(isTimestamped: true),
            MadeWords = StampedTwice,
            Steps = [Steps.RevokeSigner(10, since: -5)],
            T = Failed(Revoked, "5.3.4 (4), 5.5.4 (2)"),
        },
        new("The signer is revoked after the content time-stamp", Day(20))
        {
            Made = static scene => scene.SignContentStampedAsync(isTimestamped: false),
            MadeWords = Stamped,
            Steps = [Steps.RevokeSigner(10, since: 10)],
            B = Open(RevokedNoPoe, "5.3.4 (4)"),
        },
        new("The signer's certificate had expired before the content time-stamp", Day(20))
        {
            Cast = new() { Signer = -10 },
            Made = static scene => scene.SignContentStampedAsync(isTimestamped: false),
            MadeWords = Stamped,
            B = Failed(Expired, "5.3.4 (4)"),
        },
        new("The signer was revoked before a content time-stamp over something else", Day(20))
        {
            Made = static scene => scene.SignContentStampedAsync(isTimestamped: false, stamped: static _ => Encoding.ASCII.GetBytes("something else")),
            MadeWords = "with a content time-stamp over something else",
            Steps = [Steps.RevokeSigner(10, since: -5)],
            B = Open(RevokedNoPoe, "5.3.4 (4)"),
        },
        new("The signer was revoked before the content time-stamp, and its TSA is revoked", Day(20))
        {
            Made = static scene => scene.SignContentStampedAsync(isTimestamped: false),
            MadeWords = Stamped,
            Steps = [Steps.RevokeSigner(10, since: -5), Steps.RevokeStamper(11, since: 11, X509RevocationReason.KeyCompromise)],
            B = Open(RevokedNoPoe, "5.3.4 (4)"),
        },
        // No constraint demands that a content time-stamp holds: it is told and ignored.
        new("The content time-stamp's TSA expires", Day(40))
        {
            Cast = new() { Stamper = 30 },
            Made = static scene => scene.SignContentStampedAsync(isTimestamped: true),
            MadeWords = StampedTwice,
            T = Passed("5.2.8.4.2.5, 5.5.4 (11)"),
        },
        new("The content time-stamp is later than the signature's", Day(20))
        {
            Made = static scene => scene.SignContentStampedAsync(isTimestamped: true, Misbehaviour.FromTheFuture),
            MadeWords = "with a content time-stamp of the day after, and a time-stamp by another TSA",
            T = Open(TimestampOrderFailure, "5.5.4 (4) e)"),
        },
    ];
}
