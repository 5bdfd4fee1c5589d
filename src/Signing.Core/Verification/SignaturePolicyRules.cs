using Signing.Core.Cms;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>
/// What it means that a signature names a signature policy (EN 319 102-1, 5.2.4.4). The validation policy that is given judges; the
/// other matters where it says so. An attribute that cannot be read is as one that is not there (5.2.8.4.1).
/// </summary>
internal static class SignaturePolicyRules
{
    /// <param name="named">What the signature names; null for nothing.</param>
    /// <param name="constraints">What the validation policy says of it; null for nothing.</param>
    /// <param name="findings">Where the verdict gathers.</param>
    internal static void Apply(SignaturePolicyIdentifier? named, SignaturePolicyConstraints? constraints, Findings findings)
    {
        bool refuses = constraints is { Others: OtherSignaturePolicies.Refuse };
        switch (named)
        {
            case null:
                break;
            case { Problem.Length: > 0 }:
                Tell(ReasonCodes.SignaturePolicyMalformed, refuses ? SubIndication.PolicyProcessingError : null, Error.Facts(("detail", named.Problem)));
                break;
            case { Oid: null }:
                Tell(ReasonCodes.SignaturePolicyImplied, refuses ? SubIndication.SignaturePolicyNotAvailable : null, Error.Facts());
                break;
            default:
                Apply(named, [.. constraints?.Accepted.Where(accepted => accepted.Oid == named.Oid) ?? []]);
                break;
        }

        void Apply(SignaturePolicyIdentifier policy, AcceptedSignaturePolicy[] listed)
        {
            IReadOnlyDictionary<string, string> facts = Error.Facts(("policy", policy.Uri is null ? policy.Oid : $"{policy.Oid} ({policy.Uri})"));
            if (listed.Length == 0 && refuses)
            {
                Tell(ReasonCodes.SignaturePolicyNotAccepted, SubIndication.SignaturePolicyNotAvailable, facts);
            }
            else if (listed.Length > 0 && !listed.Any(accepted => accepted.Allows(policy.Digest)))
            {
                Tell(ReasonCodes.SignaturePolicyMismatch, SubIndication.PolicyProcessingError, facts);
            }
            else
            {
                Tell(ReasonCodes.SignaturePolicyNamed, null, facts);
            }
        }

        void Tell(string code, SubIndication? doubt, IReadOnlyDictionary<string, string> facts)
        {
            if (doubt is { } sub)
            {
                findings.Doubt(code, sub, facts);
            }
            else
            {
                findings.Note(code, facts);
            }
        }
    }
}
