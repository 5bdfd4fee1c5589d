using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// One revision held against the one before, object by object. What the revision names and leaves as it was has not changed, wherever
/// it stands now. Rules claim what they explain; what nobody claims must be out of every reader's reach.
/// </summary>
internal sealed class RevisionComparison
{
    private readonly ReferenceIndex _references;
    private readonly SortedDictionary<int, ObjectChange> _changes = [];
    private readonly HashSet<int> _claimed = [];

    private RevisionComparison(RevisionReading older, RevisionReading newer, ReferenceIndex references)
    {
        Older = older;
        Newer = newer;
        Log = new ChangeLog(newer.View);
        _references = references;
    }

    internal RevisionReading Older { get; }

    internal RevisionReading Newer { get; }

    internal PdfView Before => Older.View;

    internal PdfView After => Newer.View;

    internal ChangeLog Log { get; }

    /// <summary>Every object that is not what it was, ascending.</summary>
    internal IEnumerable<ObjectChange> Changes => _changes.Values;

    /// <param name="older">The revision before.</param>
    /// <param name="newer">The revision.</param>
    /// <param name="revision">Its entries.</param>
    /// <param name="references">Who refers to what.</param>
    internal static RevisionComparison Of(RevisionReading older, RevisionReading newer, PdfRevision revision, ReferenceIndex references)
    {
        var comparison = new RevisionComparison(older, newer, references);
        foreach (CrossReferenceEntry entry in revision.Entries)
        {
            comparison.Compare(entry.Number);
        }
        return comparison;
    }

    /// <summary>What happened to an object; null where it is as it was.</summary>
    internal ObjectChange? Find(int number) => _changes.GetValueOrDefault(number);

    internal bool IsChanged(PdfObject? value) => value is PdfReference reference && _changes.ContainsKey(reference.Number);

    internal bool IsChangedObject(int number) => _changes.ContainsKey(number);

    internal bool IsAdded(PdfObject? value) => value is PdfReference reference && Find(reference.Number) is { IsAdded: true };

    /// <summary>Explains what happened to an object. Not so where it is of another generation now: what refers to the old one leads nowhere.</summary>
    internal void Claim(int number)
    {
        if (Find(number) is not { IsReplaced: true } change || change.Old!.Generation == change.New!.Generation)
        {
            _claimed.Add(number);
        }
    }

    internal bool IsClaimed(int number) => _claimed.Contains(number);

    /// <summary>Explains every new object that a value leads to, through new objects only. Replaced ones have to be explained where they were.</summary>
    internal void ClaimAdded(PdfObject? value)
    {
        var open = new Stack<PdfObject>();
        Push(value);
        while (open.TryPop(out PdfObject? next))
        {
            Push(next);
        }

        void Push(PdfObject? holder) => References.Visit(holder, reference =>
        {
            if (Find(reference.Number) is not { IsAdded: true } added)
            {
                return;
            }
            if (added.New!.Generation != reference.Generation)
            {
                Log.Doubt("a reference names another generation of an object", reference.Number);
            }
            else if (_claimed.Add(reference.Number))
            {
                open.Push(added.New!.Value);
                if (added.New.Value is PdfStream { Dictionary: var dictionary } && dictionary["F"] is not null)
                {
                    Log.Forbid("a stream was added whose data is elsewhere", reference.Number);
                }
            }
        });
    }

    /// <summary>The objects that referred to one before, of which some may have changed; something negative for what cannot be read.</summary>
    internal IEnumerable<int> HoldersBefore(int number) => _references.Holders(Before, number);

    /// <summary>Which page an object is, for a sentence.</summary>
    internal string PageNumber(int? page) => _references.Pages.Of(Before, page);

    /// <summary>Whether these objects alone referred to one before: it cannot have been anything else than they make of it.</summary>
    internal bool IsHeldOnlyBy(int number, params int[] holders) => HoldersBefore(number).All(holders.Contains);

    /// <summary>Tells of every change that nobody has explained and that a reader can come across.</summary>
    internal void TellUnclaimed()
    {
        foreach (ObjectChange change in _changes.Values)
        {
            // Whoever made the document may have left a place for what now appears.
            if (change.IsAdded && HoldersBefore(change.Number).Any())
            {
                Log.Forbid("an object appears that older objects referred to before it existed", change.Number);
                _claimed.Add(change.Number);
            }
        }
        SortedSet<int> reached = FindReached();
        foreach (int number in reached)
        {
            ObjectChange change = _changes[number];
            Log.Forbid(
                change.IsAdded ? "an object was added in a way that is not permitted"
                : change.IsReplaced ? "an object was changed in a way that is not permitted"
                : "an object was removed that is still referred to",
                number);
        }
        foreach (ObjectChange change in _changes.Values)
        {
            if (change.New?.Value is PdfDictionary lost && lost["ByteRange"] is not null && !_claimed.Contains(change.Number) && !reached.Contains(change.Number))
            {
                Log.Doubt("a signature was added that no field holds", change.Number);
            }
        }
    }

    private void Compare(int number)
    {
        bool isOld = Before.TryGet(number, out CrossReferenceEntry before) && before.Kind != CrossReferenceKind.Free;
        bool isNew = After.TryGet(number, out CrossReferenceEntry after) && after.Kind != CrossReferenceKind.Free;
        if ((!isOld && !isNew) || (isOld && isNew && before == after && !IsInChangedStream(after)))
        {
            return;
        }
        try
        {
            if (isNew && IsMisplaced(after))
            {
                Log.Forbid("an entry leads to another object of its object stream", number);
            }
            if (isOld && _references.IsContainer(number) && IsStillNeeded(before))
            {
                // Whatever it holds may be something else now, though no entry says so.
                Log.Forbid("an object stream was replaced or removed", number);
            }
            PdfIndirectObject? old = isOld ? Before.Find(number) : null;
            PdfIndirectObject? now = isNew ? After.Find(number) : null;
            if (old is null || now is null || !AreSame(old, now))
            {
                _changes.Add(number, new ObjectChange(number, old, now));
            }
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            Log.Doubt("an object of a later revision cannot be read", number);
        }
    }

    /// <summary>Whether readers that go by the index of an entry, as they should (ISO 32000-2, 7.5.8.3), find another object than those that go by its number.</summary>
    private bool IsMisplaced(CrossReferenceEntry entry) =>
        entry.Kind == CrossReferenceKind.InStream
        && After.TryGet(entry.StreamNumber, out CrossReferenceEntry container) && container.Kind == CrossReferenceKind.InFile
        && After.OpenStream(container).Numbers is var numbers && (entry.Index >= numbers.Count || numbers[entry.Index] != entry.Number);

    /// <summary>Whether any object is still said to be in an object stream; where all have moved out, its number is free.</summary>
    private bool IsStillNeeded(CrossReferenceEntry container) =>
        container.Kind != CrossReferenceKind.InFile || Before.Load(container)?.Value is not PdfStream
        || Before.OpenStream(container).Numbers.ToArray().Any(number =>
            After.TryGet(number, out CrossReferenceEntry entry) && entry.Kind == CrossReferenceKind.InStream && entry.StreamNumber == container.Number);

    private bool IsInChangedStream(CrossReferenceEntry entry) => entry.Kind == CrossReferenceKind.InStream && _changes.ContainsKey(entry.StreamNumber);

    /// <summary>An object of another generation is another object: references to the old one now lead nowhere.</summary>
    private static bool AreSame(PdfIndirectObject old, PdfIndirectObject now) =>
        old.Generation == now.Generation && !now.IsMended && PdfEquality.Same(old.Value, now.Value);

    /// <summary>Whether something refers to an object that is as it was, and so still does.</summary>
    private bool IsHeldByUnchanged(int number) => HoldersBefore(number).Any(holder => !_changes.ContainsKey(holder));

    /// <summary>The unexplained objects that anything refers to but unexplained objects which nothing refers to.</summary>
    private SortedSet<int> FindReached()
    {
        var reached = new SortedSet<int>();
        HashSet<int> open = [.. _changes.Keys.Where(number => !_claimed.Contains(number))];
        var waiting = new Queue<int>();
        Visit(After.Trailer);
        foreach (ObjectChange change in _changes.Values.Where(change => _claimed.Contains(change.Number)))
        {
            Visit(change.New?.Value);
        }
        foreach (int number in open.Where(IsHeldByUnchanged).ToArray())
        {
            Reach(number);
        }
        while (waiting.TryDequeue(out int number))
        {
            Visit(_changes[number].New?.Value);
        }
        return reached;

        void Visit(PdfObject? holder) => References.Visit(holder, reference => Reach(reference.Number));

        void Reach(int number)
        {
            if (open.Remove(number))
            {
                reached.Add(number);
                waiting.Enqueue(number);
            }
        }
    }
}
