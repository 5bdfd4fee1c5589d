namespace Signing.Core.Pdf;

/// <summary>What one document has spent of its <see cref="PdfBudget"/>.</summary>
internal sealed class BudgetMeter(PdfBudget budget, TimeProvider time)
{
    private const int CountsPerTimeCheck = 4096;
    private const int BytesPerStep = 256;

    private long _objects;
    private long _inflated;
    private int _sections;
    private int _counts;
    private int _working;
    private long _startedAt;
    private TimeSpan _spent;

    internal PdfBudget Budget => budget;

    /// <summary>Starts the clock; work within work is counted once. Ended by <see cref="Leave"/>.</summary>
    internal void Enter()
    {
        if (_working++ == 0)
        {
            _startedAt = time.GetTimestamp();
        }
    }

    internal void Leave()
    {
        if (--_working == 0)
        {
            _spent += time.GetElapsedTime(_startedAt);
        }
    }

    internal void CountObject()
    {
        if (++_objects > budget.MaxObjects)
        {
            throw PdfError.Budget("objects", budget.MaxObjects);
        }
        Tick();
    }

    internal void CountInflated(int bytes)
    {
        _inflated += bytes;
        TickForBytes(bytes);
        if (_inflated > budget.MaxInflatedBytes)
        {
            throw PdfError.Budget("inflated", budget.MaxInflatedBytes);
        }
    }

    internal void CountSection()
    {
        if (++_sections > budget.MaxRevisions)
        {
            throw PdfError.Budget("revisions", budget.MaxRevisions);
        }
        CheckTime();
    }

    /// <summary>Refuses nesting beyond the budget, and beyond what this thread's stack can carry.</summary>
    internal void CheckDepth(int depth)
    {
        if (depth > budget.MaxDepth || !System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw PdfError.Budget("depth", budget.MaxDepth);
        }
    }

    /// <summary>Counts small steps of a walk; looks at the clock every few thousand of them.</summary>
    internal void Tick(int steps = 1)
    {
        if ((_counts += steps) >= CountsPerTimeCheck)
        {
            _counts = 0;
            CheckTime();
        }
    }

    /// <summary>The same for bytes that were looked at, of which many make a step.</summary>
    internal void TickForBytes(long bytes) => Tick((int)Math.Min(1 + (bytes / BytesPerStep), CountsPerTimeCheck));

    private void CheckTime()
    {
        TimeSpan spent = _working > 0 ? _spent + time.GetElapsedTime(_startedAt) : _spent;
        if (spent > budget.MaxTime)
        {
            throw PdfError.Budget("time", budget.MaxTime);
        }
    }
}
