using System.Text;

namespace Signing.CertsDev.Commands;

/// <summary>What the commands say: facts in two columns, sentences wrapped at 80.</summary>
internal static class Terminal
{
    private const int Width = 80;
    private const int NameWidth = 12;

    /// <summary>A fact: its name, then what is to be said, wrapped beside it.</summary>
    internal static void Fact(string name, string text)
    {
        string indent = new(' ', NameWidth);
        string wrapped = Wrap(text, Width - NameWidth).ReplaceLineEndings(Environment.NewLine + indent);
        Console.WriteLine(name.PadRight(NameWidth) + wrapped);
    }

    internal static void Say(string text = "") => Console.WriteLine(text);

    /// <summary>What went wrong, and what to do next.</summary>
    internal static void Fail(string message, string? action = null)
    {
        Console.Error.WriteLine(Wrap("certs-dev: " + message, Width));
        if (!string.IsNullOrEmpty(action))
        {
            Console.Error.WriteLine(Wrap(action, Width));
        }
    }

    /// <summary>A path as a person would type it here: relative where it lies below the current folder.</summary>
    internal static string Path(string path)
    {
        string relative = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || System.IO.Path.IsPathRooted(relative) ? path : relative.Replace('\\', '/');
    }

    private static string Wrap(string text, int width)
    {
        var wrapped = new StringBuilder();
        int column = 0;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (column > 0 && column + 1 + word.Length > width)
            {
                wrapped.AppendLine();
                column = 0;
            }
            else if (column > 0)
            {
                wrapped.Append(' ');
                column++;
            }
            wrapped.Append(word);
            column += word.Length;
        }
        return wrapped.ToString();
    }
}
