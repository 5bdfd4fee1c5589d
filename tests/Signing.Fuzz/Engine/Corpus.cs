namespace Signing.Fuzz.Engine;

/// <summary>Inputs worth mutating: the seeds, and whatever did something new since.</summary>
internal sealed class Corpus
{
    private const int MostInputs = 20_000;

    private readonly List<byte[]> _inputs = [];

    internal int Count => _inputs.Count;

    internal void Add(byte[] input)
    {
        if (_inputs.Count < MostInputs)
        {
            _inputs.Add(input);
        }
    }

    /// <summary>Any of them; the latest more often, for they lead where none has been.</summary>
    internal byte[] Pick(Random random)
    {
        int latest = Math.Min(_inputs.Count, 50);
        return random.Next(3) == 0 ? _inputs[_inputs.Count - 1 - random.Next(latest)] : _inputs[random.Next(_inputs.Count)];
    }
}
