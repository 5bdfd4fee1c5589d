namespace Signing.Api.Logs;

/// <summary>What the one log line of a request says beyond method, path and status.</summary>
internal sealed class RequestFacts
{
    internal string? Code { get; set; }
    internal string? Key { get; set; }
    internal string? Outcome { get; set; }

    /// <summary>The answer was handed over whole; a client that hangs up afterwards has what it came for.</summary>
    internal bool IsAnswered { get; set; }

    /// <summary>The connection broke before there was an answer.</summary>
    internal bool IsCutOff { get; set; }

    internal long DocumentBytes { get; set; }

    internal static RequestFacts Of(HttpContext context)
    {
        if (context.Features.Get<RequestFacts>() is { } facts)
        {
            return facts;
        }
        facts = new RequestFacts();
        context.Features.Set(facts);
        return facts;
    }
}
