namespace Signing.Fuzz.Mutation;

/// <summary>A tag-length-value of BER, with its parts where it has some; an octet or bit string that holds another is taken apart too.</summary>
internal sealed class DerNode
{
    private const int DeepestRead = 40;

    internal List<byte> Tag { get; init; } = [];

    /// <summary>What stands before the parts: the unused bits of a bit string.</summary>
    internal byte[] Prefix { get; set; } = [];

    internal byte[] Content { get; set; } = [];

    internal List<DerNode>? Parts { get; set; }

    internal bool IsIndefinite { get; set; }

    /// <summary>Elements that fill these bytes exactly; null where they do not.</summary>
    internal static List<DerNode>? Read(ReadOnlySpan<byte> bytes, int depth = 0)
    {
        var nodes = new List<DerNode>();
        while (!bytes.IsEmpty)
        {
            if (depth > DeepestRead || ReadOne(ref bytes, depth) is not { } node)
            {
                return null;
            }
            nodes.Add(node);
        }
        return nodes;
    }

    internal static byte[] Write(IEnumerable<DerNode> nodes)
    {
        using var output = new MemoryStream();
        foreach (DerNode node in nodes)
        {
            node.Write(output);
        }
        return output.ToArray();
    }

    /// <summary>It and all that is in it, with the list that each stands in.</summary>
    internal static void Collect(List<DerNode> nodes, List<(List<DerNode> Siblings, int Index)> places)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            places.Add((nodes, i));
            if (nodes[i].Parts is { } parts)
            {
                Collect(parts, places);
            }
        }
    }

    private static DerNode? ReadOne(ref ReadOnlySpan<byte> bytes, int depth)
    {
        int at = 1;
        if ((bytes[0] & 0x1F) == 0x1F)
        {
            while (at < bytes.Length && (bytes[at] & 0x80) != 0)
            {
                at++;
            }
            at++;
        }
        if (at >= bytes.Length)
        {
            return null;
        }
        byte[] tag = bytes[..at].ToArray();
        int length = bytes[at++];
        if (length >= 0x80)
        {
            int count = length & 0x7F;
            if (count is 0 or > 3 || at + count > bytes.Length)
            {
                return null;
            }
            length = 0;
            for (; count > 0; count--)
            {
                length = (length << 8) | bytes[at++];
            }
        }
        if (length > bytes.Length - at)
        {
            return null;
        }
        ReadOnlySpan<byte> content = bytes.Slice(at, length);
        bytes = bytes[(at + length)..];
        return Make(tag, content, depth);
    }

    private static DerNode Make(byte[] tag, ReadOnlySpan<byte> content, int depth)
    {
        var node = new DerNode { Tag = [.. tag] };
        bool isBits = tag[0] == 0x03 && content.Length > 1 && content[0] == 0;
        bool mayHold = (tag[0] & 0x20) != 0 || tag[0] == 0x04 || isBits;
        if (mayHold && content.Length > 1 && Read(isBits ? content[1..] : content, depth + 1) is { } parts)
        {
            node.Prefix = isBits ? [0] : [];
            node.Parts = parts;
        }
        else
        {
            node.Content = content.ToArray();
        }
        return node;
    }

    private void Write(MemoryStream output)
    {
        byte[] content = Parts is null ? Content : [.. Prefix, .. Write(Parts)];
        output.Write([.. Tag]);
        if (IsIndefinite && (Tag[0] & 0x20) != 0)
        {
            output.WriteByte(0x80);
            output.Write(content);
            output.Write([0, 0]);
            return;
        }
        if (content.Length < 0x80)
        {
            output.WriteByte((byte)content.Length);
        }
        else
        {
            output.Write(content.Length switch
            {
                < 0x100 => [0x81, (byte)content.Length],
                < 0x10000 => [0x82, (byte)(content.Length >> 8), (byte)content.Length],
                _ => [0x83, (byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length],
            });
        }
        output.Write(content);
    }
}
