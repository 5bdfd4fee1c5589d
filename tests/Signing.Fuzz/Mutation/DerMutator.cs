namespace Signing.Fuzz.Mutation;

/// <summary>
/// Changes DER as a tree: elements go, come twice, change places and values, nest; the lengths around them follow. The first byte
/// of an input is not DER: it says which reader is meant.
/// </summary>
internal sealed class DerMutator : IMutator
{
    private static readonly byte[] Tags = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0A, 0x0C, 0x13, 0x16, 0x17, 0x18, 0x30, 0x31, 0x80, 0x81, 0x82, 0xA0, 0xA1, 0xA2, 0xA3, 0x24, 0x1F];

    private readonly ByteMutator _bytes = new("\0", "\u0080", "\u0084\u007F\u00FF\u00FF\u00FF", "\u0030\u0080", "\0\0", "\u0002\u0001\u00FF", "\u0006\u0000");

    public byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        if (input.Length < 2)
        {
            return other;
        }
        byte[] der = input[1..];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            der = random.Next(4) > 0 ? MutateTree(der, other.Length > 1 ? other[1..] : [], random) : _bytes.MutateOnce(der, [], random);
        }
        byte reader = random.Next(20) == 0 ? (byte)random.Next(256) : input[0];
        return [reader, .. der];
    }

    private byte[] MutateTree(byte[] der, byte[] other, Random random)
    {
        if (DerNode.Read(der) is not { Count: > 0 } nodes)
        {
            return _bytes.MutateOnce(der, other, random);
        }
        (List<DerNode> siblings, int index) = Pick(nodes, random);
        DerNode node = siblings[index];
        switch (random.Next(10))
        {
            case 0:
                siblings.RemoveAt(index);
                break;
            case 1:
                siblings.InsertRange(index, Enumerable.Repeat(node, random.Next(1, random.Next(10) == 0 ? 300 : 4)));
                break;
            case 2:
                (List<DerNode> others, int from) = Pick(nodes, random);
                siblings[index] = Copy(others[from]);
                break;
            case 3 when DerNode.Read(other) is { Count: > 0 } foreign:
                (List<DerNode> strangers, int taken) = Pick(foreign, random);
                siblings[index] = strangers[taken];
                break;
            case 4:
                node.Tag[0] = Tags[random.Next(Tags.Length)];
                break;
            case 5:
                Nest(siblings, index, random.Next(5) == 0 ? random.Next(1, 3000) : 1, random);
                break;
            case 6:
                node.IsIndefinite = true;
                break;
            default:
                MutateContent(node, random);
                break;
        }
        byte[] written = DerNode.Write(nodes);
        return written.Length > ByteMutator.LargestInput ? der : written;
    }

    private void MutateContent(DerNode node, Random random)
    {
        byte[] content = node.Parts is null ? node.Content : DerNode.Write(node.Parts);
        node.Parts = null;
        node.Content = random.Next(6) switch
        {
            0 => [],
            1 => new byte[random.Next(1, 64)],
            2 => [.. Enumerable.Repeat((byte)0xFF, random.Next(1, 64))],
            3 => [.. content, .. new byte[random.Next(1, 300)]],
            _ => _bytes.MutateOnce(content.Length == 0 ? [0] : content, [], random),
        };
    }

    private static (List<DerNode> Siblings, int Index) Pick(List<DerNode> nodes, Random random)
    {
        var places = new List<(List<DerNode>, int)>();
        DerNode.Collect(nodes, places);
        return places[random.Next(places.Count)];
    }

    private static DerNode Copy(DerNode node) => DerNode.Read(DerNode.Write([node])) is [var copy] ? copy : new DerNode { Tag = [0x05] };

    /// <summary>Wraps an element so many times.</summary>
    private static void Nest(List<DerNode> siblings, int index, int times, Random random)
    {
        byte tag = random.Next(2) == 0 ? (byte)0x30 : (byte)(0xA0 + random.Next(4));
        byte[] inner = DerNode.Write([siblings[index]]);
        for (; times > 0 && inner.Length < ByteMutator.LargestInput / 2; times--)
        {
            inner = DerNode.Write([new DerNode { Tag = [tag], Content = inner }]);
        }
        siblings[index] = new DerNode { Tag = [tag], Content = inner };
    }
}
