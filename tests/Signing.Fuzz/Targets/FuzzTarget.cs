using Signing.Core;
using Signing.Core.Pdf;
using Signing.Fuzz.Engine;
using Signing.Fuzz.Mutation;

namespace Signing.Fuzz.Targets;

/// <summary>A part of the library that reads what others send.</summary>
internal abstract class FuzzTarget
{
    /// <summary>What no document may cost here: little, so that a budget that is not kept shows soon.</summary>
    internal static PdfBudget Budget { get; } = new()
    {
        MaxDepth = 200,
        MaxObjects = 200_000,
        MaxValuesPerObject = 50_000,
        MaxStringBytes = 256 << 10,
        MaxStreamBytes = 1 << 20,
        MaxInflatedBytes = 8 << 20,
        MaxRevisions = 200,
        MaxTime = TimeSpan.FromSeconds(10),
    };

    internal abstract string Name { get; }

    internal abstract IMutator Mutator { get; }

    internal abstract IEnumerable<byte[]> Seeds();

    /// <summary>Runs one input to its end.</summary>
    /// <exception cref="RuleBrokenException">A rule of the target is broken.</exception>
    internal abstract void Run(byte[] input);

    /// <summary>Whether an exception is an answer that callers are promised.</summary>
    internal abstract bool Expects(Exception exception);

    /// <summary>How many bytes an input of this length may make us allocate.</summary>
    internal virtual long AllocationLimit(int inputLength) => (100L * Budget.MaxObjects) + (3 * Budget.MaxInflatedBytes) + (200L * inputLength);

    private protected static bool IsAboutTheDocument(Exception exception) =>
        exception is SigningException { Code: ErrorCodes.PdfNotPdf or ErrorCodes.PdfDamaged or ErrorCodes.PdfSignedDamaged or ErrorCodes.PdfEncrypted or ErrorCodes.PdfNotPermitted or ErrorCodes.PdfBudget };

    private protected static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new RuleBrokenException(rule);
        }
    }
}
