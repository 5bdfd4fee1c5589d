using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>
/// Gathers what is wrong, doubtful or worth a remark, in the order of the checks, and draws the conclusion of
/// ETSI EN 319 102-1: one failure fails, else the first doubt leaves it open, else it passes.
/// </summary>
internal sealed class Findings
{
    private readonly string _language;
    private readonly List<ReasonReport> _reasons = [];
    private SubIndication? _failure;
    private SubIndication? _doubt;
    private bool _failed;
    private bool _doubted;

    internal Findings(string language)
    {
        _language = language;
    }

    internal IReadOnlyList<ReasonReport> Reasons => _reasons;

    internal Indication Indication => _failed ? Indication.TotalFailed : _doubted ? Indication.Indeterminate : Indication.TotalPassed;

    internal SubIndication? SubIndication => _failed ? _failure : _doubt;

    internal Verdict Verdict => Indication switch
    {
        Indication.TotalPassed => Verdict.Valid,
        Indication.TotalFailed => Verdict.Invalid,
        _ => Verdict.Indeterminate,
    };

    internal void Fail(string code, SubIndication sub, IReadOnlyDictionary<string, string>? facts = null)
    {
        _failure ??= sub;
        _failed = true;
        Note(code, facts);
    }

    internal void Doubt(string code, SubIndication sub, IReadOnlyDictionary<string, string>? facts = null)
    {
        _doubt ??= sub;
        _doubted = true;
        Note(code, facts);
    }

    /// <summary>Empty findings in the same language: of a step that may turn out not to matter.</summary>
    internal Findings Fresh() => new(_language);

    /// <summary>Takes over what a step found.</summary>
    internal void Add(Findings step)
    {
        _failure ??= step._failure;
        _doubt ??= step._doubt;
        _failed |= step._failed;
        _doubted |= step._doubted;
        _reasons.AddRange(step._reasons.Except(_reasons));
    }

    /// <summary>A remark that does not touch the verdict.</summary>
    internal void Note(string code, IReadOnlyDictionary<string, string>? facts = null)
    {
        var reason = new ReasonReport { Code = code, Message = Messages.Get(code, _language, facts) };
        if (!_reasons.Contains(reason))
        {
            _reasons.Add(reason);
        }
    }
}
