namespace Signing.Core.Tests.Verification.TimeTravel;

/// <summary>The levels of PAdES (EN 319 142-1), the columns of the table.</summary>
internal enum TravelLevel
{
    B,
    T,
    LT,
    LTA,
}
