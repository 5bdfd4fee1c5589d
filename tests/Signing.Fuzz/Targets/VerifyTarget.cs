using System.Text;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Signing.Fuzz.Mutation;
using Signing.Fuzz.Seeds;

namespace Signing.Fuzz.Targets;

/// <summary>
/// Verifies. There is always a report; and a signature is valid only where the bytes that a seed's signature covers stand
/// unchanged, for nobody else has the key.
/// </summary>
internal sealed class VerifyTarget : FuzzTarget
{
    private static readonly List<SignedPart> Parts = [.. SignedSeeds.All.SelectMany(SignedPart.Of).DistinctBy(static part => part.Digest)];

    private readonly PdfVerifier _verifier = new(new PdfVerifierOptions { Trust = SeedPki.Trust, Budget = Budget, TimeProvider = new FixedTime() });

    internal override string Name => "verify";

    internal override IMutator Mutator { get; } = new PdfMutator();

    internal override IEnumerable<byte[]> Seeds()
    {
        foreach (byte[] signed in SignedSeeds.All)
        {
            VerificationReport report = Verify(signed);
            if (report.Verdict != Verdict.Valid)
            {
                // An oracle that never says "valid" would find nothing.
                throw new InvalidOperationException("A signed seed is not valid: " + Encoding.UTF8.GetString(ReportJson.Serialize(report)));
            }
        }
        return PdfSeeds.All;
    }

    internal override bool Expects(Exception exception) => false;

    internal override void Run(byte[] input)
    {
        VerificationReport report = Verify(input);
        Require(ReportJson.Serialize(report).Length > 0, "the report cannot be written");
        int valid = report.Signatures.Count(static signature => signature is { Verdict: Verdict.Valid, Kind: SignatureKind.Signature });
        Require(valid > 0 || report.Verdict != Verdict.Valid, "a document is valid without a valid signature");
        if (valid > 0)
        {
            Require(Parts.Count(part => part.StandsIn(input)) >= valid, "a signature is valid that nobody made");
        }
    }

    private VerificationReport Verify(byte[] document) => _verifier.VerifyAsync(new MemoryStream(document)).GetAwaiter().GetResult();
}
