namespace Signing.Fuzz;

/// <summary>How the process ends.</summary>
internal static class FuzzExit
{
    internal const int Clean = 0;
    internal const int Usage = 2;

    /// <summary>An input broke a rule; it is saved.</summary>
    internal const int Finding = 10;

    /// <summary>An input did not end; it is saved.</summary>
    internal const int Hang = 11;
}
