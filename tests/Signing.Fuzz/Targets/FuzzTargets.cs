namespace Signing.Fuzz.Targets;

/// <summary>All targets.</summary>
internal static class FuzzTargets
{
    internal static IReadOnlyList<FuzzTarget> All { get; } = [new ReadTarget(), new SignTarget(), new VerifyTarget(), new UpdateTarget(), new DerTarget(), new FilterTarget(), new StateTarget()];
}
