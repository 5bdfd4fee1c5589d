using System.Text.RegularExpressions;

namespace Signing.Core.Verification.Reports;

/// <summary>Indications as the standard writes them (ETSI EN 319 102-1, 5.1.3), which is how the JSON does too.</summary>
internal static partial class EtsiNames
{
    internal static string Of(Indication indication) => indication switch
    {
        Indication.TotalPassed => "TOTAL-PASSED",
        Indication.TotalFailed => "TOTAL-FAILED",
        _ => "INDETERMINATE",
    };

    internal static string Of(SubIndication subIndication) => WordBegin().Replace(subIndication.ToString(), "_").ToUpperInvariant();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordBegin();
}
