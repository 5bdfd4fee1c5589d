using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Signing.Fuzz.Mutation;
using Signing.Fuzz.Seeds;

namespace Signing.Fuzz.Targets;

/// <summary>
/// Verifies signed documents to which updates were appended. There is always a report; and a signature stays valid only where the update
/// left everything as it was that the document shows and does, or a finding says what it did.
/// </summary>
internal sealed class UpdateTarget : FuzzTarget
{
    private static readonly (byte[] Document, string Shown)[] Signed =
        [.. SignedSeeds.All.OrderByDescending(static seed => seed.Length).Select(static seed => (seed, ShownContent.Of(seed)!))];

    private readonly PdfVerifier _verifier = new(new PdfVerifierOptions { Trust = SeedPki.Trust, Budget = Budget, TimeProvider = new FixedTime() });

    internal override string Name => "update";

    internal override IMutator Mutator { get; } = new UpdateMutator();

    internal override IEnumerable<byte[]> Seeds() => SignedSeeds.All;

    internal override bool Expects(Exception exception) => false;

    internal override void Run(byte[] input)
    {
        VerificationReport report = _verifier.VerifyAsync(new MemoryStream(input)).GetAwaiter().GetResult();
        Require(ReportJson.Serialize(report).Length > 0, "the report cannot be written");
        if (Array.Find(Signed, seed => input.AsSpan().StartsWith(seed.Document)) is not { Document: { } signed, Shown: var shown } || input.Length == signed.Length)
        {
            return;
        }
        foreach (SignatureReport signature in report.Signatures.Where(static signature => signature is { Verdict: Verdict.Valid, Kind: SignatureKind.Signature }))
        {
            Require(signature.Changes.Level is not (ChangeLevel.Forbidden or ChangeLevel.Unknown), "a signature is valid after a change that it does not permit");
            Require(signature.Changes.Level == ChangeLevel.None || signature.Changes.Findings.Count > 0, "a change has no finding");
            Require(ShownContent.Of(input) == shown, "a signature is valid, and the document shows something else");
        }
    }
}
