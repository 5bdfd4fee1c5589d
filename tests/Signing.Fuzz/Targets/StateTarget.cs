using System.Text.Json;
using Signing.Core;
using Signing.Core.Creation;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Signing.Core.Tests.Pdf;
using Signing.Fuzz.Mutation;
using Signing.Fuzz.Seeds;

namespace Signing.Fuzz.Targets;

/// <summary>Reads exported signatures that wait for their value, and exported evidence. The first byte of an input says which.</summary>
internal sealed class StateTarget : FuzzTarget
{
    private const byte Prepared = (byte)'p';
    private const byte Collected = (byte)'e';

    private static readonly byte[] Document = TestPdf.Create();

    private readonly PdfSigner _signer = SignedSeeds.NewSigner(Budget);

    internal override string Name => "state";

    internal override IMutator Mutator { get; } = new ByteMutator(
        "null", "[]", "{}", "0", "-1", "1e400", "2147483648", "9223372036854775808", "\"\"", "\"AAAA\"", "\"Rsa\"", "\"SHA1\"", "true", "[null]", "[[]]", ",", ":", "\"",
        "{\"a\":", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"http://[\"", "\\ud800", "\u00FF", "\"Valid\"", "\"Broken\"", "\"WholeFile\"");

    internal override IEnumerable<byte[]> Seeds()
    {
        yield return [Prepared, .. SignedSeeds.Prepare(Document).State.Export()];
        using var verifier = new PdfVerifier(new PdfVerifierOptions { Trust = SeedPki.Trust, TimeProvider = new FixedTime() });
        foreach (byte[] signed in SignedSeeds.All)
        {
            yield return [Collected, .. verifier.CollectAsync(new MemoryStream(signed)).GetAwaiter().GetResult().Export()];
        }
    }

    internal override bool Expects(Exception exception) => exception is SigningException { Code: ErrorCodes.StateInvalid };

    // Nothing here is on a budget, so that what it costs is in proportion to what came.
    internal override long AllocationLimit(int inputLength) => (8L << 20) + (200L * inputLength);

    internal override void Run(byte[] input)
    {
        if (input.Length == 0 || input[0] != Prepared)
        {
            Judge(input.AsSpan(Math.Min(1, input.Length)));
            return;
        }
        Complete(input[1..]);
        // What has the right checksum gets further.
        if (Recheck(input[1..]) is { } state)
        {
            Complete(state.Export());
        }
    }

    private static void Judge(ReadOnlySpan<byte> json)
    {
        Evidence evidence = Evidence.Import(json);
        VerificationReport report = PdfVerifier.Judge(evidence, ValidationPolicy.Offline, FixedTime.Now);
        VerificationReport again = PdfVerifier.Judge(Evidence.Import(evidence.Export()), ValidationPolicy.Offline, FixedTime.Now);
        Require(ReportJson.Serialize(report).AsSpan().SequenceEqual(ReportJson.Serialize(again)), "evidence that was saved again is judged in another way");
    }

    private void Complete(byte[] exported)
    {
        try
        {
            PreparedSignature prepared = PreparedSignature.Import(exported);
            using var output = new MemoryStream();
            _signer.CompleteAsync(prepared, new byte[256], new MemoryStream(Document), output).GetAwaiter().GetResult();
            Require(false, "a value that nobody signed completes a signature");
        }
        catch (SigningException refused) when (refused.Code is ErrorCodes.StateInvalid or ErrorCodes.StateDocument or ErrorCodes.SignatureInvalid)
        {
        }
    }

    private static PreparedState? Recheck(byte[] exported)
    {
        try
        {
            return JsonSerializer.Deserialize(exported, PreparedStateJsonContext.Default.PreparedState);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
