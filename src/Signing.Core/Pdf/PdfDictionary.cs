using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Signing.Core.Pdf;

/// <summary>
/// A dictionary (ISO 32000-2, 7.3.7), in the order of the file. A key whose value is null is as good as absent:
/// the indexer and <see cref="TryGet"/> say so, the enumeration still shows it.
/// </summary>
internal sealed class PdfDictionary : PdfPlacedObject, IEnumerable<KeyValuePair<string, PdfObject>>
{
    private const int IndexFrom = 16;

    private readonly List<KeyValuePair<string, PdfObject>> _entries;
    private Dictionary<string, int>? _index;

    public PdfDictionary() => _entries = [];

    private PdfDictionary(List<KeyValuePair<string, PdfObject>> entries) => _entries = entries;

    public int Count => _entries.Count;

    public PdfDictionaryDefects Defects { get; private set; }

    /// <summary>The value as it stands there, a reference unresolved; null where the key is absent or its value is null.</summary>
    [DisallowNull]
    public PdfObject? this[string key]
    {
        get => TryGet(key, out PdfObject? value) ? value : null;
        set
        {
            ThrowIfFrozen();
            Put(key, value);
        }
    }

    public bool TryGet(string key, [NotNullWhen(true)] out PdfObject? value)
    {
        int at = Find(key);
        value = at < 0 ? null : _entries[at].Value;
        if (value is PdfNull)
        {
            value = null;
        }
        return value is not null;
    }

    /// <summary>Whether the key is written, be it with the value null.</summary>
    public bool ContainsKey(string key) => Find(key) >= 0;

    /// <summary>The integer under a key that holds one directly.</summary>
    public bool TryGetInteger(string key, out long value)
    {
        value = TryGet(key, out PdfObject? found) && found is PdfInteger integer ? integer.Value : 0;
        return found is PdfInteger;
    }

    /// <summary>Whether the value is directly this name.</summary>
    public bool IsName(string key, string name) => TryGet(key, out PdfObject? value) && value is PdfName found && found.Value == name;

    /// <summary>For making dictionaries in one expression.</summary>
    public void Add(string key, PdfObject value) => this[key] = value;

    public void Remove(string key)
    {
        ThrowIfFrozen();
        int at = Find(key);
        if (at >= 0)
        {
            _entries.RemoveAt(at);
            _index = null;
        }
    }

    /// <summary>A copy that may be edited; the values are shared.</summary>
    public PdfDictionary Clone() => new([.. _entries]);

    public List<KeyValuePair<string, PdfObject>>.Enumerator GetEnumerator() => _entries.GetEnumerator();

    IEnumerator<KeyValuePair<string, PdfObject>> IEnumerable<KeyValuePair<string, PdfObject>>.GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _entries.GetEnumerator();

    public override string ToString() => $"<<{string.Join(' ', _entries.Select(static e => $"/{e.Key} {e.Value}"))}>>";

    /// <summary>Takes an entry from the file: a repeated key replaces the earlier value and is noted.</summary>
    internal void PutRead(string key, PdfObject value)
    {
        if (!Put(key, value))
        {
            Defects |= PdfDictionaryDefects.DuplicateKeys;
        }
    }

    internal KeyValuePair<string, PdfObject> EntryAt(int index) => _entries[index];

    /// <summary>Puts another value in the place of one that was read, before anybody has seen it.</summary>
    internal void ReplaceRead(int index, PdfObject value) => _entries[index] = new(_entries[index].Key, value);

    internal void NoteMissingValue() => Defects |= PdfDictionaryDefects.MissingValue;

    private bool Put(string key, PdfObject value)
    {
        int at = Find(key);
        if (at >= 0)
        {
            _entries[at] = new(key, value);
            return false;
        }
        _entries.Add(new(key, value));
        _index?.Add(key, _entries.Count - 1);
        return true;
    }

    private int Find(string key)
    {
        if (_entries.Count < IndexFrom)
        {
            for (int i = 0; i < _entries.Count; i++)
            {
                if (_entries[i].Key == key)
                {
                    return i;
                }
            }
            return -1;
        }
        if (_index is null)
        {
            _index = new Dictionary<string, int>(_entries.Count * 2, StringComparer.Ordinal);
            for (int i = 0; i < _entries.Count; i++)
            {
                _index[_entries[i].Key] = i;
            }
        }
        return _index.TryGetValue(key, out int at) ? at : -1;
    }
}
